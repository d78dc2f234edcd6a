/** Begins TLS handshakes at a bounded rate, so that a thousand clients at once do not stop all others. */
import type { Server, Socket } from 'node:net';

export interface HandshakeGateOptions {
  /** Handshakes begun a second; each takes about two milliseconds of the core. */
  readonly perSecond: number;
  /** Handshakes begun at once, after a pause: how long the event loop is held up by them. */
  readonly burst: number;
  /** Connections that may wait; further ones are reset, and come back by themselves. */
  readonly waiting: number;
  /** The same while clients would be refused anyway. */
  readonly notReady: { readonly perSecond: number; readonly waiting: number };
}

/** Time between two portions, milliseconds. */
const STEP_MS = 10;

/** A server whose new connections wait for their turn. */
export class HandshakeGate {
  readonly #options: HandshakeGateOptions;
  readonly #isReady: () => boolean;
  readonly #now: () => number;
  readonly #queue: { readonly socket: Socket; readonly begin: () => void }[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** Handshakes that may be begun, perhaps a part of one, as of `#countedMs`. */
  #tokens: number;
  #countedMs: number;

  /** @param now Steady clock, milliseconds. */
  constructor(options: HandshakeGateOptions, isReady: () => boolean, now: () => number) {
    this.#options = options;
    this.#isReady = isReady;
    this.#now = now;
    this.#tokens = options.burst;
    this.#countedMs = now();
  }

  /** Takes the place of those who handle new connections of a server; call it before it listens. */
  attach(server: Server): void {
    const listeners = server.listeners('connection');
    server.removeAllListeners('connection');
    server.on('connection', (socket: Socket) => {
      // One that goes away while it waits must not end the process.
      socket.on('error', () => undefined);
      this.#admit(socket, () => {
        for (const listener of listeners) Reflect.apply(listener, server, [socket]);
      });
    });
  }

  /** Lets nobody wait any longer. */
  stop(): void {
    clearTimeout(this.#timer);
    for (const { socket } of this.#queue.splice(0)) socket.destroy();
  }

  #admit(socket: Socket, begin: () => void): void {
    const { waiting } = this.#isReady() ? this.#options : this.#options.notReady;
    if (this.#queue.length >= waiting) {
      socket.resetAndDestroy();
      return;
    }
    this.#queue.push({ socket, begin });
    this.#beginNext();
  }

  #beginNext(): void {
    this.#count();
    while (this.#tokens >= 1) {
      const next = this.#queue.shift();
      if (!next) return;
      // Whoever has given up meanwhile costs nothing.
      if (next.socket.destroyed) continue;
      this.#tokens -= 1;
      next.begin();
    }
    if (this.#queue.length === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#beginNext();
    }, STEP_MS);
  }

  #count(): void {
    const nowMs = this.#now();
    const { perSecond } = this.#isReady() ? this.#options : this.#options.notReady;
    const earned = ((nowMs - this.#countedMs) / 1_000) * perSecond;
    this.#tokens = Math.min(this.#options.burst, this.#tokens + earned);
    this.#countedMs = nowMs;
  }
}
