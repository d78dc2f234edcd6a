/** One side of a simulated book: its best price levels, in ticks and scaled sizes. */

/** Levels kept beyond those shown, so that a swept book still shows its full depth. */
const CAPACITY = 32;
/** Levels that a side never falls below. */
export const MIN_LEVELS = 14;

/** Draws a level's distance from the one before it (ticks, >= 1) and its size (scaled, >= 1). */
export interface LevelSource {
  gap(): number;
  size(): number;
}

/** Best level first; `direction` -1 for bids (prices fall), 1 for asks (prices rise). */
export class Ladder {
  readonly #direction: 1 | -1;
  readonly #source: LevelSource;
  readonly #prices = new Float64Array(CAPACITY);
  readonly #sizes = new Float64Array(CAPACITY);
  #count = 0;

  constructor(direction: 1 | -1, best: number, source: LevelSource) {
    this.#direction = direction;
    this.#source = source;
    this.#append(best);
    this.#fill();
  }

  /** Best price, in ticks. */
  get best(): number {
    return this.#prices[0] ?? 0;
  }

  /** Size at the best price, scaled. */
  get bestSize(): number {
    return this.#sizes[0] ?? 0;
  }

  set bestSize(size: number) {
    this.#sizes[0] = size;
  }

  /** Price of a level, in ticks; level 0 is the best. */
  price(level: number): number {
    return this.#prices[level] ?? 0;
  }

  /** Size of a level, scaled. */
  size(level: number): number {
    return this.#sizes[level] ?? 0;
  }

  /** Changes the size of a level. */
  resize(level: number, size: number): void {
    this.#sizes[level] = size;
  }

  /** Puts a new best level before the present one; `price` must be better than it. */
  improve(price: number, size: number): void {
    if (this.#count === CAPACITY) this.#count--;
    this.#prices.copyWithin(1, 0, this.#count);
    this.#sizes.copyWithin(1, 0, this.#count);
    this.#prices[0] = price;
    this.#sizes[0] = size;
    this.#count++;
  }

  /** Takes the best level away; the next one becomes the best. */
  dropBest(): void {
    this.#drop(1);
  }

  /** Takes all levels better than `price` away and makes `price` the best, with a new size if it is a new level. */
  retreat(price: number): void {
    let better = 0;
    while (better < this.#count && (price - this.price(better)) * this.#direction > 0) better++;
    if (better === this.#count) {
      this.#count = 0;
      this.#append(price);
      this.#fill();
      return;
    }
    this.#drop(better);
    if (this.best !== price) this.improve(price, this.#source.size());
  }

  /**
   * Copies the best levels.
   *
   * @param levels   How many, at most MIN_LEVELS.
   * @param tickSize Scaled price of one tick.
   * @returns        Interleaved scaled price and size, best first; prices below one tick are left out.
   */
  toArray(levels: number, tickSize: number): number[] {
    const flat: number[] = [];
    for (let level = 0; level < levels; level++) {
      const price = this.price(level);
      if (price < 1) break;
      flat.push(price * tickSize, this.size(level));
    }
    return flat;
  }

  #drop(count: number): void {
    if (count === 0) return;
    this.#prices.copyWithin(0, count, this.#count);
    this.#sizes.copyWithin(0, count, this.#count);
    this.#count -= count;
    this.#fill();
  }

  #fill(): void {
    while (this.#count < MIN_LEVELS) {
      this.#append(this.price(this.#count - 1) + this.#direction * this.#source.gap());
    }
  }

  #append(price: number): void {
    this.#prices[this.#count] = price;
    this.#sizes[this.#count] = this.#source.size();
    this.#count++;
  }
}
