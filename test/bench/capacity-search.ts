/** Pure: finds the largest number of clients that a system serves well: doubles, then bisects. */

/** How often the gap between good and bad is halved. */
const BISECTIONS = 2;

export class CapacitySearch {
  readonly #limit: number;
  #next: number | undefined;
  #good = 0;
  #bad: number | undefined;
  #bisections = 0;

  /**
   * @param start First number of clients.
   * @param limit Never tries more.
   */
  constructor(start: number, limit: number) {
    this.#next = Math.min(start, limit);
    this.#limit = limit;
  }

  /** The number to try; undefined at the end. */
  get next(): number | undefined {
    return this.#next;
  }

  /** Largest number that was good; 0 if none was. */
  get good(): number {
    return this.#good;
  }

  /** Smallest number that was not; undefined if none was tried. */
  get bad(): number | undefined {
    return this.#bad;
  }

  /** Takes the result for `next`. */
  record(isGood: boolean): void {
    const tried = this.#next;
    if (tried === undefined) return;
    if (isGood) this.#good = tried;
    else this.#bad = tried;
    this.#next = this.#choose(tried);
  }

  #choose(tried: number): number | undefined {
    if (this.#bad === undefined) {
      return tried >= this.#limit ? undefined : Math.min(tried * 2, this.#limit);
    }
    if (this.#bisections >= BISECTIONS) return undefined;
    this.#bisections += 1;
    const middle = Math.round((this.#good + this.#bad) / 2);
    return middle === this.#good || middle === this.#bad ? undefined : middle;
  }
}
