/** The launcher as a real process with a real Redis: comes up, heals, and leaves nothing behind. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { findRedisBinary, startRedis } from '../support/redis.ts';
import { spawnProgram, type SpawnedProcess } from '../support/spawn-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { waitFor } from '../support/wait-for.ts';

let data: string;

beforeEach(() => {
  const directory = temporaryDirectory('launch');
  onTestFinished(() => {
    directory.remove();
  });
  data = directory.path;
});

async function start(feed = '', env = {}): Promise<SpawnedProcess> {
  const launcher = await spawnProgram('test/deploy/fixtures/launcher.ts', [feed], {
    env: { TICKWIRE_DATA_DIR: data, REDIS_URL: undefined, ...env },
  });
  onTestFinished(async () => {
    await launcher.stop('SIGTERM', 8_000);
  });
  return launcher;
}

async function startUntilLive(feed = '', env = {}): Promise<SpawnedProcess> {
  const launcher = await start(feed, env);
  await launcher.waitForOutput(/Tickwire is live at {2}https:\/\/localhost:8443\//);
  await launcher.waitForOutput(/feed {5}\| pid \d+/);
  await launcher.waitForOutput(/recorder \| pid \d+/);
  return launcher;
}

function note(): { url: string; pid: number } {
  return JSON.parse(readFileSync(join(data, 'redis-running.json'), 'utf8')) as ReturnType<
    typeof note
  >;
}

/** Process ids of the programs that the launcher has started so far. */
function programPids(launcher: SpawnedProcess): number[] {
  return [...launcher.stdout().matchAll(/\| pid (\d+)/g)].map(([, pid]) => Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // One that has ended and waits to be collected still has an id.
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

async function untilGone(pids: readonly number[]): Promise<void> {
  await waitFor(() => !pids.some(isAlive), { what: `processes ${pids.join(', ')} to be gone` });
}

describe.skipIf(findRedisBinary() === undefined)('launcher', () => {
  test('stops feed, recorder, server and Redis in this order when asked to', async () => {
    const launcher = await startUntilLive();
    const pids = [...programPids(launcher), note().pid];

    const status = await launcher.stop('SIGTERM', 8_000);

    expect(status).toEqual({ code: 0, signal: null });
    expect(pids.filter(isAlive)).toEqual([]);
    expect(launcher.stdout()).toMatch(
      /feed {5}\| asked to end\n(.*\n)*recorder \| asked to end\n(.*\n)*server {3}\| asked to end/,
    );
  });

  test('leaves nothing running when it is killed', async () => {
    const launcher = await startUntilLive();
    const pids = [...programPids(launcher), note().pid];

    await launcher.kill();

    await untilGone(pids);
  });

  test('brings its Redis back on the same port, with its data', async () => {
    await startUntilLive();
    const before = note();
    const client = new Redis(before.url);
    client.on('error', () => undefined);
    onTestFinished(() => {
      client.disconnect();
    });
    await client.set('key', 'kept');

    process.kill(before.pid, 'SIGKILL');
    const after = await waitFor(() => note().pid !== before.pid && note(), { what: 'a new Redis' });

    expect(after.url).toBe(before.url);
    expect(await client.get('key')).toBe('kept');
  });

  test('refuses Redis connections without its password', async () => {
    await startUntilLive();
    const client = new Redis(note().url.replace(/:[^:@/]*@/, ''), { lazyConnect: true });
    client.on('error', () => undefined);
    onTestFinished(() => {
      client.disconnect();
    });

    await expect(client.get('key')).rejects.toThrow(/NOAUTH/);
  });

  test('restarts a program that crashed, and says so', async () => {
    const launcher = await startUntilLive();
    const [pid = 0] = programPids(launcher);

    process.kill(pid, 'SIGKILL');

    await launcher.waitForOutput(/(feed|recorder|server) ended \(SIGKILL\): restarting in 250 ms/);
    await waitFor(() => programPids(launcher).length === 4, { what: 'the program to be back' });
  });

  test('ends with the message of a program that refuses its configuration', async () => {
    const launcher = await start('refuse');

    expect(await launcher.exited).toEqual({ code: 1, signal: null });
    expect(launcher.stdout()).toMatch(
      /feed {5}\| expected a better configuration\n(.*\n)*tickwire \| feed could not start/,
    );
  });

  test('goes on without a feed that has come to its end', async () => {
    const launcher = await start('finish');

    await launcher.waitForOutput(/feed has come to its end/);
    await launcher.waitForOutput(/Tickwire is live/);

    expect(launcher.stdout()).not.toContain('feed ended');
  });

  test('refuses to run twice in one folder', async () => {
    await startUntilLive();

    const second = await start();

    expect(await second.exited).toEqual({ code: 1, signal: null });
    expect(second.stdout()).toContain('already runs from this folder');
  });

  test('uses a given Redis as it is, and leaves it running', async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const client = new Redis(redis.url);
    onTestFinished(() => {
      client.disconnect();
    });
    await client.set('key', 'theirs');

    const launcher = await startUntilLive('', { REDIS_URL: redis.url });
    await launcher.stop('SIGTERM', 8_000);

    expect(launcher.stdout()).toContain(`redis ${redis.url}`);
    expect(await client.get('key')).toBe('theirs');
  });

  test('says that a given Redis does not answer, without its password, and starts nothing', async () => {
    const launcher = await start('', { REDIS_URL: 'redis://:secret@127.0.0.1:1' });

    expect(await launcher.exited).toEqual({ code: 1, signal: null });
    expect(launcher.stdout()).toContain(
      'The Redis at redis://:***@127.0.0.1:1 cannot be used: connect ECONNREFUSED',
    );
    expect(programPids(launcher)).toEqual([]);
  });

  test('stops the Redis of an earlier run that was killed together with its guard', async () => {
    const launcher = await startUntilLive();
    const leftOver = note().pid;
    onTestFinished(() => {
      if (isAlive(leftOver)) process.kill(leftOver, 'SIGKILL');
    });
    for (const pid of guardPids(launcher.pid)) process.kill(pid, 'SIGKILL');
    await launcher.kill();
    expect(isAlive(leftOver)).toBe(true);

    const next = await startUntilLive();

    expect(next.stdout()).toContain('Stopped the Redis of a start that was killed');
    expect(isAlive(leftOver)).toBe(false);
  });

  test('leaves a Redis alone that only looks like an earlier one', async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    // It answers and has the noted process id, but works in another folder.
    writeFileSync(
      join(data, 'redis-running.json'),
      JSON.stringify({ url: redis.url, pid: redis.pid(), launcherPid: 999_999_999 }),
    );

    await startUntilLive();

    expect(isAlive(redis.pid())).toBe(true);
  });
});

/** Process ids of the guards that a launcher has started. */
function guardPids(launcherPid: number): number[] {
  const listing = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return listing
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s.*tickwire-guard/.exec(line))
    .filter((match) => Number(match?.[2]) === launcherPid)
    .map((match) => Number(match?.[1]));
}
