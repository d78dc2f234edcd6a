import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Publisher } from '../../feed/publisher/publisher.ts';
import { INSTRUMENTS_KEY, META_KEY } from '../../proto/redis-keys.ts';
import { waitFor } from '../support/wait-for.ts';
import {
  expectedIds,
  openBench,
  quote,
  SYMBOLS,
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

describe('publisher whose Redis goes away', () => {
  /** Publishes trades without end, 40 every few milliseconds, until told to stop. */
  function keepPublishing(publisher: Publisher): () => number {
    let next = 0;
    const timer = setInterval(() => {
      void publisher.publish(trades(next, 40));
      next += 40;
    }, 4);
    return () => {
      clearInterval(timer);
      return next;
    };
  }

  test('goes on by itself after a crash: nothing lost, nothing twice, order kept', async () => {
    const publisher = bench.createPublisher();
    const stop = keepPublishing(publisher);

    for (let round = 1; round <= 3; round++) {
      const { publishedTicks } = publisher.counts();
      await waitFor(() => publisher.counts().publishedTicks > publishedTicks + 500, {
        what: 'ticks',
      });
      await bench.redis.kill();
      await waitFor(() => publisher.counts().bufferedTicks > 400, { what: 'a backlog' });
      await bench.redis.restart();
      const startedAt = performance.now();
      await waitFor(() => publisher.counts().connects === round + 1, { what: 'the reconnect' });
      expect(performance.now() - startedAt).toBeLessThan(2_500);
    }
    const count = stop();
    await publisher.whenEmpty();

    expect(await bench.loggedIds()).toEqual(expectedIds(count));
    expect(publisher.counts().dropped).toEqual({ trade: 0, quote: 0, depth: 0 });
  });

  test('registers its instruments again when somebody has emptied Redis', async () => {
    const publisher = bench.createPublisher();
    await publisher.publish(trades(0, 1));
    await publisher.whenEmpty();

    await bench.reader.flushall();

    await waitFor(async () => (await bench.reader.exists(META_KEY, INSTRUMENTS_KEY)) === 2, {
      what: 'the instruments',
    });
    expect(await bench.reader.hlen(INSTRUMENTS_KEY)).toBe(SYMBOLS.length);
    expect(publisher.counts().connects).toBe(1);
  });

  test('gives up a silent Redis, and when it wakes up finds out which writes it did although it never answered', async () => {
    const publisher = bench.createPublisher();
    const stop = keepPublishing(publisher);
    await waitFor(() => publisher.counts().publishedTicks > 500, { what: 'ticks' });

    bench.redis.pause();
    // Longer than the silence that is tolerated: the connection is given up meanwhile.
    await waitFor(() => publisher.counts().bufferedTicks > 25_000, {
      what: 'a backlog',
      timeoutMs: 25_000,
    });
    bench.redis.resume();
    const { connects } = publisher.counts();
    await waitFor(() => publisher.counts().connects > connects, { what: 'the reconnect' });
    const count = stop();
    await publisher.whenEmpty();

    expect(await bench.loggedIds()).toEqual(expectedIds(count));
  });

  test('writes meta and instruments again when Redis came back empty', async () => {
    const publisher = bench.createPublisher();
    void publisher.publish(trades(0, 8));
    await publisher.whenEmpty();

    await bench.reader.flushall();
    await bench.redis.restart();
    void publisher.publish(trades(8, 8));
    await publisher.whenEmpty();

    expect(await bench.reader.hgetall(META_KEY)).toEqual({ partitions: '2', version: '1' });
    expect(await bench.reader.hlen(INSTRUMENTS_KEY)).toBe(SYMBOLS.length);
    expect(Object.values(await bench.loggedIds()).flat()).toHaveLength(8);
  });

  test('keeps the newest within its bound, trades longest, and counts what it dropped', async () => {
    await bench.redis.kill();
    const publisher = bench.createPublisher({ maxBufferedTicks: 1_000 });

    for (let id = 0; id < 2_000; id += 2) void publisher.publish([trade(id), quote(id + 1)]);
    expect(publisher.counts()).toMatchObject({
      bufferedTicks: 1_000,
      dropped: { trade: 0, quote: 1_000, depth: 0 },
    });
    for (let id = 2_000; id < 2_100; id++) void publisher.publish([trade(id)]);
    expect(publisher.counts()).toMatchObject({ dropped: { trade: 100, quote: 1_000, depth: 0 } });
    await bench.redis.restart();
    await publisher.whenEmpty();

    const ids = Object.values(await bench.loggedIds())
      .flat()
      .map(Number)
      .sort((a, b) => a - b);
    expect(ids).toHaveLength(1_000);
    expect(ids[0]).toBe(200);
    expect(ids.at(-1)).toBe(2_099);
  });

  test('ends in time when Redis does not come back, and says how much was not written', async () => {
    await bench.redis.kill();
    const publisher = bench.createPublisher();
    void publisher.publish(trades(0, 10));

    expect(await publisher.close(100)).toBe(10);
  });
});
