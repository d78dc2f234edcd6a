/** What page and worker say to each other. */
import type { DepthView, TierMs } from '../../proto/frames.ts';
import type { AggressorSide, Channel, FeedState, Instrument, Interval } from '../../proto/types.ts';
import type { ConnectionPhase } from './connection.ts';

/** What the page wants of one symbol. */
export interface DesiredTopic {
  readonly symbol: string;
  readonly channels: readonly Channel[];
  readonly bars: readonly { readonly interval: Interval; readonly historyCount: number }[];
}

export type PageMessage =
  /** First message. `url`: wss address of the stream. */
  | { readonly kind: 'start'; readonly url: string; readonly isDebug: boolean }
  /** The whole wanted set; replaces the one before. */
  | { readonly kind: 'topics'; readonly topics: readonly DesiredTopic[] }
  /**
   * The page can take a frame. `drawnFrame`: newest data frame that is on the screen, 0 = none.
   * `buffer`: the rows of the frame before, to be filled again.
   */
  | {
      readonly kind: 'pull';
      readonly connection: number;
      readonly drawnFrame: number;
      readonly buffer: ArrayBuffer | null;
    }
  /** How often the user wants news; until it is said: as fast as it goes. */
  | { readonly kind: 'tier'; readonly tierMs: TierMs }
  | { readonly kind: 'visibility'; readonly isVisible: boolean }
  | { readonly kind: 'retryNow' }
  | { readonly kind: 'stop' };

/** Columns of a row; NaN = not known. Prices and sizes are scaled integers. */
export const ROW = {
  /** The symbol, as `names` said. */
  index: 0,
  last: 1,
  lastSize: 2,
  bidPrice: 3,
  bidSize: 4,
  askPrice: 5,
  askSize: 6,
  dayOpen: 7,
  dayHigh: 8,
  dayLow: 9,
  vwap: 10,
  volume: 11,
  tradeCount: 12,
  lastVenueTimeMs: 13,
  /** When the newest tick was received, page clock; 0 = never. */
  lastTickMs: 14,
  /** Sum of FLAG bits. */
  flags: 15,
} as const;
export const ROW_LENGTH = 16;

export const FLAG = {
  isStale: 1,
  /** Changed by a snapshot since the frame before: show it without a flash. */
  isQuiet: 2,
  /** A tick came since the frame before, outside a snapshot. */
  hasTick: 4,
} as const;

/** Gives a row index its symbol; said before the first row with that index. */
export interface SymbolName {
  readonly index: number;
  readonly symbol: string;
}

/** Why a symbol cannot be had. */
export interface SymbolFault {
  readonly symbol: string;
  /** Half a sentence; empty: it can be had. */
  readonly message: string;
  /** Whether the worker asks for it again by itself. */
  readonly isRetried: boolean;
}

/** What the symbol table says of a symbol. */
export type TableInstrument = Omit<Instrument, 'session'>;

/** Bars that changed since the frame before, as columns, oldest first, times strictly rising. */
export interface BarsChange {
  readonly symbol: string;
  readonly interval: Interval;
  /** Replaces what the page holds; else upserts by open time. */
  readonly isHistory: boolean;
  /** Bars; the columns follow each other in `columns`: open times, open, high, low, close, volume. */
  readonly count: number;
  readonly columns: Float64Array<ArrayBuffer>;
}

/** Times between which ticks are missing; they replace all that the page knows of. */
export interface GapsChange {
  readonly symbol: string;
  /** Pairs of from and to, venue time, UNIX ms, oldest first. Empty: there are none. */
  readonly spans: Float64Array<ArrayBuffer>;
}

/** How the feed stands with its source of a symbol. */
export interface FeedChange {
  readonly symbol: string;
  readonly state: FeedState;
  /** Why, for people; may be empty. */
  readonly detail: string;
  /** Since when, page clock, ms. */
  readonly sinceMs: number;
}

/** Trades since the frame before. */
export interface TapeChange {
  readonly symbol: string;
  /** Replaces what the page holds. */
  readonly isReset: boolean;
  /** Trades known to be missing since the symbol was subscribed. */
  readonly skipped: number;
  /** Where trades are missing, oldest first; replaces what the page knows of. At most `SKIPS_CAPACITY`. */
  readonly skips: readonly TapeSkip[];
  /** `TAPE_LENGTH` numbers a trade, oldest first. */
  readonly rows: Float64Array<ArrayBuffer>;
}

/** Trades are missing directly before the trade at this position, which is one of the tape. */
export interface TapeSkip {
  readonly beforeEntryMs: number;
  readonly beforeEntrySeq: number;
  readonly beforeIndex: number;
  /** Trades missing; 0: it is not known how many, perhaps none. */
  readonly count: number;
}

/** entryMs, entrySeq, index, price, size, side (index into TAPE_SIDES), receivedTimeMs, venueTimeMs. */
export const TAPE_LENGTH = 8;
export const TAPE_SIDES: readonly AggressorSide[] = ['unknown', 'buy', 'sell'];
/** Trades that worker and page keep. */
export const TAPE_CAPACITY = 500;
/** Places with missing trades that are told of, the newest. */
export const SKIPS_CAPACITY = 50;

export interface DepthChange extends DepthView {
  readonly symbol: string;
}

export interface SparklineChange {
  readonly symbol: string;
  /** Closing prices, oldest first, at most 60, the last one live. */
  readonly closes: Float64Array<ArrayBuffer>;
}

/** Facts about the connection; the page makes words of them. Times are page clock, ms. */
export interface LinkStatus {
  readonly phase: ConnectionPhase;
  /** Whether a socket was ever open. */
  readonly wasOpen: boolean;
  /** Whether the socket is not the first one. */
  readonly isReconnected: boolean;
  readonly isOnline: boolean;
  readonly closeCode: number;
  readonly closeReason: string;
  readonly attempt: number;
  readonly retryAtMs: number;
  /** When the last frame came; 0: never. */
  readonly lastReceivedMs: number;
  /** When the last frame came while the server could read its log and a venue was alive; 0: never. */
  readonly lastFreshMs: number;
  readonly roundTripMs: number;
  readonly roundTripP95Ms: number;
  readonly clockOffsetMs: number;
  readonly framesPerSecond: number;
  readonly updatesPerSecond: number;
  readonly bytesPerSecond: number;
  /** Flush interval that the server was asked for, as it confirmed; 0: as fast as it goes. */
  readonly requestedIntervalMs: number;
  readonly effectiveIntervalMs: number;
  /** Flushes of about the last second that waited for our acknowledgements; 0: none. */
  readonly heldFlushCount: number;
  /** Mean time between the frames of that second; 0: none was held. */
  readonly actualIntervalMs: number;
  readonly server: string;
  readonly venues: readonly {
    readonly venue: string;
    readonly isSilent: boolean;
    readonly lastReceivedMs: number;
  }[];
  readonly isLogConnected: boolean;
  /** Since when the log is (not) connected; 0: not known. */
  readonly logSinceMs: number;
  /** The log takes no more: what happens now may be missing for good. */
  readonly isLogFull: boolean;
  /** Symbols whose snapshot on this connection is awaited: for a while all, then only if none is granted. */
  readonly awaitedSnapshots: number;
}

/** Everything that changed since the frame before. At most one is under way. */
export interface FrameMessage {
  readonly kind: 'frame';
  /** Number of the socket that `newestFrame` counts on; goes back in the next pull. */
  readonly connection: number;
  /** Newest data frame of the server that is in here; 0: none. */
  readonly newestFrame: number;
  readonly names: readonly SymbolName[];
  readonly instruments: readonly TableInstrument[];
  readonly errors: readonly SymbolFault[];
  readonly rowCount: number;
  /** `rowCount` x `ROW_LENGTH` doubles, and spare room after them. Give it back with the next pull. */
  readonly rows: ArrayBuffer;
  readonly sparklines: readonly SparklineChange[];
  readonly bars: readonly BarsChange[];
  readonly gaps: readonly GapsChange[];
  readonly feeds: readonly FeedChange[];
  readonly depths: readonly DepthChange[];
  readonly tapes: readonly TapeChange[];
  readonly status: LinkStatus | null;
}

export type WorkerMessage = FrameMessage;
