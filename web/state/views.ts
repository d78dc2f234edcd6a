/** What the page shows, as plain data: the contract between the state classes and the components. */
import type { DepthView, TierMs, TradeView } from '../../proto/frames.ts';
import type { TapeSkip } from '../client/link.ts';
import type { FeedState, Instrument, Interval } from '../../proto/types.ts';

/** The states of the connection chip, worst first where several hold at once. */
export type ConnectionState =
  /** The server refused and reconnecting is useless: see `message`. */
  | 'rejected'
  /** The browser says that there is no network. */
  | 'offline'
  /** First connection not yet made. */
  | 'connecting'
  /** The socket was lost; a retry is due at `retryAtMs`. */
  | 'reconnecting'
  /** Connected again, the first snapshots are not all here yet. */
  | 'catchingUp'
  /** The server is there but cannot read its log (Redis away). */
  | 'logDown'
  /** The server's log takes no more: nothing new can come. */
  | 'logFull'
  /** The server is there but every venue is silent. */
  | 'feedDown'
  /** The feed has given up on every symbol here. */
  | 'feedStopped'
  /** The feed has no source of any symbol here at the moment. */
  | 'feedLost'
  /** Everything works, but round trip or tick age is above its limit. */
  | 'slow'
  | 'live';

export interface ConnectionView {
  readonly state: ConnectionState;
  /** Reason in words for rejected, feedDown, feedStopped, feedLost, logDown and logFull; else empty. */
  readonly message: string;
  /** What the feed last said of itself, a sentence, while it has no source of any symbol here; else empty. */
  readonly feedWords: string;
  /** Since when the state holds, page clock. */
  readonly sinceMs: number;
  /** Symbols that had to be restored when catching up began, and those that are; 0 in other states. */
  readonly catchUpCount: number;
  readonly caughtUpCount: number;
  /** When data was last known to be fresh, page clock; 0: never. */
  readonly lastFreshMs: number;
  /** Tries since the socket was lost; 0 while it is open. */
  readonly attempt: number;
  /** When the next try is due, page clock; 0: none is planned. */
  readonly retryAtMs: number;
  /** Median of the last pings; 0: not known. */
  readonly roundTripMs: number;
  /** Server clock minus page clock. */
  readonly clockOffsetMs: number;
  /** Age of the newest ticks when the page got them (feed to page), median of the last second; -1: none came. */
  readonly tickAgeMs: number;
  readonly framesPerSecond: number;
  readonly updatesPerSecond: number;
  readonly bytesPerSecond: number;
  /** Flush interval that the server was asked for; 0: as fast as it goes. */
  readonly requestedIntervalMs: number;
  /** What the server does for all under its present load; 0: not known. */
  readonly effectiveIntervalMs: number;
  /** Flushes of about the last second that waited for this page; 0: none. */
  readonly heldFlushCount: number;
  /** Mean time between the updates of that second; 0: none waited. */
  readonly actualIntervalMs: number;
  readonly server: string;
  readonly venues: readonly VenueView[];
}

export interface VenueView {
  readonly venue: string;
  readonly isSilent: boolean;
  /** Page clock; 0: never. */
  readonly lastReceivedMs: number;
}

/** What the feed says of itself and one symbol. */
export interface FeedView {
  readonly state: FeedState;
  /** Why, for people; may be empty. */
  readonly detail: string;
  /** Since when, page clock, ms. */
  readonly sinceMs: number;
}

/** One symbol's conflated values; null = not known yet. Prices and sizes are scaled integers. */
export interface SymbolView {
  readonly last: number | null;
  readonly lastSize: number | null;
  /** -1 below, 0 same, 1 above the price before; for the arrow and the flash. */
  readonly direction: -1 | 0 | 1;
  /** Goes up when the row may flash: not on snapshots, restored data or a page that was hidden. */
  readonly flashCount: number;
  readonly bidPrice: number | null;
  readonly bidSize: number | null;
  readonly askPrice: number | null;
  readonly askSize: number | null;
  readonly dayOpen: number | null;
  readonly dayHigh: number | null;
  readonly dayLow: number | null;
  readonly vwap: number | null;
  readonly volume: number | null;
  readonly tradeCount: number | null;
  /** Venue time of the last trade, UNIX ms; null: none. */
  readonly lastVenueTimeMs: number | null;
  /** When its newest tick was received, page clock; 0: never. */
  readonly lastTickMs: number;
  /** No tick for longer than its limit, or nothing can be fresh now. */
  readonly isStale: boolean;
  /** Null: the feed says nothing of itself. */
  readonly feed: FeedView | null;
  /** Why the symbol cannot be had (unknown symbol, limit); empty: it can. */
  readonly error: string;
  /** Whether the page asks for it again by itself; false without an error. */
  readonly isRetried: boolean;
}

/** What is fixed about a symbol; from the symbol table or the instrument list. */
export type InstrumentView = Omit<Instrument, 'session'>;

/** The book and tape of the selected symbol. */
export interface BookView {
  readonly depth: DepthView | null;
  /** Newest first, at most 500. */
  readonly trades: readonly TradeView[];
  /** Trades known to be missing since the page was opened. */
  readonly skipped: number;
  /** Between which of the trades here others are missing. */
  readonly skips: readonly TapeSkip[];
}

/** What the user chose; kept in localStorage and, for symbol and interval, in the URL's fragment. */
export interface Preferences {
  readonly watchlist: readonly string[];
  readonly selected: string;
  readonly interval: Interval;
  readonly chartKind: 'candle' | 'ohlc' | 'line' | 'area';
  readonly theme: 'system' | 'dark' | 'light';
  readonly palette: 'classic' | 'cvd';
  /** IANA name, or `local`. */
  readonly timeZone: string;
  readonly density: 'comfortable' | 'compact';
  /** Shortest time between two updates of the page, ms; 0: as fast as it goes. */
  readonly tierMs: TierMs;
  /** Width of the panel, CSS pixels; the splitter holds its limits. */
  readonly watchlistWidth: number;
  /** Width of the panel, CSS pixels; the splitter holds its limits. */
  readonly bookWidth: number;
}
