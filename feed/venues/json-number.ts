/** JSON numbers of venues -> exact scaled integers; pure. */

const POWERS = Array.from({ length: 13 }, (_, decimals) => 10 ** decimals);

/**
 * Scales a number as the venue wrote it, to the nearest integer.
 *
 * A JSON number of up to 15 digits comes out as its own text would: the quotient of the result and the power of
 * ten is the same double again (`isExact`).
 *
 * @param decimals 0..12.
 * @returns        Magnitude at most 2^53 - 1; NaN if it is no finite number or beyond that.
 */
export function scaleNumber(value: unknown, decimals: number): number {
  if (typeof value !== 'number') return NaN;
  const scaled = Math.round(value * (POWERS[decimals] ?? NaN));
  return Number.isSafeInteger(scaled) ? scaled + 0 : NaN;
}

/** Whether nothing was rounded away in `scaleNumber`. */
export function isExact(value: unknown, scaled: number, decimals: number): boolean {
  return scaled / (POWERS[decimals] ?? NaN) === value;
}
