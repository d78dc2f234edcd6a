/** One side of an order book in sorted arrays, for the books of all venues; pure. */

/** Prices and sizes interleaved, `[price, size, price, size, ...]`. */
export type Levels = readonly number[];

/** Levels of one side, best last: most changes are near the best and move little. */
export class BookSide {
  /** 1: best is the highest price (bids); -1: the lowest (asks). */
  readonly #direction: 1 | -1;
  #prices: number[] = [];
  #sizes: number[] = [];
  /** Beside each level, whatever its owner gave with it. */
  #texts: string[] = [];
  #best: readonly number[] | undefined;
  #bestCount = 0;

  constructor(direction: 1 | -1) {
    this.#direction = direction;
  }

  /** Number of levels. */
  get count(): number {
    return this.#prices.length;
  }

  /** Best price; NaN without levels. */
  get bestPrice(): number {
    return this.#prices.at(-1) ?? NaN;
  }

  /** Size at the best price; 0 without levels. */
  get bestSize(): number {
    return this.#sizes.at(-1) ?? 0;
  }

  clear(): void {
    this.#prices = [];
    this.#sizes = [];
    this.#texts = [];
    this.#best = undefined;
  }

  /** Puts these levels, in whatever order, in the place of all others. */
  replace(levels: Levels): void {
    this.clear();
    // From the worst on each level goes to the end, where that costs nothing: snapshots come best first.
    for (let at = levels.length - 2; at >= 0; at -= 2)
      this.set(levels[at] ?? 0, levels[at + 1] ?? 0);
  }

  /** Puts or removes each of these levels. */
  change(levels: Levels): void {
    for (let at = 0; at < levels.length; at += 2) this.set(levels[at] ?? 0, levels[at + 1] ?? 0);
  }

  /**
   * Puts a level, or removes it where the size is 0.
   *
   * @param text Kept beside the level, for `textAt`.
   * @returns    Place from the best (0) at which the side changed; Infinity if it did not.
   */
  set(price: number, size: number, text = ''): number {
    const prices = this.#prices;
    const index = this.#indexOf(price);
    const isPresent = prices[index] === price;
    let rank = prices.length - 1 - index;
    if (size === 0) {
      if (!isPresent) return Infinity;
      prices.splice(index, 1);
      this.#sizes.splice(index, 1);
      this.#texts.splice(index, 1);
    } else if (isPresent) {
      if (this.#sizes[index] === size && this.#texts[index] === text) return Infinity;
      this.#sizes[index] = size;
      this.#texts[index] = text;
    } else {
      rank += 1;
      if (rank === 0) {
        prices.push(price);
        this.#sizes.push(size);
        this.#texts.push(text);
      } else {
        prices.splice(index, 0, price);
        this.#sizes.splice(index, 0, size);
        this.#texts.splice(index, 0, text);
      }
    }
    if (rank < this.#bestCount) this.#best = undefined;
    return rank;
  }

  /** Drops the worst levels until `count` are left. */
  truncate(count: number): void {
    const surplus = this.#prices.length - count;
    if (surplus <= 0) return;
    this.#prices.splice(0, surplus);
    this.#sizes.splice(0, surplus);
    this.#texts.splice(0, surplus);
    if (count < this.#bestCount) this.#best = undefined;
  }

  /** Text of the level at a place from the best (0); undefined where there is none. */
  textAt(rank: number): string | undefined {
    return this.#texts[this.#texts.length - 1 - rank];
  }

  /** Best `count` levels, interleaved, best first; the same array until one of them changes. */
  best(count: number): readonly number[] {
    if (this.#best !== undefined && this.#bestCount === count) return this.#best;
    const levels: number[] = [];
    const end = Math.max(0, this.#prices.length - count);
    for (let index = this.#prices.length - 1; index >= end; index--) {
      levels.push(this.#prices[index] ?? 0, this.#sizes[index] ?? 0);
    }
    this.#best = levels;
    this.#bestCount = count;
    return levels;
  }

  /** First index whose price is not worse than the given one. */
  #indexOf(price: number): number {
    const prices = this.#prices;
    const direction = this.#direction;
    const key = price * direction;
    let low = 0;
    let high = prices.length;
    // Most changes are at the best or beyond it.
    if (high > 0 && (prices[high - 1] ?? 0) * direction < key) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((prices[middle] ?? 0) * direction < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
