/** Reads recordings once before their replay: which instruments, which span of time. */
import { MarketDataError } from '../../proto/errors.ts';
import { instrumentFault } from '../../proto/validate.ts';
import type { ScannedInstrument, VenueFormat } from '../venues/venue-mapper.ts';
import { readLines } from './lines.ts';
import { parseRecord } from './record.ts';

/** What is known of recordings before they are replayed. */
export interface RecordingScan {
  /** Instruments of all files, by symbol. */
  readonly instruments: readonly ScannedInstrument[];
  /** For each file its only symbol; undefined where it has several. */
  readonly onlySymbols: readonly (string | undefined)[];
  /** Receive time of the earliest and the latest frame of all files, UNIX microseconds. */
  readonly firstTimeUs: number;
  readonly lastTimeUs: number;
  /** Lines that are records. */
  readonly frameCount: number;
  /** Instruments that had to be left out, and why. */
  readonly faults: readonly string[];
}

/**
 * Scans all files, streaming.
 *
 * @param paths At least one file.
 * @throws {MarketDataError} ERR_SOURCE_UNREADABLE when a file cannot be read to its end or holds no frame of the venue.
 */
export async function scanRecordings(
  paths: readonly string[],
  format: VenueFormat,
): Promise<RecordingScan> {
  const all = format.createScanner();
  const onlySymbols: (string | undefined)[] = [];
  let firstTimeUs = Infinity;
  let lastTimeUs = -Infinity;
  let frameCount = 0;
  for (const path of paths) {
    const scanner = format.createScanner();
    for await (const lines of readLines(path)) {
      for (const line of lines) {
        const record = parseRecord(line);
        if (typeof record === 'string') continue;
        frameCount += 1;
        if (record.receivedTimeUs < firstTimeUs) firstTimeUs = record.receivedTimeUs;
        if (record.receivedTimeUs > lastTimeUs) lastTimeUs = record.receivedTimeUs;
        scanner.scan(record.frame);
      }
    }
    const found = scanner.instruments();
    if (found.length === 0) {
      throw new MarketDataError(
        'ERR_SOURCE_UNREADABLE',
        `${path} holds no market data of the expected format: expected lines ` +
          '"<receive time in UNIX nanoseconds> <frame JSON>" of the venue named by --venue-format',
      );
    }
    onlySymbols.push(found.length === 1 ? found[0]?.instrument.symbol : undefined);
    all.merge(scanner);
  }
  const faults: string[] = [];
  const instruments = all.instruments().filter(({ instrument }) => {
    const fault = instrumentFault(instrument);
    if (fault !== undefined) faults.push(fault);
    return fault === undefined;
  });
  return { instruments, onlySymbols, firstTimeUs, lastTimeUs, frameCount, faults };
}
