import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newerReach, reachFieldOf } from '../../feed/publisher/reach.ts';
import { ByteWriter } from '../../proto/byte-writer.ts';
import { partitionOf, reachKey, ticksKey } from '../../proto/redis-keys.ts';
import { writeTickBatch } from '../../proto/tick-codec.ts';
import type { Gap, Status, Tick } from '../../proto/types.ts';
import {
  openBench,
  PARTITIONS,
  quote,
  SYMBOLS,
  trade,
  trades,
  type Bench,
} from './publisher-bench.ts';

const ALL = Array.from({ length: PARTITIONS }, (_, partition) => partition);
const LAST = trade(39);

describe('reach of a batch', () => {
  test('is its last tick of the market, with both clocks', () => {
    const gap: Gap = { ...trade(9, 'BBB'), kind: 'gap', fromMs: 1, toMs: 2, lostTrades: 0 };

    const status: Status = { ...trade(9, 'BBB'), kind: 'status', state: 'live', detail: '' };

    expect(reachFieldOf([trade(1), quote(2), gap, status])).toEqual({
      symbol: 'CCC',
      value: '1700000000002 1700000000003',
    });
    expect(reachFieldOf([gap, status])).toBeUndefined();
  });

  test('is older than one that was received later, whatever the venue says', () => {
    const early = { venueTimeMs: 9, receivedTimeMs: 1 };
    const late = { venueTimeMs: 5, receivedTimeMs: 2 };

    expect(newerReach(early, late)).toBe(late);
    expect(newerReach(late, early)).toBe(late);
    expect(newerReach(undefined, early)).toBe(early);
    expect(newerReach(undefined, undefined)).toBeUndefined();
  });
});

describe('publisher after a feed whose ticks the log no longer shows', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await openBench();
    const earlier = bench.createPublisher();
    void earlier.publish(trades(0, 40));
    await earlier.close(5_000);
  });

  afterEach(async () => {
    await bench.close();
  });

  /** Another feed's entries, in each of the partitions. */
  async function writeOthers(count: number): Promise<void> {
    const out = new ByteWriter(1024);
    writeTickBatch(out, [trade(50, 'OTHER')]);
    const bytes = Buffer.from(out.view());
    const pipeline = bench.reader.pipeline();
    for (const partition of ALL) {
      for (let entry = 0; entry < count; entry++) {
        pipeline.xadd(ticksKey(partition), '*', 'b', bytes);
      }
    }
    await pipeline.exec();
  }

  async function restart(...first: readonly Tick[]): Promise<Gap[]> {
    const publisher = bench.createPublisher({ missesPauses: true });
    for (const tick of first) void publisher.publish([tick]);
    await publisher.whenEmpty();
    const ticks = (await Promise.all(ALL.map((one) => bench.batchesOf(one)))).flat(2);
    return ticks.filter((tick) => tick.kind === 'gap');
  }

  function expectWholePause(gaps: readonly Gap[], toMs: number): void {
    expect(gaps.map(({ symbol }) => symbol).sort()).toEqual(SYMBOLS);
    for (const gap of gaps) {
      const ofPartition = trades(0, 40).filter(
        ({ symbol }) => partitionOf(symbol, PARTITIONS) === partitionOf(gap.symbol, PARTITIONS),
      );
      expect(gap).toMatchObject({ fromMs: ofPartition.at(-1)?.venueTimeMs, toMs, lostTrades: 0 });
    }
  }

  test('marks the pause behind 1,100 entries of another feed', async () => {
    await writeOthers(1_100);

    expectWholePause(await restart(trade(100)), trade(100).venueTimeMs);
  });

  test('marks the pause up to the first tick of the market, whatever the feed says of itself before', async () => {
    const status: Status = { ...trade(90), kind: 'status', state: 'connecting', detail: '' };

    expectWholePause(await restart(status, trade(100)), trade(100).venueTimeMs);
  });

  test('marks the pause when the log was trimmed', async () => {
    for (const partition of ALL) await bench.reader.xtrim(ticksKey(partition), 'MAXLEN', 0);

    expectWholePause(await restart(trade(100)), trade(100).venueTimeMs);
  });

  test('tells a replay where to go on when the log was trimmed', async () => {
    for (const partition of ALL) await bench.reader.xtrim(ticksKey(partition), 'MAXLEN', 0);

    expect(await bench.createPublisher().lastVenueTimeMs()).toBe(LAST.venueTimeMs);
  });

  test('believes the log where a writer that keeps no reach came later', async () => {
    const out = new ByteWriter(1024);
    const later = trade(60, 'AAA');
    writeTickBatch(out, [later]);
    await bench.reader.xadd(
      ticksKey(partitionOf('AAA', PARTITIONS)),
      '*',
      'b',
      Buffer.from(out.view()),
    );

    expect(await bench.createPublisher().lastVenueTimeMs()).toBe(later.venueTimeMs);
  });

  test('asks for nothing but the symbols of its own', async () => {
    await writeOthers(1_100);
    for (const partition of ALL) {
      await bench.reader.hset(reachKey(partition), 'OTHER', '1800000000000 1800000000000');
    }

    expect(await bench.createPublisher().lastVenueTimeMs()).toBe(LAST.venueTimeMs);
  });

  test('writes its ticks even where the reach cannot be kept', async () => {
    for (const partition of ALL) {
      await bench.reader.del(reachKey(partition));
    }
    const publisher = bench.createPublisher();
    await publisher.lastVenueTimeMs();
    for (const partition of ALL) await bench.reader.set(reachKey(partition), 'no hash');
    void publisher.publish(trades(100, 8));
    await publisher.whenEmpty();

    expect(publisher.counts()).toMatchObject({ publishedTicks: 8, refusedWrites: 0 });
  });

  test('keeps one field for each symbol at most', async () => {
    const publisher = bench.createPublisher();
    for (let id = 100; id < 200; id += 4) {
      void publisher.publish(trades(id, 4));
      await publisher.whenEmpty();
    }

    const fields = await Promise.all(ALL.map((one) => bench.reader.hkeys(reachKey(one))));
    expect(fields.flat().filter((symbol) => !SYMBOLS.includes(symbol))).toEqual([]);
  });
});
