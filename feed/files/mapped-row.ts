/** Cells that a map names -> a row; the same for CSV and NDJSON; pure. */
import { isEmptyCell, readKind, readSide } from './cell-words.ts';
import type { MapField } from './column-map.ts';
import type { Cells, Row } from './row.ts';
import { createReadTime, timeFault, type TimeTextOptions } from './time-text.ts';

export interface MappedRowOptions {
  readonly time: TimeTextOptions;
  /** Symbol of all rows; undefined: as mapped. */
  readonly symbol: string | undefined;
  /** Fields that are mapped. */
  readonly fields: ReadonlySet<MapField>;
}

/**
 * Makes a reader of rows. Sizes of quotes that are not mapped are 1 (0 would say that there is no such side), those of
 * trades 0.
 */
export function createMappedRow(
  options: MappedRowOptions,
): (cell: (field: MapField) => string) => Row | string {
  const { time, symbol: onlySymbol, fields } = options;
  const readTime = createReadTime(time);
  const has = (field: MapField): boolean => fields.has(field);
  const hasTrade = has('price');
  const hasQuote = has('bid') && has('ask');
  return (cell) => {
    const timeText = cell('time');
    const timeUs = readTime(timeText);
    if (Number.isNaN(timeUs)) return timeFault('time', timeText, time);
    const symbol = onlySymbol ?? cell('symbol').replace(/\s+/g, '_');
    if (symbol === '') return 'symbol is empty';
    const cells: Cells[] = [];
    let wantsTrade = hasTrade;
    let wantsQuote = hasQuote;
    if (has('type')) {
      const word = cell('type');
      const kind = readKind(word);
      if (kind === undefined) return `type is ${JSON.stringify(word)}, expected trade or quote`;
      wantsTrade &&= kind === 'trade';
      wantsQuote &&= kind === 'quote';
      if (!wantsTrade && !wantsQuote)
        return `the row is a ${kind}, whose columns --map does not name`;
    }
    if (wantsQuote) {
      const bid = present(cell('bid'));
      const ask = present(cell('ask'));
      if (bid !== '' || ask !== '') {
        cells.push({
          kind: 'quote',
          bidPrice: bid,
          bidSize: has('bidSize') ? cell('bidSize') : '1',
          askPrice: ask,
          askSize: has('askSize') ? cell('askSize') : '1',
        });
      } else if (!wantsTrade) return 'bid and ask are empty, expected at least one of them';
    }
    if (wantsTrade) {
      const price = present(cell('price'));
      if (price !== '') {
        const sideText = has('side') ? cell('side') : '';
        const side = readSide(sideText);
        if (side === undefined) return `side is ${JSON.stringify(sideText)}, expected buy or sell`;
        const id = has('id') ? present(cell('id')) : '';
        if (id.length > 64)
          return `trade id of ${String(id.length)} characters, expected at most 64`;
        cells.push({ kind: 'trade', price, size: has('size') ? cell('size') : '0', side, id });
      } else if (cells.length === 0) return 'price is empty, expected a decimal number';
    }
    return { timeUs, venueTimeMs: Math.floor(timeUs / 1000), symbol, cells };
  };
}

function present(text: string): string {
  return isEmptyCell(text) ? '' : text;
}
