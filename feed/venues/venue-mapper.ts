/** What a venue's mapper is: raw frames in, ticks out; the same for live sockets and for recordings. */
import type { Instrument, Tick } from '../../proto/types.ts';

/** Turns the frames of one venue into ticks; knows no socket, file or clock. */
export interface VenueMapper {
  /**
   * Maps one frame.
   *
   * @param frame          Text as the venue sent it.
   * @param receivedTimeMs When it was received, UNIX ms; also the venue time of events that carry none.
   * @param symbolHint     Symbol of frames that do not name one (REST answers among the frames of a
   *                       recording), if known from elsewhere.
   * @returns              Its ticks, in order; none for frames that carry no market event.
   * @throws {MarketDataError} ERR_VENUE_PROTOCOL when the frame is not what the venue documents; the
   *                       mapper stays usable.
   */
  map(frame: string, receivedTimeMs: number, symbolHint?: string): Tick[];
  /** What happened so far: name -> count since the start. */
  counts(): Readonly<Record<string, number>>;
}

/** An instrument as far as recorded frames tell about it. */
export interface ScannedInstrument {
  readonly instrument: Instrument;
  /** Highest numeric trade id minus lowest plus one; 0 without numeric trade ids. */
  readonly tradeIdSpan: number;
}

/** Finds out which instruments the frames of one recording are about, and their decimals. */
export interface FrameScanner {
  /** Looks at one frame; anything unknown or malformed is passed over. */
  scan(frame: string): void;
  /** Adds what another scanner of the same venue saw. */
  merge(other: FrameScanner): void;
  /** Everything seen so far, by symbol. */
  instruments(): ScannedInstrument[];
}

/** A venue whose recorded frames can be replayed. */
export interface VenueFormat {
  createScanner(): FrameScanner;
  createMapper(instruments: readonly Instrument[]): VenueMapper;
}

/** An instrument of a venue: ours, and the name under which the venue knows it. */
export interface VenueInstrument {
  readonly instrument: Instrument;
  /** As the venue writes it in its frames, e.g. `BTC/USD`. */
  readonly nativeSymbol: string;
}

/** A book that cannot be trusted any more: the connection has to fetch it anew (by resubscribing, or over REST). */
export interface BookFault {
  /** Our symbol. */
  readonly symbol: string;
  /**
   * `gap`: updates were missed; `checksum`: the venue's sum differs from ours; `crossed`: the best bid is not
   * below the best ask; `noSnapshot`: an update came for a book, or a part of one, of which there is no snapshot.
   */
  readonly reason: 'gap' | 'checksum' | 'crossed' | 'noSnapshot';
}

/** A mapper whose venue has books that must be resynchronised. */
export interface ResyncingMapper extends VenueMapper {
  /** Books that went wrong since the last call, oldest first; each once until its next snapshot. */
  takeBookFaults(): readonly BookFault[];
}

/** What a frame means for the connection and not for the market. */
export type ControlFrame =
  /** The venue took a request. `id`: as sent, absent if it names none; `symbols`: native, absent if not named. */
  | { readonly kind: 'acknowledged'; readonly id?: string; readonly symbols?: readonly string[] }
  /** The venue refused. `symbol`: native, absent if it concerns all; fatal: trying again cannot help. */
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly message: string;
      readonly symbol?: string;
      readonly isFatal: boolean;
    }
  | { readonly kind: 'heartbeat' }
  | { readonly kind: 'pong' }
  /** The venue is about to close the connection. */
  | { readonly kind: 'closingSoon'; readonly message: string }
  /**
   * State of the venue in its own word, e.g. `online`. `isTrading`: whether it matches orders in that state; absent
   * where the state says nothing about that.
   */
  | { readonly kind: 'status'; readonly state: string; readonly isTrading?: boolean }
  /** The venue has suspended trading of a symbol, or begun it again. `symbol`: native; `message`: why, for people. */
  | {
      readonly kind: 'halted' | 'resumed';
      readonly symbol: string;
      readonly message: string;
    };
