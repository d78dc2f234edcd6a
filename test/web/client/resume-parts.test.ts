/** What tape, bars and sparkline of a symbol hold, and how they join on to what another connection brings. */
import { describe, expect, test } from 'vitest';
import type { BarView, TradeListView, TradeView } from '../../../proto/frames.ts';
import { BarChanges } from '../../../web/client/bar-changes.ts';
import { SKIPS_CAPACITY } from '../../../web/client/link.ts';
import { Sparkline } from '../../../web/client/sparkline.ts';
import { TradeTape } from '../../../web/client/trade-tape.ts';

function upTo(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}

/** A trade at position n. */
function trade(n: number): TradeView {
  const position = { entryMs: n, entrySeq: 0, index: 0 };
  const times = { receivedTimeMs: n, venueTimeMs: n };
  return { ...position, price: n, size: 1, aggressorSide: 'buy', ...times };
}

function list(first: number, last: number, rest: Partial<TradeListView> = {}): TradeListView {
  return { trades: upTo(first, last).map(trade), skipped: 0, ...rest };
}

describe('the tape of a page that comes back', () => {
  /** Holds trades 1 to 5, of a server that numbers them 0 to 4. */
  function tapeWithFive(): TradeTape {
    const tape = new TradeTape();
    tape.add(list(1, 3, { nextNumber: 3, epoch: 7 }), true);
    tape.add(list(4, 5), false);
    return tape;
  }
  const skips = (tape: TradeTape): [number, number][] =>
    tape.take('A').skips.map(({ beforeEntryMs, count }) => [beforeEntryMs, count]);

  test('counts on from the number that the snapshot named', () => {
    expect(new TradeTape().resume).toBeUndefined();
    expect(tapeWithFive().resume).toEqual({
      ...{ entryMs: 5, entrySeq: 0, index: 0 },
      ...{ epoch: 7, nextNumber: 5 },
    });
  });

  test('knows no number where the server told none', () => {
    const tape = new TradeTape();
    tape.add(list(1, 3), true);
    tape.add(list(4, 5), false);

    expect(tape.resume).toMatchObject({ entryMs: 5, epoch: 0, nextNumber: 0 });
  });

  test('numbers trades from the first one on when there was none before', () => {
    const tape = new TradeTape();
    tape.add(list(1, 0), true);
    tape.add(list(1, 2, { nextNumber: 2, epoch: 7 }), false);
    tape.add(list(3, 3), false);

    expect(tape.resume).toMatchObject({ entryMs: 3, epoch: 7, nextNumber: 3 });
  });

  test.each<[string, TradeListView, [number, number][]]>([
    ['nothing new', list(1, 0, { nextNumber: 5, epoch: 7 }), []],
    ['what comes next', list(6, 8, { nextNumber: 8, epoch: 7 }), []],
    ['what comes next, numbered in another way', list(6, 8, { nextNumber: 90, epoch: 8 }), []],
    ['some after a hole', list(9, 9, { nextNumber: 9, epoch: 7, skipped: 3 }), [[9, 3]]],
    [
      'some after a hole, numbered in another way',
      list(9, 9, { nextNumber: 90, epoch: 8, skipped: 3 }),
      [[9, 3]],
    ],
    [
      'some after a hole of unknown size',
      list(9, 9, { nextNumber: 90, epoch: 8, isRestart: true }),
      [[9, 0]],
    ],
    ['the newest, though it was asked for more', list(9, 9, { nextNumber: 9, epoch: 7 }), [[9, 3]]],
    ['the newest, by an older server', list(9, 9), [[9, 0]]],
    ['the newest, by an older server, which join on', list(5, 6), []],
  ])('joins on to %s', (_, answer, expected) => {
    const tape = tapeWithFive();

    tape.add(answer, true);

    expect(skips(tape)).toEqual(expected);
  });

  test('takes nothing twice of a server that is behind, and counts no trade as missing that it has', () => {
    const tape = tapeWithFive();
    tape.add(list(1, 0, { nextNumber: 2, epoch: 7 }), true);
    tape.add(list(3, 4), false);
    expect(tape.resume).toMatchObject({ entryMs: 5, nextNumber: 5 });

    // The server's ring ran over: two of the three that it skips are here.
    tape.add(list(7, 8, { skipped: 2 }), false);

    const { rows } = tape.take('A');
    expect(rows.length / 8).toBe(7);
    expect(tape.skipped).toBe(1);
    expect(skips(tape)).toEqual([[7, 1]]);
  });

  test('keeps the newest places with missing trades, and none without its trade', () => {
    const tape = tapeWithFive();
    for (let n = 3; n <= 100; n++) tape.add(list(2 * n, 2 * n, { skipped: 1 }), false);
    expect(skips(tape)).toHaveLength(SKIPS_CAPACITY);
    expect(tape.skipped).toBe(98);

    tape.add(list(1_000, 1_500), false);

    expect(skips(tape)).toEqual([]);
    expect(tape.skipped).toBe(98);
  });
});

function bar(openTimeMs: number, close = 1): BarView {
  return { openTimeMs, open: 1, high: 9, low: 1, close, volume: 5, tradeCount: 2 };
}

describe('the bars of a page that comes back', () => {
  const live = (...bars: BarView[]): Parameters<BarChanges['add']>[0] => {
    return { interval: '1s', isHistory: false, bars };
  };
  const history = (...bars: BarView[]): Parameters<BarChanges['add']>[0] => {
    return { interval: '1s', isHistory: true, bars };
  };

  test('are known up to the newest one told, once the history is here', () => {
    const changes = new BarChanges(100);
    changes.add(live(bar(1_000)));
    expect(changes.newestOpenMs).toBeUndefined();
    expect(changes.hasChange).toBe(false);

    changes.add(history(bar(1_000), bar(2_000)));
    expect(changes.newestOpenMs).toBe(2_000);
    changes.add(live(bar(3_000)));
    expect(changes.newestOpenMs).toBe(3_000);
    changes.add(live());
    expect(changes.newestOpenMs).toBe(3_000);
  });

  test('are known no further than a server that is behind has told them anew', () => {
    const changes = new BarChanges(0);
    changes.add(live(bar(9_000)));

    changes.add(live(bar(4_000), bar(5_000)));

    expect(changes.newestOpenMs).toBe(5_000);
  });

  test('come as a whole when the server that told of them did not have all of them yet', () => {
    const changes = new BarChanges(100);
    changes.add({ ...history(bar(8_000)), isPartial: true });
    changes.add(live(bar(9_000)));
    expect(changes.newestOpenMs).toBeUndefined();

    changes.add(history(bar(1_000), bar(8_000), bar(9_000)));

    expect(changes.newestOpenMs).toBe(9_000);
  });

  test('come as a whole when more of them are wanted', () => {
    const changes = new BarChanges(100);
    changes.add(history(bar(1_000)));

    changes.setHistoryCount(50);
    expect(changes.newestOpenMs).toBe(1_000);
    changes.setHistoryCount(51);

    expect(changes.newestOpenMs).toBeUndefined();
  });
});

describe('the sparkline of a page that comes back', () => {
  test('takes the minutes that it missed, each in its place', () => {
    const sparkline = new Sparkline();
    sparkline.setHistory([bar(60_000, 1), bar(120_000, 2)]);
    sparkline.forgetHistory();
    sparkline.add(9, 300_000);

    const bars = [bar(120_000, 3), bar(180_000, 4), bar(240_000, 5), bar(300_000, 6)];
    sparkline.addBars({ interval: '1m', isHistory: false, bars }, true);

    expect([...sparkline.take(0)]).toEqual([1, 3, 4, 5, 6]);
    expect(sparkline.hasHistory).toBe(true);
  });

  test('holds 60 minutes, whichever of them come late', () => {
    const sparkline = new Sparkline();
    sparkline.setHistory(upTo(1, 59).map((minute) => bar(minute * 120_000, minute)));
    const late = [bar(60_000, 100), bar(180_000, 101)];

    sparkline.addBars({ interval: '1m', isHistory: false, bars: late }, true);
    sparkline.addBars({ interval: '1m', isHistory: false, bars: [bar(0, 102)] }, true);

    expect([...sparkline.take(0)]).toEqual([1, 101, ...upTo(2, 59)]);
  });
});
