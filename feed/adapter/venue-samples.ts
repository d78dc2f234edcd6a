/** What a venue's author knows of its wire, for the contract suite: answers and frames with what they mean. */
import type { Bar, BaseInterval, Tick, Trade } from '../../proto/types.ts';
import type { ControlFrame, VenueInstrument } from '../venues/venue-mapper.ts';

/** Past bars over HTTP, of the first instrument of the list. */
export interface CandleSample {
  /** An answer to `candles.request`; the last page of it. */
  readonly text: string;
  /** Absent: `1m`. */
  readonly interval?: BaseInterval;
  /** All bars that `candles.parse` gives of it, in that order. */
  readonly expected: readonly Bar[];
  /**
   * How many rows an address may ask for (`limit=`), where these are no bars or may be more. Absent: `maxBars`, and one
   * for an end that may not count.
   */
  readonly maxRows?: number;
}

/** Past trades over HTTP, of the first instrument of the list, that fill a hole in `VenueSamples.data`. */
export interface TradeSample {
  /** An answer to `trades.request`; the last page of it. */
  readonly text: string;
  /** Id of the trade of `data` behind which trades are missing. */
  readonly afterId: string;
  /** Id of the trade of `data`, in a later frame, in front of which they are missing. With `contiguous` ids needed. */
  readonly beforeId?: string;
  /** All trades that `trades.parse` gives of it, in that order. The rest of a Trade goes without saying. */
  readonly expected: readonly Pick<
    Trade,
    'venueTimeMs' | 'price' | 'size' | 'aggressorSide' | 'tradeId'
  >[];
}

/** A book over HTTP, of the first instrument of the list. */
export interface BookSample {
  /** An answer to `book.request`. */
  readonly text: string;
  readonly receivedTimeMs: number;
  /** What a new mapper makes of it. */
  readonly expected: readonly Tick[];
}

/** Frames as the venue sends them; made up or recorded, small, and without any key. */
export interface VenueSamples {
  /** An answer to `instruments.request`, and all instruments of it. */
  readonly instruments: { readonly text: string; readonly expected: readonly VenueInstrument[] };
  /** Frames that mean something for the connection. At least a confirmation and a refusal, where there are such. */
  readonly control: readonly { readonly frame: string; readonly means: ControlFrame }[];
  /**
   * Frames of one connection, in order, with all ticks that each gives. At least one trade; they are about instruments
   * of the list. Times should be those of `receivedTimeMs`, or a little earlier.
   */
  readonly data: readonly {
    readonly frame: string;
    readonly receivedTimeMs: number;
    /** Ours, for frames that name no symbol. */
    readonly symbolHint?: string;
    readonly ticks: readonly Tick[];
  }[];
  /** Absent: past bars are not checked. */
  readonly candles?: CandleSample;
  /** Absent: past trades are not checked. */
  readonly trades?: TradeSample;
  /** Absent: a book over HTTP is not checked. */
  readonly book?: BookSample;
  /**
   * What the venue answers to a request of ours, such as a subscription or a key.
   *
   * @param request As `stream.subscribe`, `authenticate` or `ping` wrote it.
   * @returns       Frames in order; none where it answers nothing.
   */
  answer(request: string): readonly string[];
  /** Frames that the venue sends when a connection opens, before it is asked for anything. Absent: none. */
  readonly greeting?: readonly string[];
}
