import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BATCH_FIELD, ticksKey } from '../../../proto/redis-keys.ts';
import { AT_START } from '../../../server/recovery/log-position.ts';
import { LogTail, type LogLoss } from '../../../server/recovery/log-tail.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';
import { makeTrade, TestFeed } from '../../support/test-feed.ts';
import { waitFor } from '../../support/wait-for.ts';

const PARTITIONS = 8;
const MAX_ID = '18446744073709551615-1';

describe('log tail', () => {
  let redis: TestRedis;
  let feed: TestFeed;
  let tail: LogTail;
  let prices: number[];
  let lost: [number, LogLoss['kind']][];
  let losses: number;
  let restMs: number;

  beforeEach(async () => {
    redis = await startRedis();
    feed = new TestFeed(redis.url);
    prices = [];
    lost = [];
    losses = 0;
    restMs = 0;
    tail = new LogTail(
      {
        url: redis.url,
        connectionName: 'test',
        blockMs: 50,
        deadlineMs: 2_000,
        count: 64,
        turnMs: 8,
        restMs: () => restMs,
        retryMs: 20,
        checkMs: 0,
      },
      {
        prepare: () => undefined,
        consume: (ticks) => {
          for (const tick of ticks) if (tick.kind === 'trade') prices.push(tick.price);
        },
        caughtUp: () => undefined,
        connectionChanged: (isConnected) => {
          if (!isConnected) losses += 1;
        },
        lost: (partition, { kind }) => {
          lost.push([partition, kind]);
          return Promise.resolve({ kind: 'from', position: AT_START });
        },
        malformed: () => undefined,
      },
    );
    tail.start(new Map(Array.from({ length: PARTITIONS }, (_, one) => [one, AT_START])));
    await waitFor(() => tail.isLive, { what: 'the tail to be live' });
  });

  afterEach(async () => {
    await tail.stop();
    feed.close();
    await redis.stop();
  });

  test('reads on after an entry with the largest id that Redis knows', async () => {
    for (let partition = 0; partition < PARTITIONS; partition++) {
      await feed.redis.xadd(ticksKey(partition), MAX_ID, BATCH_FIELD, 'junk');
    }

    // The log gives it the next id after the largest, so it is there to be read.
    await feed.publish(makeTrade('AAA', 101));

    await waitFor(() => prices.length === 1, { what: 'the trade behind the hostile entry' });
    expect(losses).toBe(0);
  });

  test('reads no more often than it is asked to, all that came meanwhile at once', async () => {
    restMs = 300;
    await feed.publish(makeTrade('AAA', 1));
    await waitFor(() => prices.length === 1, { what: 'the first trade, which does not wait' });
    const reads = async (): Promise<number> => {
      const statistics = await feed.redis.info('commandstats');
      return Number(/cmdstat_xread:calls=(\d+)/.exec(statistics)?.[1] ?? 0);
    };
    const before = await reads();

    for (let price = 2; price <= 40; price++) await feed.publish(makeTrade('AAA', price));
    await waitFor(() => prices.length === 40, { what: 'all trades' });

    expect((await reads()) - before).toBeLessThanOrEqual(3);
    expect(prices).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  test('reads a log that was deleted and goes on with smaller ids from its start', async () => {
    await feed.publish(makeTrade('AAA', 101));
    await waitFor(() => prices.length === 1, { what: 'the first trade' });
    const key = (await feed.redis.keys('md:*:ticks'))[0] ?? '';
    const [entry] = await feed.redis.xrangeBuffer(key, '-', '+');

    await feed.redis.del(key);
    await feed.redis.xadd(key, '5-1', BATCH_FIELD, entry?.[1][1] ?? '');

    await waitFor(() => prices.length === 2, { what: 'the trade of the new log' });
    expect(lost).toEqual([[Number(/\d+/.exec(key)?.[0]), 'replaced']]);
    expect(losses).toBe(0);
  });
});
