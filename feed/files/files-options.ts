/** What is told about files, and everything that is wrong with it at once; pure. */
import { VENUE_FORMATS, type VenueFormatName } from '../replay/formats.ts';
import { parseColumnMap, type ColumnMap } from './column-map.ts';
import { parseDateMs, TIME_UNITS, type TimeTextOptions, type TimeUnit } from './time-text.ts';

/** Formats that `--format` names; `auto` looks at the file. */
export const FILE_FORMATS = [
  'auto',
  'recording',
  'binance-csv',
  'databento-csv',
  'csv',
  'ndjson',
] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** Texts of the flags; absent: not given. */
export interface FileReading {
  /** `--format`: one of `FILE_FORMATS`. Default `auto`. */
  readonly format?: string;
  /** `--venue-format`: whose frames a recording without a header holds. Default `binance`. */
  readonly venueFormat?: string;
  /** `--venue`: venue of instruments whose file names none. Default `FILE`. */
  readonly venue?: string;
  /** `--symbol`: the one instrument of the files. */
  readonly symbol?: string;
  /** `--map`: columns of CSV, fields of NDJSON. */
  readonly map?: string;
  /** `--date`: the day, UTC, from whose midnight times are counted. */
  readonly date?: string;
  /** `--time-unit`: one of `TIME_UNITS`. Default `auto`. */
  readonly timeUnit?: string;
  /** `--delimiter`: one character, or `tab`. Default: recognised. */
  readonly delimiter?: string;
  /** `--decimals`: of prices, or of prices and sizes, as `2` or `2,6`. Default: found by looking through the files. */
  readonly decimals?: string;
}

/** The same, read. */
export interface ReadingOptions {
  readonly format: FileFormat;
  readonly venueFormat: VenueFormatName;
  readonly venue: string;
  readonly symbol?: string;
  readonly map?: ColumnMap;
  readonly time: TimeTextOptions;
  readonly delimiter?: string;
  readonly priceDecimals?: number;
  readonly sizeDecimals?: number;
}

const DEFAULT_VENUE = 'FILE';
const MAX_DECIMALS = 12;
const SYMBOL = /^[\x21-\x7e]{1,64}$/;
/** Flags that say nothing to the other formats. */
const FLAGS_OF: Readonly<Record<Exclude<FileFormat, 'auto'>, readonly (keyof FileReading)[]>> = {
  recording: ['venueFormat'],
  'binance-csv': ['symbol', 'decimals'],
  'databento-csv': ['symbol', 'decimals'],
  csv: ['symbol', 'venue', 'map', 'date', 'timeUnit', 'delimiter', 'decimals'],
  ndjson: ['symbol', 'venue', 'map', 'date', 'timeUnit', 'decimals'],
};
const FLAG_NAMES: Readonly<Record<keyof FileReading, string>> = {
  format: '--format',
  venueFormat: '--venue-format',
  venue: '--venue',
  symbol: '--symbol',
  map: '--map',
  date: '--date',
  timeUnit: '--time-unit',
  delimiter: '--delimiter',
  decimals: '--decimals',
};

/** Every problem of the flags, one line each. */
export function filesProblems(reading: FileReading): string[] {
  return readReading(reading).problems;
}

/** Reads the flags; what has a problem is left out. */
export function readReading(reading: FileReading): {
  readonly options: ReadingOptions;
  readonly problems: string[];
} {
  const problems: string[] = [];
  const format = oneOf('--format', reading.format ?? 'auto', FILE_FORMATS, problems);
  const venueFormats = Object.keys(VENUE_FORMATS) as VenueFormatName[];
  const venueFormat = oneOf(
    '--venue-format',
    reading.venueFormat ?? 'binance',
    venueFormats,
    problems,
  );
  const unit = oneOf('--time-unit', reading.timeUnit ?? 'auto', TIME_UNITS, problems);
  const { symbol, date, delimiter } = reading;
  if (symbol !== undefined && !SYMBOL.test(symbol)) {
    problems.push(
      `--symbol: expected 1 to 64 printable ASCII characters without blanks, got "${symbol}"`,
    );
  }
  const dateMs = date === undefined ? undefined : parseDateMs(date);
  if (dateMs !== undefined && !(dateMs >= Date.UTC(1980, 0, 1))) {
    problems.push(`--date: expected a day as 2024-08-08, got "${String(date)}"`);
  }
  const parted = delimiter === 'tab' || delimiter === '\\t' ? '\t' : delimiter;
  if (parted !== undefined && (parted.length !== 1 || parted === '"')) {
    problems.push(`--delimiter: expected one character, or tab, got "${parted}"`);
  }
  const decimals = readDecimals(reading.decimals, problems);
  const parsedMap = reading.map === undefined ? undefined : parseColumnMap(reading.map);
  problems.push(...(parsedMap?.problems ?? []));
  if (format !== undefined) problems.push(...misplaced(reading, format));
  return {
    problems,
    options: {
      format: format ?? 'auto',
      venueFormat: venueFormat ?? 'binance',
      venue: reading.venue ?? DEFAULT_VENUE,
      ...(symbol !== undefined && { symbol }),
      ...(parsedMap !== undefined && { map: parsedMap.map }),
      time: timeOptions(unit ?? 'auto', dateMs),
      ...(parted !== undefined && { delimiter: parted }),
      ...decimals,
    },
  };
}

function timeOptions(unit: TimeUnit, dateMs: number | undefined): TimeTextOptions {
  return { unit, ...(dateMs !== undefined && { dateMs }) };
}

function oneOf<Name extends string>(
  flag: string,
  text: string,
  names: readonly Name[],
  problems: string[],
): Name | undefined {
  const found = names.find((name) => name === text);
  if (found === undefined)
    problems.push(`${flag}: expected one of ${names.join(', ')}, got "${text}"`);
  return found;
}

function readDecimals(
  text: string | undefined,
  problems: string[],
): { readonly priceDecimals?: number; readonly sizeDecimals?: number } {
  if (text === undefined) return {};
  const match = /^(\d{1,2})(?:,(\d{1,2}))?$/.exec(text);
  const [, price = '', size] = match ?? [];
  if (match === null || Number(price) > MAX_DECIMALS || Number(size ?? 0) > MAX_DECIMALS) {
    problems.push(
      `--decimals: expected 0 to 12, of prices or of prices and sizes, as 2 or 2,6, got "${text}"`,
    );
    return {};
  }
  return {
    priceDecimals: Number(price),
    ...(size !== undefined && { sizeDecimals: Number(size) }),
  };
}

function misplaced(reading: FileReading, format: FileFormat): string[] {
  return format === 'auto' ? [] : idleFlags(reading, [format]);
}

/** Flags that are given and say nothing to any of the files, as problems. */
export function idleFlags(
  reading: FileReading,
  formats: readonly Exclude<FileFormat, 'auto'>[],
): string[] {
  const known = new Set(formats.flatMap((format) => FLAGS_OF[format]));
  const names = Object.keys(FLAG_NAMES) as (keyof FileReading)[];
  const shown = [...new Set(formats)].join(', ');
  return names
    .filter((name) => name !== 'format' && reading[name] !== undefined && !known.has(name))
    .map((name) => `${FLAG_NAMES[name]}: says nothing about files of --format ${shown}`);
}
