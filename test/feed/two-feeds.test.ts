import { hostname } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { feedLeaseKey, feedsKey, ticksKey } from '../../proto/redis-keys.ts';
import { decodeTickBatch } from '../../proto/tick-codec.ts';
import type { Tick } from '../../proto/types.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { spawnProcess, type SpawnedProcess } from '../support/spawn-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { waitFor } from '../support/wait-for.ts';
import { tradeFrame, writeRecording } from './recordings.ts';

const SIMULATOR = ['--symbols', '12', '--activity', '3'];
const directory = temporaryDirectory('two-feeds');
let redis: TestRedis;
let reader: Redis;

beforeAll(async () => {
  redis = await startRedis();
  reader = new Redis(redis.url);
});

beforeEach(async () => {
  await reader.flushall();
});

afterAll(async () => {
  reader.disconnect();
  await redis.stop();
  directory.remove();
});

const started: SpawnedProcess[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((feed) => feed.kill()));
});

/** @param loaders More modules that are loaded before the feed. */
async function startFeed(
  args: readonly string[],
  loaders: readonly string[] = [],
): Promise<SpawnedProcess> {
  const imports = ['tsx', ...loaders].flatMap((one) => ['--import', one]);
  const feed = await spawnProcess(process.execPath, [...imports, 'feed/main.ts', ...args], {
    env: { REDIS_URL: redis.url, PARTITIONS: '1', LOG_LEVEL: 'info' },
    hasChannel: true,
  });
  started.push(feed);
  return feed;
}

async function publishing(args: readonly string[]): Promise<SpawnedProcess> {
  const feed = await startFeed(args);
  await feed.waitForMessage('publishing');
  return feed;
}

async function logged(): Promise<Tick[]> {
  const entries = await reader.xrangeBuffer(ticksKey(0), '-', '+');
  return entries.flatMap(([, fields]) => decodeTickBatch(fields[1] ?? Buffer.alloc(0)));
}

/** Runs of the simulator whose trades are in the log, each as often as another one came between. */
async function loggedRuns(): Promise<string[]> {
  const runs: string[] = [];
  for (const tick of await logged()) {
    if (tick.kind !== 'trade') continue;
    const run = tick.tradeId.slice(0, 6);
    if (runs.at(-1) !== run) runs.push(run);
  }
  return runs;
}

async function tradesOf(runCount: number): Promise<void> {
  await waitFor(async () => (await loggedRuns()).length === runCount, {
    what: `trades of ${String(runCount)} runs`,
  });
}

/** Sets how long the lease of the only feed is still valid, milliseconds. */
async function setLease(remainingMs: number): Promise<void> {
  const [id = ''] = await reader.hkeys(feedsKey(0));
  expect(await reader.pexpire(feedLeaseKey(0, id), remainingMs)).toBe(1);
}

describe('two feeds of the same symbols', () => {
  test('the second one ends with an error that names the symbols, the other feed and the way out', async () => {
    const startedMs = Date.now();
    const first = await publishing(SIMULATOR);
    await tradesOf(1);

    const second = await startFeed(SIMULATOR);

    expect(await second.exited).toEqual({ code: 1, signal: null });
    const [since = ''] = /(?<=running since )\S+(?=\))/.exec(second.stderr()) ?? [];
    expect(Date.parse(since)).toBeGreaterThanOrEqual(startedMs);
    expect(Date.parse(since)).toBeLessThan(Date.now());
    expect(second.stderr()).toContain('ERR_FEED_CONFLICT: BTC-USD, ETH-USD');
    expect(second.stderr()).toContain(' and 7 more: another feed ');
    expect(second.stderr()).toContain(`pid ${String(first.pid)} on host ${hostname()}`);
    expect(second.stderr()).toContain('start with --takeover to replace it');
    expect(second.stdout()).toMatch(/"publishedTicks":0,[^\n]*feed ended/);
    expect(second.messages()).toEqual([]);
    expect(await loggedRuns()).toHaveLength(1);
    expect(await reader.hlen(feedsKey(0))).toBe(1);
    expect((await first.stop()).code).toBe(0);
  });

  test('--takeover replaces the first one, which says by whom and ends', async () => {
    const first = await publishing(SIMULATOR);
    await tradesOf(1);

    const second = await publishing([...SIMULATOR, '--takeover']);
    await tradesOf(2);

    expect(await first.exited).toEqual({ code: 1, signal: null });
    expect(first.stderr()).toMatch(/ERR_FEED_CONFLICT: another feed .* has taken over BTC-USD/);
    expect(first.stderr()).toContain(`pid ${String(second.pid)} on`);
    await second.stop();
    expect(second.stdout()).toContain('told so by --takeover');
    expect(await loggedRuns()).toHaveLength(2);
  });

  test('one that was killed is replaced without waiting for the end of its lease', async () => {
    const first = await publishing(SIMULATOR);
    await tradesOf(1);
    await first.kill();
    // More than anybody would wait for, also on a slow machine.
    await setLease(60_000);

    const second = await publishing(SIMULATOR);
    await tradesOf(2);
    await second.stop();

    expect(second.stdout()).not.toContain('waiting to see whether it is alive');
    expect(second.stdout()).toContain('its process has ended');
  });

  test('after a restart no trade passes for a repetition, and the pause is marked in every symbol', async () => {
    const args = [...SIMULATOR, '--seed', '5'];
    const first = await publishing(args);
    await tradesOf(1);
    await first.kill();
    const before = await logged();

    const second = await publishing(args);
    await tradesOf(2);
    await second.stop();

    const after = (await logged()).slice(before.length);
    const ids = (ticks: readonly Tick[]): string[] =>
      ticks.flatMap((tick) => (tick.kind === 'trade' ? [`${tick.symbol} ${tick.tradeId}`] : []));
    expect(ids(before).filter((id) => ids(after).includes(id))).toEqual([]);
    const gaps = after.slice(0, 12);
    expect(new Set(gaps.map(({ symbol }) => symbol)).size).toBe(12);
    for (const gap of gaps) {
      expect(gap).toMatchObject({
        kind: 'gap',
        fromMs: before.findLast(({ kind }) => kind !== 'gap')?.venueTimeMs,
        toMs: after[12]?.venueTimeMs,
      });
    }
  });

  test('one that was frozen and replaced ends when it wakes up, and writes nothing more', async () => {
    const first = await publishing(SIMULATOR);
    await tradesOf(1);
    first.child.kill('SIGSTOP');
    // As if the seconds of its lease had gone by.
    await setLease(300);

    const second = await publishing(SIMULATOR);
    await tradesOf(2);
    first.child.kill('SIGCONT');

    expect(await first.exited).toEqual({ code: 1, signal: null });
    expect(first.stderr()).toMatch(/has taken over BTC-USD.* while this one gave no sign of life/);
    expect(await loggedRuns()).toHaveLength(2);
    await second.stop();
  });

  test('feeds of different symbols run side by side', async () => {
    const feeds = await Promise.all(
      ['BTCUSDT', 'ETHUSDT'].map((symbol) => {
        const path = writeRecording(
          join(directory.path, symbol),
          Array.from({ length: 50 }, (_, index) => [
            Date.UTC(2024, 7, 8) + index * 10,
            tradeFrame(symbol, index + 1, Date.UTC(2024, 7, 8) + index * 10),
          ]),
        );
        return publishing(['--file', path, '--loop']);
      }),
    );

    for (const feed of feeds) expect((await feed.stop()).code).toBe(0);
    expect(new Set((await logged()).map(({ symbol }) => symbol)).size).toBe(2);
  });
});

describe("a feed's clock that is set", () => {
  test('by hours, ahead and back, trims nothing, and its ticks stay in order without a jump back', async () => {
    const loader = './test/feed/fixtures/settable-clock.ts';
    const feed = await startFeed(['--symbols', '6', '--activity', '5'], [loader]);
    await feed.waitForMessage('publishing');
    const first = async (): Promise<string | undefined> =>
      (await reader.xrange(ticksKey(0), '-', '+', 'COUNT', 1))[0]?.[0];
    const firstId = await first();
    const more = async (): Promise<void> => {
      const length = await reader.xlen(ticksKey(0));
      await waitFor(async () => (await reader.xlen(ticksKey(0))) > length + 20, { what: 'ticks' });
    };

    for (const offsetMs of [7_200_000, 0, -7_200_000]) {
      feed.child.send({ kind: 'clock', offsetMs });
      await more();
      expect(await first()).toBe(firstId);
    }
    await feed.stop();

    const ticks = await logged();
    const received = ticks.map(({ receivedTimeMs }) => receivedTimeMs);
    expect(received).toEqual([...received].sort((left, right) => left - right));
    // After the jump ahead time goes on from there, instead of standing still for two hours.
    const aheadMs = received.filter((ms) => ms > (received[0] ?? 0) + 3_600_000);
    expect(new Set(aheadMs).size).toBeGreaterThan(20);
    for (const { venueTimeMs, receivedTimeMs } of ticks) {
      expect(Math.abs(receivedTimeMs - venueTimeMs)).toBeLessThan(3_000);
    }
    // The jump ahead looks like two hours of sleep: marked, in each symbol, once.
    const gaps = ticks.filter((tick) => tick.kind === 'gap' && tick.toMs - tick.fromMs > 7_000_000);
    expect(gaps.map(({ symbol }) => symbol).sort()).toEqual(
      [...new Set(ticks.map(({ symbol }) => symbol))].sort(),
    );
  });
});
