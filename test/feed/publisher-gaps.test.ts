import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PublisherQueue } from '../../feed/publisher/queue.ts';
import type { Gap, Tick } from '../../proto/types.ts';
import {
  openBench,
  PARTITIONS,
  quote,
  SYMBOLS,
  trade,
  trades,
  type Bench,
} from './publisher-bench.ts';

describe('publisher queue that has to drop', () => {
  test('says of each symbol which trades are missing, in front of all that waits of it', () => {
    const queue = new PublisherQueue(1);
    for (const id of [1, 2, 3, 5]) queue.push(0, trade(id, id === 2 ? 'BBB' : 'AAA'));

    queue.shrinkTo(1);
    queue.push(0, trade(7, 'BBB'));

    const { venueTimeMs: firstMs } = trade(1);
    const { venueTimeMs: toMs, receivedTimeMs } = trade(3);
    expect(queue.lengthOf(0)).toBe(4);
    expect(queue.take(0, 9)).toEqual([
      {
        kind: 'gap',
        symbol: 'AAA',
        venueTimeMs: toMs,
        receivedTimeMs,
        fromMs: firstMs,
        toMs,
        lostTrades: 2,
      },
      expect.objectContaining({ kind: 'gap', symbol: 'BBB', lostTrades: 1 }),
      trade(5, 'AAA'),
      trade(7, 'BBB'),
    ]);
  });

  test('needs no gap for quotes and depths: the next one says all', () => {
    const queue = new PublisherQueue(1);
    for (let id = 0; id < 10; id++) queue.push(0, quote(id));

    queue.shrinkTo(0);

    expect(queue.dropped.quote).toBe(10);
    expect(queue.noticeCount).toBe(0);
  });

  test('does not take a trade for lost that would have been refused, nor its time', () => {
    const queue = new PublisherQueue(1);
    queue.push(0, { ...trade(1, 'AAA'), venueTimeMs: NaN });

    queue.shrinkTo(0);

    expect(queue.dropped.trade).toBe(1);
    expect(queue.noticeCount).toBe(0);
  });

  test('never drops a gap that its source has told', () => {
    const queue = new PublisherQueue(1);
    const gap: Gap = { ...trade(1, 'AAA'), kind: 'gap', fromMs: 5, toMs: 6, lostTrades: 0 };
    queue.push(0, gap);
    queue.push(0, trade(2, 'AAA'));

    queue.shrinkTo(0);

    expect(queue.take(0, 9)).toMatchObject([
      // The number of what the source missed is not known, so that of the whole is not.
      { kind: 'gap', symbol: 'AAA', fromMs: 5, toMs: trade(2).venueTimeMs, lostTrades: 0 },
    ]);
  });

  test('whatever is dropped when: each trade is there, or in a gap at its place', () => {
    const move = fc.oneof(
      fc.record({ push: fc.nat(2), count: fc.nat(12), isQuote: fc.boolean() }),
      fc.record({ shrink: fc.nat(20) }),
      fc.record({ take: fc.nat(15) }),
    );
    fc.assert(
      fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
        const queue = new PublisherQueue(1);
        const pushed = new Map<string, number[]>();
        const out: Tick[] = [];
        let id = 0;
        for (const one of moves) {
          if ('shrink' in one) queue.shrinkTo(one.shrink);
          else if ('take' in one) out.push(...queue.take(0, one.take));
          else {
            for (let at = 0; at < one.count; at++, id++) {
              const symbol = SYMBOLS[one.push] ?? '';
              queue.push(0, one.isQuote ? { ...quote(id), symbol } : trade(id, symbol));
              if (!one.isQuote) pushed.set(symbol, [...(pushed.get(symbol) ?? []), id]);
            }
          }
        }
        out.push(...queue.take(0, 10_000));

        for (const [symbol, ids] of pushed) {
          const told: number[] = [];
          for (const tick of out.filter((one) => one.symbol === symbol)) {
            if (tick.kind === 'trade') told.push(Number(tick.tradeId));
            if (tick.kind !== 'gap') continue;
            // All that is missing lies within the gap, behind what came before.
            const from = ids.indexOf(tick.fromMs - trade(0).venueTimeMs);
            const missing = ids.slice(from, from + tick.lostTrades);
            expect(missing.at(-1)).toBe(tick.toMs - trade(0).venueTimeMs);
            told.push(...missing);
          }
          expect(told).toEqual(ids);
        }
      }),
    );
  });
});

describe('publisher that had to drop', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await openBench();
  });

  afterEach(async () => {
    await bench.close();
  });

  async function logged(): Promise<Tick[]> {
    const partitions = Array.from({ length: PARTITIONS }, (_, partition) => partition);
    return (await Promise.all(partitions.map((one) => bench.batchesOf(one)))).flat(2);
  }

  test('tells each gap once, before all that came after it, as soon as Redis is back', async () => {
    const publisher = bench.createPublisher({ maxBufferedTicks: 1_000 });
    void publisher.publish(trades(0, 400));
    await publisher.whenEmpty();
    await bench.redis.kill();
    for (let id = 400; id < 3_400; id += 4) void publisher.publish(trades(id, 4));
    expect(publisher.counts()).toMatchObject({
      dropped: { trade: 2_000 },
      waitingGaps: SYMBOLS.length,
    });

    await bench.redis.restart();
    await publisher.whenEmpty();
    void publisher.publish(trades(3_400, 400));
    await publisher.whenEmpty();

    const ticks = await logged();
    for (const [index, symbol] of SYMBOLS.entries()) {
      const own = ticks.filter((tick) => tick.symbol === symbol);
      expect(own.filter(({ kind }) => kind === 'gap')).toEqual([
        {
          kind: 'gap',
          symbol,
          venueTimeMs: trade(2_396 + index).venueTimeMs,
          receivedTimeMs: trade(2_396 + index).receivedTimeMs,
          fromMs: trade(400 + index).venueTimeMs,
          toMs: trade(2_396 + index).venueTimeMs,
          lostTrades: 500,
        },
      ]);
      expect(own[100]?.kind).toBe('gap');
      expect(own.map((tick) => tick.venueTimeMs)).toEqual(
        own.map((tick) => tick.venueTimeMs).sort((left, right) => left - right),
      );
    }
    expect(publisher.counts().waitingGaps).toBe(0);
  });

  test('marks the pause between an earlier feed and itself when its market did not wait', async () => {
    const earlier = bench.createPublisher();
    void earlier.publish([...trades(0, 40), trade(40, 'AAA'), trade(41, 'BBB')]);
    await earlier.close(5_000);

    const publisher = bench.createPublisher({ missesPauses: true });
    void publisher.publish([trade(100, 'AAA')]);
    void publisher.publish([trade(101, 'AAA'), trade(102, 'BBB')]);
    await publisher.whenEmpty();

    const gaps = (await logged()).filter((tick) => tick.kind === 'gap');
    expect(gaps.map(({ symbol }) => symbol).sort()).toEqual(SYMBOLS);
    for (const gap of gaps) {
      expect(gap).toMatchObject({ toMs: trade(100).venueTimeMs, lostTrades: 0 });
      expect(gap.fromMs).toBeLessThanOrEqual(trade(41).venueTimeMs);
      expect(gap.fromMs).toBeGreaterThanOrEqual(trade(36).venueTimeMs);
    }
    const own = (await logged()).filter(({ symbol }) => symbol === 'AAA');
    expect(own.slice(-3).map(({ kind }) => kind)).toEqual(['gap', 'trade', 'trade']);
  });

  test('marks no pause when the log is empty, or when a source goes on where it was', async () => {
    const first = bench.createPublisher({ missesPauses: true });
    void first.publish(trades(0, 40));
    await first.close(5_000);
    const second = bench.createPublisher();
    void second.publish(trades(100, 40));
    await second.whenEmpty();

    expect((await logged()).filter((tick) => tick.kind === 'gap')).toEqual([]);
  });
});
