/** Says in Redis which bars from before the feed's start are still to come, so that those of ticks wait for them. */
import type { Redis } from 'ioredis';
import { historyEndKey, historyPendingKey, historyPendingMember } from '../../proto/redis-keys.ts';
import { BASE_INTERVALS, type BaseInterval } from '../../proto/types.ts';

/** What a feed does not renew for so long is no longer waited for, milliseconds. */
const EXPIRY_MS = 5_000;
const RENEWAL_MS = 1_000;
/** Symbols of one command. */
const PAGE = 500;

/** Of one feed, while it fetches and writes. Nothing depends on it but when others write: failures are passed over. */
export class PendingHistory {
  readonly #redis: Redis;
  /** By partition. */
  readonly #pending = new Map<number, Set<string>>();
  #renewal: NodeJS.Timeout | undefined;

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  /**
   * Marks all intervals of the symbols, but for those of which an earlier feed has written history: what is missing
   * there can no longer be put in front.
   *
   * @param partitions By symbol.
   */
  async begin(partitions: ReadonlyMap<string, number>): Promise<void> {
    const symbolsOf = new Map<number, string[]>();
    for (const [symbol, partition] of partitions) {
      symbolsOf.set(partition, [...(symbolsOf.get(partition) ?? []), symbol]);
    }
    for (const [partition, symbols] of symbolsOf) {
      const members = new Set<string>();
      for (let at = 0; at < symbols.length; at += PAGE) {
        const page = symbols.slice(at, at + PAGE);
        const ends = await this.#redis.hmget(historyEndKey(partition), ...page).catch(() => []);
        for (const [index, symbol] of page.entries()) {
          if (typeof ends[index] === 'string') continue;
          for (const interval of BASE_INTERVALS)
            members.add(historyPendingMember(symbol, interval));
        }
      }
      if (members.size > 0) this.#pending.set(partition, members);
    }
    await this.#renew();
    this.#renewal = setInterval(() => void this.#renew(), RENEWAL_MS);
  }

  /** These bars are written, or will never be. */
  async done(partition: number, symbol: string, interval: BaseInterval): Promise<void> {
    const member = historyPendingMember(symbol, interval);
    if (this.#pending.get(partition)?.delete(member) !== true) return;
    await this.#redis.srem(historyPendingKey(partition), member).catch(() => undefined);
  }

  /** No more will come of any. */
  async end(): Promise<void> {
    clearInterval(this.#renewal);
    const left = [...this.#pending];
    this.#pending.clear();
    await Promise.all(
      left.map(async ([partition, members]) => {
        if (members.size === 0) return;
        await this.#redis.srem(historyPendingKey(partition), ...members).catch(() => undefined);
      }),
    );
  }

  async #renew(): Promise<void> {
    await Promise.all(
      [...this.#pending].map(async ([partition, members]) => {
        const key = historyPendingKey(partition);
        try {
          // Also after Redis was away for longer than the expiry, or was emptied.
          if ((await this.#redis.pexpire(key, EXPIRY_MS)) === 1 || members.size === 0) return;
          await this.#redis
            .multi()
            .sadd(key, ...members)
            .pexpire(key, EXPIRY_MS)
            .exec();
        } catch {
          // Away: the next renewal goes on, and in the worst case history is refused, which is counted.
        }
      }),
    );
  }
}
