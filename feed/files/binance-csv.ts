/**
 * Binance's public data (data.binance.vision): trades and aggTrades as CSV, spot and futures, with or without a header
 * line; pure.
 *
 * trades: id, price, qty, quoteQty, time, isBuyerMaker, isBestMatch; aggTrades: id, price, qty, firstId, lastId, time,
 * isBuyerMaker, isBestMatch; those of futures lack the last column. Times are ms, of spot us since 2025-01-01.
 *
 * @see https://github.com/binance/binance-public-data (README, read 2026-11-21)
 */
import { readFlag } from './cell-words.ts';
import { splitCells } from './csv-line.ts';
import type { Row, RowFormat } from './row.ts';
import { createReadTime, timeFault } from './time-text.ts';

const VENUE = 'BINANCE';
const FILE_NAME = /^([A-Z0-9_]+)-(?:trades|aggTrades)-\d{4}-\d\d/;
const ID = /^\d{1,16}$/;
const TIME = { unit: 'auto' } as const;
/** Columns up to `isBuyerMaker`. */
const KINDS: Readonly<Record<number, string>> = { 5: 'trades', 6: 'aggTrades' };

/** Symbol that a file's name says, e.g. `BTCUSDT` of `BTCUSDT-trades-2024-08-08.csv`. */
export function symbolOfName(path: string): string | undefined {
  return FILE_NAME.exec(path.replace(/^.*[/\\]/, ''))?.[1];
}

/** Whether a line is a row of such a file. */
export function isBinanceRow(line: string): boolean {
  return layoutOf(splitCells(line, ',')) !== undefined;
}

/** Whether a line is the header of such a file. */
export function isBinanceHeader(line: string): boolean {
  return /^"?(?:agg_?trade_?)?id"?,"?price"?,"?(?:qty|quantity)"?,/i.test(line);
}

/** @param symbol Ours, whatever stands in the file's name. */
export function createBinanceCsv(symbol: string): RowFormat {
  return {
    name: 'binance-csv',
    describe: () => ({ venue: VENUE, displayName: '', currency: '' }),
    createReader() {
      const readTime = createReadTime(TIME);
      let layout: Layout | undefined;
      let isFirst = true;
      return {
        read(line) {
          if (line === '' || line === '\r') return undefined;
          const mayBeHeader = isFirst;
          isFirst = false;
          if (mayBeHeader && isBinanceHeader(line)) return undefined;
          const cells = splitCells(line, ',');
          if (typeof cells === 'string') return cells;
          layout ??= layoutOf(cells);
          if (layout === undefined) return expected(cells);
          return readRow(symbol, layout, cells, readTime);
        },
      };
    },
  };
}

interface Layout {
  readonly columnCount: number;
  /** Index of `isBuyerMaker`; the time stands in front of it. */
  readonly maker: number;
}

function layoutOf(cells: readonly string[] | string): Layout | undefined {
  if (typeof cells === 'string') return undefined;
  const maker = cells.findIndex((cell, index) => index > 3 && /^(true|false)$/i.test(cell));
  if (KINDS[maker] === undefined) return undefined;
  const rest = cells.length - maker - 1;
  if (rest > 1 || !ID.test(cells[0] ?? '') || !ID.test(cells[maker - 1] ?? '')) return undefined;
  return { columnCount: cells.length, maker };
}

function readRow(
  symbol: string,
  { columnCount, maker }: Layout,
  cells: readonly string[],
  readTime: (text: string) => number,
): Row | string {
  if (cells.length !== columnCount) {
    return `expected ${String(columnCount)} columns, got ${String(cells.length)}`;
  }
  const [id = '', price = '', size = ''] = cells;
  const time = cells[maker - 1] ?? '';
  const isBuyerMaker = readFlag(cells[maker] ?? '');
  const timeUs = readTime(time);
  if (!ID.test(id)) return `trade id is ${JSON.stringify(id)}, expected an integer`;
  if (Number.isNaN(timeUs)) return timeFault('time', time, TIME);
  if (isBuyerMaker === undefined) {
    return `isBuyerMaker is ${JSON.stringify(cells[maker])}, expected true or false`;
  }
  return {
    timeUs,
    venueTimeMs: Math.floor(timeUs / 1000),
    symbol,
    // The buyer was the maker, so the seller took.
    cells: [{ kind: 'trade', price, size, side: isBuyerMaker ? 'sell' : 'buy', id }],
  };
}

function expected(cells: readonly string[]): string {
  return (
    'expected id, price, qty, quoteQty, time, isBuyerMaker, isBestMatch (trades) or ' +
    `id, price, qty, firstId, lastId, time, isBuyerMaker, isBestMatch (aggTrades), got ${JSON.stringify(cells.join(',').slice(0, 80))}`
  );
}
