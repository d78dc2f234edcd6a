/** How much is kept of each symbol, and what is counted instead of logged. */
import type { BaseInterval } from '../../proto/types.ts';

/** How much is kept of each symbol, and how long a bar waits for stragglers. */
export interface MarketLimits {
  readonly bars: Readonly<Record<BaseInterval, number>>;
  readonly trades: number;
  readonly tradeIds: number;
  /** How long after its end a bar still takes trades, milliseconds of venue time. */
  readonly graceMs: number;
  /** Whether closed bars are kept for `takeClosedBars`; absent: they are not. */
  readonly recordsBars?: boolean;
}

export const DEFAULT_LIMITS: MarketLimits = {
  bars: { '1s': 3_600, '1m': 10_080, '1h': 8_784 },
  trades: 1_000,
  tradeIds: 2_048,
  graceMs: 2_000,
};

/** What is counted instead of logged. */
export interface MarketCounters {
  duplicateTrades: number;
  /** Trades that came after a bar of theirs had closed. */
  lateTrades: number;
  /** Trades whose venue time was too far ahead to be believed. */
  futureTicks: number;
  /** Ticks whose numbers clients could not be told exactly. */
  outOfRangeTicks: number;
  /** Trades that feeds say they have lost. */
  lostTrades: number;
}
