/**
 * The domain words that every process shares: instruments, ticks, bars, positions.
 *
 * Prices and sizes are exact integers scaled by the instrument's decimals (price 61837.63 with
 * `priceDecimals` 2 is 6183763), safe up to 2^53 - 1. Times are UNIX milliseconds (UTC).
 */

/** Small number that stands for a symbol on one server's wire; never stored. */
export type SymbolId = number & { readonly __brand: 'SymbolId' };

/** Where an instrument's day begins, for the day statistics. */
export type Session =
  /** Statistics cover the last 24 hours, minute by minute (crypto, FX). */
  | { readonly kind: 'rolling24h' }
  /** Statistics restart each day at `startMinuteUtc` (minutes after midnight UTC, 0..1439). */
  | { readonly kind: 'daily'; readonly startMinuteUtc: number };

/** A tradable thing and how to read its numbers. */
export interface Instrument {
  /** Unique name in this deployment, 1..64 printable ASCII characters without space, e.g. `BTC-USD`. */
  readonly symbol: string;
  /** Exchange or simulator that produces its ticks, e.g. `BINANCE`. */
  readonly venue: string;
  /** Human name, e.g. `Bitcoin / US dollar`; empty if the venue gives none. */
  readonly displayName: string;
  /** Decimals by which prices are scaled, 0..12. */
  readonly priceDecimals: number;
  /** Decimals by which sizes are scaled, 0..12. */
  readonly sizeDecimals: number;
  /** Smallest price step, scaled by `priceDecimals`, >= 1. */
  readonly tickSize: number;
  /** Currency of the price, e.g. `USD`; empty if not known. */
  readonly currency: string;
  readonly session: Session;
  /** Place in lists, 1 first; absent: behind all that have one, by symbol. */
  readonly rank?: number;
  /**
   * Log entry up to which the symbol's ticks are of another instrument that had its name before, and are passed
   * over. Absent: there was none.
   */
  readonly since?: EntryPosition;
}

/** Side of the order that took liquidity; `unknown` where the venue does not say. */
export type AggressorSide = 'buy' | 'sell' | 'unknown';

interface TickTimes {
  readonly symbol: string;
  /** When the venue says it happened. Equals `receivedTimeMs` where the venue gives no time. */
  readonly venueTimeMs: number;
  /** When our feed received it. */
  readonly receivedTimeMs: number;
}

/** One execution. */
export interface Trade extends TickTimes {
  readonly kind: 'trade';
  readonly price: number;
  /** Scaled, >= 0. */
  readonly size: number;
  readonly aggressorSide: AggressorSide;
  /** Venue's id, unique per symbol, for dropping duplicates; empty where the venue gives none. */
  readonly tradeId: string;
  /**
   * Fetched afterwards to fill a hole, so it may be older than what is shown already: it counts in bars,
   * statistics and tape, but is neither a newer last price nor a measure of delay. Absent: false.
   */
  readonly isBackfill?: boolean;
}

/** Best bid and ask. A side with size 0 is absent (its price is then meaningless). */
export interface Quote extends TickTimes {
  readonly kind: 'quote';
  readonly bidPrice: number;
  readonly bidSize: number;
  readonly askPrice: number;
  readonly askSize: number;
}

/** The best levels of both sides, absolute (not a delta), best first, at most 50 a side. */
export interface Depth extends TickTimes {
  readonly kind: 'depth';
  /** Interleaved `[price, size, price, size, ...]`, prices falling. */
  readonly bids: readonly number[];
  /** Interleaved `[price, size, price, size, ...]`, prices rising. */
  readonly asks: readonly number[];
}

/**
 * Notice of a feed that ticks of the symbol are missing: it dropped them, or could not get them. It goes
 * through the log like any tick, so every reader marks the same hole.
 */
export interface Gap extends TickTimes {
  readonly kind: 'gap';
  /** Venue time of the last tick before the hole, or the best guess at it. */
  readonly fromMs: number;
  /** Venue time of the first tick after it, >= `fromMs`. */
  readonly toMs: number;
  /** Trades that are missing; 0: not known. */
  readonly lostTrades: number;
}

/**
 * States of a symbol's source. `connecting`: no connection, or not yet subscribed; `live`: data may come at any
 * time; `stale`: connected, but no data for longer than is usual; `resync`: the book is being fetched anew;
 * `halted`: the venue has suspended trading; `fatal`: given up, somebody has to change something.
 */
export const FEED_STATES = ['live', 'connecting', 'stale', 'resync', 'halted', 'fatal'] as const;
export type FeedState = (typeof FEED_STATES)[number];

/**
 * Notice of a feed of how it stands with its source of the symbol; goes through the log like any tick, between
 * the ticks before and after it. Says nothing about the market: it neither moves its clock nor makes it fresh.
 */
export interface Status extends TickTimes {
  readonly kind: 'status';
  readonly state: FeedState;
  /** Why, for people, e.g. `connection lost, next try in 2 s`; empty if there is nothing to say. At most 200 characters. */
  readonly detail: string;
  /** The symbol has got another instrument just now, to be looked up before what follows. Absent: false. */
  readonly isNewInstrument?: boolean;
}

/** Any one event of a symbol as it arrives. */
export type Tick = Trade | Quote | Depth | Gap | Status;

/** What a feed says of itself, where all other ticks are of the market. */
export type Notice = Gap | Status;

/** Whether a tick is a word of the feed and none of the market: it proves no venue alive and tells no time. */
export function isNotice(tick: Tick): tick is Notice {
  return tick.kind === 'gap' || tick.kind === 'status';
}

/** Bar lengths that the page offers; the first of each row of three is stored, the others merged. */
export const INTERVALS = ['1s', '5s', '15s', '1m', '5m', '15m', '1h', '4h', '1d'] as const;
export type Interval = (typeof INTERVALS)[number];

/** Lengths in milliseconds. */
export const INTERVAL_MS: Readonly<Record<Interval, number>> = {
  '1s': 1_000,
  '5s': 5_000,
  '15s': 15_000,
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '1h': 3_600_000,
  '4h': 14_400_000,
  '1d': 86_400_000,
};

/** Intervals that are built from trades and stored; all others are merged from them. */
export const BASE_INTERVALS = ['1s', '1m', '1h'] as const satisfies readonly Interval[];
export type BaseInterval = (typeof BASE_INTERVALS)[number];

/** Which base interval each interval is merged from (itself for a base one). */
export const BASE_OF: Readonly<Record<Interval, BaseInterval>> = {
  '1s': '1s',
  '5s': '1s',
  '15s': '1s',
  '1m': '1m',
  '5m': '1m',
  '15m': '1m',
  '1h': '1h',
  '4h': '1h',
  '1d': '1h',
};

/** Trades of `[openTimeMs, openTimeMs + interval)` by venue time. Intervals without trades have no bar. */
export interface Bar {
  readonly openTimeMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Sum of sizes, scaled. */
  readonly volume: number;
  readonly tradeCount: number;
  /**
   * Sum of price x size, scaled by both decimals; for VWAP only. A double: it exceeds 2^53 in
   * ordinary trading, so it is rounded to a relative error of about 1e-16 for each trade.
   */
  readonly turnover: number;
}

/** A place in one partition's log: the stream entry `<entryMs>-<entrySeq>` and the tick's index in it. */
export interface Position {
  readonly entryMs: number;
  readonly entrySeq: number;
  readonly index: number;
}

/** A whole entry of one partition's log: `<ms>-<seq>`. */
export interface EntryPosition {
  readonly ms: number;
  readonly seq: number;
}

/** What a client can ask for of a symbol, beside bars. */
export const CHANNELS = ['quote', 'last', 'statistics', 'depth', 'trades'] as const;
export type Channel = (typeof CHANNELS)[number];
