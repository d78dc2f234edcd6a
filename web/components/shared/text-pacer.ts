/** Collects changes of texts and lets them pass together, at most ten times a second. */

/** Text changes per second are at most 1000 divided by this. */
export const TEXT_INTERVAL_MS = 100;

/** Runs the newest change of each owner in common beats, so that a page of rows commits once. */
export class TextPacer {
  readonly #waiting = new Map<object, () => void>();
  #isPlanned = false;
  #flushedMs = -Infinity;

  /**
   * Runs `change` at the next beat; a later change of the same owner takes its place.
   *
   * After silence the beat is at once, but after the other rows of this frame have come.
   */
  offer(owner: object, change: () => void): void {
    this.#waiting.set(owner, change);
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    const waitMs = this.#flushedMs + TEXT_INTERVAL_MS - performance.now();
    const flush = (): void => {
      this.#flush();
    };
    if (waitMs <= 0) queueMicrotask(flush);
    else setTimeout(flush, waitMs);
  }

  /** Forgets what waits of an owner. */
  withdraw(owner: object): void {
    this.#waiting.delete(owner);
  }

  #flush(): void {
    this.#isPlanned = false;
    this.#flushedMs = performance.now();
    const changes = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const change of changes) change();
  }
}
