/** What a page shows against what is true: every difference in words, flagged holes excepted. */
import { INTERVAL_MS, INTERVALS, type Interval, type Trade } from '../../proto/types.ts';
import type { TradeView } from '../../proto/frames.ts';
import type { BarRow } from '../../web/model/bar-columns.ts';
import { barTimeMs, type TrueBar, type TrueSymbol } from './oracle.ts';
import type { ShownSymbol } from './page.ts';

/** Newest trades that a page keeps. */
const TAPE_CAPACITY = 500;
/** Newest bars that have to be there: what a server gives at once, less what moves on meanwhile. */
const REQUIRED_BARS = 1_700;

/** What may be missing. */
export interface Allowance {
  /** Times, UNIX ms, in which the log was cut on purpose; spans may be flagged only within them. */
  readonly cuts: readonly { readonly fromMs: number; readonly toMs: number }[];
  /** Trades that the page has to show at least, if the tape has room: those since it began. */
  readonly tapeCount: number;
}

export const NOTHING_MISSING: Allowance = { cuts: [], tapeCount: 0 };

/** A time without data, as the page flags it. */
interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Says what is wrong; empty: nothing. */
export function differences(
  shown: ShownSymbol,
  truth: TrueSymbol,
  { cuts, tapeCount }: Allowance,
): string[] {
  const { gaps } = shown;
  return [
    ...gaps
      .filter(({ fromMs, toMs }) => !cuts.some((cut) => fromMs >= cut.fromMs && toMs <= cut.toMs))
      .map(
        (gap) => `flagged ${spanText(gap)}, where nothing was cut (${cuts.map(spanText).join()})`,
      ),
    ...valueDifferences(shown, truth),
    ...statisticsDifferences(shown, truth, gaps.length > 0),
    ...INTERVALS.flatMap((interval) =>
      barDifferences(interval, shown.bars(interval), truth.bars[interval] ?? [], gaps),
    ),
    ...tapeDifferences(shown, truth.trades, tapeCount, cuts.length > 0),
  ];
}

function valueDifferences({ values, book }: ShownSymbol, truth: TrueSymbol): string[] {
  const { last, quote, depth } = truth;
  const side = (price = 0, size = 0): (number | null)[] =>
    size > 0 ? [price, size] : [null, null];
  return [
    ...unequal(
      'last price, size, time',
      [values.last, values.lastSize, values.lastVenueTimeMs],
      last ? [last.price, last.size, last.venueTimeMs] : [null, null, null],
    ),
    ...unequal(
      'bid and ask',
      [values.bidPrice, values.bidSize, values.askPrice, values.askSize],
      [...side(quote?.bidPrice, quote?.bidSize), ...side(quote?.askPrice, quote?.askSize)],
    ),
    ...unequal('bids', book.depth?.bids, depth?.bids),
    ...unequal('asks', book.depth?.asks, depth?.asks),
  ];
}

/** With a hole, what is missing can only make the sums smaller. */
function statisticsDifferences(
  { values }: ShownSymbol,
  { statistics: day }: TrueSymbol,
  hasGaps: boolean,
): string[] {
  if (!day) return unequal('volume of the day', values.volume, null);
  if (hasGaps) {
    const isTooMuch =
      (values.volume ?? 0) > day.volume || (values.tradeCount ?? 0) > day.tradeCount;
    return isTooMuch
      ? [
          `volume and trades of the day: at most ${text([day.volume, day.tradeCount])}, got ${text([values.volume, values.tradeCount])}`,
        ]
      : [];
  }
  const vwapIsNear = Math.abs((values.vwap ?? NaN) - day.vwap) <= 1;
  return [
    ...unequal(
      'open, high, low, volume, trades of the day',
      [values.dayOpen, values.dayHigh, values.dayLow, values.volume, values.tradeCount],
      [day.open, day.high, day.low, day.volume, day.tradeCount],
    ),
    ...(vwapIsNear ? [] : unequal('VWAP', values.vwap, day.vwap)),
  ];
}

const FIELDS = ['open', 'high', 'low', 'close', 'volume'] as const;

function barDifferences(
  interval: Interval,
  shown: readonly BarRow[],
  truth: readonly TrueBar[],
  gaps: readonly Span[],
): string[] {
  const found: string[] = [];
  const lengthMs = INTERVAL_MS[interval];
  const isFlagged = (openTimeMs: number): boolean =>
    gaps.some(({ fromMs, toMs }) => fromMs < openTimeMs + lengthMs && toMs >= openTimeMs);
  const wanted = new Map(truth.map((bar) => [bar.openTimeMs, bar]));
  const had = new Map(shown.map((bar) => [bar.openTimeMs, bar]));
  if (had.size !== shown.length) found.push(`${interval}: two bars with one open time`);
  for (const bar of shown) {
    const right = wanted.get(bar.openTimeMs);
    const where = `${interval} bar ${timeText(bar.openTimeMs)}`;
    if (!right) found.push(`${where}: there is none, got ${text(FIELDS.map((name) => bar[name]))}`);
    else if (isFlagged(bar.openTimeMs)) {
      if (bar.volume > right.volume) found.push(`${where}: more volume than there was`);
    } else {
      const [got, expected] = [bar, right].map((one) => FIELDS.map((name) => one[name]));
      found.push(...unequal(where, got, expected));
    }
  }
  for (const { openTimeMs, volume } of truth.slice(-REQUIRED_BARS)) {
    if (had.has(openTimeMs) || isFlagged(openTimeMs)) continue;
    found.push(`${interval} bar ${timeText(openTimeMs)}: missing (volume ${String(volume)})`);
  }
  return found;
}

/**
 * Walks from the newest trade backwards: each has to be the one before, unless a hole is flagged.
 *
 * @param mayMiss Whether trades may be missing at all. A server holds twice as many as a tape, so without a cut
 *   log it can give all that a page has missed of them.
 */
function tapeDifferences(
  { book, skips, gaps }: ShownSymbol,
  truth: readonly Trade[],
  tapeCount: number,
  mayMiss: boolean,
): string[] {
  let at = truth.length - 1;
  /** Trades that may be missing here: known number, or any. */
  let leave = 0;
  for (const [row, shown] of book.trades.entries()) {
    const where = `tape row ${String(row)}`;
    const from = at;
    while (at >= 0 && !isSameTrade(shown, truth[at])) {
      const missing = truth[at];
      if (leave > 0) leave -= 1;
      else if (!missing || !isWithin(gaps, barTimeMs(missing))) break;
      at -= 1;
    }
    if (at < 0 || !isSameTrade(shown, truth[at])) {
      const isTwice = truth.slice(from + 1).some((trade) => isSameTrade(shown, trade));
      const next = truth[at];
      const expected = next ? tradeText(next) : 'no more';
      return [
        `${where}: ${isTwice ? 'shown twice or out of order' : 'not the next one'}: expected ${expected}, got ${tradeText(shown)}`,
      ];
    }
    if (leave > 0 && leave !== Infinity)
      return [`${where}: ${String(leave)} trades fewer are missing than said`];
    at -= 1;
    const skip = skips.find(
      ({ beforeEntryMs, beforeEntrySeq, beforeIndex }) =>
        beforeEntryMs === shown.entryMs &&
        beforeEntrySeq === shown.entrySeq &&
        beforeIndex === shown.index,
    );
    if (skip && !mayMiss) {
      return [`${where}: ${String(skip.count)} trades are said to be missing before it, in vain`];
    }
    leave = skip ? skip.count || Infinity : 0;
  }
  const wanted = Math.min(TAPE_CAPACITY, tapeCount, truth.length);
  const reach = truth.length - 1 - at;
  return reach >= wanted || leave === Infinity || gaps.length > 0
    ? []
    : [`tape: reaches back ${String(reach)} trades, expected ${String(wanted)}`];
}

function isWithin(spans: readonly Span[], timeMs: number): boolean {
  return spans.some(({ fromMs, toMs }) => timeMs >= fromMs && timeMs <= toMs);
}

function isSameTrade(shown: TradeView, trade: Trade | undefined): boolean {
  return (
    trade?.size === shown.size &&
    trade.price === shown.price &&
    trade.aggressorSide === shown.aggressorSide &&
    trade.receivedTimeMs === shown.receivedTimeMs &&
    trade.venueTimeMs === shown.venueTimeMs
  );
}

function unequal(what: string, got: unknown, expected: unknown): string[] {
  const [gotText, expectedText] = [text(got), text(expected)];
  return gotText === expectedText ? [] : [`${what}: expected ${expectedText}, got ${gotText}`];
}

function text(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function timeText(timeMs: number): string {
  return `${new Date(timeMs).toISOString()} (${String(timeMs)})`;
}

function spanText({ fromMs, toMs }: Span): string {
  return `${new Date(fromMs).toISOString()}..${new Date(toMs).toISOString()}`;
}

function tradeText({
  size,
  price,
  venueTimeMs,
}: Pick<Trade, 'size' | 'price' | 'venueTimeMs'>): string {
  return `number ${String(size)} at ${String(price)}, ${timeText(venueTimeMs)}`;
}
