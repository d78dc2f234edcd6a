/** Reading the fields of venues' JSON frames: exact numbers, plausible times, and errors that say what came; pure. */
import { decimalFault, parseDecimal } from '../decimal.ts';
import { failProtocol, showValue as show } from './protocol-fault.ts';
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

/** A number of seconds has 10 digits until 2286, of milliseconds 13, of microseconds 16, of nanoseconds 19. */
const FIRST_MICROSECONDS = 1e14;
const FIRST_NANOSECONDS = 1e17;

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

  /** A field that has to be a text with something in it. */
  text(value: unknown, field: string): string {
    if (typeof value !== 'string' || value === '') {
      this.fail(`${field} is ${show(value)}, expected a text`);
    }
    return value;
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
    if (!Number.isSafeInteger(value) || (value as number) < 0) {
      this.fail(`${field} is ${show(value)}, expected an integer 0..2^53 - 1`);
    }
    return value as number;
  }

  /**
   * A venue's time in whichever of its forms.
   *
   * @param value RFC 3339 text, or a count since 1970 of ms, us or ns, as number or digits.
   * @returns     UNIX ms, rounded down; negative before 1970.
   */
  time(value: unknown, field: string): number {
    let time = NaN;
    if (typeof value === 'number') time = value;
    else if (typeof value === 'string')
      time = value.includes('-') ? parseIsoTime(value) : digits(value);
    if (Number.isNaN(time)) this.fail(`${field} is ${show(value)}, expected a time`);
    if (time >= FIRST_NANOSECONDS) return Math.floor(time / 1e6);
    return Math.floor(time >= FIRST_MICROSECONDS ? time / 1000 : time);
  }

  #decimal(market: WireMarket, text: unknown, field: string, decimals: number): number {
    const value = typeof text === 'string' ? parseDecimal(text, decimals) : NaN;
    if (Number.isNaN(value)) {
      this.fail(`${market.symbol}: ${field}: ${decimalFault(text, decimals) ?? ''}`);
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

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function digits(text: string): number {
  if (text.length <= 15) return parseDecimal(text, 0);
  return /^\d{1,19}$/.test(text) ? Number(text) : NaN;
}

/** Parses a frame of whatever kind; undefined where it is no JSON. */
export function parseQuietly(frame: string): unknown {
  try {
    return JSON.parse(frame);
  } catch {
    return undefined;
  }
}
