/** Leases on symbols in Redis: two feeds that publish the same symbols by mistake find out about it. */
import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { feedLeaseKey, feedsKey } from '../../proto/redis-keys.ts';
import { LEASE_MS, type OtherFeed } from './conflict.ts';
import { parseIdentity, type FeedIdentity } from './feed-identity.ts';
import { RedisScript } from './script.ts';

/** Symbols that a message names. */
const NAMED_SYMBOLS = 5;

/**
 * Takes a lease on symbols of one partition, unless other feeds have leases on some of them.
 *
 * KEYS: the partition's feeds. ARGV: own id, identity, lease in ms, 1 to take or 0 to look only, the number of
 * feeds to oust, their ids, then the symbols. Answers those in the way, each as id, identity, remaining ms,
 * number of symbols, some of them; none: the lease was taken. What is left of feeds that are gone is removed.
 */
const CLAIM = new RedisScript(`
  local firstSymbol = 6 + tonumber(ARGV[5])
  local ousted = {}
  for at = 6, firstSymbol - 1 do ousted[ARGV[at]] = true end
  local others = {}
  local feeds = redis.call('HGETALL', KEYS[1])
  for at = 1, #feeds, 2 do
    local id = feeds[at]
    local lease = KEYS[1] .. ':' .. id
    local leaseMs = redis.call('PTTL', lease)
    if id == ARGV[1] then
    elseif leaseMs < 0 or ousted[id] then
      redis.call('DEL', lease)
      redis.call('HDEL', KEYS[1], id)
    else
      local count = 0
      local other = {id, feeds[at + 1], leaseMs, 0}
      for symbol = firstSymbol, #ARGV do
        if redis.call('SISMEMBER', lease, ARGV[symbol]) == 1 then
          count = count + 1
          if count <= ${String(NAMED_SYMBOLS)} then other[#other + 1] = ARGV[symbol] end
        end
      end
      other[4] = count
      if count > 0 then others[#others + 1] = other end
    end
  end
  if #others > 0 or ARGV[4] == '0' then return others end
  local lease = KEYS[1] .. ':' .. ARGV[1]
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
  for from = firstSymbol, #ARGV, 1000 do
    redis.call('SADD', lease, unpack(ARGV, from, math.min(from + 999, #ARGV)))
  end
  redis.call('PEXPIRE', lease, ARGV[3])
  return others`);

/**
 * One feed's leases, a set of symbols for each partition.
 *
 * All keys of a partition are in its Redis Cluster slot, and a write looks at its partition's lease only. Feeds
 * take the partitions one by one in the same order, so of two that start together one gets the first
 * symbol that they share, and the other stops there.
 */
export class Ownership {
  readonly #id = randomBytes(9).toString('base64url');
  readonly #identity: FeedIdentity;
  /** By partition; partitions without a symbol need no lease. */
  readonly #symbols = new Map<number, Set<string>>();
  /** Partitions whose lease was taken at some time. */
  readonly #taken = new Set<number>();

  constructor(identity: FeedIdentity) {
    this.#identity = identity;
  }

  /** Adds a symbol to those that `claim` asks for. */
  add(partition: number, symbol: string): void {
    const symbols = this.#symbols.get(partition);
    if (symbols === undefined) this.#symbols.set(partition, new Set([symbol]));
    else symbols.add(symbol);
  }

  /** Key of this feed's lease on a partition. */
  leaseKeyOf(partition: number): string {
    return feedLeaseKey(partition, this.#id);
  }

  /**
   * Takes the leases on all symbols, or renews them.
   *
   * @param ousted Ids of feeds whose leases end with this.
   * @returns      Feeds in the way; none when all leases are ours.
   * @throws {Error} What Redis refuses, or when the connection breaks.
   */
  async claim(redis: Redis, ousted: readonly string[] = []): Promise<readonly OtherFeed[]> {
    const others = new Map<string, OtherFeed>();
    const inOrder = [...this.#symbols].sort(([left], [right]) => left - right);
    for (const [partition, symbols] of inOrder) {
      // Behind the first conflict it is only of interest how far it reaches.
      const shouldTake = others.size === 0;
      const values = [
        this.#id,
        JSON.stringify(this.#identity),
        LEASE_MS,
        shouldTake ? 1 : 0,
        ousted.length,
        ...ousted,
        ...symbols,
      ];
      const found = parseOthers(await CLAIM.run(redis, [feedsKey(partition)], values));
      if (shouldTake && found.length === 0) this.#taken.add(partition);
      for (const other of found) others.set(other.id, merge(others.get(other.id), other));
    }
    return [...others.values()];
  }

  /**
   * Puts off the end of the leases. PEXPIRE works in a Redis that is out of memory, too.
   *
   * @returns False when one of them has ended.
   * @throws {Error} What Redis refuses, or when the connection breaks.
   */
  async renew(redis: Redis): Promise<boolean> {
    const renewals = [...this.#taken].map((partition) =>
      redis.pexpire(this.leaseKeyOf(partition), LEASE_MS),
    );
    return (await Promise.all(renewals)).every((count) => count === 1);
  }

  /** Gives the symbols back, so that the next feed need not wait. */
  async release(redis: Redis): Promise<void> {
    await Promise.all(
      [...this.#taken].flatMap((partition) => [
        redis.del(this.leaseKeyOf(partition)),
        redis.hdel(feedsKey(partition), this.#id),
      ]),
    );
  }
}

function parseOthers(answer: unknown): OtherFeed[] {
  if (!Array.isArray(answer)) return [];
  return answer.map((row: unknown) => {
    const [id, about, leaseMs, symbolCount, ...symbols] = row as readonly unknown[];
    return {
      id: String(id),
      identity: parseIdentity(String(about)) ?? { host: '?', pid: 0, sinceMs: 0, scope: '?' },
      leaseMs: Number(leaseMs),
      symbolCount: Number(symbolCount),
      symbols: symbols.map(String),
    };
  });
}

function merge(earlier: OtherFeed | undefined, other: OtherFeed): OtherFeed {
  if (earlier === undefined) return other;
  return {
    ...earlier,
    symbols: [...earlier.symbols, ...other.symbols].slice(0, NAMED_SYMBOLS),
    symbolCount: earlier.symbolCount + other.symbolCount,
  };
}
