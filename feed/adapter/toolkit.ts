/**
 * What an adapter of the user's own is made with: readers of exact numbers, order books, trade ids, the line format.
 *
 * A module of this repository imports from here. One that lies elsewhere is handed the same as `toolkit`, and imports
 * types at most, which vanish when it runs.
 */
import { MarketDataError } from '../../proto/errors.ts';
import { decimalsOf, parseDecimal } from '../decimal.ts';
import { AbsoluteBook } from '../venues/absolute-book.ts';
import { readBar } from '../venues/bar-reader.ts';
import { isExact, scaleNumber } from '../venues/json-number.ts';
import { MarketBook } from '../venues/market-book.ts';
import { readPastTrade } from '../venues/past-trade.ts';
import { spotInstrument } from '../venues/spot-instrument.ts';
import { stockInstrument } from '../venues/stock-reader.ts';
import { createGap, TradeSequence } from '../venues/trade-sequence.ts';
import { isAbsurdTime, parseIsoTime } from '../venues/venue-time.ts';
import { byNativeSymbol, isObject, parseQuietly, WireReader } from '../venues/wire.ts';

/** Everything that is no type. */
export const toolkit = {
  MarketDataError,
  /** Fields of JSON frames, with errors that say what came. */
  WireReader,
  byNativeSymbol,
  isObject,
  parseQuietly,
  /** `61837.63` with 2 decimals -> 6183763, exactly. */
  parseDecimal,
  decimalsOf,
  /** The same for JSON numbers. */
  scaleNumber,
  isExact,
  /** ISO 8601 -> UNIX ms; `WireReader.time` reads it, and s, ms, us and ns. */
  parseIsoTime,
  isAbsurdTime,
  /** A book of snapshot and absolute level sizes, checked by a sequence. */
  AbsoluteBook,
  /** A book whose changes are applied by hand. */
  MarketBook,
  /** Trade ids that count up by one. */
  TradeSequence,
  createGap,
  /** A past bar, and a past trade, of an HTTP answer. */
  readBar,
  readPastTrade,
  /** An instrument of a pair, and of a stock. */
  spotInstrument,
  stockInstrument,
} as const;
export type Toolkit = typeof toolkit;

export {
  AbsoluteBook,
  byNativeSymbol,
  createGap,
  decimalsOf,
  isAbsurdTime,
  isExact,
  isObject,
  MarketBook,
  MarketDataError,
  parseDecimal,
  parseIsoTime,
  parseQuietly,
  readBar,
  readPastTrade,
  scaleNumber,
  spotInstrument,
  stockInstrument,
  TradeSequence,
  WireReader,
};
export type {
  Bar,
  BaseInterval,
  Depth,
  Gap,
  Instrument,
  Quote,
  Status,
  Tick,
  Trade,
} from '../../proto/types.ts';
export type { HistoryChunk, TickSource } from '../source.ts';
export type * from '../venues/venue.ts';
export type * from '../venues/venue-capabilities.ts';
export type * from '../venues/venue-mapper.ts';
export type { BookMessage, SequenceVerdict } from '../venues/absolute-book.ts';
export type { BookSide, Levels } from '../venues/order-book.ts';
export type { JsonObject, WireMarket } from '../venues/wire.ts';
export type { AdapterContext, TickLine } from './adapter-context.ts';
export type * from './venue-samples.ts';
