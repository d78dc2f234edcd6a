import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { countWritten, endEarlierConnection, identify } from '../../feed/publisher/redis.ts';
import { BATCH_FIELD, ticksKey } from '../../proto/redis-keys.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { waitFor } from '../support/wait-for.ts';

let server: TestRedis;
let redis: Redis;

beforeAll(async () => {
  server = await startRedis();
  redis = new Redis(server.url);
});

beforeEach(async () => {
  await redis.flushall();
});

afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

async function write(...contents: string[]): Promise<string> {
  let id = '0-0';
  for (const content of contents) {
    id = (await redis.xadd(ticksKey(0), '*', BATCH_FIELD, Buffer.from(content))) ?? '';
  }
  return id;
}

const batches = (...contents: string[]): Buffer[] =>
  contents.map((content) => Buffer.from(content));

describe('search for writes whose answers were lost', () => {
  test('counts those from the first on that the log holds, among entries of others', async () => {
    const before = await write('one');
    await write('stranger', 'two', 'stranger');
    const lastId = await write('three');
    await write('stranger');

    expect(await countWritten(redis, 0, before, batches('two', 'three', 'four'))).toEqual({
      count: 2,
      lastId,
    });
  });

  test('does not take equal bytes from before the last answered write for a new one', async () => {
    const before = await write('two', 'one');

    expect(await countWritten(redis, 0, before, batches('two'))).toEqual({
      count: 0,
      lastId: before,
    });
  });

  test('finds nothing in a log that came back empty', async () => {
    const before = '1700000000000-0';
    expect(await countWritten(redis, 0, before, batches('two'))).toEqual({
      count: 0,
      lastId: before,
    });
  });

  test('reads on over many entries of others', async () => {
    const before = await write('one');
    const pipeline = redis.pipeline();
    for (let index = 0; index < 1_700; index++) pipeline.xadd(ticksKey(0), '*', BATCH_FIELD, 'x');
    await pipeline.exec();
    const lastId = await write('two');

    expect(await countWritten(redis, 0, before, batches('two'))).toEqual({ count: 1, lastId });
  });
});

describe('end of an earlier connection', () => {
  test('kills it, so that nothing of it can still be executed', async () => {
    const earlier = new Redis(server.url, { retryStrategy: null });
    earlier.on('error', () => undefined);
    const identity = await identify(earlier);

    await endEarlierConnection(redis, identity, await identify(redis));

    await waitFor(() => earlier.status === 'end', { what: 'the end of the connection' });
  });

  test('leaves a stranger alone that has the same number since a restart of Redis', async () => {
    const stranger = new Redis(server.url);
    const identity = await identify(stranger);

    await endEarlierConnection(
      redis,
      { clientId: identity?.clientId ?? 0, runId: 'of an earlier process' },
      await identify(redis),
    );

    // A killed one would come back under another number.
    expect(await stranger.client('ID')).toBe(identity?.clientId);
    stranger.disconnect();
  });
});
