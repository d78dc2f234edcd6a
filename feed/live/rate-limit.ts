/** So many in any span of so many milliseconds: when the next one is allowed; pure, over a clock that is passed in. */
import type { RateLimit as Limit } from '../venues/venue-capabilities.ts';

interface Taken {
  readonly atMs: number;
  readonly weight: number;
}

/** Sliding window: in no span of `perMs`, however it lies, is more than `count` taken. */
export class RateLimit {
  readonly #count: number;
  readonly #perMs: number;
  /** Those inside the window, oldest first. */
  #taken: Taken[] = [];
  #sum = 0;

  /** @param limit Absent: everything is allowed at once. */
  constructor(limit: Limit | undefined) {
    this.#count = limit?.count ?? Infinity;
    this.#perMs = limit?.perMs ?? 0;
  }

  /**
   * How long to wait until `weight` more may be taken, ms; 0: now.
   *
   * A weight above the whole limit is allowed once the window is empty: it could never be had else.
   *
   * @param nowMs Of a clock that never goes back, as in `take`.
   */
  delayMs(nowMs: number, weight = 1): number {
    this.#forget(nowMs);
    let over = this.#sum + Math.min(weight, this.#count) - this.#count;
    if (!(over > 0)) return 0;
    for (const { atMs, weight: freed } of this.#taken) {
      over -= freed;
      if (over <= 0) return atMs + this.#perMs - nowMs;
    }
    return this.#perMs;
  }

  /** Notes that `weight` was taken, whether it was allowed or not. */
  take(nowMs: number, weight = 1): void {
    if (this.#count === Infinity) return;
    this.#forget(nowMs);
    this.#taken.push({ atMs: nowMs, weight });
    this.#sum += weight;
  }

  #forget(nowMs: number): void {
    let gone = 0;
    for (const { atMs, weight } of this.#taken) {
      if (nowMs - atMs < this.#perMs) break;
      this.#sum -= weight;
      gone++;
    }
    if (gone > 0) this.#taken.splice(0, gone);
  }
}
