/** Keeps the market's instruments, and the history before its ticks, in step with Redis. */
import { MarketDataError } from '../../proto/errors.ts';
import { historyPendingMember } from '../../proto/redis-keys.ts';
import {
  BASE_INTERVALS,
  type BaseInterval,
  type Instrument,
  type Tick,
} from '../../proto/types.ts';
import type { MarketState } from '../market/market-state.ts';
import { isRefusal, type Store } from './store.ts';

/**
 * Stored bars loaded per symbol and base interval, for charts when they are opened; what is older they get over
 * HTTP. A full ring of each would be ten times the memory of a symbol.
 */
const HISTORY_COUNT: Readonly<Record<BaseInterval, number>> = {
  '1s': 3_600,
  '1m': 2_880,
  '1h': 1_440,
};

/**
 * Calls after which history is looked for again before a symbol is taken to have none: feeds write it
 * right after they have started, or say that it is still to come.
 */
const HISTORY_PAUSES = [1, 1, 1, 2, 3];

/** How long a batch with an unknown symbol may not ask again, milliseconds. */
const UNKNOWN_PAUSE_MS = 500;

/** Symbols whose fault is remembered as told; of further ones each is told again. */
const MAX_TOLD = 1_000;

/** Unknown symbols remembered. */
const UNKNOWN_LIMIT = 10_000;

/** Where instruments are registered: a market, or several. */
export interface Instruments {
  /** Undefined if the symbol is not registered. */
  state(symbol: string): MarketState | undefined;
  /** Returns true if it is new or has changed. */
  register(instrument: Instrument): boolean;
}

export interface RegistryEvents {
  /** Symbols are new, have changed, or have got history. */
  symbolsChanged(symbols: readonly string[]): void;
  /** An instrument or a bar in Redis cannot be read; told once for each symbol, until it changes. */
  fault(symbol: string, error: Error): void;
}

/** Stored bars that have not been found yet. */
interface AwaitedHistory {
  readonly symbol: string;
  readonly intervals: Set<BaseInterval>;
  /** Attempts made, and calls to let pass before the next one. */
  attempts: number;
  pause: number;
}

/** Loads instruments and history into the market. */
export class Registry {
  readonly #store: Store;
  readonly #market: Instruments;
  readonly #events: RegistryEvents;
  readonly #awaited = new Map<string, AwaitedHistory>();
  /** By symbol: the fault that was told last. */
  readonly #told = new Map<string, string>();
  #refreshing: Promise<void> | undefined;
  #isLoadingHistory = false;
  /** Bars that feeds are about to write, as they said last. */
  #pending: ReadonlySet<string> = new Set();
  /** Unknown symbols -> when they were last looked up. */
  readonly #lookedUpMs = new Map<string, number>();

  constructor(store: Store, market: Instruments, events: RegistryEvents) {
    this.#store = store;
    this.#market = market;
    this.#events = events;
  }

  /** Reads all instruments and registers those that are new or changed. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#load().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /** The same, but never with the answer to a question that was asked before this call. */
  async refreshAnew(): Promise<void> {
    await this.#refreshing?.catch(() => undefined);
    await this.refresh();
  }

  /**
   * Looks instruments up when a batch has a symbol that is not registered, or says that one has got another
   * instrument: a feed registers before it publishes, so the entry is there by now if it ever will be.
   *
   * @throws {MarketDataError} ERR_REDIS_UNAVAILABLE when that cannot be told: the batch is not to be consumed,
   *   because the ticks of a symbol that is not registered are dropped for good.
   */
  prepare(ticks: readonly Tick[], nowMs: number): Promise<void> | undefined {
    const unknown = new Set<string>();
    let isAnyNew = false;
    for (const tick of ticks) {
      const { symbol } = tick;
      if (this.#market.state(symbol) === undefined) unknown.add(symbol);
      if (tick.kind === 'status' && tick.isNewInstrument === true) isAnyNew = true;
    }
    // Each symbol has a pause of its own: one that nobody registers must not hide a new one.
    const due = [...unknown].filter(
      (symbol) => nowMs - (this.#lookedUpMs.get(symbol) ?? -Infinity) >= UNKNOWN_PAUSE_MS,
    );
    if (due.length === 0 && !isAnyNew) return undefined;
    return this.#lookUp(due, nowMs);
  }

  async #lookUp(symbols: readonly string[], nowMs: number): Promise<void> {
    try {
      await this.refreshAnew();
    } catch (error) {
      if (!isRefusal(error)) {
        throw new MarketDataError('ERR_REDIS_UNAVAILABLE', 'cannot look instruments up', {
          cause: error,
        });
      }
      // Redis would refuse it again: waiting for another answer would hold up all other symbols for ever.
    }
    if (this.#lookedUpMs.size > UNKNOWN_LIMIT) this.#lookedUpMs.clear();
    for (const symbol of symbols) this.#lookedUpMs.set(symbol, nowMs);
  }

  /**
   * Looks for stored bars of symbols that have none yet. Feeds write them after they have started,
   * so one look is not enough. Does nothing while an earlier call is still at work.
   *
   * @param yieldTurn Awaited between symbols, so that loading many does not hold up the sockets.
   * @throws when the connection is lost; the next call goes on.
   */
  async loadHistory(yieldTurn: () => Promise<void>): Promise<void> {
    if (this.#isLoadingHistory) return;
    this.#isLoadingHistory = true;
    try {
      await this.#lookForPending();
      await this.#loadAwaited(yieldTurn);
    } finally {
      this.#isLoadingHistory = false;
    }
  }

  /** Looks for stored bars of these symbols again, because their states have begun anew. */
  expectHistory(symbols: readonly string[]): void {
    for (const symbol of symbols) {
      const intervals = new Set<BaseInterval>(BASE_INTERVALS);
      this.#setAwaited(symbol, true);
      this.#awaited.set(symbol, { symbol, intervals, attempts: 0, pause: HISTORY_PAUSES[0] ?? 1 });
    }
  }

  /** Asks which history is still to come; what has come since the last time is looked for, whoever waits for it. */
  async #lookForPending(): Promise<void> {
    const partitions = Array.from({ length: this.#store.partitionCount }, (_, at) => at);
    const before = this.#pending;
    this.#pending = await this.#store.pendingHistory(partitions);
    const done = new Set<string>();
    for (const member of before) {
      if (!this.#pending.has(member)) done.add(member.slice(0, member.lastIndexOf(':')));
    }
    const forgotten = [...done].filter((symbol) => !this.#awaited.has(symbol));
    this.expectHistory(forgotten.filter((symbol) => this.#market.state(symbol) !== undefined));
  }

  #isPending(symbol: string, interval: BaseInterval): boolean {
    return this.#pending.has(historyPendingMember(symbol, interval));
  }

  async #loadAwaited(yieldTurn: () => Promise<void>): Promise<void> {
    for (const awaited of [...this.#awaited.values()]) {
      const { symbol, intervals } = awaited;
      awaited.pause -= 1;
      if (awaited.pause > 0) continue;
      let count = 0;
      let isAnyPending = false;
      for (const interval of [...intervals]) {
        // Half of it would be taken for the whole.
        if (this.#isPending(symbol, interval)) {
          isAnyPending = true;
          continue;
        }
        const taken = await this.#loadHistoryOf(symbol, interval);
        if (taken > 0) intervals.delete(interval);
        count += taken;
      }
      if (!isAnyPending) awaited.attempts += 1;
      const pause = HISTORY_PAUSES[awaited.attempts];
      if (intervals.size === 0 || pause === undefined) this.#forget(awaited);
      else awaited.pause = pause;
      if (count > 0) this.#events.symbolsChanged([symbol]);
      await yieldTurn();
    }
  }

  #forget(awaited: AwaitedHistory): void {
    // It may have been expected anew while it was looked for.
    if (this.#awaited.get(awaited.symbol) !== awaited) return;
    this.#awaited.delete(awaited.symbol);
    this.#setAwaited(awaited.symbol, false);
  }

  #setAwaited(symbol: string, isAwaited: boolean): void {
    const state = this.#market.state(symbol);
    if (state) state.isHistoryAwaited = isAwaited;
  }

  async #load(): Promise<void> {
    const instruments = await this.#store.instruments((symbol, error) => {
      this.#fault(symbol, error);
    });
    const changed = instruments
      .filter((instrument) => this.#market.register(instrument))
      .map(({ symbol }) => symbol);
    this.expectHistory(changed);
    if (changed.length > 0) this.#events.symbolsChanged(changed);
  }

  async #loadHistoryOf(symbol: string, interval: BaseInterval): Promise<number> {
    try {
      const state = this.#market.state(symbol);
      const count = HISTORY_COUNT[interval];
      const { bars, isCut } = await this.#store.bars(symbol, interval, count, (error) => {
        this.#fault(symbol, error);
      });
      // What has begun anew meanwhile is expected anew.
      if (state === undefined || state !== this.#market.state(symbol)) return 0;
      return state.addHistory(interval, bars, isCut);
    } catch (error) {
      // What Redis itself refuses concerns this key alone; anything else is Redis being away.
      if (!isRefusal(error)) throw error;
      this.#fault(symbol, error);
      return 0;
    }
  }

  /** The same entry is read every second: its fault is news only once. */
  #fault(symbol: string, error: Error): void {
    if (this.#told.get(symbol) === error.message) return;
    if (this.#told.has(symbol) || this.#told.size < MAX_TOLD) this.#told.set(symbol, error.message);
    this.#events.fault(symbol, error);
  }
}
