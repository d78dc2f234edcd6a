import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_PARTITION_COUNT, partitionOf, ticksKey } from '../../../proto/redis-keys.ts';
import { readRecorderConfig } from '../../../server/recorder/config.ts';
import { startRecorder, type RunningRecorder } from '../../../server/recorder/recorder.ts';
import pino from 'pino';
import { startLiveServer, type LiveServer } from '../../support/live-server.ts';
import { makeInstrument, makeTrade } from '../../support/test-feed.ts';
import { waitFor } from '../../support/wait-for.ts';
import { MadeMarket, SYMBOLS } from '../recorder/made-market.ts';
import { FAST } from '../recorder/world.ts';

const TOPIC = {
  symbol: 'AAA',
  channels: ['quote', 'last', 'trades', 'statistics'] as const,
  bars: (['1s', '5s', '1m', '1h'] as const).map((interval) => ({ interval, historyCount: 2_000 })),
};
const LOG = ticksKey(partitionOf('AAA', DEFAULT_PARTITION_COUNT));

describe('server', () => {
  let live: LiveServer;
  let recorder: RunningRecorder | undefined;
  let lines: string[];
  let made: MadeMarket;

  beforeEach(async () => {
    lines = [];
    made = new MadeMarket(3);
    live = await startLiveServer({}, { isPersistent: true }, (line) => lines.push(line));
    await live.feed.register(...SYMBOLS.map((symbol) => makeInstrument(symbol)));
  });

  afterEach(async () => {
    await recorder?.stop();
    await live.stop();
  });

  async function record(): Promise<void> {
    const result = readRecorderConfig({ REDIS_URL: live.redis.url });
    if (result.kind === 'invalid') throw new Error(result.problems);
    const { signal } = new AbortController();
    recorder = await startRecorder(result.config, pino({ level: 'silent' }), signal, FAST);
  }

  async function publish(count: number): Promise<void> {
    for (let at = 0; at < count; at += 50) await live.feed.publish(...made.next(50));
  }

  /** What a new client is told of AAA, once its closed bars are all there. */
  async function told(barCount: number): Promise<unknown> {
    return waitFor(
      async () => {
        const client = await live.connect();
        const { updates } = await client.subscribe(TOPIC);
        client.terminate();
        const [update] = updates;
        const { quote, last, statistics, bars, trades, gaps } = update ?? {};
        const seconds = bars?.find(({ interval }) => interval === '1s')?.bars.length ?? 0;
        return seconds >= barCount ? { quote, last, statistics, bars, trades, gaps } : undefined;
      },
      { what: `${String(barCount)} bars` },
    );
  }

  const secondsIn = (view: unknown): number => JSON.stringify(view).split('"tradeCount"').length;

  test('begins from snapshots and stored bars, and tells what it told before', async () => {
    await publish(3_000);
    await record();
    const before = await told(50);
    await waitFor(
      async () => {
        const logs = await live.feed.redis.keys('md:*:ticks');
        return (await live.feed.redis.keys('md:*:snapshot-position')).length === logs.length;
      },
      { what: 'snapshots' },
    );
    await recorder?.stop();
    recorder = undefined;
    lines.length = 0;

    await live.restartServer();

    const line = lines.find((one) => one.includes('caught up with the log')) ?? '{}';
    expect((JSON.parse(line) as { ticks: number }).ticks).toBeLessThan(3_000);
    const after = await waitFor(
      async () => {
        const now = await told(1);
        return secondsIn(now) === secondsIn(before) ? now : undefined;
      },
      { what: 'the stored bars' },
    );
    expect(after).toEqual(before);
  });

  test('tells its clients at once what is missing when the log was cut while it was away', async () => {
    await live.feed.publish(makeTrade('AAA', 100));
    const client = await live.connect();
    await client.subscribe(TOPIC);

    const { redis } = live.feed;
    const list = String(await redis.client('LIST'));
    const ids = [...list.matchAll(/^id=(\d+).* name=tickwire-server /gm)].map(([, id]) => id);
    for (const id of ids) await redis.call('CLIENT', 'KILL', 'ID', id ?? '');
    for (const price of [101, 102, 103]) await live.feed.publish(makeTrade('AAA', price));
    await redis.xtrim(LOG, 'MAXLEN', '=', 1);

    const update = await client.update('the gap', ({ gaps }) => (gaps?.length ?? 0) > 0);
    expect(update.gaps).toHaveLength(1);
    await client.update('the newest price', ({ last }) => last?.price === 103);
    expect((await live.get('/readyz')).status).toBe(200);
  });
});
