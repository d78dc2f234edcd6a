/** A publisher on a real Redis, ticks for it, and what arrived. */
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { Publisher } from '../../feed/publisher/publisher.ts';
import type { PublisherOptions } from '../../feed/publisher/options.ts';
import { ticksKey } from '../../proto/redis-keys.ts';
import { decodeTickBatch } from '../../proto/tick-codec.ts';
import type { Instrument, Quote, Tick, Trade } from '../../proto/types.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';

export const PARTITIONS = 2;
export const SYMBOLS = ['AAA', 'BBB', 'CCC', 'DDD'];

export function instrument(symbol: string): Instrument {
  return {
    symbol,
    venue: 'TEST',
    displayName: '',
    priceDecimals: 2,
    sizeDecimals: 0,
    tickSize: 1,
    currency: 'USD',
    session: { kind: 'rolling24h' },
  };
}

export function trade(id: number, symbol = SYMBOLS[id % SYMBOLS.length] ?? ''): Trade {
  return {
    kind: 'trade',
    symbol,
    venueTimeMs: 1_700_000_000_000 + id,
    receivedTimeMs: 1_700_000_000_001 + id,
    price: 10_000 + id,
    size: 1,
    aggressorSide: 'buy',
    tradeId: String(id),
  };
}

export function quote(id: number): Quote {
  const { symbol, venueTimeMs, receivedTimeMs } = trade(id);
  return {
    kind: 'quote',
    symbol,
    venueTimeMs,
    receivedTimeMs,
    bidPrice: id,
    bidSize: 1,
    askPrice: id + 1,
    askSize: 1,
  };
}

export const trades = (from: number, count: number): Trade[] =>
  Array.from({ length: count }, (_, index) => trade(from + index));

/** A Redis with a reader and the publishers of one test. */
export interface Bench {
  readonly redis: TestRedis;
  readonly reader: Redis;
  /** @param instruments Absent: one of each of `SYMBOLS`. */
  createPublisher(
    options?: Partial<PublisherOptions>,
    instruments?: readonly Instrument[],
  ): Publisher;
  /** Batches of one partition's log, oldest first. */
  batchesOf(partition: number): Promise<Tick[][]>;
  /** All trade ids of the log by symbol, in order of the log. */
  loggedIds(): Promise<Record<string, string[]>>;
  close(): Promise<void>;
}

/** @param config More lines of redis.conf. */
export async function openBench(config: readonly string[] = []): Promise<Bench> {
  const redis = await startRedis({ isPersistent: true, config });
  const reader = new Redis(redis.url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
  reader.on('error', () => undefined);
  const open: Publisher[] = [];
  const batchesOf = async (partition: number): Promise<Tick[][]> => {
    const entries = await reader.xrangeBuffer(ticksKey(partition), '-', '+');
    return entries.map(([, fields]) => decodeTickBatch(fields[1] ?? Buffer.alloc(0)));
  };
  return {
    redis,
    reader,
    batchesOf,
    createPublisher(options = {}, instruments = SYMBOLS.map(instrument)) {
      const publisher = new Publisher({
        redisUrl: redis.url,
        partitionCount: PARTITIONS,
        retentionMs: 600_000,
        maxLogEntries: 80_000,
        maxBufferedTicks: 200_000,
        logger: pino({ level: 'silent' }),
        nowMs: () => Date.now(),
        onPublishing: () => undefined,
        onFatal: () => undefined,
        ...options,
      });
      open.push(publisher);
      publisher.register(instruments);
      return publisher;
    },
    async loggedIds() {
      const ids: Record<string, string[]> = {};
      for (let partition = 0; partition < PARTITIONS; partition++) {
        for (const tick of (await batchesOf(partition)).flat()) {
          if (tick.kind === 'trade') (ids[tick.symbol] ??= []).push(tick.tradeId);
        }
      }
      return ids;
    },
    async close() {
      reader.disconnect();
      await Promise.all(open.map((publisher) => publisher.close(0)));
      await redis.stop();
    },
  };
}

/** The ids 0..count-1 by symbol, in order. */
export function expectedIds(count: number): Record<string, string[]> {
  const ids: Record<string, string[]> = {};
  for (const { symbol, tradeId } of trades(0, count)) (ids[symbol] ??= []).push(tradeId);
  return ids;
}
