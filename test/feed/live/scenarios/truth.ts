/** Compares what a source told with what happened in the made market. */
import { tickFault } from '../../../../proto/validate.ts';
import type { Depth, Gap, Instrument, Quote, Tick, Trade } from '../../../../proto/types.ts';
import type { MadeMarket, MadeSymbol, MadeTrade } from '../../../support/venues/made-market.ts';
import type { BookLevels } from '../../../support/venues/made-book.ts';
import type { VenueUnderTest } from './venue-under-test.ts';

/** What was told of one symbol, and how it is to be read. */
export interface Told {
  readonly tested: VenueUnderTest;
  readonly market: MadeMarket;
  readonly symbol: MadeSymbol;
  readonly instrument: Instrument;
  /** Oldest first. */
  readonly ticks: readonly Tick[];
  /** Trades that were made before anybody listened. */
  readonly tradesBefore: number;
}

/** What comparing found. */
export interface Found {
  /** Sentences; none: all is as it was. */
  readonly problems: readonly string[];
  readonly gapCount: number;
  readonly backfillCount: number;
  /** Trades in front of which a gap stood, and which were not told. */
  readonly missingCount: number;
}

export function compareWithTruth(told: Told): Found {
  const trades = compareTrades(told);
  return {
    ...trades,
    problems: [
      ...faults(told),
      ...trades.problems,
      ...compareQuote(told),
      ...compareBooks(told),
    ].map((problem) => `${told.instrument.symbol}: ${problem}`),
  };
}

function faults({ ticks }: Told): string[] {
  return ticks.flatMap((tick) => {
    const fault = tickFault(tick);
    return fault === undefined ? [] : [`${tick.kind} is invalid: ${fault}`];
  });
}

/** Every trade once, in the order in which it happened; where some are missing, a gap in their place. */
function compareTrades(told: Told): Found {
  const { tested, ticks, market, symbol, tradesBefore } = told;
  const truth = market.trades(symbol.symbol);
  const problems: string[] = [];
  const gaps: Gap[] = [];
  /** Gaps since the last trade. */
  let open: Gap[] = [];
  let next: number | undefined;
  let backfillCount = 0;
  let missingCount = 0;
  for (const tick of ticks) {
    if (tick.kind === 'gap') {
      gaps.push(tick);
      open.push(tick);
    }
    if (tick.kind !== 'trade') continue;
    if (tick.isBackfill === true) backfillCount += 1;
    const from = next ?? (tested.repeatsLastTrade ? tradesBefore - 1 : tradesBefore);
    const index = truth.findIndex((trade, place) => place >= from && isSame(told, tick, trade));
    if (index < 0) {
      const place = truth.findIndex((trade) => isSame(told, tick, trade));
      const what = place < 0 ? 'never happened' : `trade ${place + 1} came after trade ${from}`;
      problems.push(`told trade ${tick.tradeId || tick.venueTimeMs}: ${what}`);
      continue;
    }
    const skipped = next === undefined ? 0 : index - next;
    if (skipped > 0) {
      missingCount += skipped;
      if (open.length === 0) {
        problems.push(`${skipped} trades before ${tick.tradeId} were not told`);
      }
      const lost = open.reduce((sum, { lostTrades }) => sum + lostTrades, 0);
      if (open.length > 0 && open.every(({ lostTrades }) => lostTrades > 0) && lost !== skipped) {
        problems.push(`gaps say ${lost} trades, ${skipped} are missing`);
      }
    }
    open = [];
    next = index + 1;
  }
  if (next === undefined) problems.push('no trade was told');
  else if (next !== truth.length) problems.push(`the last ${truth.length - next} were not told`);
  return { problems, gapCount: gaps.length, backfillCount, missingCount };
}

function isSame(told: Told, tick: Trade, trade: MadeTrade): boolean {
  const { tested, instrument, symbol } = told;
  const { tradeIds } = tested.venue.capabilities;
  if (tradeIds !== 'none' && !tick.tradeId.endsWith(trade.id)) return false;
  return (
    tick.venueTimeMs === trade.timeMs &&
    inMade(tick.price, instrument.priceDecimals, symbol.priceDecimals) === trade.price &&
    inMade(tick.size, instrument.sizeDecimals, symbol.sizeDecimals) === trade.size &&
    tick.aggressorSide === (tested.tellsSide ? trade.aggressorSide : 'unknown')
  );
}

function compareQuote(told: Told): string[] {
  const { tested, ticks, market, symbol, instrument } = told;
  if (tested.venue.capabilities.channels.quotes === undefined) return [];
  const quote = ticks.findLast((tick): tick is Quote => tick.kind === 'quote');
  if (quote === undefined) return ['no quote was told'];
  const price = (value: number): number =>
    inMade(value, instrument.priceDecimals, symbol.priceDecimals);
  const size = (value: number): number =>
    inMade(value, instrument.sizeDecimals, symbol.sizeDecimals);
  const { bidPrice, bidSize, askPrice, askSize } = market.quote(symbol.symbol);
  const was = [bidPrice, bidSize, askPrice, askSize];
  const is = [
    price(quote.bidPrice),
    size(quote.bidSize),
    price(quote.askPrice),
    size(quote.askSize),
  ];
  return is.join() === was.join() ? [] : [`the last quote is ${is.join()}, it was ${was.join()}`];
}

/** The last book is that of the market, and none that was ever told is one that the market never had. */
function compareBooks(told: Told): string[] {
  const { tested, ticks, market, symbol } = told;
  if (tested.venue.capabilities.channels.depth === undefined) return [];
  const depths = ticks.filter((tick): tick is Depth => tick.kind === 'depth');
  // An empty one says that nothing is known.
  const known = depths.filter(({ bids, asks }) => bids.length + asks.length > 0);
  const wrong = known.filter((depth) => !market.hadTopTen(symbol.symbol, levelsOf(told, depth)));
  const problems: string[] = [];
  if (wrong.length > 0) problems.push(`${wrong.length} of ${known.length} books never were`);
  const last = depths.at(-1);
  if (last === undefined) return [...problems, 'no book was told'];
  const is = JSON.stringify(levelsOf(told, last));
  const was = JSON.stringify(market.best(symbol.symbol, 10));
  if (is !== was) problems.push(`the last book is ${is}, it was ${was}`);
  return problems;
}

function levelsOf({ instrument, symbol }: Told, { bids, asks }: Depth): BookLevels {
  const side = (levels: readonly number[]): number[] =>
    levels
      .slice(0, 20)
      .map((value, index) =>
        index % 2 === 0
          ? inMade(value, instrument.priceDecimals, symbol.priceDecimals)
          : inMade(value, instrument.sizeDecimals, symbol.sizeDecimals),
      );
  return { bids: side(bids), asks: side(asks) };
}

/** A number scaled by the instrument's decimals in the decimals of the made market. */
function inMade(value: number, decimals: number, madeDecimals: number): number {
  return decimals > madeDecimals
    ? value / 10 ** (decimals - madeDecimals)
    : value * 10 ** (madeDecimals - decimals);
}
