/** One WebSocket to a venue: opened once, read until it ends; what is said over it is the session's matter. */
import type { IncomingMessage } from 'node:http';
import { WebSocket, type RawData } from 'ws';
import { MarketDataError } from '../../proto/errors.ts';
import type { VenueInstrument } from '../venues/venue-mapper.ts';
import { parseRetryAfterMs, TEMPORARY_REFUSAL } from './backoff.ts';
import type { ConnectionContext, ConnectionEnd, ConnectionEvents } from './connection-context.ts';
import type { RecordedEvent } from './recorded-event.ts';
import { Session } from './session.ts';

/** Largest message: whole books of busy markets have a few MiB. */
const MAX_PAYLOAD_BYTES = 32 * 1024 * 1024;
/** Answers to the request for a connection that no second try changes: wrong key, not allowed, not for this country. */
const FATAL_STATUSES: ReadonlySet<number> = new Set([401, 403, 451]);

/** Times are of `clock.elapsedMs`. */
export class Connection {
  /** Number among all of the source, from 1. */
  readonly number: number;
  /** When it was begun. */
  readonly startedMs: number;
  readonly #context: ConnectionContext;
  readonly #events: ConnectionEvents;
  readonly #session: Session;
  readonly #socket: WebSocket;
  /** Resolves when the socket is gone. */
  readonly #gone: Promise<void>;
  #phase: 'opening' | 'open' | 'closing' | 'ended' = 'opening';
  #wasOpened = false;
  #lastError = '';
  #closeTimer: NodeJS.Timeout | undefined;

  /**
   * @param established Symbols that an earlier connection has carried.
   * @throws {MarketDataError} ERR_CONFIG_INVALID when the address is none.
   */
  constructor(
    number: number,
    instruments: readonly VenueInstrument[],
    established: ReadonlySet<string>,
    context: ConnectionContext,
    events: ConnectionEvents,
  ) {
    this.number = number;
    this.#context = context;
    this.#events = events;
    const { venue, credentials, timings, clock, url } = context;
    this.startedMs = clock.elapsedMs();
    const transport = {
      send: (text: string) => {
        // An error that matters closes the socket, too, and is told there.
        if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(text, () => undefined);
      },
      ping: () => {
        if (this.#socket.readyState === WebSocket.OPEN) this.#socket.ping();
      },
      fail: (reason: string, isFatal: boolean) => {
        this.#end(
          isFatal ? { kind: 'refused', reason } : { kind: 'lost', reason, retryAfterMs: 0 },
        );
        this.#socket.terminate();
      },
    };
    this.#session = new Session({ number, instruments, established, context, events, transport });
    context.count('connections');
    const address = venue.stream.connectUrl?.(url, credentials) ?? url;
    this.#socket = openSocket(address, timings.handshakeMs);
    this.#gone = new Promise((resolve) => {
      this.#socket.once('close', () => {
        resolve();
      });
    });
    this.#listen();
  }

  /** Whether everything is subscribed. */
  get isLive(): boolean {
    return this.#phase === 'open' && this.#session.isLive;
  }

  /** Whether market data has come. */
  get hasData(): boolean {
    return this.#session.hasData;
  }

  /** Symbols whose book is being fetched. */
  get resyncing(): ReadonlySet<string> {
    return this.#session.resyncing;
  }

  /** What the mapper counted. */
  counts(): Readonly<Record<string, number>> {
    return this.#session.counts();
  }

  /** Stops asking for a symbol; what comes of it is for others to pass over. */
  endSymbol(symbol: string): void {
    this.#session.endSymbol(symbol);
  }

  /** Does what is due. */
  check(nowMs: number): void {
    if (this.#phase === 'open') this.#session.check(nowMs);
  }

  /**
   * Ends the connection in order. Nothing more is told but the end.
   *
   * @returns When its socket is gone, after `closeMs` at the latest.
   */
  async close(): Promise<void> {
    if (this.#phase !== 'closing' && this.#phase !== 'ended') {
      this.#stop('closing');
      if (this.#wasOpened) {
        this.#socket.close(1000);
        this.#closeTimer = setTimeout(() => {
          this.#socket.terminate();
        }, this.#context.timings.closeMs);
      } else {
        this.#socket.terminate();
      }
    }
    await this.#gone;
  }

  #listen(): void {
    const socket = this.#socket;
    const { clock, redact } = this.#context;
    socket.on('error', ({ message }) => {
      // Never the error itself: it may hold the address.
      this.#lastError = redact(message);
    });
    socket.on('unexpected-response', (_request, response) => {
      this.#refusedUpgrade(response);
      socket.terminate();
    });
    socket.on('open', () => {
      if (this.#phase !== 'opening') return;
      this.#phase = 'open';
      this.#wasOpened = true;
      this.#guard(() => {
        this.#context.onFrame?.({ kind: 'connected', ...this.#origin() });
        this.#session.open(clock.elapsedMs());
      });
    });
    socket.on('message', (data, isBinary) => {
      if (this.#phase !== 'open') return;
      this.#guard(() => {
        this.#message(data, isBinary);
      });
    });
    socket.on('pong', () => {
      this.#session.heard(clock.elapsedMs());
    });
    socket.on('ping', () => {
      this.#session.pinged(clock.elapsedMs());
    });
    socket.on('close', (code, said) => {
      clearTimeout(this.#closeTimer);
      if (this.#phase === 'closing') {
        this.#end({ kind: 'closed' });
        return;
      }
      const why = this.#lastError === '' ? redact(said.toString('utf8')) : this.#lastError;
      const what = this.#wasOpened ? `closed with code ${String(code)}` : 'could not connect';
      const reason = why === '' ? what : `${what}: ${why}`;
      this.#end({ kind: 'lost', reason, retryAfterMs: 0 });
    });
  }

  #refusedUpgrade({ statusCode = 0, headers }: IncomingMessage): void {
    if (this.#phase !== 'opening') return;
    const { clock, venue } = this.#context;
    const pauseMs = venue.capabilities.temporaryStatuses?.[statusCode];
    const status = `HTTP status ${String(statusCode)}`;
    const why = pauseMs === undefined ? '' : `: ${TEMPORARY_REFUSAL}`;
    const reason = `the venue refused the connection with ${status}${why}`;
    if (FATAL_STATUSES.has(statusCode) && pauseMs === undefined) {
      this.#end({ kind: 'refused', reason });
      return;
    }
    const askedMs = parseRetryAfterMs(headers['retry-after'], clock.nowMs());
    this.#end({ kind: 'lost', reason, retryAfterMs: askedMs > 0 ? askedMs : (pauseMs ?? 0) });
  }

  #message(data: RawData, isBinary: boolean): void {
    const { clock, count, complain, onFrame } = this.#context;
    const nowMs = clock.elapsedMs();
    if (isBinary) {
      this.#session.heard(nowMs);
      count('binaryFrames');
      complain('binary frame passed over', { expected: 'text' });
      return;
    }
    // One chunk unless asked otherwise: `binaryType` is nodebuffer.
    const bytes = data as Buffer;
    const text = bytes.toString('utf8');
    const origin = this.#origin();
    count('frames');
    count('frameBytes', bytes.length);
    onFrame?.({ kind: 'frame', ...origin, text });
    this.#session.frame(text, origin.receivedTimeMs, nowMs);
  }

  /** Adapters and listeners are others' code. */
  #guard(handle: () => void): void {
    try {
      handle();
    } catch (error) {
      this.#context.crash(error);
    }
  }

  #origin(): Pick<RecordedEvent, 'connection' | 'receivedTimeMs'> {
    return { connection: this.number, receivedTimeMs: this.#context.receivedMs() };
  }

  /** From now on nothing is read. */
  #stop(phase: 'closing' | 'ended'): void {
    this.#phase = phase;
    this.#session.end();
    if (this.#wasOpened) this.#context.onFrame?.({ kind: 'closed', ...this.#origin() });
  }

  #end(end: ConnectionEnd): void {
    if (this.#phase === 'ended') return;
    if (this.#phase === 'closing') this.#phase = 'ended';
    else this.#stop('ended');
    this.#events.onEnd(end);
  }
}

function openSocket(url: string, handshakeTimeout: number): WebSocket {
  try {
    return new WebSocket(url, {
      handshakeTimeout,
      maxPayload: MAX_PAYLOAD_BYTES,
      // Inflating costs more time than the network saves.
      perMessageDeflate: false,
      followRedirects: false,
    });
  } catch {
    // The library's error repeats the address, which may hold a key.
    throw new MarketDataError('ERR_CONFIG_INVALID', 'stream address: expected a ws: or wss: URL');
  }
}
