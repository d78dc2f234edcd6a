/** Learns from decimal texts how many decimals they need and what step they share; pure. */
import { decimalsOf, parseDecimal } from '../../decimal.ts';

/** Fewer values than this say nothing about the step that they share. */
const MIN_VALUES_FOR_STEP = 100;

/** What all numbers of one kind (the prices of a symbol) have in common. */
export class DecimalRange {
  #decimals = 0;
  /** Greatest common divisor of the values scaled by `#decimals`; 0 before the first that is not 0. */
  #divisor = 0;
  #count = 0;
  #lastText = '';

  /** Decimals needed to write every value exactly, trailing zeros not counted. */
  get decimals(): number {
    return this.#decimals;
  }

  /** Greatest step of which all values are multiples, scaled by `decimals`, >= 1; 1 if too few values came. */
  get step(): number {
    return this.#count < MIN_VALUES_FOR_STEP ? 1 : Math.max(1, this.#divisor);
  }

  /** Looks at one value; texts that are no decimal numbers are passed over. */
  add(text: string): void {
    if (text === this.#lastText) return;
    this.#lastText = text;
    const decimals = decimalsOf(text);
    if (decimals <= this.#decimals && this.#divisor === 1) {
      this.#count += 1;
      return;
    }
    const common = Math.max(decimals, this.#decimals);
    const value = parseDecimal(text, common);
    // Not a number, or beyond 2^53: the mapper says so when it meets it.
    if (!Number.isNaN(value)) this.#combine(common, value);
  }

  /** Adds all values of another range. */
  merge(other: DecimalRange): void {
    if (other.#count === 0) return;
    const decimals = Math.max(this.#decimals, other.#decimals);
    this.#combine(decimals, other.#divisor * 10 ** (decimals - other.#decimals));
    this.#count += other.#count - 1;
  }

  #combine(decimals: number, value: number): void {
    const divisor = this.#divisor * 10 ** (decimals - this.#decimals);
    const isExact = Number.isSafeInteger(divisor) && Number.isSafeInteger(value);
    this.#divisor = isExact ? gcd(divisor, Math.abs(value)) : 1;
    this.#decimals = decimals;
    this.#count += 1;
  }
}

function gcd(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
