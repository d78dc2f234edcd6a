/** Reading the fields of venues' JSON frames: exact numbers, plausible times, and errors that say what came; pure. */
import { isMarketDataError, type MarketDataError } from '../../proto/errors.ts';
import { decimalFault, parseDecimal } from '../decimal.ts';
import { failProtocol, showJson, showValue as show } from './protocol-fault.ts';
import type { VenueInstrument } from './venue-mapper.ts';
import { parseIsoTime } from './venue-time.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A symbol as its frames are read. */
export interface WireMarket {
  readonly symbol: string;
  /** Decimals by which prices are scaled. */
  readonly priceDecimals: number;
  /** Decimals by which sizes are scaled. */
  readonly sizeDecimals: number;
}

/** As every trade of ours. */
const MAX_TRADE_ID_LENGTH = 64;
/**
 * A time since September 2001 has 10 digits in seconds, 13 in milliseconds, 16 in microseconds, 19 in nanoseconds, until
 * 2286: of which unit a number is shows by its size.
 */
const FIRST_MILLISECONDS = 1e11;
const FIRST_MICROSECONDS = 1e14;
const FIRST_NANOSECONDS = 1e17;
const DIGITS = /^\d{1,64}$/;

/** Reads one venue's frames; its name stands in front of every error. */
export class WireReader {
  readonly #venue: string;

  constructor(venue: string) {
    this.#venue = venue;
  }

  /** @throws {MarketDataError} ERR_VENUE_PROTOCOL, always. */
  fail(message: string, cause?: unknown): never {
    return failProtocol(this.#venue, message, cause);
  }

  /** Parses a frame. Its text is not repeated beyond 80 characters. */
  parse(frame: string): unknown {
    try {
      return JSON.parse(frame);
    } catch (cause) {
      // The engine's own message would repeat the frame.
      return this.fail(
        `expected a JSON frame, got ${show(frame)}`,
        new Error((cause as Error).name),
      );
    }
  }

  /** Parses a frame that has to be an object. */
  object(frame: string): JsonObject {
    const value = this.parse(frame);
    if (!isObject(value)) this.fail(`expected a JSON object as frame, got ${show(frame)}`);
    return value;
  }

  /** A field that has to be an object. */
  objectIn(value: unknown, field: string): JsonObject {
    if (!isObject(value)) this.fail(`${field} is ${show(value)}, expected an object`);
    return value;
  }

  /** A field that has to be an array of objects. */
  objects(value: unknown, field: string): readonly JsonObject[] {
    if (!Array.isArray(value) || !value.every(isObject)) {
      this.fail(`${field} is ${show(value)}, expected an array of objects`);
    }
    return value;
  }

  /**
   * Reads each row of a list by itself: a malformed one is left out, so that it costs nobody the others.
   *
   * @param read Undefined: nothing comes of this row.
   * @throws {MarketDataError} ERR_VENUE_PROTOCOL: it is no list, or none of its rows can be read.
   */
  each<Item>(value: unknown, field: string, read: (row: JsonObject) => Item | undefined): Item[] {
    if (!Array.isArray(value)) this.fail(`${field} is ${show(value)}, expected an array`);
    return readEach(value as readonly unknown[], (row) => {
      if (!isObject(row)) this.fail(`${field} holds ${show(row)}, expected an array of objects`);
      return read(row);
    });
  }

  /** A field that has to be an array of arrays. */
  rows(value: unknown, field: string): readonly (readonly unknown[])[] {
    if (!Array.isArray(value) || !value.every((row) => Array.isArray(row))) {
      this.fail(`${field} is ${show(value)}, expected an array of arrays`);
    }
    return value as readonly (readonly unknown[])[];
  }

  /** A field that has to be a text with something in it. */
  text(value: unknown, field: string): string {
    if (typeof value !== 'string' || value === '') {
      this.fail(`${field} is ${show(value)}, expected a text`);
    }
    return value;
  }

  /** The id of a trade: a text of at most 64 characters. */
  tradeId(value: unknown, field: string): string {
    const id = this.text(value, field);
    if (id.length > MAX_TRADE_ID_LENGTH) {
      this.fail(
        `${field} has ${String(id.length)} characters, expected at most ${String(MAX_TRADE_ID_LENGTH)}`,
      );
    }
    return id;
  }

  /** A decimal text as scaled price. */
  price(market: WireMarket, value: unknown, field: string): number {
    return this.#decimal(market, value, field, market.priceDecimals);
  }

  /** A decimal text as scaled size, >= 0. */
  size(market: WireMarket, value: unknown, field: string): number {
    const size = this.#decimal(market, value, field, market.sizeDecimals);
    if (size < 0) {
      this.fail(`${market.symbol}: ${field} is ${show(value)}, expected a size of at least 0`);
    }
    return size;
  }

  /** Rows `[price, size, ...]` of decimal texts as interleaved scaled numbers, in their order. */
  levels(market: WireMarket, rows: unknown, field: string): number[] {
    if (!Array.isArray(rows)) {
      this.fail(`${market.symbol}: ${field} is ${show(rows)}, expected an array of [price, size]`);
    }
    const levels: number[] = [];
    for (const row of rows as readonly unknown[]) {
      if (!Array.isArray(row)) {
        this.fail(`${market.symbol}: ${field} holds ${show(row)}, expected [price, size]`);
      }
      const cells = row as readonly unknown[];
      levels.push(this.price(market, cells[0], field), this.size(market, cells[1], field));
    }
    return levels;
  }

  /** A number or its digits as an integer 0..2^53 - 1. */
  integer(value: unknown, field: string): number {
    const integer = typeof value === 'string' && DIGITS.test(value) ? Number(value) : value;
    if (!Number.isSafeInteger(integer) || (integer as number) < 0) {
      this.fail(`${field} is ${show(value)}, expected an integer 0..2^53 - 1`);
    }
    return integer as number;
  }

  /**
   * An id of up to 64 digits as text. As a JSON number it must not be beyond 2^53 - 1: there the parser has already
   * rounded it, so it has to be put into quotes in the text before that is parsed.
   */
  id(value: unknown, field: string): string {
    if (typeof value === 'string' && DIGITS.test(value)) return value;
    if (!Number.isSafeInteger(value) || (value as number) < 0) {
      this.fail(`${field} is ${show(value)}, expected digits, or an integer 0..2^53 - 1`);
    }
    return String(value);
  }

  /**
   * A venue's time in whichever of its forms.
   *
   * What is from before 2001 in its unit comes out as a time before 2001, or far in the future: `isAbsurdTime` knows it.
   *
   * @param value RFC 3339 text, or a count since 1970 of s, ms, us or ns, as number or digits, also with decimals.
   * @returns     UNIX ms, rounded down; negative before 1970.
   */
  time(value: unknown, field: string): number {
    let timeMs = NaN;
    if (typeof value === 'number') timeMs = millisecondsOf(value);
    else if (typeof value === 'string')
      timeMs = value.charCodeAt(4) === 45 ? parseIsoTime(value) : digitsToMilliseconds(value);
    if (!Number.isFinite(timeMs)) this.fail(`${field} is ${show(value)}, expected a time`);
    return timeMs;
  }

  #decimal(market: WireMarket, text: unknown, field: string, decimals: number): number {
    const value = typeof text === 'string' ? parseDecimal(text, decimals) : NaN;
    if (Number.isNaN(value)) {
      const fault =
        typeof text === 'string'
          ? decimalFault(text, decimals)
          : `expected a decimal number as string, got ${showJson(text)}`;
      this.fail(`${market.symbol}: ${field}: ${fault ?? ''}`);
    }
    return value;
  }
}

/** Instruments by the name that the venue uses. */
export function byNativeSymbol<Market extends WireMarket>(
  instruments: readonly VenueInstrument[],
  create: (market: WireMarket) => Market,
): Map<string, Market> {
  return new Map(
    instruments.map(({ instrument: { symbol, priceDecimals, sizeDecimals }, nativeSymbol }) => [
      nativeSymbol,
      create({ symbol, priceDecimals, sizeDecimals }),
    ]),
  );
}

/**
 * What comes of each of the rows; malformed ones are left out.
 *
 * @throws {MarketDataError} That of the first malformed row, where nothing comes of any.
 */
export function readEach<Row, Item>(
  rows: Iterable<Row>,
  read: (row: Row) => Item | undefined,
): Item[] {
  const items: Item[] = [];
  let fault: MarketDataError | undefined;
  for (const row of rows) {
    try {
      const item = read(row);
      if (item !== undefined) items.push(item);
    } catch (error) {
      if (!isMarketDataError(error)) throw error;
      fault ??= error;
    }
  }
  if (fault !== undefined && items.length === 0) throw fault;
  return items;
}

/** A text, or a number as text; empty for anything else, which may be as large or deep as a venue likes. */
export function wordOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param count Since 1970, of the unit that its size shows. */
function millisecondsOf(count: number): number {
  if (count >= FIRST_NANOSECONDS) return Math.floor(count / 1e6);
  if (count >= FIRST_MICROSECONDS) return Math.floor(count / 1000);
  if (count >= FIRST_MILLISECONDS) return Math.floor(count);
  return Number.isInteger(count) ? count * 1000 : secondsToMilliseconds(String(count));
}

function digitsToMilliseconds(text: string): number {
  if (!/^\d{1,19}(\.\d+)?$/.test(text)) return NaN;
  const count = Number(text);
  return count < FIRST_MILLISECONDS ? secondsToMilliseconds(text) : millisecondsOf(count);
}

/** By the digits: a product would round `1700000000.123` to another millisecond. */
function secondsToMilliseconds(text: string): number {
  const [whole = '', decimals = ''] = text.split('.');
  return Number(`${whole}${`${decimals}000`.slice(0, 3)}`);
}

/** Parses a frame of whatever kind; undefined where it is no JSON. */
export function parseQuietly(frame: string): unknown {
  try {
    return JSON.parse(frame);
  } catch {
    return undefined;
  }
}
