/** Remembers recent trade ids, to drop what a venue or a restarted feed sends twice. */

/** Bounded memory of ids in two generations: at least `size`, at most twice as many, are known. */
export class DuplicateFilter {
  readonly #size: number;
  #newer = new Set<string>();
  #older = new Set<string>();

  /** @param size Ids remembered for certain, >= 1. */
  constructor(size: number) {
    this.#size = size;
  }

  /** Remembers `id` and says whether it was known. The empty id is never known. */
  isKnown(id: string): boolean {
    if (id === '') return false;
    if (this.#newer.has(id) || this.#older.has(id)) return true;
    if (this.#newer.size >= this.#size) {
      this.#older = this.#newer;
      this.#newer = new Set();
    }
    this.#newer.add(id);
    return false;
  }
}
