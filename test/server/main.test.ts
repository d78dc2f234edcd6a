import { once } from 'node:events';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { spawnProgram, type SpawnedProcess } from '../support/spawn-process.ts';
import { waitFor } from '../support/wait-for.ts';

const PASSWORD = 'not-the-right-one';

describe('server process', () => {
  let redis: TestRedis;

  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  const start = (url: string): Promise<SpawnedProcess> =>
    spawnProgram('server/main.ts', [], {
      env: { REDIS_URL: url, PLAINTEXT: 'true', PORT: '0' },
      hasChannel: true,
    });

  test('says that its Redis refuses the password, once, and not which one it was', async () => {
    const server = await start(redis.url.replace('redis://', `redis://nobody:${PASSWORD}@`));

    await server.waitForOutput(/WRONGPASS/);
    const admin = new Redis(redis.url);
    onTestFinished(() => {
      admin.disconnect();
    });
    await waitFor(
      async () => {
        const stats = await admin.info('stats');
        return Number(/total_connections_received:(\d+)/.exec(stats)?.[1]) >= 12;
      },
      { what: 'the server to have tried several times' },
    );
    const status = await server.stop();

    const printed = server.stdout() + server.stderr();
    expect(printed).not.toContain(PASSWORD);
    expect(printed.match(/Redis cannot be used/g)).toHaveLength(1);
    expect(status).toEqual({ code: 0, signal: null });
  });

  test('says what to do when its port is in use', async () => {
    const port = redis.url.split(':').at(-1) ?? '';
    const server = await spawnProgram('server/main.ts', [], {
      env: { REDIS_URL: redis.url, PLAINTEXT: 'true', PORT: port },
    });

    expect(await server.exited).toEqual({ code: 1, signal: null });
    expect(server.stdout()).toContain(`port ${port} of 127.0.0.1 is in use: choose another one`);
  });

  test('ends while it waits for Redis when the process that started it is gone', async () => {
    const server = await start(`redis://127.0.0.1:${String(await freePort())}`);
    await server.waitForOutput(/Redis cannot be used/);

    // Not `exited`: Node tells no `close` of a child whose channel this side has closed.
    const exit = once(server.child, 'exit');
    server.child.disconnect();

    expect(await exit).toEqual([0, null]);
  });
});
