/** Which entries of a log a restored state already holds, when it is further than the log is read from. */
import { isAfter, type EntryId } from './log-position.ts';

/** Restored symbols of one partition and how far each is. */
export class CoveredTicks {
  readonly #until = new Map<string, EntryId>();
  #newest: EntryId = { ms: 0, seq: 0 };

  /** Takes note that a symbol's state holds all its ticks up to an entry. */
  add(symbol: string, until: EntryId): void {
    this.#until.set(symbol, until);
    if (isAfter(until, this.#newest)) this.#newest = until;
  }

  /** Says whether the symbol's state holds the ticks of this entry; entries come in order. */
  has(symbol: string, id: EntryId): boolean {
    if (this.#until.size === 0) return false;
    if (isAfter(id, this.#newest)) {
      this.#until.clear();
      return false;
    }
    const until = this.#until.get(symbol);
    return until !== undefined && !isAfter(id, until);
  }
}
