/** The state of one symbol as a recorder stores it and others begin from: all that its next ticks depend on. */
import type { DepthView, GapView, LastView, QuoteView, StatusView } from './frames.ts';
import type { BaseInterval, EntryPosition, Instrument } from './types.ts';

/** Columns of a row of `BarsSnapshot.rows`: openTimeMs, open, high, low, close, volume, tradeCount, turnover. */
export const BAR_COLUMNS = 8;
/** Columns of a row of `minutes`: minute since 1970, open, high, low, volume, tradeCount, turnover. */
export const MINUTE_COLUMNS = 7;
/**
 * Columns of a row of `TradesSnapshot.rows`: entryMs, entrySeq, index, price, size, side (0 unknown,
 * 1 buy, 2 sell), receivedTimeMs, venueTimeMs.
 */
export const TRADE_COLUMNS = 8;

/** Bars of one base interval; those that are closed stand in the bars stream, not here. */
export interface BarsSnapshot {
  /** Bars that open before it are closed. */
  readonly closedBeforeMs: number;
  /** Open time of the oldest bar that the state has ever held; Infinity: it has held none. */
  readonly oldestOpenMs: number;
  /** Open time of the newest bar that was held and is not among `rows`; -Infinity: none. */
  readonly lostThroughMs: number;
  /** Row-major, oldest first: the open bars, and in front of them closed ones that nobody has stored yet. */
  readonly rows: Float64Array;
}

/** The newest trades and how they are numbered. */
export interface TradesSnapshot {
  /** Number that the next trade will get; the last row's is one less. */
  readonly nextNumber: number;
  /** What tells this numbering from others, uint32; 0 before the first trade. */
  readonly epoch: number;
  /** Number of the first trade after the newest hole in the log; -1: the log had none. */
  readonly holeNumber: number;
  /** Row-major, oldest first. */
  readonly rows: Float64Array;
}

/** Hashes of remembered trade ids, 8 bytes each, in no order. */
export interface TradeIdsSnapshot {
  readonly newer: Uint8Array;
  readonly older: Uint8Array;
}

/** How far a symbol's ticks have come, by different clocks, UNIX ms; 0 before the first tick. */
export interface ClocksSnapshot {
  /** Time up to which bars are closed, but for the grace period. */
  readonly trustedMs: number;
  /** Latest received time. */
  readonly receivedMs: number;
  /** Latest venue time that was believed. */
  readonly venueMs: number;
}

/** One symbol. */
export interface SymbolSnapshot {
  readonly instrument: Instrument;
  /** The last log entry of the partition that is folded in. */
  readonly position: EntryPosition;
  readonly clocks: ClocksSnapshot;
  readonly quote?: QuoteView;
  readonly last?: LastView;
  /** Time by which a trade is compared with `last`; -Infinity: none yet. */
  readonly lastTimeMs: number;
  readonly depth?: DepthView;
  /** Range of all prices had; absent before the first. */
  readonly prices?: { readonly low: number; readonly high: number };
  /** Oldest first. */
  readonly gaps: readonly GapView[];
  /** Absent: the feed has said nothing. */
  readonly status?: StatusView;
  /** Minutes of the day statistics, row-major, in the order in which they are summed up. */
  readonly minutes: Float64Array;
  /** Sum of price x size over the day, as it has come about: rounding depends on the order. */
  readonly turnover: number;
  readonly bars: Readonly<Record<BaseInterval, BarsSnapshot>>;
  readonly trades: TradesSnapshot;
  readonly tradeIds: TradeIdsSnapshot;
}
