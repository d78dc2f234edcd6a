/** Decimal text of venues -> exact scaled integers, without floats on the way. */

const ZERO = 48;
const NINE = 57;
const POINT = 46;
const MINUS = 45;

/**
 * Reads a plain decimal such as `61837.63000000` as an integer scaled by `10^decimals`.
 *
 * Digits beyond `decimals` are accepted only if they are zeros: nothing is ever rounded.
 *
 * @param text     Optional minus sign, digits, optionally a point and more digits. No exponent.
 * @param decimals Decimals to scale by, 0..12.
 * @returns        The scaled integer, magnitude at most 2^53 - 1; NaN where the text is no such
 *                 number (`decimalFault` says why).
 */
export function parseDecimal(text: string, decimals: number): number {
  const length = text.length;
  let at = 0;
  const isNegative = text.charCodeAt(0) === MINUS;
  if (isNegative) at = 1;
  const start = at;
  let value = 0;
  let code = 0;
  for (; at < length; at++) {
    code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) break;
    // Beyond 2^53 the sum is no longer exact, but it stays beyond: the check at the end sees it.
    value = value * 10 + (code - ZERO);
  }
  if (at === start) return NaN;
  let missing = decimals;
  if (at < length) {
    if (code !== POINT || at + 1 === length) return NaN;
    for (at++; at < length; at++) {
      code = text.charCodeAt(at);
      if (code < ZERO || code > NINE) return NaN;
      if (missing > 0) {
        value = value * 10 + (code - ZERO);
        missing--;
      } else if (code !== ZERO) return NaN;
    }
  }
  for (; missing > 0; missing--) value *= 10;
  if (value > Number.MAX_SAFE_INTEGER) return NaN;
  return isNegative && value !== 0 ? -value : value;
}

/**
 * Says why `parseDecimal` refuses a text; undefined if it does not.
 *
 * @param text Whatever stood in the place of the number.
 */
export function decimalFault(text: unknown, decimals: number): string | undefined {
  if (typeof text !== 'string') {
    return `expected a decimal number as string, got ${JSON.stringify(text)}`;
  }
  if (!Number.isNaN(parseDecimal(text, decimals))) return undefined;
  const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
  if (!/^-?\d+(\.\d+)?$/.test(text)) return `expected a decimal number, got ${shown}`;
  if (decimalsOf(text) > decimals) {
    return `${shown} has more than the ${String(decimals)} decimals of its instrument`;
  }
  return `${shown} with ${String(decimals)} decimals is beyond 2^53 - 1 and cannot be kept exactly`;
}

/** Decimals that a decimal text really uses: those behind the point up to the last that is not 0. */
export function decimalsOf(text: string): number {
  const point = text.indexOf('.');
  if (point < 0) return 0;
  let end = text.length;
  while (text.charCodeAt(end - 1) === ZERO) end--;
  return end - point - 1;
}
