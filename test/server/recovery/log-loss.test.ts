import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  DEFAULT_PARTITION_COUNT,
  partitionOf,
  snapshotKey,
  ticksKey,
} from '../../../proto/redis-keys.ts';
import { waitFor } from '../../support/wait-for.ts';
import { Reader, viewOf, viewOfMarket } from '../recorder/reader.ts';
import { RecorderWorld } from '../recorder/world.ts';

const PARTITION = partitionOf('AAA', DEFAULT_PARTITION_COUNT);
const LOG = ticksKey(PARTITION);
const HOUR_MS = 3_600_000;

describe('server that reads a log', () => {
  let world: RecorderWorld;
  let reader: Reader | undefined;

  beforeEach(async () => {
    world = await RecorderWorld.start();
  });

  afterEach(async () => {
    await reader?.stop();
    await world.stop();
  });

  const isHit = (symbol: string): boolean =>
    partitionOf(symbol, DEFAULT_PARTITION_COUNT) === PARTITION;

  const msOf = async (which: 'oldest' | 'newest'): Promise<number> => {
    const [entry] =
      which === 'oldest'
        ? await world.feed.redis.xrange(LOG, '-', '+', 'COUNT', 1)
        : await world.feed.redis.xrevrange(LOG, '+', '-', 'COUNT', 1);
    return Number(entry?.[0].split('-')[0]);
  };

  async function untilCaughtUp(): Promise<void> {
    const { redis } = world.feed;
    await waitFor(
      async () => {
        const [newest] = await redis.xrevrange(LOG, '+', '-', 'COUNT', 1);
        return reader?.tail.isCaughtUp && reader.tail.position(PARTITION)?.id === newest?.[0];
      },
      { what: 'the reader to have caught up' },
    );
  }

  function gapsOf(of: Reader): Record<string, unknown> {
    return Object.fromEntries(
      [...of.market.states()].map(({ instrument, gaps }) => [instrument.symbol, gaps]),
    );
  }

  test('begins where the log begins when nothing is stored, and marks nothing', async () => {
    await world.publish(500);

    reader = await Reader.start(world.redis.url);

    expect(reader.losses).toEqual([]);
    expect(Object.values(gapsOf(reader)).flat()).toEqual([]);
  });

  test('marks the hour before a trimmed log when nothing is stored', async () => {
    await world.publish(1_000);
    await world.feed.redis.xtrim(LOG, 'MAXLEN', '=', 5);

    reader = await Reader.start(world.redis.url);

    const toMs = await msOf('oldest');
    expect(reader.losses).toEqual(['trimmed']);
    for (const [symbol, gaps] of Object.entries(gapsOf(reader))) {
      const hole = { fromMs: toMs - (toMs % HOUR_MS), toMs };
      expect(gaps, symbol).toEqual(isHit(symbol) ? [hole] : []);
    }
  });

  test('begins from snapshots whose log was trimmed up to them, with nothing marked', async () => {
    await world.publishRecorded(1_000);
    await world.feed.redis.xtrim(LOG, 'MAXLEN', '=', 0);
    await world.publish(500);

    reader = await Reader.start(world.redis.url);

    expect(reader.losses).toEqual([]);
    expect(Object.values(gapsOf(reader)).flat()).toEqual([]);
  });

  test('marks what was trimmed between the snapshots and the log', async () => {
    await world.publishRecorded(1_000);
    const fromMs = await msOf('newest');
    await world.publish(1_000);
    await world.feed.redis.xtrim(LOG, 'MAXLEN', '=', 2);

    reader = await Reader.start(world.redis.url);

    const hole = { fromMs, toMs: await msOf('oldest') };
    for (const [symbol, gaps] of Object.entries(gapsOf(reader))) {
      expect(gaps, symbol).toEqual(isHit(symbol) ? [hole] : []);
    }
  });

  test('goes on from a newer snapshot without a hole when the log was trimmed while it was away', async () => {
    await world.publish(500);
    reader = await Reader.start(world.redis.url);
    await freeze(reader, async () => {
      await world.publishRecorded(1_500);
      await world.feed.redis.xtrim(LOG, 'MAXLEN', '=', 1);
    });
    await world.publish(300);
    await waitFor(() => reader?.losses.length === 1, { what: 'the reader to notice' });
    await untilCaughtUp();
    await reader.loadHistory();

    expect(reader.losses).toEqual(['trimmed']);
    expect([...reader.replaced].every(isHit)).toBe(true);
    expect(Object.values(gapsOf(reader)).flat()).toEqual([]);
    const fresh = await Reader.once(world.redis.url);
    expect(viewOf(reader.market.state('AAA'))).toEqual(viewOf(fresh.market.state('AAA')));
  });

  test('marks the hole when the log was trimmed while it was away and no snapshot reaches', async () => {
    await world.publish(500);
    reader = await Reader.start(world.redis.url);
    const earliestMs = await msOf('newest');
    const before = reader.market.state('AAA')?.trades.nextNumber ?? 0;
    await freeze(reader, async () => {
      await world.publish(1_500);
      await world.feed.redis.xtrim(LOG, 'MAXLEN', '=', 3);
    });
    await untilCaughtUp();

    await waitFor(() => reader?.losses.length === 1, { what: 'the reader to notice' });

    const [hole] = reader.market.state('AAA')?.gaps ?? [];
    const toMs = await msOf('oldest');
    // It had read a few of the new entries when it was held up.
    expect(hole?.fromMs).toBeGreaterThanOrEqual(earliestMs);
    expect(hole?.fromMs).toBeLessThanOrEqual(toMs);
    expect(hole?.toMs).toBe(toMs);
    for (const [symbol, gaps] of Object.entries(gapsOf(reader))) {
      expect(gaps, symbol).toEqual(isHit(symbol) ? [hole] : []);
    }
    expect(reader.market.state('AAA')?.trades.nextNumber).toBeGreaterThan(before);
  });

  test('forgets what it knew when Redis was emptied, and mixes nothing with what comes then', async () => {
    await world.publish(800);
    reader = await Reader.start(world.redis.url);

    await world.feed.redis.flushall();
    await world.register();
    await world.publish(900);
    await waitFor(() => reader?.replaced.has('AAA'), { what: 'the reader to notice' });
    await untilCaughtUp();

    const fresh = await Reader.once(world.redis.url);
    const { gaps, ...known } = viewOf(reader.market.state('AAA')) as Record<string, unknown>;
    const { gaps: none, ...expected } = viewOf(fresh.market.state('AAA')) as typeof known;
    expect(none).toEqual([]);
    expect(gaps).toHaveLength(1);
    expect(known['bars']).toEqual(expected['bars']);
    expect(known['statistics']).toEqual(expected['statistics']);
  });

  test('takes no snapshot of a log that is gone for one of the present log', async () => {
    await world.publishRecorded(1_000);
    await world.feed.redis.del(LOG);
    await world.publish(400);

    reader = await Reader.start(world.redis.url);

    expect(reader.losses).toContain('replaced');
    const fromLog = await Reader.once(world.redis.url, { usesSnapshots: false });
    expect(reader.market.state('AAA')?.statistics).toEqual(fromLog.market.state('AAA')?.statistics);
  });

  test('marks a symbol whose snapshot cannot be read, and knows the others', async () => {
    await world.publishRecorded(1_000);
    await world.publish(200);
    const whole = await Reader.once(world.redis.url);
    await world.feed.redis.hset(snapshotKey(PARTITION), 'AAA', 'junk');
    await world.feed.redis.hset(snapshotKey(PARTITION), 'NOT-OF-THIS-PARTITION', 'junk');

    reader = await Reader.start(world.redis.url);

    expect(reader.faults).toEqual(['AAA']);
    expect(reader.market.state('AAA')?.gaps).toHaveLength(1);
    const others = (of: Reader): unknown => ({ ...viewOfMarket(of.market), AAA: undefined });
    expect(others(reader)).toEqual(others(whole));
  });

  test('reads every tick once through a connection that goes mute', async () => {
    await world.publish(500);
    reader = await Reader.start(world.redis.url);
    const before = reader;

    world.redis.pause();
    await waitFor(() => !before.tail.isConnected, { what: 'the reader to notice' });
    world.redis.resume();
    await world.publish(500);
    await untilCaughtUp();

    const fresh = await Reader.once(world.redis.url, { usesSnapshots: false });
    await waitFor(() => reader?.ticks === fresh.ticks, { what: 'all ticks' });
    expect(reader.losses).toEqual([]);
    expect(viewOfMarket(reader.market)).toEqual(viewOfMarket(fresh.market));
  });

  /** Does things in Redis that the reader sees only when they are done. */
  async function freeze(of: Reader, work: () => Promise<void>): Promise<void> {
    const release = of.hold();
    await work();
    release();
  }
});
