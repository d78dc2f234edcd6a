/** CSV with columns that the user names, or that have common names; pure. */
import { findDelimiter, splitCells } from './csv-line.ts';
import { guessColumnMap, isCompleteMap, type ColumnMap, type MapField } from './column-map.ts';
import { createMappedRow } from './mapped-row.ts';
import type { Row, RowFormat } from './row.ts';
import { createReadTime, type TimeTextOptions } from './time-text.ts';

export interface MappedFileOptions {
  /** Absent: common names of the header line. */
  readonly map?: ColumnMap;
  readonly time: TimeTextOptions;
  /** Of all rows; absent: the symbol column. */
  readonly symbol?: string;
  readonly venue: string;
}

export interface MappedCsvOptions extends MappedFileOptions {
  /** Absent: recognised. */
  readonly delimiter?: string;
}

/** Where each field stands, 0 first. */
interface Layout {
  readonly delimiter: string;
  readonly columnCount: number;
  readonly indexes: ReadonlyMap<MapField, number>;
  readonly hasHeader: boolean;
}

const NUMBER = /^[1-9]\d{0,3}$/;

/**
 * Makes the format of a file from its first line.
 *
 * @returns A text that says what is missing, where the columns cannot be found.
 */
export function createMappedCsv(firstLine: string, options: MappedCsvOptions): RowFormat | string {
  const layout = layoutOf(firstLine, options);
  if (typeof layout === 'string') return layout;
  const { indexes, delimiter, columnCount, hasHeader } = layout;
  if (options.symbol === undefined && !indexes.has('symbol')) {
    return 'no column has the symbol: name the instrument with --symbol, or its column with --map symbol=<column>';
  }
  const { venue, time, symbol } = options;
  return {
    name: 'csv',
    describe: () => ({ venue, displayName: '', currency: '' }),
    createReader() {
      const readRow = createMappedRow({ time, symbol, fields: new Set(indexes.keys()) });
      let cells: readonly string[] = [];
      const cell = (field: MapField): string => cells[indexes.get(field) ?? -1] ?? '';
      let isHeaderDue = hasHeader;
      return {
        read(line): Row | string | undefined {
          if (line === '' || line === '\r') return undefined;
          if (isHeaderDue) {
            isHeaderDue = false;
            return undefined;
          }
          const split = splitCells(line, delimiter);
          if (typeof split === 'string') return split;
          if (split.length !== columnCount) {
            return `expected ${String(columnCount)} columns, got ${String(split.length)}`;
          }
          cells = split;
          return readRow(cell);
        },
      };
    },
  };
}

function layoutOf(firstLine: string, options: MappedCsvOptions): Layout | string {
  const delimiter = options.delimiter ?? findDelimiter(firstLine) ?? ',';
  const columns = splitCells(firstLine, delimiter);
  if (typeof columns === 'string') return columns;
  const columnCount = columns.length;
  const map = options.map ?? guessColumnMap(columns);
  if (options.map === undefined && !isCompleteMap(map)) {
    return (
      `the first line names no columns for time and price (or bid and ask), got ${shown(columns)}: ` +
      'say which they are, as --map time=1,price=2,size=3'
    );
  }
  const byName = [...map.values()].some((column) => !NUMBER.test(column));
  const indexes = new Map<MapField, number>();
  const missing: string[] = [];
  for (const [field, column] of map) {
    const index = indexOfColumn(columns, column);
    if (index < 0 || index >= columnCount) missing.push(`${field}=${column}`);
    else indexes.set(field, index);
  }
  if (missing.length > 0) {
    return `--map: ${missing.join(', ')}: no such column in ${shown(columns)} (${String(columnCount)} columns, delimiter ${JSON.stringify(delimiter)})`;
  }
  const timeText = columns[indexes.get('time') ?? 0] ?? '';
  const isHeader = Number.isNaN(createReadTime(options.time)(timeText)) && !isNumeric(columns);
  return { delimiter, columnCount, indexes, hasHeader: byName || isHeader };
}

/** A number is a place, not a name. */
function indexOfColumn(columns: readonly string[], column: string): number {
  if (NUMBER.test(column)) return Number(column) - 1;
  const exact = columns.indexOf(column);
  if (exact >= 0) return exact;
  return columns.findIndex((name) => name.toLowerCase() === column.toLowerCase());
}

/** A row whose time is wrong is no header line. */
function isNumeric(columns: readonly string[]): boolean {
  return columns.some((cell) => /^-?\d+(\.\d+)?$/.test(cell));
}

function shown(columns: readonly string[]): string {
  const text = columns.join(',');
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
}
