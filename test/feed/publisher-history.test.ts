import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HistoryChunk } from '../../feed/source.ts';
import { pino } from 'pino';
import { decodeBar, encodeBar } from '../../proto/instrument-codec.ts';
import { barsKey, historyPendingKey, partitionOf } from '../../proto/redis-keys.ts';
import type { Bar } from '../../proto/types.ts';
import { waitFor } from '../support/wait-for.ts';
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

  const pending = (): Promise<string[]> =>
    bench.reader.smembers(historyPendingKey(partitionOf('AAA', PARTITIONS)));

  test('is announced until it is written, interval by interval, or given up', async () => {
    const publisher = bench.createPublisher();
    const steps: string[][] = [];
    async function* slow(): AsyncGenerator<HistoryChunk> {
      await waitFor(async () => (await pending()).length > 0, { what: 'the announcement' });
      steps.push(await pending());
      expect(
        await bench.reader.pttl(historyPendingKey(partitionOf('AAA', PARTITIONS))),
      ).toBeLessThan(5_001);
      yield chunk(60_000);
      steps.push(await pending());
      throw new Error('the venue does not answer');
    }

    await expect(publisher.publishHistory(slow())).rejects.toThrow('does not answer');

    expect(steps[0]).toEqual(expect.arrayContaining(['AAA:1s', 'AAA:1m', 'AAA:1h']));
    expect(steps[1]).not.toContain('AAA:1m');
    expect(steps[1]).toContain('AAA:1h');
    expect(await pending()).toEqual([]);
  });

  test('is announced again when Redis was away for longer than it remembers', async () => {
    const publisher = bench.createPublisher();
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    async function* slow(): AsyncGenerator<HistoryChunk> {
      await held;
      yield chunk(60_000);
    }
    const written = publisher.publishHistory(slow());
    const isAnnounced = async (): Promise<boolean> => (await pending()).includes('AAA:1m');
    await waitFor(isAnnounced, { what: 'the announcement' });

    await bench.reader.flushall();
    await waitFor(isAnnounced, { what: 'the announcement to come back' });
    goOn();
    await written;

    expect(await pending()).toEqual([]);
    expect(await barsInRedis()).toHaveLength(1);
  });

  test('is not announced for symbols that an earlier feed has given theirs', async () => {
    await bench.createPublisher().publishHistory(chunks(chunk(60_000)));
    const publisher = bench.createPublisher({ shouldTakeOver: true });
    let seen: string[] = [];
    async function* looking(): AsyncGenerator<HistoryChunk> {
      seen = await pending();
      yield* chunks(chunk(60_000, 120_000));
    }

    await publisher.publishHistory(looking());

    expect(seen.some((member) => member.startsWith('AAA:'))).toBe(false);
  });

  test('that comes when bars of ticks are stored is counted, and told of once', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'warn' }, { write: (line) => lines.push(line) });
    const publisher = bench.createPublisher({ logger });
    const key = barsKey(partitionOf('AAA', PARTITIONS), 'AAA', '1m');
    await bench.reader.xadd(key, '180000-0', 'b', Buffer.from(encodeBar(bar(180_000))));

    await publisher.publishHistory(
      chunks(chunk(60_000, 120_000), { ...chunk(60_000), interval: '1m' }),
    );
    // A later run offers what is there, or was left out, for other reasons.
    await bench
      .createPublisher({ shouldTakeOver: true, logger })
      .publishHistory(chunks(chunk(60_000)));

    expect(publisher.counts()).toMatchObject({ historyBars: 0, lateHistoryBars: 3 });
    expect(lines.filter((line) => line.includes('history came too late'))).toHaveLength(1);
    expect(await barsInRedis()).toEqual([bar(180_000)]);
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
