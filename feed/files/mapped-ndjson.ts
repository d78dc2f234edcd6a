/** JSON lines with fields that the user names; pure. */
import { parseExactJson } from '../lines/exact-json.ts';
import { showValue } from '../venues/protocol-fault.ts';
import type { ColumnMap, MapField } from './column-map.ts';
import type { MappedFileOptions } from './mapped-csv.ts';
import { createMappedRow } from './mapped-row.ts';
import type { RowFormat } from './row.ts';

/**
 * Makes the format. A field is named by its key, or by several with points between them: `data.p`, `levels.0.bid_px`.
 *
 * @returns A text that says what is missing.
 */
export function createMappedNdjson(
  options: MappedFileOptions & { readonly map: ColumnMap },
): RowFormat | string {
  const { map, venue, time, symbol } = options;
  if (symbol === undefined && !map.has('symbol')) {
    return 'no field has the symbol: name the instrument with --symbol, or its field with --map symbol=<field>';
  }
  const paths = new Map([...map].map(([field, column]) => [field, column.split('.')]));
  return {
    name: 'ndjson',
    describe: () => ({ venue, displayName: '', currency: '' }),
    createReader() {
      const readRow = createMappedRow({ time, symbol, fields: new Set(map.keys()) });
      let fields: unknown;
      const cell = (field: MapField): string => {
        const column = map.get(field);
        return column === undefined ? '' : textAt(fields, column, paths.get(field) ?? []);
      };
      return {
        read(line) {
          if (line === '' || line === '\r' || line.startsWith('#')) return undefined;
          try {
            fields = parseExactJson(line);
          } catch {
            return `expected a JSON object, got ${showValue(line)}`;
          }
          if (typeof fields !== 'object' || fields === null) {
            return `expected a JSON object, got ${showValue(line)}`;
          }
          return readRow(cell);
        },
      };
    },
  };
}

/** Texts and numbers are texts already; what is neither counts as empty. */
function textAt(value: unknown, key: string, path: readonly string[]): string {
  let at: unknown = value;
  if (path.length === 1 || Object.hasOwn(value as object, key)) {
    at = (value as Readonly<Record<string, unknown>>)[key];
  } else {
    for (const step of path) {
      if (typeof at !== 'object' || at === null) return '';
      at = (at as Readonly<Record<string, unknown>>)[step];
    }
  }
  if (typeof at === 'string') return at;
  return typeof at === 'boolean' ? String(at) : '';
}
