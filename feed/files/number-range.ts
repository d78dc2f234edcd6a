/** Learns from the numbers of a column how many decimals they need; pure. */
import { readDecimal, withoutNoise } from '../lines/decimal-text.ts';
import { DecimalRange } from '../venues/binance/decimal-range.ts';

/** Most decimals of an instrument. */
const MAX_DECIMALS = 12;
/** Digits of a number in all that are exact whatever they are. */
const EXACT_DIGITS = 15;
const PLAIN = /^-?\d{1,15}(?:\.\d{1,12})?$/;

/** All prices, or all sizes, of a symbol. */
export class NumberRange {
  readonly #range = new DecimalRange();
  #mostWholeDigits = 1;
  #lastText = '';

  /** Decimals that all numbers need; fewer where the largest of them would not be exact otherwise. */
  get decimals(): number {
    return Math.max(
      0,
      Math.min(this.#range.decimals, MAX_DECIMALS, EXACT_DIGITS - this.#mostWholeDigits),
    );
  }

  /** Decimals that were written. */
  get writtenDecimals(): number {
    return this.#range.decimals;
  }

  /** Step that all numbers share, scaled by `decimals`, >= 1. */
  get step(): number {
    return this.#range.decimals === this.decimals ? this.#range.step : 1;
  }

  /** Looks at a number; what is none is passed over. */
  add(text: string): void {
    if (text === this.#lastText) return;
    this.#lastText = text;
    if (PLAIN.test(text)) {
      const point = text.indexOf('.');
      this.#note(text, (point < 0 ? text.length : point) - (text.startsWith('-') ? 1 : 0));
      return;
    }
    const number = readDecimal(text);
    if (number === undefined) return;
    const { digits, decimals } = withoutNoise(number);
    if (digits === '') return;
    const whole = Math.max(0, digits.length - decimals);
    const padded = digits.padStart(decimals + 1, '0') + '0'.repeat(Math.max(0, -decimals));
    const point = padded.length - Math.max(0, decimals);
    this.#note(decimals > 0 ? `${padded.slice(0, point)}.${padded.slice(point)}` : padded, whole);
  }

  #note(plain: string, wholeDigits: number): void {
    if (wholeDigits > this.#mostWholeDigits) this.#mostWholeDigits = wholeDigits;
    this.#range.add(plain);
  }
}
