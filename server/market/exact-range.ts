/** Which numbers the market takes, so that whatever it holds can also be told to clients exactly. */
import type { Bar, Position, Tick } from '../../proto/types.ts';

/**
 * Range of all prices that one symbol has had.
 *
 * Prices go over the wire as differences. As long as the highest and the lowest are less than 2^53
 * apart, so are any two, and every difference is exact. That holds for all prices from 0 to 2^53 - 1;
 * only prices near both ends of the negative and the positive range cannot be had together.
 */
export class PriceSpan {
  #low = Infinity;
  #high = -Infinity;

  /** Takes a tick's prices in; false, and nothing is changed, when they do not fit in. */
  takesTick(tick: Tick): boolean {
    switch (tick.kind) {
      case 'trade':
        return this.takes(tick.price, tick.price);
      case 'quote':
        return this.takes(
          Math.min(tick.bidPrice, tick.askPrice),
          Math.max(tick.bidPrice, tick.askPrice),
        );
      case 'depth':
        return this.#takesLevels(tick.bids) && this.#takesLevels(tick.asks);
      case 'gap':
      case 'status':
        return true;
    }
  }

  /** Takes prices from `low` to `high` in; false, and nothing is changed, when they do not fit in. */
  takes(low: number, high: number): boolean {
    const lowest = Math.min(this.#low, low);
    const highest = Math.max(this.#high, high);
    if (highest - lowest > Number.MAX_SAFE_INTEGER) return false;
    this.#low = lowest;
    this.#high = highest;
    return true;
  }

  /** The range; undefined before the first price. */
  toSnapshot(): { readonly low: number; readonly high: number } | undefined {
    return this.#low > this.#high ? undefined : { low: this.#low, high: this.#high };
  }

  #takesLevels(levels: readonly number[]): boolean {
    for (let at = 0; at < levels.length; at += 2) {
      const price = levels[at] ?? 0;
      if (!this.takes(price, price)) return false;
    }
    return true;
  }
}

/** Says whether a place in the log is one that clients can be told: anybody may write entry ids. */
export function isPositionExact({ entryMs, entrySeq }: Position): boolean {
  // The sequence shares its number on the wire with the aggressor's side.
  return Number.isSafeInteger(entryMs) && entrySeq < 2 ** 51;
}

/** Says whether a bar lies on the grid of its interval. */
export function isAligned(bar: Bar, intervalMs: number): boolean {
  return bar.openTimeMs % intervalMs === 0;
}
