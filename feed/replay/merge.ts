/** Merges several files by the times of their records, streaming. */
import type { Tick } from '../../proto/types.ts';
import { isMarketDataError } from '../../proto/errors.ts';
import { readLines } from './lines.ts';
import type { FilePass } from './record-file.ts';

/** A record whose turn it is. */
export interface MergedRecord {
  /** Index of its file in the list given. */
  readonly fileIndex: number;
  /** Line in that file, from 1. */
  readonly lineNumber: number;
  /** UNIX microseconds. */
  readonly timeUs: number;
  readonly ticks: readonly Tick[];
}

/** Called for a line that should be a record and is none, or whose record cannot be mapped. */
export type OnBadLine = (fileIndex: number, lineNumber: number, fault: string) => void;

/** One of the files to be merged. */
export interface MergedFile {
  readonly path: string;
  readonly pass: FilePass;
}

/** Where one file is being read. */
interface Cursor {
  readonly fileIndex: number;
  readonly pass: FilePass;
  readonly chunks: AsyncIterator<readonly string[]>;
  lines: readonly string[];
  index: number;
  lineNumber: number;
  /** Time of the record at hand; undefined: the file has to be read on. */
  timeUs: number | undefined;
  /** Time of the record before. */
  lastTimeUs: number;
  /** Ticks behind the last record: the record at hand is none but these. */
  rest: readonly Tick[] | undefined;
}

/**
 * Gives the records of all files in order of time; of equal times, in order of files. Each is mapped when its turn has
 * come, so that files that share a mapper do so in that order.
 *
 * A file whose times step back keeps its own order: its records depend on it.
 */
export class RecordMerger {
  readonly #cursors: readonly Cursor[];
  readonly #onBadLine: OnBadLine;
  #open: readonly Cursor[];

  /** @param onBadLine Hears of each line that is skipped. */
  constructor(files: readonly MergedFile[], onBadLine: OnBadLine) {
    this.#onBadLine = onBadLine;
    this.#cursors = files.map(({ path, pass }, fileIndex) => ({
      fileIndex,
      pass,
      chunks: readLines(path),
      lines: [],
      index: 0,
      lineNumber: 0,
      timeUs: undefined,
      lastTimeUs: 0,
      rest: undefined,
    }));
    this.#open = this.#cursors;
  }

  /** The next record, if it is known without reading on. */
  take(): MergedRecord | undefined {
    let earliest: Cursor | undefined;
    let earliestUs = Infinity;
    for (const cursor of this.#open) {
      if (cursor.timeUs === undefined) return undefined;
      if (earliest === undefined || cursor.timeUs < earliestUs) {
        earliest = cursor;
        earliestUs = cursor.timeUs;
      }
    }
    if (earliest === undefined) return undefined;
    const { fileIndex, lineNumber } = earliest;
    const ticks = earliest.rest ?? this.#map(earliest);
    this.#advance(earliest);
    return { fileIndex, lineNumber, timeUs: earliestUs, ticks };
  }

  /**
   * Reads on where `take` had nothing.
   *
   * @returns Whether there is more.
   * @throws {MarketDataError} ERR_SOURCE_UNREADABLE
   */
  async refill(): Promise<boolean> {
    for (const cursor of this.#open) {
      while (cursor.timeUs === undefined) {
        const next = await cursor.chunks.next();
        if (next.done === true) {
          endFile(cursor);
          break;
        }
        cursor.lines = next.value;
        cursor.index = 0;
        this.#advance(cursor);
      }
    }
    this.#open = this.#open.filter(({ timeUs }) => timeUs !== undefined);
    return this.#open.length > 0;
  }

  /** Lets go of the files. */
  async close(): Promise<void> {
    for (const { chunks } of this.#cursors) await chunks.return?.();
  }

  /** Moves to the next record among the lines at hand. */
  #advance(cursor: Cursor): void {
    cursor.lastTimeUs = cursor.timeUs ?? cursor.lastTimeUs;
    cursor.timeUs = undefined;
    while (cursor.index < cursor.lines.length) {
      const line = cursor.lines[cursor.index++] ?? '';
      cursor.lineNumber += 1;
      const time = cursor.pass.read(line);
      if (typeof time === 'number') {
        cursor.timeUs = time;
        return;
      }
      if (time !== undefined) this.#onBadLine(cursor.fileIndex, cursor.lineNumber, time);
    }
  }

  #map(cursor: Cursor): readonly Tick[] {
    try {
      return cursor.pass.map();
    } catch (error) {
      if (!isMarketDataError(error)) throw error;
      this.#onBadLine(cursor.fileIndex, cursor.lineNumber, error.message);
      return [];
    }
  }
}

/** What a file holds back comes with the time of its last record. */
function endFile(cursor: Cursor): void {
  if (cursor.rest !== undefined) return;
  cursor.rest = cursor.pass.end?.() ?? [];
  if (cursor.rest.length > 0) cursor.timeUs = cursor.lastTimeUs;
}
