/** How long the bars of a symbol wait for history that a feed is about to put in front of them. */
import { historyPendingMember } from '../../proto/redis-keys.ts';
import { BASE_INTERVALS } from '../../proto/types.ts';
import type { Store } from '../recovery/store.ts';
import type { RecorderTimes } from './limits.ts';
import type { Hold } from './unwritten.ts';

/** Of one partition. */
export class HistoryWait {
  readonly #store: Store;
  readonly #partition: number;
  readonly #times: RecorderTimes;
  #pending: ReadonlySet<string> = new Set();

  constructor(store: Store, partition: number, times: RecorderTimes) {
    this.#store = store;
    this.#partition = partition;
    this.#times = times;
  }

  /** Asks what is to come. @throws when Redis cannot be reached. */
  async refresh(): Promise<void> {
    this.#pending = await this.#store.pendingHistory([this.#partition]);
  }

  /** Whether history of a symbol is to come, as of the last `refresh`. */
  readonly isPending = (symbol: string): boolean =>
    this.#pending.size > 0 &&
    BASE_INTERVALS.some((interval) => this.#pending.has(historyPendingMember(symbol, interval)));

  /** How long the bars of a symbol wait that was first heard of at this time, UNIX ms. */
  holdFrom(sinceMs: number): Hold {
    const { holdMs, pendingHoldMs } = this.#times;
    return { untilMs: sinceMs + holdMs, limitMs: sinceMs + Math.max(holdMs, pendingHoldMs) };
  }
}
