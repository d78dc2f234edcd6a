/** What a venue offers and allows, as data: what a connection has to know before it connects. */

/** What is asked of a venue, in our words. */
export const VENUE_CHANNELS = ['trades', 'quotes', 'depth'] as const;
export type VenueChannel = (typeof VENUE_CHANNELS)[number];

/** So many in any span of so many milliseconds. */
export interface RateLimit {
  readonly count: number;
  readonly perMs: number;
}

/** A value that the venue wants to see, and where it is taken from. */
export interface CredentialField {
  /** By which `Credentials` names it, e.g. `key`. */
  readonly name: string;
  /** Environment variable, e.g. `ALPACA_API_KEY`. */
  readonly variable: string;
}

/** One venue's offer and its limits. Durations in milliseconds; an absent limit is one the venue does not publish. */
export interface VenueCapabilities {
  /** As in symbols and on the page, e.g. `BINANCE`; its lower case is the name of the source. */
  readonly venue: string;
  /** Address of the public stream, without any key. */
  readonly url: string;
  /** What there is, with the venue's own name of the channel; the same name for two where one topic serves both. */
  readonly channels: Readonly<Partial<Record<VenueChannel, string>>>;
  /**
   * `contiguous`: each trade id of a symbol is the one before plus one, so that a jump is a loss, which the mapper tells
   * by a Gap. `unique`: ids only tell repetitions, and may leave numbers out (counted over all markets together, say).
   * `none`: nothing can be filled; each lost connection is a Gap.
   */
  readonly tradeIds: 'contiguous' | 'unique' | 'none';
  /** Keys that are needed; empty: none. */
  readonly credentials: readonly CredentialField[];
  /** Subscribed to unless the user names symbols; in ours without `.VENUE`, e.g. `BTC-USDT`. */
  readonly defaultSymbols: readonly string[];
  /**
   * How a subscription is confirmed: by the id of the request, by naming the symbols (each alone or all that are
   * subscribed now), or not at all.
   */
  readonly acknowledges: 'id' | 'symbols' | 'none';
  /**
   * How a book that went wrong is had anew: by subscribing again (also where every message is a whole book), or by
   * `Venue.book`. Absent: there are no books.
   */
  readonly bookResync?: 'resubscribe' | 'snapshot';
  readonly limits: {
    readonly connections?: number;
    readonly connectionAttempts?: RateLimit;
    /** Messages to the venue on one connection, pings included. */
    readonly messages?: RateLimit;
    /** Requests over HTTP, by their weights. */
    readonly http?: RateLimit;
    /** Topics of one request; `subscribe` keeps to it. */
    readonly topicsPerRequest?: number;
    /** Characters of one request; `subscribe` keeps to it. */
    readonly requestLength?: number;
    readonly symbolsPerConnection?: number;
    /**
     * Symbols that the smallest plan has. More are asked for all the same, other plans have them: the venue refuses
     * those that are too many, by `symbolLimitCode`.
     */
    readonly planSymbols?: number;
    /** Topics (a channel of a symbol) of one connection. */
    readonly topicsPerConnection?: number;
    /** A connection must have its first request by then. */
    readonly firstRequestMs?: number;
    /** The venue ends a connection that is older. */
    readonly connectionAgeMs?: number;
  };
  /**
   * The code of `classify` for a refusal that names no symbol because it is of those that are more than the plan has.
   * Absent: the venue says no such thing.
   */
  readonly symbolLimitCode?: string;
  /** How often `ping()` is sent; absent: the venue asks for none. */
  readonly pingEveryMs?: number;
  /** How often a WebSocket ping frame is sent; absent: none is. */
  readonly socketPingEveryMs?: number;
  /**
   * A connection on which nothing at all came for so long, neither frame nor WebSocket ping or pong, is dead: the
   * venue sends something more often than that in the quietest market.
   */
  readonly silenceMs: number;
  /**
   * A connection without market data for so long is mute, however many heartbeats it has, and is made anew. Long for
   * venues that close at night.
   */
  readonly dataSilenceMs: number;
  /**
   * HTTP statuses, of requests and of handshakes, that are for good elsewhere but not here: the venue wants to be left
   * alone for so long, ms.
   */
  readonly temporaryStatuses?: Readonly<Record<number, number>>;
  /** What the facts come from, with the date of that. */
  readonly source: string;
}
