import { describe, expect, test } from 'vitest';
import { makeInstrument, makeTrade } from '../support/test-feed.ts';
import type { TradeView } from '../../proto/frames.ts';
import { INTERVALS, type Interval, type Trade } from '../../proto/types.ts';
import type { BarRow } from '../../web/model/bar-columns.ts';
import { differences, NOTHING_MISSING } from './compare.ts';
import { trueSymbol, type TrueSymbol } from './oracle.ts';
import type { ShownSymbol } from './page.ts';

const START_MS = Date.UTC(2026, 2, 3, 12);
const trades = Array.from({ length: 10 }, (_, at): Trade => {
  const timeMs = START_MS + at * 1_000;
  return makeTrade('AAA', 100 + at, {
    size: at + 1,
    venueTimeMs: timeMs,
    receivedTimeMs: timeMs,
    tradeId: String(at),
  });
});
const truth = trueSymbol(makeInstrument('AAA'), trades);

/** A page that shows exactly this. */
function shows(of: TrueSymbol, change: Partial<ShownSymbol> = {}): ShownSymbol {
  const { last, statistics: day } = of;
  return {
    values: {
      last: last?.price,
      lastSize: last?.size,
      lastVenueTimeMs: last?.venueTimeMs,
      bidPrice: null,
      bidSize: null,
      askPrice: null,
      askSize: null,
      dayOpen: day?.open,
      dayHigh: day?.high,
      dayLow: day?.low,
      vwap: day?.vwap,
      volume: day?.volume,
      tradeCount: day?.tradeCount,
    } as unknown as ShownSymbol['values'],
    book: { depth: null, trades: tapeOf(of.trades), skipped: 0 } as unknown as ShownSymbol['book'],
    skips: [],
    gaps: [],
    bars: (interval) => (of.bars[interval] ?? []) as BarRow[],
    ...change,
  };
}

function tapeOf(list: readonly Trade[]): TradeView[] {
  return list
    .map((trade, index) => ({ ...trade, entryMs: index, entrySeq: 0, index: 0 }))
    .toReversed();
}

function tape(list: readonly Trade[], skipBefore?: { row: Trade; count: number }): ShownSymbol {
  const shown = tapeOf(list);
  const at = shown.find(({ size }) => size === skipBefore?.row.size);
  return shows(truth, {
    book: { depth: null, trades: shown, skipped: 0 } as unknown as ShownSymbol['book'],
    skips: at
      ? [
          {
            beforeEntryMs: at.entryMs,
            beforeEntrySeq: 0,
            beforeIndex: 0,
            count: skipBefore?.count ?? 0,
          },
        ]
      : [],
  });
}

const all = { cuts: [], tapeCount: 10 };

describe('comparison', () => {
  test('finds nothing where all is right', () => {
    expect(differences(shows(truth), truth, all)).toEqual([]);
  });

  test.each(INTERVALS)('finds a missing and a wrong bar of %s', (interval: Interval) => {
    const right = truth.bars[interval] ?? [];
    const wrong = right.map((bar, at) => (at === 0 ? { ...bar, close: 7 } : bar));
    const bars = (rows: readonly BarRow[]): ShownSymbol =>
      shows(truth, { bars: (name) => (name === interval ? rows : truth.bars[name]) as BarRow[] });

    expect(differences(bars(wrong), truth, all)).toHaveLength(1);
    expect(differences(bars(right.slice(1)), truth, all)).toHaveLength(1);
    expect(differences(bars([...right, ...right.slice(0, 1)]), truth, all)).not.toEqual([]);
  });

  test('finds a trade that is missing, twice, or in the wrong place', () => {
    const [first, second, ...rest] = trades as [Trade, Trade, ...Trade[]];

    expect(differences(tape([first, ...rest]), truth, all)).toHaveLength(1);
    expect(differences(tape([first, second, second, ...rest]), truth, all)).toHaveLength(1);
    expect(differences(tape([second, first, ...rest]), truth, all)).toHaveLength(1);
    expect(differences(tape(rest), truth, all)).toHaveLength(1);
    expect(differences(tape(rest), truth, { cuts: [], tapeCount: 8 })).toEqual([]);
  });

  test('takes the number of skipped trades at its word where the log was cut', () => {
    const [first, , , fourth, ...rest] = trades as [Trade, Trade, Trade, Trade, ...Trade[]];
    const list = [first, fourth, ...rest];
    const cut = { ...all, cuts: [{ fromMs: START_MS, toMs: START_MS + 10_000 }] };

    expect(differences(tape(list, { row: fourth, count: 2 }), truth, cut)).toEqual([]);
    expect(differences(tape(list, { row: fourth, count: 3 }), truth, cut)).not.toEqual([]);
    expect(differences(tape(list, { row: fourth, count: 1 }), truth, cut)).not.toEqual([]);
    expect(differences(tape(list, { row: fourth, count: 0 }), truth, cut)).toEqual([]);
    expect(differences(tape(list, { row: fourth, count: 2 }), truth, all)).not.toEqual([]);
  });

  test('lets be missing what is flagged where the log was cut, and nothing else', () => {
    const gap = { fromMs: START_MS + 2_500, toMs: START_MS + 4_500 };
    const isKept = ({ venueTimeMs }: Trade): boolean =>
      venueTimeMs < gap.fromMs || venueTimeMs > gap.toMs;
    const holed = trueSymbol(makeInstrument('AAA'), trades.filter(isKept));
    const cuts = [{ fromMs: START_MS + 2_000, toMs: START_MS + 5_000 }];

    expect(differences(shows(holed, { gaps: [gap] }), truth, { ...all, cuts })).toEqual([]);
    expect(differences(shows(holed), truth, { ...all, cuts })).not.toEqual([]);
    expect(differences(shows(holed, { gaps: [gap] }), truth, NOTHING_MISSING)).not.toEqual([]);
    expect(differences(shows(truth, { gaps: [gap] }), truth, NOTHING_MISSING)).toHaveLength(1);
  });
});
