/**
 * The adapter contract: a venue that streams over WebSockets, as data and pure functions.
 *
 * What a venue says and how it is asked stands here; sockets, HTTP, timers, retries and limits are those of feed/live,
 * the same for all venues.
 */
import type { Bar, BaseInterval, Trade } from '../../proto/types.ts';
import type { VenueCapabilities, VenueChannel } from './venue-capabilities.ts';
import type {
  ControlFrame,
  ResyncingMapper,
  VenueInstrument,
  VenueMapper,
} from './venue-mapper.ts';

/** Values of the variables that `VenueCapabilities.credentials` names; never to be shown or logged. */
export type Credentials = Readonly<Record<string, string>>;

/** One GET request. */
export interface HttpRequest {
  /** Whole address with host; the host is exchanged where the user named another. */
  readonly url: string;
  /** May hold keys: never to be shown or logged. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What it costs against `limits.http`, in the venue's own units. Absent: 1. */
  readonly weight?: number;
}

/** One answer of a list, and where the rest is. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /**
   * The request for what follows; absent: this was the end, or all that the venue gives. Without headers it has those
   * of the request before: who reads an answer does not know the keys.
   */
  readonly next?: HttpRequest;
  /** What was asked for goes on, but the venue does not give the rest. Absent: false. */
  readonly isCut?: boolean;
}

/** Trades that are missing between two that were received; times are venue times, UNIX ms. */
export interface TradeHole {
  readonly instrument: VenueInstrument;
  /** Id of the last trade before the hole; empty where the venue has no ids. */
  readonly afterId: string;
  /**
   * Its time. For ids that are `unique` the runtime asks from a second earlier, takes all from there on, and drops what
   * it has: no id tells where the hole is.
   */
  readonly afterTimeMs: number;
  /** Id of the first trade behind it; absent while none has come. */
  readonly beforeId?: string;
  /** Time of the first trade behind it, or now. */
  readonly beforeTimeMs: number;
}

/** What is said over the socket. */
export interface StreamProtocol {
  /** Address to connect to, with what has to stand in it. May hold a key: never to be shown or logged. Absent: as it is. */
  connectUrl?(url: string, credentials: Credentials): string;
  /** First messages of a connection, where the venue wants keys. Hold keys: never to be shown or logged. */
  authenticate?(credentials: Credentials): readonly string[];
  /**
   * Requests for channels of symbols. They are cut here, not by the runtime, into texts within `limits.topicsPerRequest`
   * and `limits.requestLength`; the contract suite checks that. How fast they are sent is the runtime's affair.
   *
   * Called for all channels of a symbol, or for one of them. Where one topic of the venue serves two channels (quotes
   * and depth), name it once in a call; identical texts are sent once.
   *
   * @param natives  Names as the venue writes them.
   * @param channels Only such as the venue has.
   * @param id       A number in digits, new for each call; the venue repeats it in its answer if it can.
   */
  subscribe(
    natives: readonly string[],
    channels: readonly VenueChannel[],
    id: string,
  ): readonly string[];
  /**
   * Takes subscriptions back; used to fetch a book anew. Nobody waits for the answer: `classify` may call it
   * `acknowledged` with its id. Where answers name symbols only, call it `heartbeat`: it could be taken for the
   * confirmation of what is subscribed next.
   */
  unsubscribe(
    natives: readonly string[],
    channels: readonly VenueChannel[],
    id: string,
  ): readonly string[];
  /** What is sent every `pingEveryMs`; absent: nothing is. */
  ping?(): string;
  /**
   * What a frame means for the connection (`ControlFrame`, venue-mapper.ts); undefined for market data and what is not
   * known. Never throws.
   *
   * `refused` with `symbol`: that symbol ends if it is fatal, else it is asked for again. Without one: fatal ends the
   * whole venue (a wrong key), every symbol of it; else what is not confirmed in time is asked for again.
   */
  classify(frame: string): ControlFrame | undefined;
}

/** Past bars over HTTP. */
export interface CandleService {
  /** Those of our base intervals that the venue has. */
  readonly intervals: readonly BaseInterval[];
  /** Bars of one request at most. */
  readonly maxBars: number;
  /** Asks for bars that open in `[fromMs, toMs)`, at most `maxBars` of them. */
  request(
    instrument: VenueInstrument,
    interval: BaseInterval,
    fromMs: number,
    toMs: number,
    credentials: Credentials,
  ): HttpRequest;
  /**
   * Reads the answer.
   *
   * @returns Bars in any order, the open one included if the venue gives it; the runtime sorts and cuts.
   * @throws {MarketDataError} ERR_VENUE_PROTOCOL
   */
  parse(text: string, instrument: VenueInstrument, interval: BaseInterval): Page<Bar>;
}

/** Past trades over HTTP, for holes. */
export interface TradeService {
  request(hole: TradeHole, credentials: Credentials): HttpRequest;
  /**
   * Reads the answer; trades beside the hole are cut off by the runtime, which also sets `receivedTimeMs` and the
   * backfill mark. A time that cannot be meant (before 2001; `readPastTrade` makes it 0) becomes that of the begin of the
   * hole where contiguous ids tell the place; elsewhere the trade is dropped, and the hole does not count as filled.
   *
   * @returns Trades in any order; `next` only if more is needed to fill the hole.
   * @throws {MarketDataError} ERR_VENUE_PROTOCOL
   */
  parse(text: string, hole: TradeHole): Page<Trade>;
  /**
   * Ids by which the answers know a trade of the stream, where one of the stream stands for several of theirs: what has
   * one of these ids is not missing, and nothing new. Absent: each has its own id.
   */
  matchIds?(tradeId: string): readonly string[];
}

/** Book snapshots over HTTP, where the stream itself sends none. */
export interface BookService {
  request(instrument: VenueInstrument, credentials: Credentials): HttpRequest;
}

/** One venue. */
export interface Venue {
  readonly capabilities: VenueCapabilities;
  readonly stream: StreamProtocol;
  /** Everything that can be subscribed to. */
  readonly instruments: {
    /**
     * @param wanted Symbols that are looked for, ours without `.VENUE`: a venue may leave others out. Absent or
     *               empty: all.
     */
    request(credentials: Credentials, wanted?: readonly string[]): HttpRequest;
    /** @throws {MarketDataError} ERR_VENUE_PROTOCOL */
    parse(text: string): Page<VenueInstrument>;
  };
  /**
   * A mapper for the frames of one connection.
   *
   * @param depthLevels Levels a side of a Depth, 1..50.
   */
  createMapper(
    instruments: readonly VenueInstrument[],
    depthLevels: number,
  ): VenueMapper | ResyncingMapper;
  readonly candles?: CandleService;
  readonly trades?: TradeService;
  /** Its answer goes through the mapper as a frame, with our symbol as hint. */
  readonly book?: BookService;
  /**
   * The venue as it is at this address of its stream, where that decides what HTTP has to be asked. Absent: it is the
   * same at every address.
   */
  forStream?(url: string): Venue;
}
