import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MarketDataError } from '../../proto/errors.ts';
import { decodeInstrument } from '../../proto/instrument-codec.ts';
import { INSTRUMENTS_KEY, META_KEY, partitionOf, ticksKey } from '../../proto/redis-keys.ts';
import type { Tick } from '../../proto/types.ts';
import { waitFor } from '../support/wait-for.ts';
import {
  expectedIds,
  instrument,
  openBench,
  PARTITIONS,
  quote,
  trade,
  trades,
  type Bench,
} from './publisher-bench.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await openBench();
});

afterEach(async () => {
  await bench.close();
});

describe('publisher', () => {
  test('writes each tick to the partition of its symbol, exact and in order', async () => {
    const publisher = bench.createPublisher();
    const ticks = [...trades(0, 20), quote(20), ...trades(21, 3)];

    void publisher.publish(ticks);
    await publisher.whenEmpty();

    for (let partition = 0; partition < PARTITIONS; partition++) {
      expect((await bench.batchesOf(partition)).flat()).toEqual(
        ticks.filter(({ symbol }) => partitionOf(symbol, PARTITIONS) === partition),
      );
    }
    expect(publisher.counts()).toMatchObject({ publishedTicks: 24, bufferedTicks: 0 });
  });

  test('passes venue times on as they are, also hours ahead of the time of receipt, or behind', async () => {
    const publisher = bench.createPublisher();
    const ticks = [7_200_000, -86_400_000, 1].map((aheadMs, id) => {
      const tick = trade(id, 'AAA');
      return { ...tick, venueTimeMs: tick.receivedTimeMs + aheadMs };
    });

    void publisher.publish(ticks);
    await publisher.whenEmpty();

    expect((await bench.batchesOf(partitionOf('AAA', PARTITIONS))).flat()).toEqual(ticks);
  });

  test('puts at most 256 ticks into an entry, and full ones at once', async () => {
    const publisher = bench.createPublisher();

    void publisher.publish(Array.from({ length: 1000 }, (_, id) => trade(id, 'AAA')));
    await publisher.whenEmpty();

    const sizes = (await bench.batchesOf(partitionOf('AAA', PARTITIONS))).map(
      ({ length }) => length,
    );
    expect(sizes).toEqual([256, 256, 256, 232]);
  });

  test('collects ticks that come one by one into few entries', async () => {
    const publisher = bench.createPublisher();
    void publisher.publish([trade(0, 'AAA')]);
    await publisher.whenEmpty();

    for (let id = 1; id <= 100; id++) void publisher.publish([trade(id, 'AAA')]);
    await publisher.whenEmpty();

    expect(
      (await bench.batchesOf(partitionOf('AAA', PARTITIONS))).map(({ length }) => length),
    ).toEqual([1, 100]);
  });

  test('says once that it is publishing, when the first ticks are in Redis', async () => {
    let calls = 0;
    const publisher = bench.createPublisher({ onPublishing: () => (calls += 1) });

    void publisher.publish(trades(0, 10));
    await publisher.whenEmpty();
    void publisher.publish(trades(10, 10));
    await publisher.whenEmpty();

    expect(calls).toBe(1);
  });

  test('writes meta and instruments before the first tick', async () => {
    const publisher = bench.createPublisher();
    void publisher.publish([trade(0)]);
    await publisher.whenEmpty();

    expect(await bench.reader.hgetall(META_KEY)).toEqual({ partitions: '2', version: '1' });
    const bytes = await bench.reader.hgetBuffer(INSTRUMENTS_KEY, 'BBB');
    expect(decodeInstrument(bytes ?? Buffer.alloc(0))).toEqual(instrument('BBB'));
  });

  test('makes an instrument known that is registered later', async () => {
    const publisher = bench.createPublisher();
    void publisher.publish([trade(0)]);
    await publisher.whenEmpty();

    publisher.register([instrument('NEW')]);
    void publisher.publish([trade(1, 'NEW')]);
    await publisher.whenEmpty();

    expect(await bench.reader.hexists(INSTRUMENTS_KEY, 'NEW')).toBe(1);
    expect(publisher.counts()).toMatchObject({ publishedTicks: 2, unregisteredTicks: 0 });
  });

  test.each([
    [{ partitions: '16', version: '1' }, /told 2 partitions .* says 16: start all .*PARTITIONS=16/],
    [{ partitions: '2', version: '99' }, /payload version 1, .* says 99/],
  ])('refuses a Redis that is set up as %j, and writes nothing', async (meta, message) => {
    await bench.reader.hset(META_KEY, meta);
    const errors: MarketDataError[] = [];
    const publisher = bench.createPublisher({ onFatal: (error) => errors.push(error) });
    void publisher.publish([trade(0)]);

    await waitFor(() => errors.length > 0, { what: 'the refusal' });

    expect(errors[0]?.code).toBe('ERR_PARTITION_MISMATCH');
    expect(errors[0]?.message).toMatch(message);
    expect(await bench.reader.keys('*')).toEqual([META_KEY]);
  });

  test('drops and counts ticks that are invalid or of nobody, and writes the rest', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'error' }, { write: (line: string) => lines.push(line) });
    const publisher = bench.createPublisher({ logger });
    const bad = (id: number): Tick => ({ ...trade(id, 'AAA'), size: -id });

    void publisher.publish([
      bad(1),
      trade(2, 'AAA'),
      bad(3),
      trade(4, 'ZZZ'),
      bad(5),
      trade(6, 'ZZZ'),
    ]);
    await publisher.whenEmpty();

    expect(await bench.loggedIds()).toEqual({ AAA: ['2'] });
    expect(publisher.counts()).toMatchObject({ invalidTicks: 3, unregisteredTicks: 2 });
    expect(lines.map((line) => (JSON.parse(line) as { symbol: string }).symbol)).toEqual([
      'ZZZ',
      'AAA',
    ]);
  });

  test('trims the log by age and by length', async () => {
    let elapsedMs = 0;
    const publisher = bench.createPublisher({ elapsedMs: () => elapsedMs, maxLogEntries: 400 });
    const partition = partitionOf('AAA', PARTITIONS);
    for (let id = 0; id < 1_000; id++) {
      void publisher.publish(Array.from({ length: 256 }, () => trade(id, 'AAA')));
    }
    await publisher.whenEmpty();
    await waitFor(async () => (await bench.reader.xlen(ticksKey(partition))) < 800, {
      what: 'the cap',
    });

    elapsedMs += 3_600_000;
    void publisher.publish([trade(1, 'AAA')]);
    await publisher.whenEmpty();

    expect(await bench.reader.xlen(ticksKey(partition))).toBeLessThan(110);
  });

  test('asks its caller to wait while there is no room, and loses nothing then', async () => {
    const publisher = bench.createPublisher();
    let mostBuffered = 0;
    for (let id = 0; id < 200_000; id += 1_000) {
      await publisher.publish(trades(id, 1_000));
      mostBuffered = Math.max(mostBuffered, publisher.counts().bufferedTicks);
    }
    await publisher.whenEmpty();

    expect(mostBuffered).toBeLessThan(40_000);
    expect(publisher.counts()).toMatchObject({
      publishedTicks: 200_000,
      dropped: { trade: 0, quote: 0, depth: 0 },
    });
  });

  test('writes what is buffered when it is closed', async () => {
    const publisher = bench.createPublisher();
    void publisher.publish(trades(0, 3_000));

    expect(await publisher.close(5_000)).toBe(0);
    expect(await bench.loggedIds()).toEqual(expectedIds(3_000));
  });
});
