/** What a venue offers and allows, as data: what a connection has to know before it connects. */

/** What is asked of a venue, in our words. */
export type VenueChannel = 'trades' | 'quotes' | 'depth';

/** One venue's offer and its limits. Durations in milliseconds; an absent limit is one the venue does not publish. */
export interface VenueCapabilities {
  readonly venue: string;
  /** Address of the public stream, without any key. */
  readonly url: string;
  /** What there is, with the venue's own name of the channel. */
  readonly channels: Readonly<Partial<Record<VenueChannel, string>>>;
  /** `contiguous`: each trade id is the one before plus one; `unique`: only for dropping repetitions. */
  readonly tradeIds: 'contiguous' | 'unique' | 'none';
  /** Whether a key is needed, and how many values it has. */
  readonly credentials: readonly string[];
  readonly limits: {
    readonly connections?: number;
    readonly connectionAttempts?: { readonly count: number; readonly perMs: number };
    readonly requests?: { readonly count: number; readonly perMs: number };
    /** Topics of one request. */
    readonly topicsPerRequest?: number;
    /** Characters of one request. */
    readonly requestLength?: number;
    readonly symbolsPerConnection?: number;
    /** The venue closes a connection on which it sent, or got, nothing for so long. */
    readonly silenceMs?: number;
  };
  /** How often `ping()` is sent; absent: the venue asks for none. */
  readonly pingEveryMs?: number;
  /** Path of the instrument list, with the host. */
  readonly instrumentsUrl: string;
  /** Path of past bars, `{symbol}` the native one. */
  readonly candlesUrl?: string;
  /** Path of past trades, for gaps. */
  readonly tradesUrl?: string;
  /** What the facts come from, with the date of that. */
  readonly source: string;
}
