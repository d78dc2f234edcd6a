/** Writes instruments and ticks into a Redis the way any feed does, under the test's control. */
import { Redis } from 'ioredis';
import { ByteWriter } from '../../proto/byte-writer.ts';
import { encodeInstrument } from '../../proto/instrument-codec.ts';
import {
  BATCH_FIELD,
  DEFAULT_PARTITION_COUNT,
  INSTRUMENTS_KEY,
  partitionOf,
  ticksKey,
} from '../../proto/redis-keys.ts';
import { writeTickBatch } from '../../proto/tick-codec.ts';
import type { Instrument, Quote, Tick, Trade } from '../../proto/types.ts';

/** An instrument with two price decimals unless told otherwise. */
export function makeInstrument(symbol: string, change: Partial<Instrument> = {}): Instrument {
  return {
    symbol,
    venue: 'TEST',
    displayName: `${symbol} for tests`,
    priceDecimals: 2,
    sizeDecimals: 3,
    tickSize: 1,
    currency: 'USD',
    session: { kind: 'rolling24h' },
    ...change,
  };
}

/** A trade received now. */
export function makeTrade(symbol: string, price: number, change: Partial<Trade> = {}): Trade {
  const nowMs = Date.now();
  return {
    kind: 'trade',
    symbol,
    venueTimeMs: nowMs,
    receivedTimeMs: nowMs,
    price,
    size: 1_000,
    aggressorSide: 'buy',
    tradeId: '',
    ...change,
  };
}

/** A quote received now, one step either side of `price`. */
export function makeQuote(symbol: string, price: number, change: Partial<Quote> = {}): Quote {
  const nowMs = Date.now();
  return {
    kind: 'quote',
    symbol,
    venueTimeMs: nowMs,
    receivedTimeMs: nowMs,
    bidPrice: price - 1,
    bidSize: 5,
    askPrice: price + 1,
    askSize: 7,
    ...change,
  };
}

/** A writer with a connection of its own. */
export class TestFeed {
  readonly #redis: Redis;

  constructor(url: string) {
    this.#redis = new Redis(url);
    this.#redis.on('error', () => undefined);
  }

  async register(...instruments: readonly Instrument[]): Promise<void> {
    for (const instrument of instruments) {
      const bytes = Buffer.from(encodeInstrument(instrument));
      await this.#redis.hset(INSTRUMENTS_KEY, instrument.symbol, bytes);
    }
  }

  /** Appends one entry a partition; the ticks of a symbol keep their order. */
  async publish(...ticks: readonly Tick[]): Promise<void> {
    const batches = new Map<number, Tick[]>();
    for (const tick of ticks) {
      const partition = partitionOf(tick.symbol, DEFAULT_PARTITION_COUNT);
      const batch = batches.get(partition) ?? [];
      batch.push(tick);
      batches.set(partition, batch);
    }
    for (const [partition, batch] of batches) {
      const out = new ByteWriter();
      writeTickBatch(out, batch);
      await this.publishBytes(partition, out.copy());
    }
  }

  /** Appends an entry with any bytes, also such as no feed should write. */
  async publishBytes(partition: number, bytes: Uint8Array): Promise<void> {
    await this.#redis.xadd(ticksKey(partition), '*', BATCH_FIELD, Buffer.from(bytes));
  }

  /** The connection itself, for what only a test does. */
  get redis(): Redis {
    return this.#redis;
  }

  close(): void {
    this.#redis.disconnect();
  }
}
