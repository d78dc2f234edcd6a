/** The newest ids that were seen, in bounded memory; pure. */

/** Remembers at least the newest `capacity` ids, at most twice as many: two sets, the older one of which is let go whole. */
export class RecentIds {
  readonly #capacity: number;
  #newer = new Set<string>();
  #older = new Set<string>();

  /** @param capacity Ids, >= 1. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(id: string): void {
    if (this.#newer.size >= this.#capacity) {
      this.#older = this.#newer;
      this.#newer = new Set();
    }
    this.#newer.add(id);
  }

  has(id: string): boolean {
    return this.#newer.has(id) || this.#older.has(id);
  }
}
