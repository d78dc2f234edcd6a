/** Ages of the ticks that were shown in the running second. */
import { quantile } from '../client/clock-sync.ts';

/** Enough for a median; more would only cost. */
const SAMPLES = 256;

/** Bounded; the newest samples win. */
export class TickAges {
  readonly #ages: number[] = [];
  #next = 0;

  /** @param ageMs Page clock minus received time, ms; a clock error may make it negative. */
  add(ageMs: number): void {
    this.#ages[this.#next] = Math.max(0, ageMs);
    this.#next = (this.#next + 1) % SAMPLES;
  }

  /** Returns the median and begins a new second; -1: no tick was shown. */
  takeMedianMs(): number {
    const medianMs = this.#ages.length === 0 ? -1 : quantile(this.#ages, 0.5);
    this.#ages.length = 0;
    this.#next = 0;
    return medianMs;
  }
}
