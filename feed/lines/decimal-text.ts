/** Decimal text as programs print it (floats, exponents) -> scaled integers; pure. */
import { parseDecimal } from '../decimal.ts';

/** A double holds so many digits whatever they are; what a program prints beyond them is noise of binary fractions. */
const FLOAT_DIGITS = 15;
/** Longest text that is read as a number. */
const MAX_LENGTH = 400;
const DECIMAL = /^([-+]?)(\d+)(?:\.(\d*))?(?:[eE]([-+]?\d{1,4}))?$/;

/** A decimal number: `digits` x 10^-`decimals`. */
export interface DecimalNumber {
  readonly isNegative: boolean;
  /** Without zeros at either end; empty: zero. */
  readonly digits: string;
  /** May be negative: 1200 is 12 x 10^2. */
  readonly decimals: number;
}

/** Outcome of scaling a decimal text. */
export interface ScaledDecimal {
  /** The scaled integer, magnitude at most 2^53 - 1; NaN: beyond that. */
  readonly value: number;
  /** Whether digits were lost that a program meant. */
  readonly isRounded: boolean;
}

/** Reads `101.25`, `-3`, `1e-05`, `1.5E+3`; undefined where the text is no such number. */
export function readDecimal(text: string): DecimalNumber | undefined {
  const match = text.length <= MAX_LENGTH ? DECIMAL.exec(text) : null;
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  return shorten(sign === '-', whole + fraction, fraction.length - Number(exponent));
}

/**
 * Scales a decimal text by `10^decimals`.
 *
 * Digits that fit are exact. Those behind the 15th are what a binary fraction leaves (101.30000000000001) and count for
 * nothing where they do not fit; any others that do not fit are rounded off, half away from zero.
 *
 * @param decimals 0..12.
 * @returns        undefined where the text is no decimal number.
 */
export function scaleDecimal(text: string, decimals: number): ScaledDecimal | undefined {
  const quick = parseDecimal(text, decimals);
  if (!Number.isNaN(quick)) return { value: quick, isRounded: false };
  const number = readDecimal(text);
  if (number === undefined) return undefined;
  if (number.decimals <= decimals) return { value: scaled(number, decimals), isRounded: false };
  const meant = withoutNoise(number);
  return { value: scaled(meant, decimals), isRounded: meant.decimals > decimals };
}

/** The number without the digits that only a binary fraction has; the same one if it has no more than 15. */
export function withoutNoise(number: DecimalNumber): DecimalNumber {
  const surplus = number.digits.length - FLOAT_DIGITS;
  return surplus > 0 ? roundTo(number, number.decimals - surplus) : number;
}

/** Digits in front of the point, 0 for those below 1; for those below 0.1 the negative count of zeros behind it. */
export function wholeDigits({ digits, decimals }: DecimalNumber): number {
  return digits.length - decimals;
}

function shorten(isNegative: boolean, text: string, decimals: number): DecimalNumber {
  let start = 0;
  let end = text.length;
  while (text.charCodeAt(start) === 48) start++;
  while (end > start && text.charCodeAt(end - 1) === 48) end--;
  const digits = text.slice(start, end);
  return {
    isNegative: isNegative && digits !== '',
    digits,
    decimals: digits === '' ? 0 : decimals - (text.length - end),
  };
}

/** Rounds half away from zero to fewer decimals, which may be negative. */
function roundTo({ isNegative, digits, decimals }: DecimalNumber, wanted: number): DecimalNumber {
  const kept = digits.length - (decimals - wanted);
  if (kept < 0) return { isNegative: false, digits: '', decimals: 0 };
  const isUp = digits.charCodeAt(kept) >= 53;
  const rounded = BigInt(digits.slice(0, kept) || '0') + (isUp ? 1n : 0n);
  return shorten(isNegative, String(rounded), wanted);
}

function scaled(number: DecimalNumber, decimals: number): number {
  const fitting = number.decimals > decimals ? roundTo(number, decimals) : number;
  const zeros = decimals - fitting.decimals;
  if (fitting.digits === '') return 0;
  if (fitting.digits.length + zeros > 16) return NaN;
  const value = Number(fitting.digits + '0'.repeat(zeros));
  if (!Number.isSafeInteger(value)) return NaN;
  return fitting.isNegative ? -value : value;
}
