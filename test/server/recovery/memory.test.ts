import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeBar } from '../../../proto/instrument-codec.ts';
import {
  BAR_FIELD,
  barsKey,
  DEFAULT_PARTITION_COUNT,
  partitionOf,
} from '../../../proto/redis-keys.ts';
import { startLiveServer, type LiveServer } from '../../support/live-server.ts';
import type { TestClient } from '../../support/test-client.ts';
import { makeInstrument, makeTrade } from '../../support/test-feed.ts';
import { waitFor } from '../../support/wait-for.ts';

const FILLER = 'test:filler';

describe('a Redis that is full', () => {
  let live: LiveServer;
  const lines: string[] = [];

  beforeAll(async () => {
    const config = ['maxmemory 6mb', 'maxmemory-policy noeviction'];
    live = await startLiveServer({}, { config }, (line) => lines.push(line));
    await live.feed.register(makeInstrument('AAA'));
    await live.feed.publish(makeTrade('AAA', 1));
  });
  afterAll(() => live.stop());

  /** Writes until Redis takes no more, as a feed with too long a log does. */
  async function fill(): Promise<void> {
    for (;;) {
      try {
        await live.feed.redis.append(FILLER, Buffer.alloc(1 << 16));
      } catch (error) {
        expect(String(error)).toContain('OOM');
        return;
      }
    }
  }

  async function readiness(): Promise<{ status: number; body: unknown }> {
    const response = await live.get('/readyz');
    return { status: response.status, body: await response.json() };
  }

  const told = (client: TestClient): boolean[] =>
    client.frames.flatMap(({ log }) => log.map(({ isFull }) => isFull));
  const warnings = (): unknown[] =>
    lines.filter((line) => line.includes('Redis is full') || line.includes('has room again'));

  test('is told to clients, log and load balancers, and so is its end; both once', async () => {
    const client = await live.connect();
    await client.subscribe('AAA');

    await fill();
    await waitFor(() => told(client).at(-1) === true, { what: 'the client to be told' });

    expect(await readiness()).toEqual({
      status: 200,
      body: { status: 'degraded', reasons: ['Redis is full: feeds cannot write'] },
    });
    const late = await live.connect();
    await waitFor(() => late.frames[0], { what: 'the welcome' });
    expect(told(late)).toEqual([true]);
    expect((await late.subscribe('AAA')).updates[0]?.last?.price).toBe(1);
    expect(warnings()).toHaveLength(1);

    await live.feed.redis.del(FILLER);
    await waitFor(() => told(client).at(-1) === false, { what: 'the end to be told' });
    await live.feed.publish(makeTrade('AAA', 2));
    await client.update('what happened after it', ({ last }) => last?.price === 2);

    expect(await readiness()).toEqual({ status: 200, body: { status: 'ready', reasons: [] } });
    expect(told(client)).toEqual([false, true, false]);
    expect(warnings()).toHaveLength(2);
  });

  test('does not keep a server from starting', async () => {
    await fill();
    await live.restartServer();

    const client = await live.connect();
    expect((await client.subscribe('AAA')).updates[0]?.last?.price).toBe(2);
    await waitFor(() => told(client).at(-1) === true, { what: 'the client to be told' });
    await live.feed.redis.del(FILLER);
  });
});

describe('a Redis that refuses writes for another reason than its memory', () => {
  let live: LiveServer;
  const lines: string[] = [];

  beforeAll(async () => {
    live = await startLiveServer({}, {}, (line) => lines.push(line));
    await live.feed.register(makeInstrument('AAA'));
    const prices = { open: 1, high: 1, low: 1, close: 1, volume: 1, tradeCount: 1, turnover: 1 };
    const key = barsKey(partitionOf('AAA', DEFAULT_PARTITION_COUNT), 'AAA', '1h');
    const bytes = Buffer.from(encodeBar({ openTimeMs: 0, ...prices }));
    await live.feed.redis.xadd(key, '1-0', BAR_FIELD, bytes);
    await live.feed.redis.config('SET', 'min-replicas-to-write', '1');
    await live.restartServer();
  });
  afterAll(() => live.stop());

  const reasons = async (): Promise<string[]> =>
    ((await (await live.get('/readyz')).json()) as { reasons: string[] }).reasons;

  test('is told with its reason, keeps no stored bars from clients, and its end is told', async () => {
    await waitFor(async () => (await reasons()).length > 0, { what: 'the reason' });

    expect(await reasons()).toEqual([expect.stringMatching(/^Redis refuses writes: NOREPLICAS/)]);
    expect((await live.get('/readyz')).status).toBe(200);
    const refusals = lines.filter((line) => line.includes('Redis refuses writes'));
    expect(refusals).toEqual([expect.stringContaining('NOREPLICAS')]);
    const client = await live.connect();
    const bars = [{ interval: '1h' as const, historyCount: 10 }];
    const { updates } = await client.subscribe({ symbol: 'AAA', channels: ['last'], bars });
    expect(updates[0]?.bars?.[0]?.bars).toHaveLength(1);

    await live.feed.redis.config('SET', 'min-replicas-to-write', '0');
    await waitFor(async () => (await reasons()).length === 0, { what: 'the end' });
    expect(lines.filter((line) => line.includes('Redis takes writes again'))).toHaveLength(1);
  });
});
