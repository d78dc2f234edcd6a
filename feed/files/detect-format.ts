/** Finds out what a file holds from its first lines; pure. */
import { isHeaderLine } from '../replay/recording-header.ts';
import { parseRecord } from '../replay/record.ts';
import type { FileStart } from '../replay/lines.ts';
import { isBinanceHeader, isBinanceRow, symbolOfName } from './binance-csv.ts';
import { guessColumnMap, isCompleteMap } from './column-map.ts';
import { findDelimiter, splitCells } from './csv-line.ts';
import { isDatabentoHeader } from './databento-csv.ts';

/** What files are; recordings with a header say their venue themselves. */
export type DetectedFormat =
  'recording' | 'plain-recording' | 'binance-csv' | 'databento-csv' | 'csv' | 'ndjson';

/** Lines that are enough to tell. */
export const DETECTION_LINES = 20;

/** First characters of formats that are not read, and what to do about them. */
const FOREIGN: readonly (readonly [start: string, what: string])[] = [
  ['DBN', 'Databento binary (DBN): write it as CSV, e.g. by dbn file.dbn.zst --csv'],
  ['PAR1', 'Parquet: write it as CSV or NDJSON first'],
  ['SQLite', 'an SQLite database: write it as CSV or NDJSON first'],
  ['\u0089HDF', 'HDF5: write it as CSV or NDJSON first'],
  ['\ufffdHDF', 'HDF5: write it as CSV or NDJSON first'],
  ['[', 'one JSON array: write its items as one JSON object a line'],
  ['<', 'XML or HTML'],
  ['BZh', 'packed with bzip2: unpack it first'],
  ['7z', 'packed with 7-Zip: unpack it first'],
  ['\ufffd7zXZ', 'packed with xz: unpack it first'],
];

/**
 * Looks at the start of a file.
 *
 * @param hasMap Whether the user named columns: then a file with rows is CSV.
 * @returns      The format, or what was looked for and what was found.
 */
export function detectFormat(
  { name, lines }: FileStart,
  hasMap: boolean,
): DetectedFormat | { readonly fault: string } {
  const first = lines.find((line) => line.trim() !== '');
  if (first === undefined) return { fault: 'it is empty' };
  if (isHeaderLine(first)) return 'recording';
  if (typeof parseRecord(first) !== 'string') return 'plain-recording';
  const json = lines.find((line) => line.trim() !== '' && !line.startsWith('#'))?.trimStart();
  if (json?.startsWith('{') === true) return 'ndjson';
  if (first.startsWith('\ufffd\ufffd') && first.includes('\u0000')) {
    return { fault: 'it is text as UTF-16: save it as UTF-8' };
  }
  const foreign = FOREIGN.find(([start]) => first.startsWith(start));
  if (foreign !== undefined) return { fault: `it is ${foreign[1]}` };
  if (first.includes('\u0000')) return { fault: `it is no text, it begins with ${shown(first)}` };
  if (isDatabentoHeader(first)) return 'databento-csv';
  if (hasMap) return 'csv';
  const isBinance = isBinanceHeader(first) || lines.some((line) => isBinanceRow(line));
  if (isBinance || (symbolOfName(name) !== undefined && first.split(',').length >= 6)) {
    return 'binance-csv';
  }
  const cells = splitCells(first, findDelimiter(first) ?? ',');
  if (typeof cells !== 'string' && isCompleteMap(guessColumnMap(cells))) return 'csv';
  return {
    fault:
      'looked for a recording (its header, or lines "<UNIX ns> <frame>"), NDJSON, Databento CSV, Binance public data, and ' +
      `CSV with a header line that names time and price, or bid and ask; its first line is ${shown(first)}. ` +
      'For other CSV say which columns are what: --map time=1,price=2,size=3 --symbol NAME',
  };
}

function shown(line: string): string {
  return JSON.stringify(line.length > 100 ? `${line.slice(0, 100)}…` : line);
}
