/** What a file of records is to the replay: looked through once, then played any number of times. */
import type { Instrument, Tick } from '../../proto/types.ts';

/** An instrument as far as one file tells about it. */
export interface FoundInstrument {
  readonly instrument: Instrument;
  /** Of numeric trade ids; Infinity and -Infinity without any. */
  readonly lowestTradeId: number;
  readonly highestTradeId: number;
}

/** One pass over a file; every line goes through `read`, and `map` follows if it was a record. */
export interface FilePass {
  /**
   * Takes the next line, without its end.
   *
   * @returns The record's time, UNIX microseconds; undefined for a line that is none and need not be one (empty, header,
   *          comment); a text that says why it is none where it should be.
   */
  read(line: string): number | string | undefined;
  /**
   * Ticks of the record that was read last, with its time as received time.
   *
   * @throws {MarketDataError} ERR_VENUE_PROTOCOL, ERR_TICK_INVALID when it is not what it should be; the pass goes on.
   */
  map(): readonly Tick[];
  /** Called behind the last line: ticks that were held back. */
  end?(): readonly Tick[];
  /** What happened so far: name -> count. */
  counts(): Readonly<Record<string, number>>;
}

/** What all records of a file reach over. */
export interface RecordSpan {
  readonly recordCount: number;
  /** Times of the earliest and the latest record, UNIX microseconds. */
  readonly firstTimeUs: number;
  readonly lastTimeUs: number;
}

/** A file whose lines are records with a time. */
export interface RecordFile {
  readonly path: string;
  /** Name of the format, for people. */
  readonly format: string;
  /** Looks at the next line of the first reading; what is no record is passed over. */
  scan(line: string): void;
  /**
   * Called after the last line.
   *
   * @returns What was found.
   * @throws {MarketDataError} ERR_SOURCE_UNREADABLE where nothing in it is of the format, or it cannot be played.
   */
  endScan(): RecordSpan;
  /** What the file is about; called when all files have been scanned. */
  found(): readonly FoundInstrument[];
  /**
   * Begins a pass.
   *
   * @param instruments As agreed among all files, by symbol: decimals are those that the most precise one needs.
   * @param pass        Number of the pass: files that belong together share what they know by it.
   */
  play(instruments: ReadonlyMap<string, Instrument>, pass: number): FilePass;
}

/** Adds up a span, record by record. */
export class SpanCounter implements RecordSpan {
  recordCount = 0;
  firstTimeUs = Infinity;
  lastTimeUs = -Infinity;

  add(timeUs: number): void {
    this.recordCount += 1;
    if (timeUs < this.firstTimeUs) this.firstTimeUs = timeUs;
    if (timeUs > this.lastTimeUs) this.lastTimeUs = timeUs;
  }
}
