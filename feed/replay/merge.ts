/** Merges several recordings by receive time, streaming. */
import { readLines } from './lines.ts';
import { parseRecord, type Recorded } from './record.ts';

/** A recorded frame and where it stands. */
export interface PlacedRecord extends Recorded {
  /** Index of its file in the list given. */
  readonly fileIndex: number;
  /** Line in that file, from 1. */
  readonly lineNumber: number;
}

/** Called for a line that is no record. */
export type OnBadLine = (fileIndex: number, lineNumber: number, fault: string) => void;

/** Where one file is being read. */
interface Cursor {
  readonly fileIndex: number;
  readonly chunks: AsyncIterator<readonly string[]>;
  lines: readonly string[];
  index: number;
  lineNumber: number;
  head: PlacedRecord | undefined;
}

/**
 * Yields the records of all files in order of receive time; of equal times, in order of files.
 *
 * A file whose clock stepped back keeps its own order: its frames depend on it.
 *
 * @param paths     At least one file.
 * @param onBadLine Hears of each line that is skipped.
 * @yields Groups of records, as many as could be had without waiting for a file.
 * @throws {MarketDataError} ERR_SOURCE_UNREADABLE
 */
export async function* mergeRecordings(
  paths: readonly string[],
  onBadLine: OnBadLine,
): AsyncGenerator<readonly PlacedRecord[]> {
  const cursors = paths.map((path, fileIndex): Cursor => ({
    fileIndex,
    chunks: readLines(path),
    lines: [],
    index: 0,
    lineNumber: 0,
    head: undefined,
  }));
  try {
    let open = cursors;
    for (;;) {
      const starving = open.filter(({ head }) => head === undefined);
      for (const cursor of starving) await refill(cursor, onBadLine);
      open = open.filter(({ head }) => head !== undefined);
      if (open.length === 0) return;
      yield takeWhileKnown(open, onBadLine);
    }
  } finally {
    for (const { chunks } of cursors) await chunks.return?.();
  }
}

/** Takes records until one of the files has to be read on. */
function takeWhileKnown(open: readonly Cursor[], onBadLine: OnBadLine): PlacedRecord[] {
  const records: PlacedRecord[] = [];
  for (;;) {
    let earliest: Cursor | undefined;
    for (const cursor of open) {
      if (cursor.head === undefined) return records;
      if (
        earliest?.head === undefined ||
        cursor.head.receivedTimeUs < earliest.head.receivedTimeUs
      ) {
        earliest = cursor;
      }
    }
    if (earliest?.head === undefined) return records;
    records.push(earliest.head);
    advance(earliest, onBadLine);
  }
}

/** Moves to the next record among the lines at hand; `head` is then undefined if there is none. */
function advance(cursor: Cursor, onBadLine: OnBadLine): void {
  cursor.head = undefined;
  while (cursor.index < cursor.lines.length) {
    const line = cursor.lines[cursor.index++] ?? '';
    cursor.lineNumber += 1;
    if (line === '' || line === '\r') continue;
    const record = parseRecord(line);
    if (typeof record === 'string') {
      onBadLine(cursor.fileIndex, cursor.lineNumber, record);
      continue;
    }
    const { fileIndex, lineNumber } = cursor;
    cursor.head = { ...record, fileIndex, lineNumber };
    return;
  }
}

async function refill(cursor: Cursor, onBadLine: OnBadLine): Promise<void> {
  while (cursor.head === undefined) {
    const next = await cursor.chunks.next();
    if (next.done === true) return;
    cursor.lines = next.value;
    cursor.index = 0;
    advance(cursor, onBadLine);
  }
}
