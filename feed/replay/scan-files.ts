/** Reads files once before they are played: which instruments, which span of time. */
import { MarketDataError } from '../../proto/errors.ts';
import { joinInstruments } from './found-instruments.ts';
import { readLines } from './lines.ts';
import type { FoundInstrument, RecordFile, RecordSpan } from './record-file.ts';

/** What is known of files before they are played. */
export interface FilesScan extends RecordSpan {
  /** Instruments of all files. */
  readonly instruments: readonly FoundInstrument[];
  /** Instruments that had to be left out, and why. */
  readonly faults: readonly string[];
}

/**
 * Scans all files, streaming.
 *
 * @param files At least one.
 * @throws {MarketDataError} ERR_SOURCE_UNREADABLE when a file cannot be read to its end or holds no record, or the
 *         signal is aborted.
 */
export async function scanFiles(
  files: readonly RecordFile[],
  signal?: AbortSignal,
): Promise<FilesScan> {
  const spans: RecordSpan[] = [];
  for (const file of files) {
    for await (const lines of readLines(file.path)) {
      if (signal?.aborted === true) {
        throw new MarketDataError(
          'ERR_SOURCE_UNREADABLE',
          'told to stop while looking through files',
        );
      }
      for (const line of lines) file.scan(line);
    }
    spans.push(file.endScan());
  }
  const { found, faults } = joinInstruments(files.flatMap((file) => file.found()));
  if (found.length === 0) {
    const paths = files.map(({ path }) => path).join(', ');
    throw new MarketDataError(
      'ERR_SOURCE_UNREADABLE',
      `${paths}: found no instrument that can be shown; ${faults[0] ?? 'there is none'}`,
    );
  }
  return {
    instruments: found,
    faults,
    recordCount: spans.reduce((sum, one) => sum + one.recordCount, 0),
    firstTimeUs: Math.min(...spans.map((one) => one.firstTimeUs)),
    lastTimeUs: Math.max(...spans.map((one) => one.lastTimeUs)),
  };
}
