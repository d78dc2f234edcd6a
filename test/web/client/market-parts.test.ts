/** The small parts of the store: rhythm, tape, bars, sparkline, clock, acknowledgements. */
import { describe, expect, test } from 'vitest';
import type { BarView, TradeView } from '../../../proto/frames.ts';
import { BarChanges, BARS_CAPACITY } from '../../../web/client/bar-changes.ts';
import { ClockSync } from '../../../web/client/clock-sync.ts';
import { TAPE_CAPACITY, TAPE_LENGTH } from '../../../web/client/link.ts';
import { Sparkline } from '../../../web/client/sparkline.ts';
import { TickRhythm } from '../../../web/client/staleness.ts';
import { TradeTape } from '../../../web/client/trade-tape.ts';

function trade(entryMs: number, entrySeq = 0, index = 0): TradeView {
  return {
    entryMs,
    entrySeq,
    index,
    price: entryMs,
    size: 1,
    aggressorSide: 'sell',
    receivedTimeMs: entryMs,
    venueTimeMs: entryMs,
  };
}

function bar(openTimeMs: number, close = 1): BarView {
  return { openTimeMs, open: 1, high: 9, low: 1, close, volume: 5, tradeCount: 2 };
}

function prices(rows: Float64Array): number[] {
  return Array.from(
    { length: rows.length / TAPE_LENGTH },
    (_, n) => rows[n * TAPE_LENGTH + 3] ?? 0,
  );
}

describe('tick rhythm', () => {
  test.each([
    { gapMs: 10, staleAfterMs: 5_000 },
    { gapMs: 1_000, staleAfterMs: 5_000 },
    { gapMs: 3_000, staleAfterMs: 15_000 },
  ])('is overdue after max(5 s, 5 gaps) with gaps of $gapMs ms', ({ gapMs, staleAfterMs }) => {
    const rhythm = new TickRhythm();
    for (let n = 1; n <= 20; n++) rhythm.add(n * gapMs, true);
    const lastMs = 20 * gapMs;

    expect(rhythm.isOverdue(lastMs + staleAfterMs)).toBe(false);
    expect(rhythm.isOverdue(lastMs + staleAfterMs + 1)).toBe(true);
  });

  test('does not take our own absence for the rhythm of the symbol', () => {
    const rhythm = new TickRhythm();
    rhythm.add(1_000, true);
    rhythm.add(1_100, true);

    rhythm.add(3_600_000, false);

    expect(rhythm.staleAfterMs).toBe(5_000);
  });

  test('a symbol without ticks is not stale', () => {
    expect(new TickRhythm().isOverdue(1e12)).toBe(false);
  });
});

describe('trade tape', () => {
  test('keeps each position once, in order', () => {
    const tape = new TradeTape();
    tape.add({ trades: [trade(1), trade(1, 0, 1), trade(2)], skipped: 0 }, true);
    tape.add({ trades: [trade(1, 0, 1), trade(2), trade(2, 1), trade(3)], skipped: 0 }, false);

    const { rows, isReset } = tape.take('A');

    expect(prices(rows)).toEqual([1, 1, 2, 2, 3]);
    expect(isReset).toBe(true);
    tape.add({ trades: [trade(4)], skipped: 0 }, false);
    expect(tape.take('A')).toMatchObject({ isReset: false });
  });

  test('counts what the server says is missing', () => {
    const tape = new TradeTape();
    tape.add({ trades: [trade(1)], skipped: 0 }, true);
    tape.add({ trades: [trade(5)], skipped: 3 }, false);
    tape.add({ trades: [trade(9)], skipped: 4 }, false);

    expect(tape.take('A').skipped).toBe(7);
  });

  test('goes on over a reconnect that overlaps, and marks what is missing after one that does not', () => {
    const tape = new TradeTape();
    tape.add({ trades: [trade(1), trade(2)], skipped: 0 }, true);
    tape.take('A');

    tape.add({ trades: [trade(2), trade(3)], skipped: 0 }, true);
    const overlapping = tape.take('A');
    tape.add({ trades: [trade(8), trade(9)], skipped: 0 }, true);
    const apart = tape.take('A');

    expect(overlapping.isReset).toBe(false);
    expect(prices(overlapping.rows)).toEqual([3]);
    expect(overlapping.skips).toEqual([]);
    expect(apart.isReset).toBe(false);
    expect(prices(apart.rows)).toEqual([8, 9]);
    expect(apart.skips).toEqual([
      { beforeEntryMs: 8, beforeEntrySeq: 0, beforeIndex: 0, count: 0 },
    ]);
  });

  test('holds the newest 500 however long nobody takes', () => {
    const tape = new TradeTape();
    for (let n = 1; n <= 3_333; n++) tape.add({ trades: [trade(n)], skipped: 0 }, false);

    const { rows, isReset } = tape.take('A');

    expect(isReset).toBe(true);
    expect(prices(rows)).toEqual(Array.from({ length: TAPE_CAPACITY }, (_, n) => n + 2_834));
  });
});

describe('bar changes', () => {
  test('conflates by open time, oldest first', () => {
    const changes = new BarChanges(0);
    changes.add({ interval: '1s', isHistory: false, bars: [bar(3_000), bar(2_000)] });
    changes.add({ interval: '1s', isHistory: false, bars: [bar(3_000, 7)] });

    const change = changes.take('A', '1s');

    expect(change).toMatchObject({ isHistory: false, count: 2 });
    expect([...change.columns]).toEqual([2_000, 3_000, 1, 1, 9, 9, 1, 1, 1, 7, 5, 5]);
    expect(changes.hasChange).toBe(false);
  });

  test('a history replaces what was gathered, also an empty one', () => {
    const changes = new BarChanges(0);
    changes.add({ interval: '1s', isHistory: false, bars: [bar(1_000)] });
    changes.add({ interval: '1s', isHistory: true, bars: [] });

    expect(changes.take('A', '1s')).toMatchObject({ isHistory: true, count: 0 });
  });

  test('holds at most 5000 bars, and then says that they replace what was there', () => {
    const changes = new BarChanges(0);
    for (let n = 0; n < BARS_CAPACITY + 10; n++) {
      changes.add({ interval: '1s', isHistory: false, bars: [bar(n * 1_000)] });
    }

    const change = changes.take('A', '1s');

    expect(change).toMatchObject({ isHistory: true, count: BARS_CAPACITY });
    expect(change.columns[0]).toBe(10_000);
  });
});

describe('sparkline', () => {
  test('goes on from the history with the last price of each minute', () => {
    const sparkline = new Sparkline();
    sparkline.setHistory([bar(60_000, 1), bar(120_000, 2)]);

    sparkline.add(3, 150_000);
    sparkline.add(4, 181_000);
    sparkline.add(5, 239_999);
    sparkline.add(99, 100_000);

    expect([...sparkline.take(0)]).toEqual([1, 3, 5]);
  });

  test('has 60 points at most, and something to take at most once a second', () => {
    const sparkline = new Sparkline();
    sparkline.setHistory(Array.from({ length: 80 }, (_, n) => bar(n * 60_000, n)));

    expect([...sparkline.take(5_000)]).toEqual(Array.from({ length: 60 }, (_, n) => n + 20));
    expect(sparkline.dueMs).toBe(Infinity);
    sparkline.add(1, 81 * 60_000);
    expect(sparkline.dueMs).toBe(6_000);
  });
});

describe('clock sync', () => {
  test('takes the offset of the ping that was fastest', () => {
    const clock = new ClockSync();
    clock.addPong(1_000, 6_300, 1_400);
    clock.addPong(2_000, 7_010, 2_020);
    clock.addPong(3_000, 8_900, 4_000);

    expect(clock.offsetMs).toBe(5_000);
    expect(clock.roundTripMs).toBe(400);
    expect(clock.roundTripP95Ms).toBe(1_000);
  });

  test('guesses from frames until a ping came back, and keeps the old offset over a reset', () => {
    const clock = new ClockSync();
    clock.addServerTime(5_900, 1_000);
    clock.addServerTime(6_950, 2_000);
    expect(clock.offsetMs).toBe(4_950);
    clock.addPong(1_000, 6_005, 1_010);
    expect(clock.offsetMs).toBe(5_000);

    clock.reset();

    expect(clock.offsetMs).toBe(5_000);
    expect(clock.roundTripMs).toBe(0);
  });
});
