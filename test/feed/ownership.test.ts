import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ownIdentity, type FeedIdentity } from '../../feed/publisher/feed-identity.ts';
import { Ownership } from '../../feed/publisher/ownership.ts';
import type { MarketDataError } from '../../proto/errors.ts';
import { feedLeaseKey, feedsKey, partitionOf } from '../../proto/redis-keys.ts';
import { waitFor } from '../support/wait-for.ts';
import {
  expectedIds,
  instrument,
  openBench,
  PARTITIONS,
  SYMBOLS,
  trade,
  trades,
  type Bench,
} from './publisher-bench.ts';

const PARTITION = partitionOf('AAA', PARTITIONS);
const ELSEWHERE: FeedIdentity = {
  host: 'elsewhere',
  pid: 7,
  sinceMs: 1_700_000_000_000,
  scope: '',
};
let bench: Bench;

beforeEach(async () => {
  bench = await openBench();
});

afterEach(async () => {
  await bench.close();
});

/** Stands for a feed of another machine that has AAA, and of which nothing more is heard. */
async function leaveLease(remainingMs: number): Promise<void> {
  const key = feedLeaseKey(PARTITION, 'x');
  await bench.reader.hset(feedsKey(PARTITION), 'x', JSON.stringify(ELSEWHERE));
  await bench.reader.sadd(key, 'AAA');
  await bench.reader.pexpire(key, remainingMs);
}

async function leaseKeys(): Promise<string[]> {
  return (await bench.reader.keys('md:*:feeds:*')).sort();
}

describe('publisher that holds its symbols', () => {
  test('yields to a live feed of one of them: names it, and writes nothing', async () => {
    const first = bench.createPublisher();
    void first.publish(trades(0, 8));
    await first.whenEmpty();
    const keys = await bench.reader.keys('*');

    const errors: MarketDataError[] = [];
    const second = bench.createPublisher({ onFatal: (error) => errors.push(error) });
    second.register([instrument('NEW')]);
    void second.publish([trade(100, 'NEW'), trade(101, 'AAA')]);
    await waitFor(() => errors.length > 0, { what: 'the refusal' });

    const { pid, host } = ownIdentity(0);
    expect(errors[0]?.code).toBe('ERR_FEED_CONFLICT');
    for (const part of [...SYMBOLS, `pid ${String(pid)} on host ${host}`, '--takeover']) {
      expect(errors[0]?.message).toContain(part);
    }
    expect(errors[0]?.message).toMatch(/running since 20\d\d-\d\d-\d\dT/);
    expect((await bench.reader.keys('*')).sort()).toEqual(keys.sort());
    expect(Object.values(await bench.loggedIds()).flat()).toHaveLength(8);
    void first.publish(trades(8, 8));
    await first.whenEmpty();
    expect(await bench.loggedIds()).toEqual(expectedIds(16));
  });

  test('lets only one of three that start together publish', async () => {
    let fatalCount = 0;
    const publishers = [1, 2, 3].map(() => bench.createPublisher({ onFatal: () => fatalCount++ }));
    for (const publisher of publishers) void publisher.publish(trades(0, 40));

    await waitFor(() => fatalCount === 2, { what: 'two of them to give up' });
    const published = publishers.map((publisher) => publisher.counts().publishedTicks);

    expect(published.sort()).toEqual([0, 0, 40]);
    expect(await bench.loggedIds()).toEqual(expectedIds(40));
  });

  test('does not mind feeds of other symbols', async () => {
    const others = new Ownership(ELSEWHERE);
    others.add(PARTITION, 'OTHER');
    expect(await others.claim(bench.reader)).toEqual([]);

    const publisher = bench.createPublisher();
    void publisher.publish(trades(0, 8));
    await publisher.whenEmpty();

    expect(await bench.loggedIds()).toEqual(expectedIds(8));
  });

  test('waits for the end of a lease that nobody renews, says so, and loses nothing meanwhile', async () => {
    await leaveLease(900);
    const lines: string[] = [];
    const logger = pino({ level: 'info' }, { write: (line: string) => lines.push(line) });
    const publisher = bench.createPublisher({ logger });
    void publisher.publish(trades(0, 8));

    await publisher.whenEmpty();

    expect(
      lines.filter((line) => line.includes('waiting to see whether it is alive')),
    ).toHaveLength(1);
    expect(lines.find((line) => line.includes('waiting to see'))).toContain('"host":"elsewhere"');
    expect(await bench.loggedIds()).toEqual(expectedIds(8));
    expect(await bench.reader.hexists(feedsKey(PARTITION), 'x')).toBe(0);
  });

  test('takes over at once from a process of this machine that has ended', async () => {
    const gone = new Ownership({ ...ownIdentity(0), pid: 4_194_305 });
    for (const symbol of SYMBOLS) gone.add(partitionOf(symbol, PARTITIONS), symbol);
    await gone.claim(bench.reader);

    const lines: string[] = [];
    const logger = pino({ level: 'info' }, { write: (line: string) => lines.push(line) });
    const publisher = bench.createPublisher({ logger });
    void publisher.publish(trades(0, 8));
    await publisher.whenEmpty();

    expect(lines.join('')).toContain('its process has ended');
    expect(lines.join('')).not.toContain('waiting to see whether it is alive');
    expect(await gone.renew(bench.reader)).toBe(false);
  });

  test('is stopped by one that was told to take over, and writes nothing after it', async () => {
    const errors: MarketDataError[] = [];
    const first = bench.createPublisher({ onFatal: (error) => errors.push(error) });
    void first.publish(trades(0, 40));
    await first.whenEmpty();

    const second = bench.createPublisher({ shouldTakeOver: true });
    void second.publish(trades(40, 40));
    await second.whenEmpty();
    void first.publish(trades(1_000, 40));
    await waitFor(() => errors.length > 0, { what: 'the first one to give up' });
    void second.publish(trades(80, 40));
    await second.whenEmpty();

    expect(errors[0]?.message).toMatch(/^ERR_FEED_CONFLICT: another feed .* has taken over AAA/);
    expect(await bench.loggedIds()).toEqual(expectedIds(120));
  });

  test('goes on, nothing lost and nothing twice, when its lease has ended but nobody took its place', async () => {
    const publisher = bench.createPublisher();
    void publisher.publish(trades(0, 40));
    await publisher.whenEmpty();

    for (let round = 1; round <= 5; round++) {
      // As after a pause that was longer than the lease.
      await bench.reader.del(...(await leaseKeys()));
      void publisher.publish(trades(round * 40, 40));
      await publisher.whenEmpty();
    }

    expect(await bench.loggedIds()).toEqual(expectedIds(240));
    expect(publisher.counts().connects).toBe(1);
  });

  test('goes on when Redis has forgotten its scripts', async () => {
    const publisher = bench.createPublisher();
    void publisher.publish(trades(0, 40));
    await publisher.whenEmpty();

    await bench.reader.script('FLUSH');
    void publisher.publish(trades(40, 40));
    await publisher.whenEmpty();

    expect(await bench.loggedIds()).toEqual(expectedIds(80));
  });

  test('gives its symbols back when it is closed', async () => {
    const publisher = bench.createPublisher();
    void publisher.publish(trades(0, 8));
    await publisher.whenEmpty();
    expect(await leaseKeys()).not.toEqual([]);

    await publisher.close(1_000);

    expect(await bench.reader.keys('md:*:feeds*')).toEqual([]);
  });
});

describe('leases on 10,000 symbols', () => {
  test('take less than 2 MB, and do not get in the way of another feed with as many', async () => {
    const feeds = ['A', 'B'].map((prefix) => {
      const ownership = new Ownership(ELSEWHERE);
      for (let index = 0; index < 10_000; index++) {
        const symbol = `${prefix}${String(index)}-USD`;
        ownership.add(partitionOf(symbol, 8), symbol);
      }
      return ownership;
    });
    await feeds[0]?.claim(bench.reader);
    expect(await feeds[1]?.claim(bench.reader)).toEqual([]);

    let byteCount = 0;
    for (const key of await leaseKeys()) {
      byteCount += (await bench.reader.memory('USAGE', key, 'SAMPLES', 0)) ?? 0;
    }
    expect(byteCount / 2).toBeLessThan(2_000_000);
  });
});
