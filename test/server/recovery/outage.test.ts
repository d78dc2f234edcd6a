import { afterEach, describe, expect, test } from 'vitest';
import { startLiveServer, type LiveServer } from '../../support/live-server.ts';
import type { TestClient } from '../../support/test-client.ts';
import { makeInstrument, makeQuote, makeTrade } from '../../support/test-feed.ts';
import { waitFor } from '../../support/wait-for.ts';

/** The page has to say within 5 s what is wrong, and be live within 5 s of the return. */
const PROMISE_MS = 5_000;

const TRADES = { symbol: 'AAA', channels: ['last', 'trades', 'statistics'] as const, bars: [] };

function logIs(client: TestClient, isConnected: boolean): Promise<unknown> {
  return waitFor(() => client.frames.flatMap((f) => f.log).at(-1)?.isConnected === isConnected, {
    what: `the log to be ${isConnected ? 'read again' : 'lost'}`,
    timeoutMs: PROMISE_MS,
  });
}

function pricesOf(client: TestClient): number[] {
  return client.updates.flatMap(({ trades }) => trades?.trades.map(({ price }) => price) ?? []);
}

describe('server when something fails', () => {
  let live: LiveServer | undefined;

  afterEach(async () => {
    await live?.stop();
    live = undefined;
  });

  async function startWithTrade(environment = {}): Promise<LiveServer> {
    live = await startLiveServer(environment, { isPersistent: true });
    await live.feed.register(makeInstrument('AAA'));
    await live.feed.publish(makeTrade('AAA', 100));
    return live;
  }

  test('tells its clients when Redis dies, and goes on with every trade when it is back', async () => {
    const { feed, redis, connect, get } = await startWithTrade();
    const client = await connect();
    await client.subscribe(TRADES);

    await redis.kill();
    await logIs(client, false);
    expect((await get('/readyz')).status).toBe(503);
    expect(client.close).toBeUndefined();

    await redis.restart();
    await logIs(client, true);
    for (const price of [101, 102, 103]) await feed.publish(makeTrade('AAA', price));
    await client.update('the last trade', ({ last }) => last?.price === 103);
    expect(pricesOf(client)).toEqual([100, 101, 102, 103]);
    expect((await get('/readyz')).status).toBe(200);
  });

  test('notices a Redis that keeps its connections but answers nothing', async () => {
    const { feed, redis, connect } = await startWithTrade();
    const client = await connect();
    await client.subscribe(TRADES);

    redis.pause();
    await logIs(client, false);

    redis.resume();
    await logIs(client, true);
    await feed.publish(makeTrade('AAA', 101));
    await client.update('the next trade', ({ last }) => last?.price === 101);
    expect(pricesOf(client)).toEqual([100, 101]);
  });

  test('says that a venue has gone silent, and when it is heard again', async () => {
    const { feed, connect } = await startWithTrade({ VENUE_SILENT_AFTER_MS: '500' });
    const client = await connect();
    await client.subscribe(TRADES);
    const silent = (): boolean | undefined =>
      client.frames.flatMap((frame) => frame.venues).at(-1)?.isSilent;

    await waitFor(() => silent() === true, { what: 'the venue to be called silent' });

    const isHeard = async (): Promise<boolean> => {
      await feed.publish(makeQuote('AAA', 101));
      return silent() === false;
    };
    await waitFor(isHeard, { what: 'the venue to be heard again' });
  });

  test('knows after a restart what the log holds, each trade once', async () => {
    const server = await startWithTrade();
    const firstIds = [
      makeTrade('AAA', 101, { tradeId: '1' }),
      makeTrade('AAA', 102, { tradeId: '2' }),
    ];
    await server.feed.publish(...firstIds);
    const before = await server.connect();
    await before.subscribe(TRADES);

    await server.restartServer();
    expect(await before.closed()).toMatchObject({ code: 4000 });
    expect(before.close?.reason).toMatch(/^come back after \d+ ms$/);
    // A feed that lost the reply writes again what is already there.
    await server.feed.publish(...firstIds);
    const after = await server.connect();
    const answer = await after.subscribe(TRADES);

    expect(answer.updates[0]?.trades?.trades.map(({ price }) => price)).toEqual([100, 101, 102]);
    expect(answer.updates[0]?.statistics).toMatchObject({ tradeCount: 3, volume: 3_000 });
    expect(answer.updates[0]?.last?.price).toBe(102);
  });

  test('refuses to work on the Redis of a deployment with other partitions', async () => {
    const server = await startWithTrade();
    await server.stopServer();
    await server.feed.redis.hset('md:meta', 'partitions', 3);

    await expect(server.restartServer()).rejects.toThrow(/ERR_PARTITION_MISMATCH.*PARTITIONS/);
  });
});
