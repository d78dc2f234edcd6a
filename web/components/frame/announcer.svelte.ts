/** What the page's one polite live region says: the newest news, at most one in ten seconds. */

/** Shortest time between two messages, ms. */
export const ANNOUNCE_INTERVAL_MS = 10_000;

/** Holds back news for screen readers so that they are never flooded. */
export class Announcer {
  /** Text of the live region. */
  text = $state.raw('');
  #spokenMs = -Infinity;
  #waiting: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Says `text` now, or when the last message is ten seconds old; newer news replace waiting ones. */
  say(text: string): void {
    this.#waiting = text;
    if (this.#timer !== undefined) return;
    const waitMs = this.#spokenMs + ANNOUNCE_INTERVAL_MS - performance.now();
    if (waitMs <= 0) this.#speak();
    else
      this.#timer = setTimeout(() => {
        this.#speak();
      }, waitMs);
  }

  /** Stops the timer; what waits is never said. */
  destroy(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #speak(): void {
    this.#timer = undefined;
    this.#spokenMs = performance.now();
    this.text = this.#waiting ?? '';
    this.#waiting = undefined;
  }
}
