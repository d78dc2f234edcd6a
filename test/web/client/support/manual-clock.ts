/** A clock that stands still until a test moves it; timers run in order of their time. */

interface Timer {
  readonly atMs: number;
  readonly callback: () => void;
}

export class ManualClock {
  /** Page clock. */
  now: number;
  /** Wall clock; a sleep moves it alone. */
  wall: number;
  readonly #timers = new Set<Timer>();

  constructor(startMs = 1_700_000_000_000) {
    this.now = startMs;
    this.wall = startMs;
  }

  readonly nowMs = (): number => this.now;
  readonly wallMs = (): number => this.wall;

  readonly startTimer = (callback: () => void, delayMs: number): (() => void) => {
    const timer: Timer = { atMs: this.now + delayMs, callback };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  };

  /** Count of timers that run. */
  get pendingCount(): number {
    return this.#timers.size;
  }

  /** Moves both clocks and runs what is due on the way. */
  advance(ms: number): void {
    const endMs = this.now + ms;
    for (;;) {
      const due = [...this.#timers]
        .filter((timer) => timer.atMs <= endMs)
        .sort((a, b) => a.atMs - b.atMs)[0];
      if (!due) break;
      this.#timers.delete(due);
      this.#moveTo(Math.max(this.now, due.atMs));
      due.callback();
    }
    this.#moveTo(endMs);
  }

  /** Both clocks leap, and no timer has run meanwhile. */
  leap(ms: number): void {
    this.#moveTo(this.now + ms);
  }

  /** The machine sleeps: only the wall clock runs on. */
  sleep(ms: number): void {
    this.wall += ms;
  }

  #moveTo(ms: number): void {
    this.wall += ms - this.now;
    this.now = ms;
  }
}
