import { appendFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { META_KEY, ticksKey } from '../../proto/redis-keys.ts';
import { decodeTickBatch } from '../../proto/tick-codec.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { spawnProgram, type SpawnedProcess } from '../support/spawn-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { waitFor } from '../support/wait-for.ts';
import { tradeFrame, writeRecording } from './recordings.ts';

const START = Date.UTC(2024, 7, 8, 12);
const directory = temporaryDirectory('feed');
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

async function startFeed(
  args: string[],
  env: Record<string, string> = {},
): Promise<SpawnedProcess> {
  return spawnProgram('feed/main.ts', args, {
    env: { REDIS_URL: redis.url, PARTITIONS: '1', LOG_LEVEL: 'info', ...env },
  });
}

async function loggedTradeIds(): Promise<string[]> {
  const entries = await reader.xrangeBuffer(ticksKey(0), '-', '+');
  return entries
    .flatMap(([, fields]) => decodeTickBatch(fields[1] ?? Buffer.alloc(0)))
    .flatMap((tick) => (tick.kind === 'trade' ? [tick.tradeId] : []));
}

function recording(name: string, count: number): string {
  return writeRecording(
    join(directory.path, name),
    Array.from({ length: count }, (_, index) => [
      START + index,
      tradeFrame('BTCUSDT', index + 1, START + index),
    ]),
  );
}

describe('feed process', () => {
  test('does not print the password that its Redis refuses', async () => {
    const url = redis.url.replace('redis://', 'redis://nobody:not-the-right-one@');
    const feed = await startFeed(['--seed', '1'], { REDIS_URL: url });

    await feed.waitForOutput(/WRONGPASS/);
    await feed.stop();

    expect(feed.stdout() + feed.stderr()).not.toContain('not-the-right-one');
  });

  test('explains itself', async () => {
    const feed = await startFeed(['--help']);

    expect(await feed.exited).toEqual({ code: 0, signal: null });
    expect(feed.stdout()).toMatch(/^Usage: npm run feed/);
  });

  test('refuses to start with all problems at once', async () => {
    const feed = await startFeed(['--source', 'kafka', '--nonsense'], { PARTITIONS: 'many' });

    expect(await feed.exited).toMatchObject({ code: 1 });
    expect(feed.stderr()).toContain('--nonsense: there is no such flag');
    expect(feed.stderr()).toContain('--source: expected simulator, replay, stdin, binance');
    expect(feed.stderr()).toContain('PARTITIONS: expected a whole number');
  });

  test('refuses an unreadable file before anything is written', async () => {
    const feed = await startFeed(['--file', '/nowhere/frames.gz']);

    expect(await feed.exited).toMatchObject({ code: 1 });
    expect(feed.stderr()).toContain(
      'ERR_SOURCE_UNREADABLE: cannot read /nowhere/frames.gz: there is no such file (ENOENT)',
    );
    expect(await reader.dbsize()).toBe(0);
  });

  test('refuses a window that holds nothing', async () => {
    const feed = await startFeed(['--file', recording('window', 5), '--from', '+1h']);

    expect(await feed.exited).toMatchObject({ code: 1 });
    expect(feed.stderr()).toContain('--from and --to select nothing: the files reach from 2024');
  });

  test('replays a file to its end, reports bad lines with file and line, and exits 0', async () => {
    const path = recording('whole', 3_000);
    appendFileSync(path, 'rubbish\n');
    const feed = await startFeed(['--file', path, '--speed', 'max']);

    await feed.waitForMessage('publishing');
    expect(await feed.exited).toEqual({ code: 0, signal: null });

    expect(await loggedTradeIds()).toEqual(
      Array.from({ length: 3_000 }, (_, index) => String(index + 1)),
    );
    expect(feed.stdout()).toMatch(
      /"path":"[^"]*whole","line":3001,"fault":"expected [^\n]*bad line skipped/,
    );
    expect(feed.stdout()).toContain('source has ended');
  });

  test('waits for a Redis that is away rather than lose part of a file', async () => {
    const away = await startRedis();
    await away.kill();
    const feed = await startFeed(['--file', recording('late', 50_000), '--speed', 'max'], {
      REDIS_URL: away.url,
    });
    await feed.waitForOutput(/Redis is away/);

    await away.restart();
    expect(await feed.exited).toEqual({ code: 0, signal: null });

    expect(feed.stdout()).toMatch(/"publishedTicks":50000,.*feed ended/);
    await away.stop();
  });

  test('refuses a Redis with other partitions, and says what to do', async () => {
    await reader.hset(META_KEY, { partitions: '8', version: '1' });
    const feed = await startFeed([]);

    expect(await feed.exited).toMatchObject({ code: 1 });
    expect(feed.stderr()).toMatch(/ERR_PARTITION_MISMATCH: .*PARTITIONS=8/);
    expect(await reader.keys('*')).toEqual([META_KEY]);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'publishes the simulator and ends in order on %s',
    async (signal) => {
      const feed = await startFeed(['--symbols', '30', '--seed', '5']);
      await feed.waitForMessage('publishing');
      await waitFor(async () => (await reader.xlen(ticksKey(0))) > 20, { what: 'ticks' });

      const startedAt = performance.now();
      expect(await feed.stop(signal)).toEqual({ code: 0, signal: null });

      expect(performance.now() - startedAt).toBeLessThan(5_000);
      expect(feed.stdout()).toMatch(/"seed":5/);
      expect(feed.stdout()).toMatch(/"bufferedTicks":0,[^\n]*feed ended/);
    },
  );

  test('ends when the process that started it is gone', async () => {
    const feed = await startFeed(['--symbols', '3']);
    await feed.waitForMessage('publishing');

    // Node reports no 'close' of a child whose channel its parent closed, only its exit.
    const exited = once(feed.child, 'exit');
    feed.child.disconnect();

    expect(await exited).toEqual([0, null]);
  });

  test('ends when nobody is left to read what it says', async () => {
    for (let round = 0; round < 3; round++) {
      const feed = await startFeed(['--symbols', '3']);
      await feed.waitForMessage('publishing');
      const exited = once(feed.child, 'exit');

      feed.child.stdout?.destroy();
      feed.child.stderr?.destroy();
      feed.child.disconnect();

      expect(await exited).toEqual([0, null]);
    }
  });

  test('ends in time although Redis is away', async () => {
    const away = await startRedis();
    const feed = await startFeed(['--symbols', '3'], { REDIS_URL: away.url });
    await feed.waitForMessage('publishing');
    await away.kill();
    await feed.waitForOutput(/Redis is away/);

    const startedAt = performance.now();
    expect(await feed.stop()).toEqual({ code: 0, signal: null });

    expect(performance.now() - startedAt).toBeLessThan(5_000);
    await away.stop();
  });

  test('that was killed in the middle of a recording gives no trade twice when it is started again', async () => {
    const args = ['--file', recording('killed', 3_000), '--speed', '5'];
    const feed = await startFeed(args);
    await waitFor(async () => (await loggedTradeIds()).length > 100, { what: 'some trades' });
    await feed.kill();
    const before = await loggedTradeIds();

    const again = await startFeed(args);
    expect(await again.exited).toEqual({ code: 0, signal: null });

    const ids = await loggedTradeIds();
    expect(before.length).toBeLessThan(3_000);
    expect(ids).toHaveLength(before.length + 3_000);
    expect(new Set(ids).size).toBe(ids.length);
    expect(again.stdout()).toMatch(/"shiftMs":60000,[^\n]*the log has these symbols already/);
  });

  test('loops a recording until it is stopped', async () => {
    const feed = await startFeed(['--file', recording('loop', 100), '--speed', 'max', '--loop']);

    await waitFor(async () => (await loggedTradeIds()).length > 1_000, { what: 'several passes' });
    await feed.stop();

    const ids = await loggedTradeIds();
    expect(ids).toEqual(Array.from({ length: ids.length }, (_, index) => String(index + 1)));
  });
});
