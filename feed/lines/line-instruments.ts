/** Instruments of a tick-line stream: declared by a line, or inferred from the first numbers of a symbol; pure. */
import type { Instrument, Session } from '../../proto/types.ts';
import { instrumentFault } from '../../proto/validate.ts';
import { showValue } from '../venues/protocol-fault.ts';
import { readDecimal, scaleDecimal, wholeDigits, withoutNoise } from './decimal-text.ts';

/** Prices keep so many digits in all ... */
const PRICE_DIGITS = 12;
/** ... and so many decimals at most, counted from the first digit that is not 0 where the price is below 0.1. */
const PRICE_DECIMALS = 8;
const SIZE_DIGITS = 9;
const SIZE_DECIMALS = 6;
/** Digits of a price that are shown, unless its step is finer by what was written. */
const SHOWN_DIGITS = 7;
const SHOWN_DECIMALS = 2;
const MAX_DECIMALS = 12;
const ROLLING = 'rolling24h';
const DAY_START = /^([01]\d|2[0-3]):([0-5]\d)$/;

/**
 * An instrument for a symbol that nobody declared, from the first numbers that came of it.
 *
 * Prices: twelve digits in all, at most 8 decimals (101.25: 8, 61837.63: 7, 0.000012: 12). Sizes: nine digits in all,
 * at most 6 decimals (3: 6, 25000: 4). The tick size, by which pages show prices, follows the decimals as written.
 *
 * @param prices Decimal texts of one line; texts that are none are passed over.
 * @param sizes  The same.
 */
export function inferInstrument(
  symbol: string,
  venue: string,
  prices: readonly string[],
  sizes: readonly string[],
): Instrument {
  const priceDecimals = decimalsFor(prices, PRICE_DIGITS, PRICE_DECIMALS);
  const sizeDecimals = decimalsFor(sizes, SIZE_DIGITS, SIZE_DECIMALS);
  const shown = Math.min(shownDecimals(prices), priceDecimals);
  return {
    symbol,
    venue,
    displayName: '',
    priceDecimals,
    sizeDecimals,
    tickSize: 10 ** (priceDecimals - shown),
    currency: '',
    session: { kind: ROLLING },
  };
}

/** The largest number decides: it has the least room. */
function decimalsFor(texts: readonly string[], digits: number, mostDecimals: number): number {
  const whole = largestWhole(texts);
  if (whole > 0) return Math.max(0, Math.min(mostDecimals, digits - whole));
  return Math.min(MAX_DECIMALS, mostDecimals - whole);
}

function shownDecimals(texts: readonly string[]): number {
  const written = texts.flatMap((text) => {
    const number = readDecimal(text);
    return number === undefined ? [] : [withoutNoise(number).decimals];
  });
  const most = Math.max(SHOWN_DECIMALS, SHOWN_DIGITS - largestWhole(texts));
  return Math.min(most, Math.max(SHOWN_DECIMALS, ...written));
}

/** Digits in front of the point of the largest number, as `wholeDigits`; 1 where all are zero. */
function largestWhole(texts: readonly string[]): number {
  const counts = texts.flatMap((text) => {
    const number = readDecimal(text);
    return number === undefined || number.digits === '' ? [] : [wholeDigits(number)];
  });
  return counts.length === 0 ? 1 : Math.max(...counts);
}

/** The line that would declare an instrument as it is, with so many decimals. */
export function declarationOf(
  { symbol, venue }: Instrument,
  priceDecimals: number,
  sizeDecimals: number,
): string {
  return JSON.stringify({ type: 'instrument', symbol, venue, priceDecimals, sizeDecimals });
}

/**
 * Reads the fields of a declaration.
 *
 * @param fields       Of the line, numbers as text.
 * @param defaultVenue Where it names none.
 * @returns            The instrument, or what is wrong with it.
 */
export function declaredInstrument(
  fields: Readonly<Record<string, unknown>>,
  symbol: string,
  defaultVenue: string,
): Instrument | { readonly fault: string } {
  const priceDecimals = decimals(fields['priceDecimals']);
  if (Number.isNaN(priceDecimals)) return missingDecimals('priceDecimals', fields['priceDecimals']);
  const sizeDecimals = decimals(fields['sizeDecimals']);
  if (Number.isNaN(sizeDecimals)) return missingDecimals('sizeDecimals', fields['sizeDecimals']);
  const step = fields['tickSize'] ?? undefined;
  const tickSize = step === undefined ? 1 : scaledStep(step, priceDecimals);
  if (!(tickSize >= 1)) {
    return {
      fault: `tickSize is ${showValue(step)}, expected a price above 0 with at most ${String(priceDecimals)} decimals`,
    };
  }
  const session = sessionOf(fields['session'] ?? ROLLING);
  if (session === undefined) {
    return {
      fault: `session is ${showValue(fields['session'])}, expected "${ROLLING}", or when a day begins in UTC, as "13:30"`,
    };
  }
  const texts = [fields['venue'] ?? defaultVenue, fields['name'] ?? '', fields['currency'] ?? ''];
  const [venue, displayName, currency] = texts;
  if (
    typeof venue !== 'string' ||
    typeof displayName !== 'string' ||
    typeof currency !== 'string'
  ) {
    return { fault: 'venue, name and currency: expected texts' };
  }
  const instrument: Instrument = {
    symbol,
    venue,
    displayName,
    priceDecimals,
    sizeDecimals,
    tickSize,
    currency,
    session,
  };
  const fault = instrumentFault(instrument);
  return fault === undefined ? instrument : { fault };
}

function missingDecimals(field: string, value: unknown): { readonly fault: string } {
  return {
    fault: `${field} is ${showValue(value)}, expected a whole number from 0 to ${String(MAX_DECIMALS)}`,
  };
}

function decimals(value: unknown): number {
  if (typeof value !== 'string' || !/^\d{1,2}$/.test(value)) return NaN;
  return Number(value) <= MAX_DECIMALS ? Number(value) : NaN;
}

function scaledStep(value: unknown, priceDecimals: number): number {
  const step = typeof value === 'string' ? scaleDecimal(value, priceDecimals) : undefined;
  return step === undefined || step.isRounded ? NaN : step.value;
}

function sessionOf(value: unknown): Session | undefined {
  if (value === ROLLING) return { kind: ROLLING };
  const match = typeof value === 'string' ? DAY_START.exec(value) : null;
  if (match === null) return undefined;
  return { kind: 'daily', startMinuteUtc: Number(match[1]) * 60 + Number(match[2]) };
}
