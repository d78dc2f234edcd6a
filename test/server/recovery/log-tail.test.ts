import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_PARTITION_COUNT, partitionOf } from '../../../proto/redis-keys.ts';
import { AT_START } from '../../../server/recovery/log-position.ts';
import { LogTail } from '../../../server/recovery/log-tail.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';
import { TcpProxy } from '../../support/tcp-proxy.ts';
import { makeTrade, TestFeed } from '../../support/test-feed.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('log tail behind a bad link', () => {
  let redis: TestRedis;
  let feed: TestFeed;
  let proxy: TcpProxy;
  let tail: LogTail;
  let taken: { price: number; isNews: boolean }[];
  let connections: { isConnected: boolean; reason: Error | undefined }[];
  let losses: number;

  beforeEach(async () => {
    redis = await startRedis();
    feed = new TestFeed(redis.url);
    proxy = await TcpProxy.open({ targetPort: () => redis.port });
    taken = [];
    connections = [];
    losses = 0;
    tail = new LogTail(
      {
        url: `redis://127.0.0.1:${String(proxy.port)}`,
        connectionName: 'test',
        blockMs: 50,
        deadlineMs: 2_000,
        count: 64,
        turnMs: 8,
        restMs: () => 0,
        retryMs: 20,
        checkMs: 60_000,
      },
      {
        prepare: () => undefined,
        consume: (ticks, _id, isNews) => {
          for (const tick of ticks)
            if (tick.kind === 'trade') taken.push({ price: tick.price, isNews });
        },
        caughtUp: () => undefined,
        connectionChanged: (isConnected, reason) => connections.push({ isConnected, reason }),
        lost: () => {
          losses += 1;
          return Promise.resolve({ kind: 'goOn' });
        },
        malformed: () => undefined,
      },
    );
  });

  afterEach(async () => {
    await tail.stop();
    await proxy.close();
    feed.close();
    await redis.stop();
  });

  const start = (): void => {
    tail.start(new Map([[partitionOf('AAA', DEFAULT_PARTITION_COUNT), AT_START]]));
  };
  const taking = (count: number): Promise<unknown> =>
    waitFor(() => taken.length >= count, { what: `${String(count)} trades`, timeoutMs: 10_000 });

  test('takes a backlog over a link on which every answer is half a second under way', async () => {
    const prices = Array.from({ length: 100 }, (_, index) => index + 1);
    for (const price of prices) await feed.publish(makeTrade('AAA', price));
    await proxy.set({ latencyMs: 260 });

    start();
    await taking(prices.length);

    expect(taken.map(({ price }) => price)).toEqual(prices);
    expect(losses).toBe(0);
  });

  test('says at its start that it cannot reach the log, and why', async () => {
    await proxy.set({ isRefusing: true });

    start();
    await waitFor(() => connections.length > 0, { what: 'the reason' });

    expect(connections).toEqual([{ isConnected: false, reason: expect.any(Error) as Error }]);
    await proxy.clear();
    await waitFor(() => tail.isCaughtUp, { what: 'the log' });
    expect(connections.map(({ isConnected }) => isConnected)).toEqual([false, true]);
  });

  test('calls no news what was written while the link was gone', async () => {
    start();
    await waitFor(() => tail.isLive, { what: 'the log' });
    await feed.publish(makeTrade('AAA', 1));
    await taking(1);
    await proxy.set({ isRefusing: true });
    proxy.reset();
    await waitFor(() => !tail.isConnected, { what: 'the tail to notice' });
    await feed.publish(makeTrade('AAA', 2));
    await proxy.clear();
    await waitFor(() => tail.isCaughtUp, { what: 'the log' });
    await feed.publish(makeTrade('AAA', 3));
    await taking(3);

    expect(taken.map(({ isNews }) => isNews)).toEqual([true, false, true]);
  });
});
