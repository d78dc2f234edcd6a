/**
 * Databento's CSV: schemas trades, mbp-1, tbbo and mbp-10, as the API and its clients write them; pure.
 *
 * Prices are decimals, or integers in units of 1e-9 with 2^63 - 1 for none; times ISO 8601 or integer ns. A row is played
 * at `ts_recv` (when it was captured), its venue time is `ts_event`. Rows with action T are trades: side A sold, B
 * bought, N is not known. Books are whole in each row.
 *
 * @see https://databento.com/docs/schemas-and-data-formats/mbp-10 (read 2026-11-21; fields of DBN version 2 and 3)
 */
import type { AggressorSide } from '../../proto/types.ts';
import { findDelimiter, splitCells } from './csv-line.ts';
import { venueOfPublisher } from './databento-publishers.ts';
import type { Cells, DepthCells, QuoteCells, Row, RowFormat } from './row.ts';
import { createReadTime, timeFault } from './time-text.ts';

const UNDEFINED_PRICE = '9223372036854775807';
const UNDEFINED_TIME = '18446744073709551615';
const NANO_DIGITS = 9;
const INTEGER = /^-?\d+$/;
const MAX_LEVELS = 10;
const DAY_MS = 86_400_000;
const TIME = { unit: 'ns' } as const;
const SIDES: ReadonlyMap<string, AggressorSide> = new Map([
  ['A', 'sell'],
  ['B', 'buy'],
  ['N', 'unknown'],
  ['', 'unknown'],
]);
const ACTIONS: ReadonlySet<string> = new Set(['A', 'C', 'M', 'R', 'T', 'F', 'N']);
const REQUIRED = ['ts_event', 'action', 'side', 'price', 'size'] as const;

/** Whether a line is the header of such a file. */
export function isDatabentoHeader(line: string): boolean {
  const cells = splitCells(line, findDelimiter(line) ?? ',');
  return (
    typeof cells !== 'string' &&
    cells.includes('ts_event') &&
    cells.some((one) => one === 'instrument_id' || one === 'publisher_id')
  );
}

/** Says what a header lacks; undefined if nothing. */
export function databentoHeaderFault(line: string): string | undefined {
  const cells = splitCells(line, findDelimiter(line) ?? ',');
  if (typeof cells === 'string') return cells;
  const missing = REQUIRED.filter((name) => !cells.includes(name));
  if (missing.length > 0) {
    return `the columns ${missing.join(', ')} are missing: expected schema trades, tbbo, mbp-1 or mbp-10, got ${cells.join(',')}`;
  }
  if (cells.includes('order_id')) {
    return 'the schema is mbo, which has no book in its rows: expected trades, tbbo, mbp-1 or mbp-10';
  }
  return undefined;
}

/** @param symbol Ours, for a file of one instrument; undefined: as the file has it, with its venue. */
export function createDatabentoCsv(symbol: string | undefined): RowFormat {
  const names = new Map<string, string>();
  const describe: RowFormat['describe'] = (name) => ({
    venue: name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : 'DATABENTO',
    displayName: names.get(name) ?? '',
    currency: '',
  });
  return {
    name: 'databento-csv',
    describe,
    createReader() {
      let reader: RowsOfHeader | undefined;
      return {
        read(line) {
          if (line === '' || line === '\r') return undefined;
          if (reader !== undefined) return reader.read(line);
          const fault = databentoHeaderFault(line);
          if (fault !== undefined) return fault;
          reader = new RowsOfHeader(line, symbol, names);
          return undefined;
        },
      };
    },
  };
}

class RowsOfHeader {
  readonly #delimiter: string;
  readonly #columnCount: number;
  readonly #at: (name: string) => number;
  readonly #readTime = createReadTime(TIME);
  readonly #symbol: string | undefined;
  readonly #names: Map<string, string>;
  /** Index of the first column of each level. */
  readonly #levels: readonly LevelColumns[];
  readonly #shown = new Map<string, { quote: QuoteCells; depth: DepthCells | undefined }>();

  constructor(header: string, symbol: string | undefined, names: Map<string, string>) {
    this.#delimiter = findDelimiter(header) ?? ',';
    const cells = splitCells(header, this.#delimiter);
    const columns = typeof cells === 'string' ? [] : cells;
    this.#columnCount = columns.length;
    const byName = new Map(columns.map((name, index) => [name, index]));
    this.#at = (name) => byName.get(name) ?? -1;
    this.#symbol = symbol;
    this.#names = names;
    this.#levels = Array.from({ length: MAX_LEVELS }, (_, level) =>
      levelColumns(byName, level),
    ).filter((one) => one !== undefined);
  }

  read(line: string): Row | string {
    const cells = splitCells(line, this.#delimiter);
    if (typeof cells === 'string') return cells;
    if (cells.length !== this.#columnCount) {
      return `expected ${String(this.#columnCount)} columns, got ${String(cells.length)}`;
    }
    const cell = (name: string): string => cells[this.#at(name)] ?? '';
    const eventUs = this.#time(cell('ts_event'));
    const receivedUs = this.#time(cell('ts_recv'));
    const timeUs = receivedUs ?? eventUs;
    if (timeUs === undefined || Number.isNaN(timeUs)) {
      return timeFault('ts_recv', cell('ts_recv') || cell('ts_event'), TIME);
    }
    const action = cell('action');
    const side = SIDES.get(cell('side'));
    if (!ACTIONS.has(action))
      return `action is ${JSON.stringify(action)}, expected A, C, M, R, T, F or N`;
    if (side === undefined) return `side is ${JSON.stringify(cell('side'))}, expected A, B or N`;
    const symbol = this.#symbolOf(cell('symbol'), cell('instrument_id'), cell('publisher_id'));
    if (symbol === '')
      return 'there is neither symbol nor instrument_id: name the instrument by --symbol';
    const made = this.#book(symbol, cells);
    if (action === 'T') {
      const price = decimalPrice(cell('price'));
      if (price === '') return 'price is empty (undefined), expected the price of the trade';
      // Sequence numbers are shared by trades of one packet: they are no ids.
      made.push({ kind: 'trade', price, size: cell('size'), side, id: '' });
    }
    const timeMs = Math.floor(timeUs / 1000);
    const eventMs = eventUs === undefined ? NaN : Math.floor(eventUs / 1000);
    const venueTimeMs = Math.abs(eventMs - timeMs) <= DAY_MS ? eventMs : timeMs;
    return { timeUs, venueTimeMs, symbol, cells: made };
  }

  /** Undefined where there is none. */
  #time(text: string): number | undefined {
    return text === '' || text === '0' || text === UNDEFINED_TIME
      ? undefined
      : this.#readTime(text);
  }

  #symbolOf(raw: string, instrumentId: string, publisherId: string): string {
    if (this.#symbol !== undefined) return this.#symbol;
    const name = raw === '' ? instrumentId : raw;
    if (name === '') return '';
    const symbol = `${name.replace(/\s+/g, '_')}${publisherId === '' ? '' : `.${venueOfPublisher(publisherId)}`}`;
    if (raw !== '' && !this.#names.has(symbol)) this.#names.set(symbol, raw);
    return symbol;
  }

  /** Best prices and levels where they are other ones than before. */
  #book(symbol: string, cells: readonly string[]): Cells[] {
    if (this.#levels.length === 0) return [];
    const made: Cells[] = [];
    const before = this.#shown.get(symbol);
    const bids = levelCells(this.#levels, cells, 'bid');
    const asks = levelCells(this.#levels, cells, 'ask');
    const quote: QuoteCells = {
      kind: 'quote',
      bidPrice: bids[0] ?? '',
      bidSize: bids[1] ?? '0',
      askPrice: asks[0] ?? '',
      askSize: asks[1] ?? '0',
    };
    if (before === undefined || !isSameQuote(before.quote, quote)) made.push(quote);
    const depth: DepthCells | undefined =
      this.#levels.length > 1 ? { kind: 'depth', bids, asks } : undefined;
    if (depth !== undefined && (before?.depth === undefined || !isSameDepth(before.depth, depth))) {
      made.push(depth);
    }
    this.#shown.set(symbol, { quote, depth });
    return made;
  }
}

interface LevelColumns {
  readonly bidPrice: number;
  readonly bidSize: number;
  readonly askPrice: number;
  readonly askSize: number;
}

function levelColumns(
  byName: ReadonlyMap<string, number>,
  level: number,
): LevelColumns | undefined {
  const suffix = `_${String(level).padStart(2, '0')}`;
  const [bidPrice, bidSize, askPrice, askSize] = ['bid_px', 'bid_sz', 'ask_px', 'ask_sz'].map(
    (name) => byName.get(name + suffix),
  );
  if (
    bidPrice === undefined ||
    bidSize === undefined ||
    askPrice === undefined ||
    askSize === undefined
  ) {
    return undefined;
  }
  return { bidPrice, bidSize, askPrice, askSize };
}

function levelCells(
  levels: readonly LevelColumns[],
  cells: readonly string[],
  side: 'bid' | 'ask',
): string[] {
  const made: string[] = [];
  for (const level of levels) {
    const price = decimalPrice(cells[side === 'bid' ? level.bidPrice : level.askPrice] ?? '');
    const size = cells[side === 'bid' ? level.bidSize : level.askSize] ?? '';
    // Levels without orders: none behind them either.
    if (price === '' || size === '0' || size === '') break;
    made.push(price, size);
  }
  return made;
}

function decimalPrice(text: string): string {
  if (text === '' || text === UNDEFINED_PRICE) return '';
  if (!INTEGER.test(text)) return text;
  const isNegative = text.startsWith('-');
  const digits = (isNegative ? text.slice(1) : text).padStart(NANO_DIGITS + 1, '0');
  const point = digits.length - NANO_DIGITS;
  const fraction = digits.slice(point).replace(/0+$/, '');
  const whole = (isNegative ? '-' : '') + digits.slice(0, point);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

function isSameQuote(a: QuoteCells, b: QuoteCells): boolean {
  return (
    a.bidPrice === b.bidPrice &&
    a.bidSize === b.bidSize &&
    a.askPrice === b.askPrice &&
    a.askSize === b.askSize
  );
}

function isSameDepth(a: DepthCells, b: DepthCells): boolean {
  return isSameList(a.bids, b.bids) && isSameList(a.asks, b.asks);
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}
