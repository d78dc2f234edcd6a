/** What recorders have written, as it stands in Redis. */
import type { Redis } from 'ioredis';
import { decodeBar } from '../../../proto/instrument-codec.ts';
import {
  barsKey,
  DEFAULT_PARTITION_COUNT,
  partitionOf,
  snapshotPositionKey,
} from '../../../proto/redis-keys.ts';
import { BASE_INTERVALS, type Bar, type BaseInterval } from '../../../proto/types.ts';
import type { Market } from '../../../server/market/market.ts';

export type BarsOfAll = Record<string, Bar[]>;

/** Stored bars of a symbol, oldest first. */
export async function storedBars(
  redis: Redis,
  symbol: string,
  interval: BaseInterval,
): Promise<Bar[]> {
  const key = barsKey(partitionOf(symbol, DEFAULT_PARTITION_COUNT), symbol, interval);
  const entries = await redis.xrangeBuffer(key, '-', '+');
  return entries.map(([, fields]) => decodeBar(fields[1] ?? Buffer.alloc(0)));
}

/** Stored bars of all symbols, by symbol and interval. */
export async function allStoredBars(redis: Redis, symbols: readonly string[]): Promise<BarsOfAll> {
  const all: BarsOfAll = {};
  for (const symbol of symbols) {
    for (const interval of BASE_INTERVALS) {
      all[`${symbol} ${interval}`] = await storedBars(redis, symbol, interval);
    }
  }
  return all;
}

/** The bars that are closed in a market, in the same form. */
export function closedBars(market: Market, symbols: readonly string[]): BarsOfAll {
  const all: BarsOfAll = {};
  for (const symbol of symbols) {
    const state = market.state(symbol);
    // What the symbol's last tick has closed is asked for like this only.
    state?.toSnapshot({ ms: 0, seq: 0 });
    for (const interval of BASE_INTERVALS) {
      const closedBeforeMs = state?.heldBars(interval, 0, 0, 0).closedBeforeMs ?? 0;
      all[`${symbol} ${interval}`] = [
        ...(state?.heldBars(interval, 0, closedBeforeMs, Infinity).bars ?? []),
      ];
    }
  }
  return all;
}

/** Stored positions of all partitions; null: none. */
export async function storedPositions(redis: Redis): Promise<(string | null)[]> {
  const partitions = Array.from({ length: DEFAULT_PARTITION_COUNT }, (_, index) => index);
  return redis.mget(...partitions.map(snapshotPositionKey));
}
