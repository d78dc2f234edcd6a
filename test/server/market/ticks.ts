/** Builders of instruments and ticks for the market's tests, with what a test does not care about filled in. */
import type { Instrument, Position, Quote, Trade } from '../../../proto/types.ts';
import {
  DEFAULT_LIMITS,
  type MarketCounters,
  type MarketLimits,
} from '../../../server/market/limits.ts';
import { MarketState } from '../../../server/market/market-state.ts';

/** A full hour, so that bars of all base intervals begin here. */
export const START_MS = 1_790_002_800_000;

export function instrument(change: Partial<Instrument> = {}): Instrument {
  return {
    symbol: 'AAA',
    venue: 'TEST',
    displayName: 'Test A',
    priceDecimals: 2,
    sizeDecimals: 3,
    tickSize: 1,
    currency: 'USD',
    session: { kind: 'rolling24h' },
    ...change,
  };
}

/** A trade at START_MS + `atMs` by both clocks unless told otherwise; without an id. */
export function trade(atMs: number, change: Partial<Trade> = {}): Trade {
  return {
    kind: 'trade',
    symbol: 'AAA',
    venueTimeMs: START_MS + atMs,
    receivedTimeMs: START_MS + atMs,
    price: 100,
    size: 1,
    aggressorSide: 'buy',
    tradeId: '',
    ...change,
  };
}

export function quote(atMs: number, change: Partial<Quote> = {}): Quote {
  return {
    kind: 'quote',
    symbol: 'AAA',
    venueTimeMs: START_MS + atMs,
    receivedTimeMs: START_MS + atMs,
    bidPrice: 99,
    bidSize: 5,
    askPrice: 101,
    askSize: 6,
    ...change,
  };
}

export function position(index: number): Position {
  return { entryMs: START_MS, entrySeq: 0, index };
}

export interface StateUnderTest {
  readonly state: MarketState;
  readonly counters: MarketCounters;
  /** Folds ticks at positions 0, 1, 2, ... and returns the groups of the last one. */
  readonly fold: (...ticks: readonly (Trade | Quote)[]) => number;
}

export function createCounters(): MarketCounters {
  return { duplicateTrades: 0, lateTrades: 0, futureTicks: 0, outOfRangeTicks: 0, lostTrades: 0 };
}

export function createState(
  limits: Partial<MarketLimits> = {},
  change: Partial<Instrument> = {},
): StateUnderTest {
  const counters = createCounters();
  const state = new MarketState(instrument(change), { ...DEFAULT_LIMITS, ...limits }, counters);
  let next = 0;
  const fold = (...ticks: readonly (Trade | Quote)[]): number => {
    let groups = 0;
    for (const tick of ticks) groups = state.fold(tick, position(next++));
    return groups;
  };
  return { state, counters, fold };
}
