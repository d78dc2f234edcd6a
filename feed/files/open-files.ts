/** Opens files of any format as one source: recognises each, merges them by time, plays them. */
import type { Logger } from 'pino';
import { MarketDataError } from '../../proto/errors.ts';
import type { Clock } from '../clock.ts';
import { VENUE_FORMATS } from '../replay/formats.ts';
import { readStart, type FileStart } from '../replay/lines.ts';
import { createPlainRecordings } from '../replay/plain-recording.ts';
import type { RecordFile } from '../replay/record-file.ts';
import { openFilesReplay } from '../replay/replay-source.ts';
import { SelfDescribingRecording, type FindVenue } from '../replay/self-describing-recording.ts';
import type { Moment } from '../replay/time-window.ts';
import type { TickSource } from '../source.ts';
import { plainText } from '../venues/protocol-fault.ts';
import { createBinanceCsv, symbolOfName } from './binance-csv.ts';
import { createDatabentoCsv, databentoHeaderFault } from './databento-csv.ts';
import { detectFormat, DETECTION_LINES, type DetectedFormat } from './detect-format.ts';
import { idleFlags, readReading, type FileReading, type ReadingOptions } from './files-options.ts';
import { createMappedCsv } from './mapped-csv.ts';
import { createMappedNdjson } from './mapped-ndjson.ts';
import { RowFile } from './row-file.ts';
import type { RowFormat } from './row.ts';
import { TickLinesFile } from './tick-lines-file.ts';

/** Bad lines that are logged one by one; a file of another format would flood the log. */
const MAX_LOGGED_LINES = 100;

export interface FilesOptions extends FileReading {
  /** At least one; packed with gzip, zstd or zip, or not. */
  readonly paths: readonly string[];
  /** Times the recorded pace, > 0; Infinity: as fast as the ticks are taken. */
  readonly speed: number;
  readonly isLooped: boolean;
  /** First moment that is played; absent: the start. */
  readonly from?: Moment;
  /** First moment that is not played any more; absent: the end. */
  readonly to?: Moment;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Aborted: looking through the files ends early. */
  readonly signal?: AbortSignal;
  /** Venues of recordings; absent: our own ones. */
  readonly findVenue?: FindVenue;
}

/** What was opened, for the log. */
export interface FilesDescription {
  readonly paths: readonly string[];
  /** Of each file. */
  readonly formats: readonly string[];
  readonly symbols: readonly string[];
  readonly recordCount: number;
  /** Times of the first and the last record, ISO 8601. */
  readonly firstTime: string;
  readonly lastTime: string;
}

export interface OpenedFiles {
  readonly source: TickSource;
  readonly description: FilesDescription;
}

/**
 * Recognises the files, looks through them once, and makes them a source.
 *
 * Bad lines are logged by file and number, up to a bound, and then counted.
 *
 * @throws {MarketDataError} ERR_CONFIG_INVALID: all problems of the options at once, or the moments select nothing;
 *         ERR_SOURCE_UNREADABLE: a file cannot be read, or nobody knows what it is.
 */
export async function openFiles(options: FilesOptions): Promise<OpenedFiles> {
  const { options: reading, problems } = readReading(options);
  if (problems.length > 0) throw new MarketDataError('ERR_CONFIG_INVALID', problems.join('; '));
  const { paths, logger, clock, speed, isLooped, from, to, signal } = options;
  const detected = await detectFiles(paths, reading);
  const idle = idleFlags(
    options,
    detected.map(({ format }) => (format === 'plain-recording' ? 'recording' : format)),
  );
  if (idle.length > 0) throw new MarketDataError('ERR_CONFIG_INVALID', idle.join('; '));
  const files = recordFiles(detected, reading, options.findVenue);
  logger.info(
    { paths },
    'looking through the files: which instruments, which decimals, which time',
  );
  let badLineCount = 0;
  const { source, scan } = await openFilesReplay({
    files,
    speed,
    isLooped,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(signal !== undefined && { signal }),
    clock,
    onBadLine: (path, line, fault) => {
      badLineCount += 1;
      if (badLineCount <= MAX_LOGGED_LINES) {
        logger.error({ path, line, fault: plainText(fault) }, 'bad line skipped');
      }
      if (badLineCount === MAX_LOGGED_LINES) logger.error('further bad lines are only counted');
    },
  });
  for (const fault of scan.faults) logger.error({ fault }, 'instrument left out');
  const { fromUs, toUs } = source.window;
  const firstTime = iso(scan.firstTimeUs);
  const lastTime = iso(scan.lastTimeUs);
  if (fromUs > scan.lastTimeUs || toUs <= scan.firstTimeUs || fromUs >= toUs) {
    await source.close();
    throw new MarketDataError(
      'ERR_CONFIG_INVALID',
      `--from and --to select nothing: the files reach from ${firstTime} to ${lastTime}`,
    );
  }
  const description = {
    paths,
    formats: files.map(({ format }) => format),
    symbols: source.instruments.map(({ symbol }) => symbol),
    recordCount: scan.recordCount,
    firstTime,
    lastTime,
  };
  return { source, description };
}

interface DetectedFile {
  readonly path: string;
  readonly format: DetectedFormat;
  readonly start: FileStart;
}

async function detectFiles(
  paths: readonly string[],
  reading: ReadingOptions,
): Promise<readonly DetectedFile[]> {
  return Promise.all(
    paths.map(async (path) => {
      const start = await readStart(path, DETECTION_LINES);
      const detected = detectFormat(start, reading.map !== undefined);
      return { path, start, format: formatOf(path, detected, reading) };
    }),
  );
}

/** The files in the order given; recordings without a header share what they know of each other. */
function recordFiles(
  detected: readonly DetectedFile[],
  reading: ReadingOptions,
  findVenue: FindVenue | undefined,
): readonly RecordFile[] {
  const plainPaths = detected
    .filter(({ format }) => format === 'plain-recording')
    .map(({ path }) => path);
  const plain = [...createPlainRecordings(plainPaths, VENUE_FORMATS[reading.venueFormat])];
  return detected.map(({ path, format, start }): RecordFile => {
    switch (format) {
      case 'recording':
        return new SelfDescribingRecording(path, findVenue);
      case 'plain-recording':
        return plain.shift() ?? fail(path, 'it is no recording');
      case 'ndjson':
        if (reading.map === undefined) return new TickLinesFile(path, reading.venue);
        return rowFile(path, createMappedNdjson({ ...reading, map: reading.map }), reading);
      case 'csv':
        return rowFile(path, createMappedCsv(firstOf(start.lines), reading), reading);
      case 'binance-csv':
        return rowFile(path, binanceCsv(start.name, reading), reading);
      case 'databento-csv': {
        const fault = databentoHeaderFault(firstOf(start.lines));
        return rowFile(path, fault ?? createDatabentoCsv(reading.symbol), reading);
      }
    }
  });
}

/** What the user says counts for more than what the file looks like, except that recordings tell themselves apart. */
function formatOf(
  path: string,
  detected: DetectedFormat | { readonly fault: string },
  { format }: ReadingOptions,
): DetectedFormat {
  if (format === 'auto') {
    return typeof detected === 'string'
      ? detected
      : fail(path, `cannot tell what it is: ${detected.fault}`);
  }
  if (format !== 'recording') return format;
  return detected === 'recording' ? 'recording' : 'plain-recording';
}

function binanceCsv(name: string, { symbol }: ReadingOptions): RowFormat | string {
  const known = symbol ?? symbolOfName(name);
  if (known !== undefined) return createBinanceCsv(known);
  return 'its name does not say the symbol, as BTCUSDT-trades-2024-08-08.csv does: name it with --symbol';
}

function rowFile(path: string, rows: RowFormat | string, reading: ReadingOptions): RecordFile {
  if (typeof rows === 'string') fail(path, rows);
  const { priceDecimals: price, sizeDecimals: size } = reading;
  return new RowFile(path, rows, {
    ...(price !== undefined && { price }),
    ...(size !== undefined && { size }),
  });
}

function firstOf(lines: readonly string[]): string {
  return lines.find((line) => line.trim() !== '') ?? '';
}

function fail(path: string, message: string): never {
  throw new MarketDataError('ERR_SOURCE_UNREADABLE', `${path}: ${plainText(message)}`);
}

function iso(timeUs: number): string {
  return new Date(timeUs / 1000).toISOString();
}
