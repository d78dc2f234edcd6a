import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { META_KEY } from '../../../proto/redis-keys.ts';
import { spawnProgram } from '../../support/spawn-process.ts';
import { startRedis } from '../../support/redis.ts';
import { Ground } from './workers.ts';

const count = (text: string, part: string): number => text.split(part).length - 1;

describe('the start of several workers', () => {
  let ground: Ground;

  beforeAll(async () => {
    ground = await Ground.make();
  });
  afterAll(() => ground.remove());

  test('is refused once for a configuration that is not valid, with all problems', async () => {
    const server = await ground.spawn({ PORT: '70000', TOPIC_LIMIT: 'many' });

    expect(await server.exited).toEqual({ code: 1, signal: null });
    for (const text of ['configuration is not valid', 'PORT', 'TOPIC_LIMIT']) {
      expect(count(server.stderr(), text), text).toBe(1);
    }
    expect(server.stdout()).toBe('');
  });

  test('is refused once for a port in use, before any worker starts', async () => {
    const port = String(ground.redis.port);
    const server = await ground.spawn({ PORT: port });

    expect(await server.exited).toEqual({ code: 1, signal: null });
    const lines = server.stdout().trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`port ${port} of 127.0.0.1 is in use: choose another one`);
  });

  test('is refused once for what each worker finds out by itself', async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const admin = new Redis(redis.url);
    await admin.hset(META_KEY, 'partitions', '3');
    admin.disconnect();

    const server = await ground.spawn({ REDIS_URL: redis.url });

    expect(await server.exited).toEqual({ code: 1, signal: null });
    expect(count(server.stdout(), '"msg":"cannot start"')).toBe(1);
    expect(server.stdout()).toContain('ERR_PARTITION_MISMATCH');
    expect(server.messages()).toEqual([]);
  });

  test('is given up when workers die again and again before they can say why', async () => {
    const primary = await spawnProgram('test/server/cluster/fixtures/primary-of-dying.ts');

    expect(await primary.exited).toEqual({ code: 1, signal: null });
    const output = primary.stdout();
    expect(count(output, 'another one takes its place')).toBeGreaterThanOrEqual(4);
    expect(output).toMatch(/"how":"exit code 70","msg":"workers end as soon as they start"/);
    expect(primary.messages()).toEqual([]);
  });
});
