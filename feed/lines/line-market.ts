/** One symbol of a tick-line stream: its numbers as text -> scaled, and what does not fit; pure. */
import type { Instrument } from '../../proto/types.ts';
import { MAX_DEPTH_LEVELS } from '../../proto/validate.ts';
import { showValue } from '../venues/protocol-fault.ts';
import { readDecimal, scaleDecimal, withoutNoise } from './decimal-text.ts';
import { failLine, type LevelText } from './line-fields.ts';
import { declarationOf } from './line-instruments.ts';

const MAX_DECIMALS = 12;

/** Hears of a number that was rounded, and of the line that would declare the symbol so that it is not. */
export type RoundingListener = (symbol: string, declaration: string) => void;

export class LineMarket {
  readonly instrument: Instrument;
  /** Whether a line declared it: then nothing is rounded. */
  readonly isDeclared: boolean;
  readonly #onRounded: RoundingListener;

  constructor(instrument: Instrument, isDeclared: boolean, onRounded: RoundingListener) {
    this.instrument = instrument;
    this.isDeclared = isDeclared;
    this.#onRounded = onRounded;
  }

  /** @throws {MarketDataError} ERR_TICK_INVALID where the text is no number, or does not fit. */
  price(text: string, field: string): number {
    return this.#scale(text, field, this.instrument.priceDecimals, false);
  }

  /** @throws {MarketDataError} ERR_TICK_INVALID where the text is no number >= 0, or does not fit. */
  size(text: string, field: string): number {
    const size = this.#scale(text, field, this.instrument.sizeDecimals, true);
    if (size < 0) failLine(`${field} is ${showValue(text)}, expected a size of at least 0`);
    return size;
  }

  /** The best levels, interleaved; those without size are left out. `direction` 1: prices rise. */
  levels(rows: readonly LevelText[], field: string, direction: 1 | -1): number[] {
    const levels = rows
      .map(([price, size]) => [this.price(price, field), this.size(size, field)] as const)
      .filter(([, size]) => size > 0);
    // Best first already, as a rule: then nothing moves.
    levels.sort(([a], [b]) => (a - b) * direction);
    return levels.slice(0, MAX_DEPTH_LEVELS).flat();
  }

  #scale(text: string, field: string, decimals: number, isSize: boolean): number {
    const scaled = scaleDecimal(text, decimals);
    if (scaled === undefined) failLine(`${field} is ${showValue(text)}, expected a decimal number`);
    const { symbol } = this.instrument;
    if (Number.isNaN(scaled.value)) {
      failLine(
        `${field} ${text} is too large for the ${String(decimals)} decimals of ${symbol}: expected at most ` +
          `${String(Number.MAX_SAFE_INTEGER / 10 ** decimals)}; declare it with fewer decimals`,
      );
    }
    if (!scaled.isRounded) return scaled.value;
    if (this.isDeclared) {
      failLine(
        `${field} ${text} has more than the ${String(decimals)} decimals with which ${symbol} is declared`,
      );
    }
    this.#onRounded(symbol, this.#declarationFor(text, isSize));
    return scaled.value;
  }

  #declarationFor(text: string, isSize: boolean): string {
    const { priceDecimals, sizeDecimals } = this.instrument;
    const number = readDecimal(text);
    const needed = number === undefined ? 0 : withoutNoise(number).decimals;
    const decimals = Math.min(MAX_DECIMALS, needed);
    return declarationOf(
      this.instrument,
      isSize ? priceDecimals : decimals,
      isSize ? decimals : sizeDecimals,
    );
  }
}
