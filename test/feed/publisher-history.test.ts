import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HistoryChunk } from '../../feed/source.ts';
import { decodeBar } from '../../proto/instrument-codec.ts';
import { barsKey, partitionOf } from '../../proto/redis-keys.ts';
import type { Bar } from '../../proto/types.ts';
import { openBench, PARTITIONS, trades, type Bench } from './publisher-bench.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await openBench();
});

afterEach(async () => {
  await bench.close();
});

describe('history', () => {
  const bar = (openTimeMs: number): Bar => ({
    openTimeMs,
    open: 5,
    high: 7,
    low: 4,
    close: 6,
    volume: 10,
    tradeCount: 2,
    turnover: 55,
  });
  const chunk = (...times: number[]): HistoryChunk => chunkUntil(1_000_000_000, ...times);
  const chunkUntil = (endMs: number, ...times: number[]): HistoryChunk => ({
    symbol: 'AAA',
    interval: '1m',
    bars: times.map(bar),
    endMs,
  });
  async function* chunks(...all: HistoryChunk[]): AsyncGenerator<HistoryChunk> {
    yield* await Promise.resolve(all);
  }
  async function barsInRedis(): Promise<Bar[]> {
    const key = barsKey(partitionOf('AAA', PARTITIONS), 'AAA', '1m');
    const entries = await bench.reader.xrangeBuffer(key, '-', '+');
    return entries.map(([id, fields]) => {
      const decoded = decodeBar(fields[1] ?? Buffer.alloc(0));
      expect(id.toString()).toBe(`${String(decoded.openTimeMs)}-0`);
      return decoded;
    });
  }

  test('is written with open times as entry ids, once, however often it is offered', async () => {
    const publisher = bench.createPublisher();

    await publisher.publishHistory(chunks(chunk(60_000, 120_000)));
    await publisher.publishHistory(chunks(chunk(60_000, 120_000, 180_000)));

    expect(await barsInRedis()).toEqual([bar(60_000), bar(120_000), bar(180_000)]);
    expect(publisher.counts().historyBars).toBe(3);
  });

  test('gives way to bars that are there already', async () => {
    const publisher = bench.createPublisher();
    await publisher.publishHistory(chunks(chunk(120_000)));

    await publisher.publishHistory(chunks(chunk(60_000)));

    expect(await barsInRedis()).toEqual([bar(120_000)]);
  });

  test('of a later run does not stand in for bars that an earlier run left to ticks', async () => {
    const publisher = bench.createPublisher();
    await publisher.publishHistory(chunks(chunkUntil(200_000, 60_000, 120_000)));

    await publisher.publishHistory(chunks(chunkUntil(600_000, 60_000, 120_000, 180_000, 240_000)));

    expect(await barsInRedis()).toEqual([bar(60_000), bar(120_000)]);
  });

  test('of a later run completes what an earlier one had no time for', async () => {
    const publisher = bench.createPublisher();
    await publisher.publishHistory(chunks(chunkUntil(200_000, 60_000)));

    await publisher.publishHistory(chunks(chunkUntil(600_000, 60_000, 120_000, 180_000)));

    expect(await barsInRedis()).toEqual([bar(60_000), bar(120_000)]);
  });

  test('waits for a Redis that is away, and lets ticks pass', async () => {
    await bench.redis.kill();
    const publisher = bench.createPublisher();
    const times = Array.from({ length: 2_000 }, (_, index) => (index + 1) * 60_000);
    const written = publisher.publishHistory(chunks(chunk(...times)));
    void publisher.publish(trades(0, 4));
    await bench.redis.restart();

    await Promise.all([written, publisher.whenEmpty()]);

    expect(await barsInRedis()).toHaveLength(2_000);
    expect(Object.values(await bench.loggedIds()).flat()).toHaveLength(4);
  });
});
