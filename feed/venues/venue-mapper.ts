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
