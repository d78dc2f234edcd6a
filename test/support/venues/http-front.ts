/** The HTTP side of a local venue server: weights, Retry-After, and faults of its answers. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { RateWindow } from './rate-window.ts';
import type { ArmedFaults } from './venue-faults.ts';
import type { VenueAnswer, VenueProtocol } from './venue-protocol.ts';
import type { SessionServer } from './venue-session.ts';

/** A handshake or an HTTP request that came, without anything secret. */
export interface SeenRequest {
  readonly path: string;
  readonly status: number;
  /** Of `performance.now()`. */
  readonly atMs: number;
}

const LENIENCE_MS = 20;

/** A client that was told to come back later, and may not come earlier. */
export class HoldOff {
  #untilMs = 0;

  start(seconds: number): void {
    this.#untilMs = performance.now() + seconds * 1_000 - LENIENCE_MS;
  }

  /** By how many milliseconds it is too early; not above 0: it is not. */
  earlyMs(): number {
    return Math.ceil(this.#untilMs - performance.now());
  }
}

export class HttpFront {
  readonly requests: SeenRequest[] = [];
  readonly #protocol: VenueProtocol;
  readonly #server: SessionServer;
  readonly #faults: ArmedFaults;
  /** Those of the server, which it stops. */
  readonly #timers: Set<NodeJS.Timeout>;
  readonly #weights: RateWindow;
  readonly #hold = new HoldOff();

  constructor(
    protocol: VenueProtocol,
    server: SessionServer,
    faults: ArmedFaults,
    timers: Set<NodeJS.Timeout>,
  ) {
    this.#protocol = protocol;
    this.#server = server;
    this.#faults = faults;
    this.#timers = timers;
    this.#weights = new RateWindow(server.limits.http, server.stalls);
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    const earlyMs = this.#hold.earlyMs();
    if (earlyMs > 0) this.#server.violate('retryAfter', `HTTP ${earlyMs} ms too early`);
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const path = url.pathname;
    const refusal = this.#faults.takeOfPath('refuseHttp', path);
    if (refusal !== undefined) {
      this.#end(response, path, refusal.status, '{"message":"not now"}', refusal.retryAfterSeconds);
      return;
    }
    const { market } = this.#server;
    const isKey = (key: string | undefined | null): boolean => this.#server.isKey(key);
    const headers = request.headers as Readonly<Record<string, string | undefined>>;
    const answer = this.#protocol.answer({ url, headers, market, isKey });
    if (answer.status === 404) this.#server.violate('address', `there is nothing at ${path}`);
    if (!this.#weights.take(answer.weight)) {
      this.#server.violate('http', `weight ${this.#weights.used()}`);
      this.#end(response, path, 429, '{"message":"too many requests"}', 1);
      return;
    }
    if (answer.isSnapshot === true && this.#server.cutsSnapshot()) {
      this.#break(request, response, path, answer);
      return;
    }
    const slow = this.#faults.takeOfPath('slowHttp', path);
    if (slow === undefined) {
      this.#end(response, path, answer.status, answer.body);
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!response.destroyed) this.#end(response, path, answer.status, answer.body);
    }, slow.delayMs);
    this.#timers.add(timer);
  }

  #end(
    response: ServerResponse,
    path: string,
    status: number,
    body: string,
    retryAfterSeconds?: number,
  ): void {
    this.requests.push({ path, status, atMs: performance.now() });
    if (retryAfterSeconds !== undefined) this.#hold.start(retryAfterSeconds);
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    });
    response.end(body);
  }

  /** The first half of an answer, and the end of its connection. */
  #break(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    { status, body }: VenueAnswer,
  ): void {
    this.requests.push({ path, status, atMs: performance.now() });
    response.writeHead(status, { 'content-length': Buffer.byteLength(body) });
    response.write(body.slice(0, body.length / 2), () => request.socket.destroy());
  }
}
