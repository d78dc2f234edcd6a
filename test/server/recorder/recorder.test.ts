import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  DEFAULT_PARTITION_COUNT,
  partitionOf,
  snapshotKey,
  ticksKey,
} from '../../../proto/redis-keys.ts';
import { makeTrade } from '../../support/test-feed.ts';
import { waitFor } from '../../support/wait-for.ts';
import { START_MS } from './made-market.ts';
import { Reader } from './reader.ts';
import { storedBars, storedPositions } from './stored.ts';
import { RecorderWorld } from './world.ts';

const PARTITIONS = DEFAULT_PARTITION_COUNT;

describe('recorder', () => {
  let world: RecorderWorld;

  beforeEach(async () => {
    world = await RecorderWorld.start();
  });

  afterEach(() => world.stop());

  test('stores bars and snapshots from which a server knows what the whole log would tell it', async () => {
    const recorder = await world.record();
    await world.publish(4_000);
    await world.untilStored();
    await world.expectAllBars();
    await world.stopRecorder(recorder);
    await world.publish(500);

    await world.expectSameFromSnapshots();
  });

  test('writes its last snapshot and gives the locks away when it is stopped', async () => {
    const recorder = await world.record({ snapshotMs: 600_000, lockMs: 600_000 });
    await world.publish(2_000);
    await waitFor(async () => (await world.feed.redis.keys('md:*:bars:*')).length > 10, {
      what: 'bars to be written without any snapshot',
    });
    await world.stopRecorder(recorder);

    const next = await world.record();

    expect(new Set(next.statuses())).toEqual(new Set(['active']));
    await world.untilStored();
    await world.expectAllBars();
    await world.expectSameFromSnapshots();
  });

  test('begins from what is stored and reads only what came after it', async () => {
    await world.publishRecorded(2_000);
    await world.publish(100);

    await world.feed.redis.xtrim(ticksKey(partitionOf('AAA', PARTITIONS)), 'MAXLEN', '=', 8);
    await world.record();
    await world.untilStored();

    const { market, losses } = await Reader.once(world.redis.url);
    expect(losses).toEqual([]);
    expect([...market.states()].flatMap(({ gaps }) => gaps)).toEqual([]);
  });

  test('goes on from the stored position whenever its connections break, with nothing lost or twice', async () => {
    await world.record();
    for (let round = 0; round < 12; round++) {
      await world.publish(300);
      await world.feed.redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    }
    await world.untilStored();

    await world.expectAllBars();
    await world.expectSameFromSnapshots();
  });

  test('goes on when Redis was killed and has come back from its append-only file', async () => {
    await world.record();
    await world.publish(1_500);
    await world.redis.kill();
    await world.redis.restart();
    await world.publish(1_500);
    await world.untilStored();

    await world.expectAllBars();
    await world.expectSameFromSnapshots();
  });

  test('goes on when Redis was frozen', async () => {
    const recorder = await world.record({ silenceMs: 400 });
    await world.publish(1_500);
    world.redis.pause();
    await waitFor(() => recorder.statuses().every((status) => status === 'waiting'), {
      what: 'the recorder to notice',
    });
    world.redis.resume();
    await world.publish(1_500);
    await world.untilStored();

    await world.expectAllBars();
    await world.expectSameFromSnapshots();
  });

  test('begins anew when Redis was emptied', async () => {
    await world.record();
    await world.publish(1_000);
    await world.untilStored();

    await world.feed.redis.flushall();
    await world.register();
    await world.publish(3_000);
    await world.untilStored();

    await world.expectAllBars();
    await world.expectSameFromSnapshots();
  });

  test('throws its snapshots away when a log was deleted and begins with smaller ids', async () => {
    await world.publishRecorded(1_000);
    const key = ticksKey(partitionOf('AAA', PARTITIONS));
    const [entry] = await world.feed.redis.xrangeBuffer(key, '-', '+', 'COUNT', 1);
    await world.feed.redis.del(key);
    await world.feed.redis.xadd(key, '5-1', 'b', entry?.[1][1] ?? '');

    await world.record();
    await world.untilStored();

    const { ticks } = await Reader.once(world.redis.url, { usesSnapshots: false });
    expect(ticks).toBeGreaterThan(0);
    expect((await storedPositions(world.feed.redis))[partitionOf('AAA', PARTITIONS)]).toBe('5-1');
  });

  test('marks what was trimmed before it was recorded', async () => {
    await world.publishRecorded(1_000);
    const key = ticksKey(partitionOf('AAA', PARTITIONS));
    const [before] = await world.feed.redis.xrevrange(key, '+', '-', 'COUNT', 1);
    await world.publish(2_000);
    await world.feed.redis.xtrim(key, 'MAXLEN', 3);
    const [oldest] = await world.feed.redis.xrange(key, '-', '+', 'COUNT', 1);

    await world.record();
    await world.untilStored();

    const { market } = await Reader.once(world.redis.url);
    const msOf = (entry: [string, string[]] | undefined): number =>
      Number(entry?.[0].split('-')[0]);
    const hole = { fromMs: msOf(before), toMs: msOf(oldest) };
    for (const { instrument, gaps } of market.states()) {
      const isHit = partitionOf(instrument.symbol, PARTITIONS) === partitionOf('AAA', PARTITIONS);
      expect(gaps, instrument.symbol).toEqual(isHit ? [hole] : []);
    }
  });

  test('lets bars go that are older than it is told to keep, by their own time', async () => {
    await world.record({}, { RETAIN_1S: '1m' });
    const trades = Array.from({ length: 600 }, (_, second) => {
      const timeMs = START_MS + second * 1_000;
      return makeTrade('AAA', 100, { venueTimeMs: timeMs, receivedTimeMs: timeMs });
    });
    for (let at = 0; at < trades.length; at += 50)
      await world.feed.publish(...trades.slice(at, at + 50));
    await world.untilStored();

    const seconds = await storedBars(world.feed.redis, 'AAA', '1s');
    expect(seconds.at(-1)?.openTimeMs).toBe(START_MS + 596_000);
    expect(seconds.length).toBeGreaterThanOrEqual(60);
    // Redis lets whole nodes of a stream go: a hundred entries.
    expect(seconds.length).toBeLessThanOrEqual(161);
    expect(await storedBars(world.feed.redis, 'AAA', '1m')).toHaveLength(9);
  });

  test('leaves the bars of a new symbol unwritten for a while, so that older ones can come before', async () => {
    const recorder = await world.record({ holdMs: 60_000 });
    await world.publish(1_000);
    await world.untilStored();
    expect(await world.feed.redis.keys('md:*:bars:*')).toEqual([]);

    await world.stopRecorder(recorder);
    await world.record({ holdMs: 0 });
    await world.publish(50);
    await world.untilStored();

    await world.expectAllBars();
  });

  test('waits while Redis is full, and misses nothing when there is room again', async () => {
    await world.record();
    await world.publish(2_000);
    await world.feed.redis.config('SET', 'maxmemory', '1');
    await world.logged('Redis refuses to be written');
    await world.feed.redis.config('SET', 'maxmemory', '0');
    await world.publish(500);
    await world.untilStored();

    await world.expectAllBars();
    await world.expectSameFromSnapshots();
  });

  test('stands by while another one is active, and takes over at once when that one stops', async () => {
    const first = await world.record();
    const second = await world.record();
    expect(new Set(second.statuses())).toEqual(new Set(['standby']));
    await world.publish(1_000);
    await world.stopRecorder(first);
    await waitFor(() => second.statuses().every((status) => status === 'active'), {
      what: 'the second one to be active',
    });
    await world.publish(1_000);
    await world.untilStored();

    await world.expectAllBars();
    await world.expectSameFromSnapshots();
  });

  test('stores all symbols of a partition anew when its snapshots are something else', async () => {
    await world.record();
    await world.publish(2_000);
    await world.untilStored();
    const key = snapshotKey(partitionOf('AAA', PARTITIONS));
    await world.feed.redis.del(key);
    await world.feed.redis.set(key, 'no hash');

    await world.publish(100);

    await world.logged('a key of the snapshots was of another type');
    await world.untilStored();
    await world.expectSameFromSnapshots();
  });
});
