/** What browser and server say to each other, as domain objects; the bytes are made by the codecs. */
import type { ErrorCode } from './errors.ts';
import type {
  AggressorSide,
  Channel,
  FeedState,
  Instrument,
  Interval,
  Position,
  SymbolId,
} from './types.ts';

/** WebSocket subprotocol; its number goes up when old clients can no longer read new frames. */
export const SUBPROTOCOL = 'marketdata.v1';

/** Flush intervals a client can choose, milliseconds; 0 = as fast as the server's load allows. */
export const TIERS_MS = [0, 50, 100, 250, 500, 1000] as const;
export type TierMs = (typeof TIERS_MS)[number];

/** What a client wants of one symbol. */
export interface TopicRequest {
  readonly symbol: string;
  readonly channels: readonly Channel[];
  readonly bars: readonly BarsRequest[];
  /** Newest trade that the client holds; absent: it holds none, and wants the newest there are. */
  readonly tradesAfter?: TradeResume;
}

export interface BarsRequest {
  readonly interval: Interval;
  /** Bars wanted at once, 0 = only those that change from now on. */
  readonly historyCount: number;
  /** Open time of the newest bar that the client holds, UNIX ms, > 0; absent: it holds none. */
  readonly afterOpenTimeMs?: number;
}

/** A trade that a client holds: what comes after it is news, on whichever server it is asked for. */
export interface TradeResume extends Position {
  /** Of the numbering in which `nextNumber` counts; 0: not known. */
  readonly epoch: number;
  /** Number of the trade after it; 0: not known. */
  readonly nextNumber: number;
}

export type ClientMessage =
  | {
      readonly kind: 'subscribe';
      readonly requestId: number;
      readonly topics: readonly TopicRequest[];
    }
  | {
      readonly kind: 'unsubscribe';
      readonly requestId: number;
      readonly symbols: readonly string[];
    }
  | { readonly kind: 'setRate'; readonly requestId: number; readonly intervalMs: TierMs }
  | { readonly kind: 'ack'; readonly frame: number }
  | { readonly kind: 'ping'; readonly clientTimeMs: number };

/** What a symbol's news can be about. On the wire only quote, last and snapshot need their bit. */
export const GROUP = {
  quote: 1,
  last: 2,
  statistics: 4,
  depth: 8,
  bars: 16,
  trades: 32,
  snapshot: 64,
  /** Comes to all who have bars or trades; nobody asks for it. */
  gaps: 128,
  /** Comes to all who have the symbol; nobody asks for it. */
  status: 256,
} as const;

export interface QuoteView {
  readonly bidPrice: number;
  readonly bidSize: number;
  readonly askPrice: number;
  readonly askSize: number;
  /** Server clock, ms. */
  readonly receivedTimeMs: number;
  readonly venueTimeMs: number;
}

export interface LastView {
  readonly price: number;
  readonly size: number;
  readonly aggressorSide: AggressorSide;
  readonly receivedTimeMs: number;
  readonly venueTimeMs: number;
}

export interface StatisticsView {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  /** Rounded to the price decimals. */
  readonly vwap: number;
  readonly volume: number;
  readonly tradeCount: number;
}

export interface DepthView {
  /** Interleaved price, size; best first. */
  readonly bids: readonly number[];
  readonly asks: readonly number[];
}

/** A bar as the page gets it. */
export interface BarView {
  readonly openTimeMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly tradeCount: number;
}

export interface BarSeriesView {
  readonly interval: Interval;
  /** Oldest first; the newest may still be open. */
  readonly bars: readonly BarView[];
  /** Replaces what the client holds of this interval; else the bars are upserts by open time. */
  readonly isHistory: boolean;
  /**
   * Of a history: older bars may still come, as another one. Who lost the connection before that would not get
   * them by going on from the newest. Absent: no.
   */
  readonly isPartial?: boolean;
}

/** One trade of the lossless lane. */
export interface TradeView {
  readonly entryMs: number;
  readonly entrySeq: number;
  readonly index: number;
  readonly price: number;
  readonly size: number;
  readonly aggressorSide: AggressorSide;
  readonly receivedTimeMs: number;
  readonly venueTimeMs: number;
}

export interface TradeListView {
  /** Oldest first. */
  readonly trades: readonly TradeView[];
  /** Trades missing before the first. */
  readonly skipped: number;
  /** The list does not join on to what the client holds: an unknown number is missing before the first. */
  readonly isRestart?: boolean;
  /**
   * With a snapshot, and where a numbering begins: number of the trade that comes after the list, > 0;
   * absent: not said, or no trade yet.
   */
  readonly nextNumber?: number;
  /** With `nextNumber`: which numbering that is, uint32. */
  readonly epoch?: number;
}

/** Between these times ticks of a symbol are missing. */
export interface GapView {
  /** Venue time, UNIX ms. */
  readonly fromMs: number;
  /** Not before `fromMs`. */
  readonly toMs: number;
}

/** How the feed stands with its source of a symbol. */
export interface StatusView {
  readonly state: FeedState;
  /** Why, for people; may be empty. */
  readonly detail: string;
  /** Received time of the tick that began the state, UNIX ms. */
  readonly sinceTimeMs: number;
}

/** One symbol's news; an absent group is unchanged. */
export interface SymbolUpdate {
  readonly symbolId: SymbolId;
  /** Everything known of the granted channels: show it without flashes. */
  readonly isSnapshot: boolean;
  readonly quote?: QuoteView;
  readonly last?: LastView;
  readonly statistics?: StatisticsView;
  readonly depth?: DepthView;
  readonly bars?: readonly BarSeriesView[];
  readonly trades?: TradeListView;
  /** Oldest first; replaces all that the client knows of. */
  readonly gaps?: readonly GapView[];
  /** Absent in a snapshot: the feed has said nothing. */
  readonly status?: StatusView;
}

/** A granted topic with all that is needed to read its numbers. */
export interface SymbolInfo extends Omit<Instrument, 'session'> {
  readonly symbolId: SymbolId;
  readonly channels: readonly Channel[];
  readonly intervals: readonly Interval[];
}

export interface Subscribed {
  readonly requestId: number;
  readonly symbols: readonly SymbolInfo[];
  readonly unsubscribed: readonly string[];
  readonly effectiveIntervalMs: number;
}

export interface ErrorInfo {
  readonly code: ErrorCode | (string & {});
  readonly message: string;
  readonly retryable: boolean;
  /** 0: not about a request. */
  readonly requestId: number;
  /** Empty: not about one symbol. */
  readonly symbol: string;
}

export interface Pong {
  readonly clientTimeMs: number;
  readonly serverTimeMs: number;
}

export interface VenueStatus {
  readonly venue: string;
  readonly isSilent: boolean;
  /** 0: no tick yet. */
  readonly lastReceivedTimeMs: number;
}

/** Whether the server can read its log; if not, nothing it sends is fresh. */
export interface LogStatus {
  readonly isConnected: boolean;
  readonly sinceTimeMs: number;
  /** The log takes no more: what happens now may be missing for good. */
  readonly isFull: boolean;
}

export interface Rate {
  /** 0: adaptive. */
  readonly requestedIntervalMs: number;
  /** What the server does for the client under its present load. */
  readonly effectiveIntervalMs: number;
  /** Flushes since the Rate before in which the client's news waited for its acknowledgements. */
  readonly heldFlushCount: number;
  /** Mean time between its data frames since then; 0 while none was held. */
  readonly actualIntervalMs: number;
}

export interface Welcome {
  readonly server: string;
  readonly heartbeatIntervalMs: number;
  readonly heartbeatTimeoutMs: number;
  readonly topicLimit: number;
  /** Unacknowledged frames after which the server sends no more data. */
  readonly windowFrames: number;
  /** The same in bytes, whichever is reached first. */
  readonly windowBytes: number;
}

/** The parts of a frame that are not updates; each may be empty. */
export interface ControlParts {
  readonly subscribed?: readonly Subscribed[];
  readonly errors?: readonly ErrorInfo[];
  readonly pongs?: readonly Pong[];
  readonly venues?: readonly VenueStatus[];
  readonly log?: readonly LogStatus[];
  readonly rates?: readonly Rate[];
  readonly welcome?: readonly Welcome[];
}

/** A whole frame from the server. */
export interface ServerMessage extends Required<ControlParts> {
  /** 0: carries no updates and wants no Ack. */
  readonly frame: number;
  readonly serverTimeMs: number;
  readonly updates: readonly SymbolUpdate[];
}
