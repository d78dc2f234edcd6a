/** Reads the stored bars of a symbol backwards, in portions that are quick to read and to decode. */
import { Redis } from 'ioredis';
import { isMarketDataError, MarketDataError } from '../../proto/errors.ts';
import { decodeBar } from '../../proto/instrument-codec.ts';
import { BAR_FIELD, barsKey, partitionOf } from '../../proto/redis-keys.ts';
import type { Bar, BaseInterval } from '../../proto/types.ts';

/** One read of a bars stream. */
export interface StoredPortion {
  /** Newest first. */
  readonly bars: readonly Bar[];
  /** Open times of bars that are there and cannot be read. */
  readonly unreadableMs: readonly number[];
  /** Read on with what opens before this; undefined: there is no more in the range. */
  readonly nextBeforeMs: number | undefined;
}

/** How far back the stored bars reach. */
export interface StoredReach {
  /** Open time of the oldest stored bar; Infinity: none is stored. */
  readonly firstMs: number;
  /** Whether there were older ones. */
  readonly wasTrimmed: boolean;
}

/** Closed bars of base intervals, wherever they are kept. Methods reject while that cannot be read. */
export interface StoredBars {
  /** Bars that open in `[fromMs, beforeMs)`: at most `count`, the newest. */
  before(
    symbol: string,
    interval: BaseInterval,
    beforeMs: number,
    fromMs: number,
    count: number,
  ): Promise<StoredPortion>;
  reach(symbol: string, interval: BaseInterval): Promise<StoredReach>;
}

/** The bars streams in Redis, over a connection of their own: a long answer holds up nothing else. */
export class RedisStoredBars implements StoredBars {
  readonly #redis: Redis;
  readonly #partitionCount: number;

  constructor(url: string, partitionCount: number) {
    this.#partitionCount = partitionCount;
    this.#redis = new Redis(url, {
      // Most servers are never asked for bars older than those they hold.
      lazyConnect: true,
      maxRetriesPerRequest: 0,
      connectTimeout: 2_500,
      commandTimeout: 2_500,
      // A connection that went mute is of no use any more, whatever becomes of the line.
      socketTimeout: 2_500,
      retryStrategy: (attempt) => Math.min(1_000, 100 * attempt),
    });
    // Each command's failure is answered to whoever asked.
    this.#redis.on('error', () => undefined);
  }

  /** @throws {MarketDataError} ERR_REDIS_UNAVAILABLE */
  async before(
    symbol: string,
    interval: BaseInterval,
    beforeMs: number,
    fromMs: number,
    count: number,
  ): Promise<StoredPortion> {
    // `(` leaves the bound itself out; a bar's id is its open time.
    const end = beforeMs === Infinity ? '+' : `(${String(beforeMs)}-0`;
    const start = `${String(Math.max(0, fromMs))}-0`;
    const key = this.#key(symbol, interval);
    const entries = await this.#ask(this.#redis.xrevrangeBuffer(key, end, start, 'COUNT', count));
    const bars: Bar[] = [];
    const unreadableMs: number[] = [];
    let nextBeforeMs: number | undefined;
    for (const [id, fields] of entries) {
      const openTimeMs = Number.parseInt(id.toString(), 10);
      const bar = barOf(fields);
      if (bar?.openTimeMs === openTimeMs) bars.push(bar);
      else unreadableMs.push(openTimeMs);
      nextBeforeMs = openTimeMs;
    }
    return {
      bars,
      unreadableMs,
      nextBeforeMs: entries.length < count ? undefined : nextBeforeMs,
    };
  }

  /** @throws {MarketDataError} ERR_REDIS_UNAVAILABLE */
  async reach(symbol: string, interval: BaseInterval): Promise<StoredReach> {
    const key = this.#key(symbol, interval);
    if ((await this.#ask(this.#redis.exists(key))) === 0) return NOTHING_STORED;
    const info: unknown = await this.#ask(this.#redis.xinfo('STREAM', key));
    if (!Array.isArray(info)) return NOTHING_STORED;
    const field = (name: string): unknown => {
      const at = info.indexOf(name);
      return at < 0 ? undefined : info[at + 1];
    };
    const first = field('first-entry');
    const firstMs = Array.isArray(first) ? Number.parseInt(String(first[0]), 10) : Infinity;
    // A Redis that does not count what it ever held may have let something go.
    const added = Number(field('entries-added') ?? Infinity);
    return { firstMs, wasTrimmed: added > Number(field('length')) };
  }

  close(): void {
    this.#redis.disconnect();
  }

  #key(symbol: string, interval: BaseInterval): string {
    return barsKey(partitionOf(symbol, this.#partitionCount), symbol, interval);
  }

  async #ask<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      throw new MarketDataError(
        'ERR_REDIS_UNAVAILABLE',
        'older bars cannot be read at present: try again in a moment',
        { cause: error },
      );
    }
  }
}

const NOTHING_STORED: StoredReach = { firstMs: Infinity, wasTrimmed: false };

function barOf(fields: readonly Buffer[]): Bar | undefined {
  const at = fields.findIndex((field, index) => index % 2 === 0 && field.toString() === BAR_FIELD);
  const bytes = at < 0 ? undefined : fields[at + 1];
  try {
    return bytes && decodeBar(bytes);
  } catch (error) {
    if (!isMarketDataError(error)) throw error;
    return undefined;
  }
}
