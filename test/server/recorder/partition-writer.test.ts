import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  barsKey,
  recorderFenceKey,
  recorderKey,
  sinceKey,
  snapshotKey,
  snapshotOrdinalKey,
  snapshotPositionKey,
  snapshotRoundKey,
} from '../../../proto/redis-keys.ts';
import { PartitionLock } from '../../../server/recorder/partition-lock.ts';
import {
  PartitionWriter,
  type ClosedBar,
  type EncodedSnapshot,
} from '../../../server/recorder/partition-writer.ts';
import { connectRecorder, type RecorderRedis } from '../../../server/recorder/write-script.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';
import { makeInstrument } from '../../support/test-feed.ts';
import { waitFor } from '../../support/wait-for.ts';

const PARTITION = 3;
const RETENTION = { '1s': 600_000, '1m': 600_000, '1h': 600_000 };

function closedBar(openTimeMs: number, symbol = 'AAA'): ClosedBar {
  const prices = { open: 10, high: 12, low: 8, close: 11 };
  const bar = { openTimeMs, ...prices, volume: 5, tradeCount: 2, turnover: 55 };
  return { instrument: makeInstrument(symbol), interval: '1s', bar };
}

const snapshotOf = (symbol: string, text: string): EncodedSnapshot => ({
  instrument: makeInstrument(symbol),
  bytes: new TextEncoder().encode(text),
});

describe('recorder that writes a partition', () => {
  let server: TestRedis;
  let redis: RecorderRedis;

  beforeEach(async () => {
    server = await startRedis();
    redis = connectRecorder(server.url, { silenceMs: 2_500 });
    await waitFor(() => redis.status === 'ready', { what: 'the connection' });
    await redis.set(recorderFenceKey(PARTITION), '5');
  });

  afterEach(async () => {
    redis.disconnect();
    await server.stop();
  });

  const writerWith = (fence: string): PartitionWriter =>
    new PartitionWriter(redis, { partition: PARTITION, fence, retention: RETENTION });

  const idsOf = async (symbol: string): Promise<string[]> =>
    (await redis.xrange(barsKey(PARTITION, symbol, '1s'), '-', '+')).map(([id]) => id);

  async function writeRound(
    writer: PartitionWriter,
    round: string,
    id: string,
    text = round,
  ): Promise<string[]> {
    return [
      await writer.begin(round, { id, ordinal: 1 }),
      await writer.writeSnapshots(round, [snapshotOf('AAA', text)]),
      await writer.end(round, { id, ordinal: 1 }),
    ];
  }

  test('writes nothing with the number of an earlier owner, nor after Redis was emptied', async () => {
    const late = writerWith('4');

    expect(await late.writeBars([closedBar(1_000)])).toBe('fenced');
    expect(await writeRound(late, 'a', '7-0')).toEqual(['fenced', 'fenced', 'fenced']);
    expect(await late.clear()).toBe('fenced');
    await redis.flushall();
    expect(await writerWith('5').writeBars([closedBar(1_000)])).toBe('fenced');

    expect(await redis.keys('*')).toEqual([]);
  });

  test('adds each bar once, in whatever portions and by whomever it is repeated', async () => {
    const bars = [1_000, 2_000, 3_000].map((openTimeMs) => closedBar(openTimeMs));
    await writerWith('5').writeBars(bars.slice(0, 2));
    await writerWith('5').writeBars(bars);

    expect(await idsOf('AAA')).toEqual(['1000-0', '2000-0', '3000-0']);
  });

  test('passes over bars of times that Redis has no ids for', async () => {
    expect(await writerWith('5').writeBars([-1_000, 0, 1_000].map((one) => closedBar(one)))).toBe(
      'written',
    );

    expect(await idsOf('AAA')).toEqual(['1000-0']);
  });

  test('passes over a stream that is something else, and writes the others', async () => {
    await redis.set(barsKey(PARTITION, 'AAA', '1s'), 'no stream');

    expect(await writerWith('5').writeBars([closedBar(1_000), closedBar(1_000, 'BBB')])).toBe(
      'written',
    );

    expect(await idsOf('BBB')).toEqual(['1000-0']);
  });

  test('passes over what is of an instrument that another one has replaced', async () => {
    const writer = writerWith('5');
    await redis.hset(sinceKey(PARTITION), 'AAA', '77-1');
    const instrument = makeInstrument('AAA', { since: { ms: 77, seq: 1 } });
    const snapshots = [snapshotOf('AAA', 'old'), snapshotOf('BBB', 'other')];

    await writer.writeBars([closedBar(1_000), { ...closedBar(2_000), instrument }]);
    await writer.begin('a', { id: '9-0', ordinal: 9 });
    await writer.writeSnapshots('a', snapshots);

    expect(await idsOf('AAA')).toEqual(['2000-0']);
    expect(await redis.hgetall(snapshotKey(PARTITION))).toEqual({ BBB: 'other' });
    const bytes = new TextEncoder().encode('new');
    await writer.writeSnapshots('a', [{ instrument, bytes }]);
    expect(await redis.hget(snapshotKey(PARTITION), 'AAA')).toBe('new');
  });

  test('stores snapshots, then the position that they are true at', async () => {
    const writer = writerWith('5');
    await writer.begin('a', { id: '7-1', ordinal: 42 });
    await writer.writeSnapshots('a', [snapshotOf('AAA', 'x'), snapshotOf('BBB', 'y')]);
    expect(await redis.get(snapshotPositionKey(PARTITION))).toBeNull();
    await writer.end('a', { id: '7-1', ordinal: 42 });

    expect(await redis.hgetall(snapshotKey(PARTITION))).toEqual({ AAA: 'x', BBB: 'y' });
    expect(await redis.get(snapshotPositionKey(PARTITION))).toBe('7-1');
    expect(await redis.get(snapshotOrdinalKey(PARTITION))).toBe('42');
  });

  test.each([
    ['9-0', '10-0', true],
    ['9-5', '9-10', true],
    ['9-5', '9-5', true],
    ['10-0', '9-0', false],
    ['9-10', '9-9', false],
    ['18446744073709551615-1', '18446744073709551614-9', false],
  ])('has stored %s and begins a round at %s: %s', async (stored, next, isAllowed) => {
    await writeRound(writerWith('5'), 'a', stored);

    expect(await writerWith('5').begin('b', { id: next, ordinal: undefined })).toBe(
      isAllowed ? 'written' : 'outdated',
    );
  });

  test.each([snapshotKey, snapshotPositionKey, snapshotOrdinalKey, snapshotRoundKey])(
    'deletes snapshots of which a key is something else, and begins again (%o)',
    async (keyOf) => {
      const writer = writerWith('5');
      await writeRound(writer, 'a', '7-0');
      await redis.del(keyOf(PARTITION));
      await redis.rpush(keyOf(PARTITION), 'no snapshot');

      expect(await writer.begin('b', { id: '8-0', ordinal: 8 })).toBe('repaired');
      expect(await redis.keys('md:*:snapshot*')).toEqual([]);
      expect(await writeRound(writer, 'c', '8-0')).toEqual(['written', 'written', 'written']);
    },
  );

  test('ends its round when another recorder has begun one', async () => {
    const one = writerWith('5');
    const two = writerWith('5');
    await one.begin('a', { id: '9-0', ordinal: 9 });
    await two.begin('b', { id: '8-0', ordinal: 8 });

    expect(await one.writeSnapshots('a', [snapshotOf('AAA', 'a')])).toBe('superseded');
    expect(await one.end('a', { id: '9-0', ordinal: 9 })).toBe('superseded');
    expect(await redis.exists(snapshotKey(PARTITION), snapshotPositionKey(PARTITION))).toBe(0);
  });

  test('has a lock that one holds, with numbers that only grow, also after Redis was emptied', async () => {
    const lockOf = (token: string): PartitionLock =>
      new PartitionLock(redis, { partition: PARTITION, token, expiryMs: 60_000 });
    const first = (await lockOf('one').acquire()) ?? '';

    expect(await lockOf('two').acquire()).toBeUndefined();
    expect(await lockOf('one').renew(first)).toBe(true);
    const again = (await lockOf('one').acquire()) ?? '';
    expect(Number(again)).toBeGreaterThan(Number(first));
    expect(await lockOf('one').renew(first)).toBe(false);
    await lockOf('one').release(first);
    expect(await redis.get(recorderKey(PARTITION))).toBe('one');
    await lockOf('one').release(again);
    expect(await redis.get(recorderKey(PARTITION))).toBeNull();
    await redis.flushall();
    expect(Number(await lockOf('two').acquire())).toBeGreaterThan(Number(again));
  });
});
