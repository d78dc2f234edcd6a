/** One of a thousand clients that lose their server: comes back as the page does, and says when it was live. */
import { WebSocket } from 'ws';
import { CLOSE_CODES, comeBackAfterMs } from '../../../proto/close-codes.ts';
import { encodeClientFrame } from '../../../proto/client-frame-codec.ts';
import { SUBPROTOCOL } from '../../../proto/frames.ts';
import { decodeServerFrame } from '../../../proto/server-frame-codec.ts';
import { backoffDelayMs } from '../../../web/client/backoff.ts';

export interface StormClientOptions {
  readonly url: string;
  readonly ca: string;
  readonly symbols: readonly string[];
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Interval asked for, milliseconds. */
  readonly intervalMs: 0 | 500 | 1_000;
}

/** Ping of a page, milliseconds. */
const PING_MS = 5_000;
/** What the page waits at least before it asks again for what was refused for the time being, milliseconds. */
const RETRY_MIN_MS = 500;
/** What the page waits for a connection, milliseconds. */
const CONNECT_TIMEOUT_MS = 10_000;

/** Connected, or on its way. */
export class StormClient {
  readonly #options: StormClientOptions;
  /** When each try began since the connection was last lost, by `performance.now()`. */
  tries: number[] = [];
  /** When the first news after all snapshots came; undefined: not yet. */
  liveMs: number | undefined;
  /** Answers that said the server has no time for more at present. */
  refusals = 0;
  #socket: WebSocket | undefined;
  #attempt = 0;
  #lostMs = performance.now();
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(options: StormClientOptions) {
    this.#options = options;
  }

  connect(): void {
    const { url, ca, symbols, intervalMs } = this.#options;
    this.tries.push(performance.now());
    this.#attempt += 1;
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/stream`, [SUBPROTOCOL], {
      ca,
      perMessageDeflate: false,
      handshakeTimeout: CONNECT_TIMEOUT_MS,
    });
    this.#socket = socket;
    const waiting = new Set<number>();
    let granted = 0;
    socket.on('error', () => undefined);
    const subscribe = (wanted: readonly string[]): void => {
      const topics = wanted.map((symbol) => ({
        symbol,
        channels: ['last', 'statistics', 'trades'] as const,
        bars: [],
      }));
      socket.send(encodeClientFrame({ kind: 'subscribe', requestId: 1, topics }));
    };
    socket.on('open', () => {
      subscribe(symbols);
      if (intervalMs > 0) {
        socket.send(encodeClientFrame({ kind: 'setRate', requestId: 2, intervalMs }));
      }
      this.#timer = setInterval(() => {
        socket.send(encodeClientFrame({ kind: 'ping', clientTimeMs: performance.now() }));
      }, PING_MS);
    });
    socket.on('message', (data: Buffer) => {
      const number = frameNumber(data);
      if (number > 0) socket.send(encodeClientFrame({ kind: 'ack', frame: number }));
      if (this.liveMs !== undefined) return;
      const { subscribed, updates, errors } = decodeServerFrame(data);
      if (errors.length > 0) {
        this.refusals += 1;
        const refused = errors.map(({ symbol }) => symbol);
        setTimeout(
          () => {
            if (socket.readyState === WebSocket.OPEN) subscribe(refused);
          },
          RETRY_MIN_MS + backoffDelayMs(this.refusals, Infinity, this.#options.random()),
        );
      }
      for (const { symbols: infos } of subscribed) {
        granted += infos.length;
        for (const { symbolId } of infos) waiting.add(symbolId);
      }
      const isNews = updates.some(({ isSnapshot }) => !isSnapshot);
      for (const { symbolId, isSnapshot } of updates) if (isSnapshot) waiting.delete(symbolId);
      if (granted < symbols.length || waiting.size > 0 || !isNews) return;
      this.liveMs = performance.now();
      this.#attempt = 0;
    });
    socket.on('close', (code, reason) => {
      clearInterval(this.#timer);
      if (this.#isStopped) return;
      if (this.liveMs !== undefined) {
        this.#lostMs = performance.now();
        this.tries = [];
        this.liveMs = undefined;
      }
      const askedMs =
        code === CLOSE_CODES.shuttingDown ? comeBackAfterMs(reason.toString()) : undefined;
      const outageMs = performance.now() - this.#lostMs;
      const waitMs = askedMs ?? backoffDelayMs(this.#attempt, outageMs, this.#options.random());
      setTimeout(() => {
        if (!this.#isStopped) this.connect();
      }, waitMs);
    });
  }

  stop(): void {
    this.#isStopped = true;
    clearInterval(this.#timer);
    this.#socket?.terminate();
  }
}

/** Number of a frame, from its first field; 0: it has none. */
function frameNumber(bytes: Uint8Array): number {
  if (bytes[0] !== 0x08) return 0;
  let number = 0;
  for (let at = 1, worth = 1; at < bytes.length; at++, worth *= 128) {
    const byte = bytes[at] ?? 0;
    number += (byte & 127) * worth;
    if (byte < 128) break;
  }
  return number;
}
