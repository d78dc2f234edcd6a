/** The connection as a pure state machine: events and times in, decisions out. */
import { CLOSE_CODES, comeBackAfterMs, shouldReconnect } from '../../proto/close-codes.ts';
import { backoffDelayMs } from './backoff.ts';

export type ConnectionPhase =
  /** Not started, or stopped. */
  | 'idle'
  | 'connecting'
  | 'open'
  /** Lost; the next try is due at `retryAtMs`. */
  | 'waiting'
  /** Refused for good; only `retryNow` tries again. */
  | 'rejected';

export type ConnectionEvent =
  | { readonly kind: 'start' }
  | { readonly kind: 'opened' }
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string }
  /** A readable frame arrived. `isProof`: it shows a working server (data or a pong, not a mere greeting). */
  | { readonly kind: 'frame'; readonly isProof: boolean }
  /** The server named its heartbeat times, ms. */
  | { readonly kind: 'welcome'; readonly intervalMs: number; readonly timeoutMs: number }
  /** Something arrived that is not of the protocol. */
  | { readonly kind: 'badFrame'; readonly reason: string }
  /** `dueMs` has come, or may have. */
  | { readonly kind: 'tick' }
  /** The clock leapt: the machine slept, and the socket may be dead without knowing. */
  | { readonly kind: 'clockJump' }
  | { readonly kind: 'online' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'visible' }
  | { readonly kind: 'retryNow' }
  | { readonly kind: 'stop' };

export type ConnectionAction =
  /** Open a socket; a former one is gone. */
  | { readonly kind: 'connect' }
  /** Drop the socket and listen to it no more: a dead one would take a minute to say `closed`. */
  | { readonly kind: 'close'; readonly code: number; readonly reason: string }
  | { readonly kind: 'ping'; readonly clientTimeMs: number }
  /** The socket is new: send everything that is wanted. */
  | { readonly kind: 'replay' };

export interface ConnectionTimes {
  /** A Ping goes out this often, ms. */
  readonly heartbeatIntervalMs: number;
  /** Nothing received for this long: the other side is gone, ms. */
  readonly heartbeatTimeoutMs: number;
  /** A socket that is not open after this long is given up, ms. */
  readonly connectTimeoutMs: number;
  /** Answer expected within this from a socket that may be dead, ms. */
  readonly suspectTimeoutMs: number;
  /** After this long without a frame a Ping asks for one, so that silence and death differ, ms. */
  readonly quietMs: number;
}

export const DEFAULT_TIMES: ConnectionTimes = {
  heartbeatIntervalMs: 5_000,
  heartbeatTimeoutMs: 10_000,
  connectTimeoutMs: 10_000,
  suspectTimeoutMs: 2_000,
  quietMs: 1_000,
};

/** A connection that has worked for this long owes nothing to unreadable frames of former ones, ms. */
const TRUST_MS = 10_000;
/** Longest "come back after" that is honoured, ms. */
const COME_BACK_LIMIT_MS = 60_000;

/** Decides when to connect, ping, give up and retry. Knows no socket and no clock. */
export class Connection {
  readonly #random: () => number;
  #times: ConnectionTimes;
  #phase: ConnectionPhase = 'idle';
  #openCount = 0;
  #isOnline = true;
  #attempt = 0;
  /** Connections in a row that ended with an unreadable frame soon after they were opened. */
  #badStreak = 0;
  #lostAtMs = 0;
  #retryAtMs = 0;
  #startedMs = 0;
  #lastReceivedMs = 0;
  #lastPingMs = -Infinity;
  #suspectUntilMs = Infinity;
  #closeCode = 0;
  #closeReason = '';

  /**
   * @param random Uniform in [0, 1), for the jitter.
   * @param times  Limits until the server names its own.
   */
  constructor(random: () => number, times: ConnectionTimes = DEFAULT_TIMES) {
    this.#random = random;
    this.#times = times;
  }

  get phase(): ConnectionPhase {
    return this.#phase;
  }
  /** Whether a socket was ever open. */
  get wasOpen(): boolean {
    return this.#openCount > 0;
  }
  /** Whether the present socket, or the one before, was not the first. */
  get isReconnected(): boolean {
    return this.#openCount > 1;
  }
  get isOnline(): boolean {
    return this.#isOnline;
  }
  /** Tries since the socket was lost; 0 while it is open. */
  get attempt(): number {
    return this.#phase === 'open' ? 0 : this.#attempt;
  }
  /** When the next try is due; 0: none is planned. */
  get retryAtMs(): number {
    return this.#phase === 'waiting' ? this.#retryAtMs : 0;
  }
  /** When the last frame came; 0: never. */
  get lastReceivedMs(): number {
    return this.#lastReceivedMs;
  }
  /** Code of the last close; 0: none. */
  get closeCode(): number {
    return this.#closeCode;
  }
  get closeReason(): string {
    return this.#closeReason;
  }

  /** When `tick` is wanted next; Infinity: not at all. */
  get dueMs(): number {
    switch (this.#phase) {
      case 'connecting':
        return this.#startedMs + this.#times.connectTimeoutMs;
      case 'open':
        return Math.min(this.#pingDueMs(), this.#deadlineMs());
      case 'waiting':
        return this.#retryAtMs;
      case 'idle':
      case 'rejected':
        return Infinity;
    }
  }

  /**
   * Takes one event.
   *
   * @param nowMs Now, ms; never falls.
   * @returns     What to do, in order.
   */
  handle(event: ConnectionEvent, nowMs: number): ConnectionAction[] {
    switch (event.kind) {
      case 'start':
        return this.#phase === 'idle' ? this.#connect(nowMs) : [];
      case 'opened':
        return this.#opened(nowMs);
      case 'closed':
        return this.#closed(event.code, event.reason, nowMs);
      case 'frame':
        return this.#received(event.isProof, nowMs);
      case 'welcome':
        return this.#welcomed(event.intervalMs, event.timeoutMs);
      case 'badFrame':
        return this.#badFrame(event.reason, nowMs);
      case 'tick':
        return this.#tick(nowMs);
      case 'clockJump':
        return this.#suspect(nowMs);
      case 'online':
        this.#isOnline = true;
        return this.#retry(nowMs) ?? this.#suspect(nowMs);
      case 'offline':
        this.#isOnline = false;
        return this.#suspect(nowMs);
      case 'visible':
        return this.#retry(nowMs) ?? (this.#isQuiet(nowMs) ? this.#suspect(nowMs) : []);
      case 'retryNow':
        if (this.#phase === 'rejected') return this.#connect(nowMs);
        return this.#retry(nowMs) ?? [];
      case 'stop':
        return this.#stop();
    }
  }

  #connect(nowMs: number): ConnectionAction[] {
    this.#phase = 'connecting';
    this.#startedMs = nowMs;
    if (this.#lostAtMs === 0) this.#lostAtMs = nowMs;
    this.#attempt += 1;
    return [{ kind: 'connect' }];
  }

  #opened(nowMs: number): ConnectionAction[] {
    if (this.#phase !== 'connecting') return [];
    this.#phase = 'open';
    this.#openCount += 1;
    this.#lastReceivedMs = nowMs;
    this.#suspectUntilMs = Infinity;
    this.#closeCode = 0;
    this.#closeReason = '';
    return [{ kind: 'replay' }, this.#ping(nowMs)];
  }

  #closed(code: number, reason: string, nowMs: number): ConnectionAction[] {
    if (this.#phase !== 'open' && this.#phase !== 'connecting') return [];
    if (this.#phase === 'open') this.#lostAtMs = nowMs;
    this.#closeCode = code;
    this.#closeReason = reason;
    if (!shouldReconnect(code)) {
      this.#phase = 'rejected';
      return [];
    }
    const askedMs = code === CLOSE_CODES.shuttingDown ? comeBackAfterMs(reason) : undefined;
    const delayMs =
      askedMs === undefined ? this.#backoffMs(nowMs) : Math.min(askedMs, COME_BACK_LIMIT_MS);
    this.#wait(nowMs + delayMs);
    return [];
  }

  #backoffMs(nowMs: number): number {
    // The first try of a lost connection has attempt 0: it was reset by the data before.
    return backoffDelayMs(this.#attempt, nowMs - this.#lostAtMs, this.#random());
  }

  #wait(untilMs: number): void {
    this.#phase = 'waiting';
    this.#retryAtMs = untilMs;
    this.#suspectUntilMs = Infinity;
  }

  /** Gives the socket up from our side and plans a retry. */
  #drop(code: number, reason: string, nowMs: number): ConnectionAction[] {
    if (this.#phase !== 'open' && this.#phase !== 'connecting') return [];
    if (this.#phase === 'open') this.#lostAtMs = nowMs;
    this.#closeCode = code;
    this.#closeReason = reason;
    this.#wait(nowMs + this.#backoffMs(nowMs));
    return [{ kind: 'close', code, reason }];
  }

  /** What cannot be read now will hardly be readable at once: the data before it resets nothing. */
  #badFrame(reason: string, nowMs: number): ConnectionAction[] {
    if (this.#phase !== 'open') return [];
    if (nowMs - this.#startedMs >= TRUST_MS) this.#badStreak = 0;
    const actions = this.#drop(CLOSE_CODES.malformedFrame, reason, nowMs);
    const delayMs = backoffDelayMs(this.#badStreak, Infinity, this.#random());
    this.#badStreak += 1;
    this.#wait(Math.max(this.#retryAtMs, nowMs + delayMs));
    return actions;
  }

  #received(isProof: boolean, nowMs: number): ConnectionAction[] {
    if (this.#phase !== 'open') return [];
    this.#lastReceivedMs = nowMs;
    this.#suspectUntilMs = Infinity;
    // Not on `opened`: a server that accepts and drops everybody must not be stormed.
    if (isProof) {
      this.#attempt = 0;
      this.#lostAtMs = 0;
    }
    return [];
  }

  #welcomed(intervalMs: number, timeoutMs: number): ConnectionAction[] {
    this.#times = {
      ...this.#times,
      // A server that leaves a time out, or names an absurd one, gets ours.
      ...(intervalMs >= 100 && intervalMs <= 60_000 && { heartbeatIntervalMs: intervalMs }),
      ...(timeoutMs >= 500 && timeoutMs <= 120_000 && { heartbeatTimeoutMs: timeoutMs }),
    };
    return [];
  }

  #tick(nowMs: number): ConnectionAction[] {
    switch (this.#phase) {
      case 'connecting':
        if (nowMs < this.dueMs) return [];
        return this.#drop(CLOSE_CODES.heartbeatLost, 'no answer to the connection request', nowMs);
      case 'open':
        if (nowMs >= this.#deadlineMs()) return this.#lostHeartbeat(nowMs);
        return nowMs >= this.#pingDueMs() ? [this.#ping(nowMs)] : [];
      case 'waiting':
        return nowMs >= this.#retryAtMs ? this.#connect(nowMs) : [];
      case 'idle':
      case 'rejected':
        return [];
    }
  }

  #lostHeartbeat(nowMs: number): ConnectionAction[] {
    const actions = this.#drop(CLOSE_CODES.heartbeatLost, 'nothing received in time', nowMs);
    // The time for patience is already over: the first new try goes out at once.
    return [...actions, ...this.#connect(nowMs)];
  }

  #suspect(nowMs: number): ConnectionAction[] {
    if (this.#phase === 'waiting') return this.#tick(nowMs);
    if (this.#phase !== 'open' || this.#suspectUntilMs !== Infinity) return [];
    this.#suspectUntilMs = nowMs + this.#times.suspectTimeoutMs;
    return [this.#ping(nowMs)];
  }

  /** Connects at once if a retry is planned; undefined if none is. */
  #retry(nowMs: number): ConnectionAction[] | undefined {
    return this.#phase === 'waiting' ? this.#connect(nowMs) : undefined;
  }

  #stop(): ConnectionAction[] {
    const hasSocket = this.#phase === 'open' || this.#phase === 'connecting';
    this.#phase = 'idle';
    return hasSocket ? [{ kind: 'close', code: 1000, reason: 'page closed' }] : [];
  }

  #ping(nowMs: number): ConnectionAction {
    this.#lastPingMs = nowMs;
    return { kind: 'ping', clientTimeMs: nowMs };
  }

  #isQuiet(nowMs: number): boolean {
    return nowMs - this.#lastReceivedMs > 2 * this.#times.quietMs;
  }

  #pingDueMs(): number {
    const { heartbeatIntervalMs, quietMs } = this.#times;
    const quietDueMs = Math.max(this.#lastReceivedMs, this.#lastPingMs) + quietMs;
    return Math.min(this.#lastPingMs + heartbeatIntervalMs, quietDueMs);
  }

  #deadlineMs(): number {
    // A clock that leapt past the deadline says nothing about the other side: `clockJump` comes
    // first, and its shorter deadline then decides.
    if (this.#suspectUntilMs !== Infinity) return this.#suspectUntilMs;
    return this.#lastReceivedMs + this.#times.heartbeatTimeoutMs;
  }
}
