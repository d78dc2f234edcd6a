/** All that has to be settled with Redis before ticks may flow, and looked after while they do. */
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { MarketDataError } from '../../proto/errors.ts';
import { partitionOf } from '../../proto/redis-keys.ts';
import type { Instrument } from '../../proto/types.ts';
import { ConflictWatch, LEASE_MS, type OtherFeed } from './conflict.ts';
import { lastVenueTimeMs, type Coverage } from './coverage.ts';
import { describeFeed, hasEnded, ownIdentity, type FeedIdentity } from './feed-identity.ts';
import { Instruments } from './instruments.ts';
import { Ownership } from './ownership.ts';
import * as link from './redis.ts';

export interface SessionOptions {
  readonly redis: Redis;
  readonly partitionCount: number;
  readonly shouldTakeOver: boolean;
  readonly shouldReplaceHistory: boolean;
  /** Is told how far earlier feeds came. */
  readonly coverage: Coverage;
  readonly logger: Logger;
  /** UNIX time, milliseconds; tells others since when this feed runs. */
  readonly nowMs: () => number;
  /** Milliseconds since some moment, counting up only. */
  readonly elapsedMs: () => number;
}

/** Settings, symbols and instruments of this feed in Redis. */
export class Session {
  readonly #options: SessionOptions;
  readonly #identity: FeedIdentity;
  readonly #ownership: Ownership;
  readonly #watch = new ConflictWatch();
  readonly #instruments: Instruments;
  #connection: link.ConnectionIdentity | undefined;
  #wasOwner = false;
  #isWaiting = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#identity = ownIdentity(options.nowMs());
    this.#ownership = new Ownership(this.#identity);
    this.#instruments = new Instruments({
      ...options,
      leaseKeyOf: (partition) => this.leaseKeyOf(partition),
    });
  }

  /** Partitions of the registered symbols. */
  get partitions(): ReadonlyMap<string, number> {
    return this.#instruments.partitions;
  }

  /** Key that exists as long as this feed may write to a partition. */
  leaseKeyOf(partition: number): string {
    return this.#ownership.leaseKeyOf(partition);
  }

  /** Adds instruments to those that `prepare` makes known. */
  register(instruments: readonly Instrument[]): void {
    for (const instrument of instruments) {
      const { symbol } = instrument;
      const partition = partitionOf(symbol, this.#options.partitionCount);
      this.#instruments.add(instrument, partition);
      this.#ownership.add(partition, symbol);
    }
  }

  /**
   * Asks and tells all that a connection needs, and takes the symbols.
   *
   * @returns False while it is not clear whether another feed that has the symbols is alive: to be called again.
   * @throws {MarketDataError} ERR_PARTITION_MISMATCH, ERR_FEED_CONFLICT, ERR_INSTRUMENT_CONFLICT
   * @throws {Error} What Redis refuses, or when the connection breaks.
   */
  async prepare(): Promise<boolean> {
    const { redis, partitionCount, coverage } = this.#options;
    await link.agreeOnMeta(redis, partitionCount);
    const connection = await link.identify(redis);
    await link.endEarlierConnection(redis, this.#connection, connection);
    this.#connection = connection;
    // Before another feed is told to go: this one may have to go itself.
    if (!this.#wasOwner) await this.#instruments.check();
    if (!(await this.#claim())) return false;
    // Also those that were written before: Redis may have come back empty.
    if (!(await this.#instruments.write())) return false;
    if (!this.#wasOwner) {
      coverage.settle(await this.#lastTimes(), this.#instruments.replaced);
    }
    this.#wasOwner = true;
    return true;
  }

  /**
   * Renews the leases; the question is a sign of life of Redis, too.
   *
   * @returns False when `prepare` is needed: a lease has ended, or somebody has emptied Redis.
   */
  async lookAfter(): Promise<boolean> {
    const { redis, logger } = this.#options;
    const isHeld = await this.#ownership.renew(redis);
    if (await link.hasDeployment(redis, this.partitions.size > 0)) return isHeld;
    if (this.#wasOwner) logger.warn('Redis was emptied: registering the instruments again');
    return false;
  }

  /** Gives the symbols back. */
  async end(): Promise<void> {
    await this.#ownership.release(this.#options.redis);
  }

  async #claim(): Promise<boolean> {
    const { redis, logger } = this.#options;
    const others = await this.#ownership.claim(redis);
    if (others.length === 0) {
      this.#isWaiting = false;
      return true;
    }
    const ousted: OtherFeed[] = [];
    for (const other of others) {
      const verdict = this.#judge(other);
      if (verdict.kind === 'yield') throw this.#conflict(other);
      if (verdict.kind === 'wait') continue;
      const { host, pid } = other.identity;
      logger.warn({ host, pid, reason: verdict.reason }, 'taking the symbols of another feed');
      ousted.push(other);
    }
    if (ousted.length === others.length) {
      const ids = ousted.map(({ id }) => id);
      return (await this.#ownership.claim(redis, ids)).length === 0;
    }
    if (!this.#isWaiting) {
      const { host, pid } = others[0]?.identity ?? this.#identity;
      logger.info(
        { host, pid, waitMs: LEASE_MS },
        'another feed has these symbols: waiting to see whether it is alive',
      );
    }
    this.#isWaiting = true;
    return false;
  }

  #judge(other: OtherFeed): ReturnType<ConflictWatch['judge']> {
    const { elapsedMs, shouldTakeOver } = this.#options;
    return this.#watch.judge(other, {
      elapsedMs: elapsedMs(),
      shouldTakeOver,
      wasOwner: this.#wasOwner,
      hasEnded: (identity) => hasEnded(identity, this.#identity),
    });
  }

  #conflict({ identity, symbols, symbolCount }: OtherFeed): MarketDataError {
    const more = symbolCount - symbols.length;
    const named = `${symbols.join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
    const other = describeFeed(identity);
    return new MarketDataError(
      'ERR_FEED_CONFLICT',
      this.#wasOwner
        ? `another feed (${other}) has taken over ${named} while this one gave no sign of life, or was told to: ` +
            'this one ends, and what it had not yet written is not written any more'
        : `${named}: another feed (${other}) publishes the same symbols. Stop it first, choose other symbols, ` +
            'or start with --takeover to replace it',
    );
  }

  /** How far earlier feeds came in each of the partitions. */
  async #lastTimes(): Promise<ReadonlyMap<number, number>> {
    const lastMs = new Map<number, number>();
    const symbolsOf = new Map<number, Set<string>>();
    for (const [symbol, partition] of this.partitions) {
      // What was another instrument tells nothing of this one.
      if (this.#instruments.replaced.has(symbol)) continue;
      const symbols = symbolsOf.get(partition) ?? new Set();
      symbolsOf.set(partition, symbols.add(symbol));
    }
    for (const [partition, symbols] of symbolsOf) {
      const timeMs = await lastVenueTimeMs(this.#options.redis, partition, symbols);
      if (timeMs !== undefined) lastMs.set(partition, timeMs);
    }
    return lastMs;
  }
}
