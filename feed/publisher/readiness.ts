/** Brings a Redis connection to the point where ticks may flow, again and again, and notices when they may not. */
import type { Redis } from 'ioredis';
import { isMarketDataError, type MarketDataError } from '../../proto/errors.ts';
import { isConnectionLost } from './redis.ts';
import type { Session } from './session.ts';
import { isOutOfMemory, type StateLog } from './state-log.ts';
import { withTimeout } from './with-timeout.ts';

/** Wait before trying again what Redis refused, or asking again for symbols of another feed, milliseconds. */
const RETRY_MS = 250;
/** How often a connected Redis is asked for a sign of life and the leases are renewed, milliseconds. */
const HEARTBEAT_MS = 1_000;
/** Time for giving the symbols back at the end, milliseconds; without it the lease ends by itself. */
const RELEASE_MS = 500;

export interface ReadinessOptions {
  readonly redis: Redis;
  readonly session: Session;
  readonly state: StateLog;
  /** Finds out what became of earlier writes. */
  readonly settleWrites: () => Promise<void>;
  /** Frees memory that the log takes although its entries are old. */
  readonly trim: () => Promise<void>;
  /** Ticks not yet written, for the log. */
  readonly bufferedTicks: () => number;
  /** Ticks may flow; says whether the connection is a new one. */
  readonly onReady: (isNewConnection: boolean) => void;
  /** Called once when going on makes no sense. */
  readonly onFatal: (error: MarketDataError) => void;
}

export class Readiness {
  readonly #options: ReadinessOptions;
  #connects = 0;
  #isReady = false;
  #isNewConnection = false;
  #isPreparing = false;
  #mustPrepareAgain = false;
  /** The owner wants no more; what is ready stays so for the last writes. */
  #isClosing = false;
  #isOver = false;
  #retryTimer: NodeJS.Timeout | undefined;
  readonly #heartbeat: NodeJS.Timeout;

  /** Listens to the client from its first connection on. */
  constructor(options: ReadinessOptions) {
    this.#options = options;
    const { redis } = options;
    redis.on('error', (error: Error) => {
      this.#reportAway(error);
    });
    redis.on('ready', () => {
      this.#isNewConnection = true;
      this.prepareAgain();
    });
    redis.on('close', () => {
      this.#isReady = false;
      this.#cancelRetry();
      if (this.#connects > 0) this.#reportAway();
    });
    // A frozen Redis shows by silence, which the client notices only while it waits for an answer.
    this.#heartbeat = setInterval(() => {
      if (!isConnectionLost(redis)) this.#lookAfter().catch(() => undefined);
    }, HEARTBEAT_MS);
  }

  /** Whether ticks may flow. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** Times that Redis was connected and ready. */
  get connects(): number {
    return this.#connects;
  }

  /** Something has to be settled anew: new symbols, or a lease that has ended. */
  prepareAgain(): void {
    this.#isReady = false;
    this.#cancelRetry();
    if (!isConnectionLost(this.#options.redis)) void this.#prepare();
  }

  /** Redis refused something, or the connection broke: goes on by itself after a while, or when there is another. */
  refused(error: unknown): void {
    const { redis, state, trim, bufferedTicks } = this.#options;
    this.#isReady = false;
    if (isConnectionLost(redis) || this.#isClosing) return;
    state.refusing(error, bufferedTicks());
    // What fills the memory may be the log itself, and nobody else trims it.
    if (isOutOfMemory(error)) trim().catch(() => undefined);
    this.#retrySoon();
  }

  /** Nothing is tried again from now on. */
  startClosing(): void {
    this.#isClosing = true;
  }

  /** Gives the symbols back and disconnects. */
  async end(): Promise<void> {
    const { redis, session } = this.#options;
    this.#isOver = true;
    this.#isReady = false;
    this.#cancelRetry();
    clearInterval(this.#heartbeat);
    if (!isConnectionLost(redis)) await withTimeout(session.end(), RELEASE_MS);
    redis.disconnect();
  }

  async #prepare(): Promise<void> {
    this.#mustPrepareAgain = this.#isPreparing;
    if (this.#isPreparing) return;
    this.#isPreparing = true;
    try {
      const isSettled = await this.#options.session.prepare();
      if (isSettled) await this.#options.settleWrites();
      this.#isPreparing = false;
      if (this.#mustPrepareAgain) void this.#prepare();
      else if (isSettled) this.#becomeReady();
      else this.#retrySoon();
    } catch (error) {
      this.#isPreparing = false;
      if (isMarketDataError(error) && !error.retryable) await this.#giveUp(error);
      else this.refused(error);
    }
  }

  #becomeReady(): void {
    if (isConnectionLost(this.#options.redis) || this.#isOver) return;
    this.#isReady = true;
    const isNewConnection = this.#isNewConnection;
    this.#isNewConnection = false;
    if (isNewConnection) this.#connects += 1;
    this.#options.onReady(isNewConnection);
  }

  async #giveUp(error: MarketDataError): Promise<void> {
    if (this.#isOver) return;
    await this.end();
    this.#options.onFatal(error);
  }

  async #lookAfter(): Promise<void> {
    const isInOrder = await this.#options.session.lookAfter();
    if (!isInOrder && this.#isReady && !this.#isClosing) this.prepareAgain();
  }

  #retrySoon(): void {
    if (isConnectionLost(this.#options.redis) || this.#isOver) return;
    this.#retryTimer ??= setTimeout(() => {
      this.prepareAgain();
    }, RETRY_MS);
  }

  #cancelRetry(): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
  }

  #reportAway(error?: Error): void {
    const { state, bufferedTicks } = this.#options;
    if (!this.#isClosing && !this.#isOver) state.away(error, bufferedTicks());
  }
}
