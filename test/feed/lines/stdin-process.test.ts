import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { ticksKey } from '../../../proto/redis-keys.ts';
import { decodeTickBatch } from '../../../proto/tick-codec.ts';
import type { Tick } from '../../../proto/types.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';
import { repositoryRoot, spawnProgram, type SpawnedProcess } from '../../support/spawn-process.ts';
import { waitFor } from '../../support/wait-for.ts';

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
});

function environment(): Record<string, string> {
  return { REDIS_URL: redis.url, PARTITIONS: '1', LOG_LEVEL: 'info' };
}

async function logged(): Promise<readonly Tick[]> {
  const entries = await reader.xrangeBuffer(ticksKey(0), '-', '+');
  return entries.flatMap(([, fields]) => decodeTickBatch(fields[1] ?? Buffer.alloc(0)));
}

function feed(input: string): Promise<SpawnedProcess> {
  return spawnProgram('feed/main.ts', ['--source', 'stdin', '--venue', 'MINE'], {
    input,
    env: environment(),
  });
}

test('a feed on standard input writes every line, however many there are, and ends with them', async () => {
  const count = 40_000;
  const lines = Array.from({ length: count }, (_, index) =>
    JSON.stringify({ symbol: 'ACME', price: 100 + (index % 5), size: 1, id: index }),
  );

  const process = await feed(`${lines.join('\n')}\nrubbish\n`);

  expect(await process.exited, process.stderr()).toEqual({ code: 0, signal: null });
  expect(process.stdout()).toMatch(
    /"line":40001,"fault":"ERR_TICK_INVALID: expected a JSON object/,
  );
  const ids = (await logged()).flatMap((tick) => (tick.kind === 'trade' ? [tick.tradeId] : []));
  expect(ids).toEqual(lines.map((_, index) => String(index)));
});

test('a feed ends with an error where its input holds no tick', async () => {
  const process = await feed('nothing\nof\nuse\n');

  expect((await process.exited).code).toBe(1);
  expect(process.stderr()).toContain(
    'The feed cannot go on: ERR_SOURCE_UNREADABLE: standard input ended after 3 lines without a tick',
  );
});

test('a feed stops at once when it is told to, also while it waits for a line', async () => {
  // A pipe into which nobody writes.
  const child = spawn(process.execPath, ['--import', 'tsx', 'feed/main.ts', '--source', 'stdin'], {
    cwd: repositoryRoot,
    env: { ...process.env, ...environment() },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const exited = once(child, 'exit');
  await waitFor(() => said.includes('waiting for lines on standard input'), { what: 'the feed' });

  child.kill('SIGTERM');

  expect((await exited)[0]).toBe(0);
  expect(said).not.toContain('could not end in order');
});
