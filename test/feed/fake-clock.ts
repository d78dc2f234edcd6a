/** A clock that stands still except while someone sleeps on it. */
import type { Clock } from '../../feed/clock.ts';

export class FakeClock implements Clock {
  #nowMs: number;
  #elapsedMs = 0;
  /** Durations slept so far, milliseconds. */
  readonly sleeps: number[] = [];

  constructor(nowMs = Date.UTC(2026, 0, 5, 12)) {
    this.#nowMs = nowMs;
  }

  nowMs(): number {
    return Math.floor(this.#nowMs);
  }

  elapsedMs(): number {
    return this.#elapsedMs;
  }

  async sleep(durationMs: number, signal: AbortSignal): Promise<void> {
    // Lets the event loop turn, as a real timer does.
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) return;
    this.sleeps.push(durationMs);
    this.pass(durationMs);
  }

  /** Lets time go by without anybody waiting: the process was held up. */
  pass(durationMs: number): void {
    this.#nowMs += durationMs;
    this.#elapsedMs += durationMs;
  }

  /** Sets the wall clock, as an operator would. */
  setNow(nowMs: number): void {
    this.#nowMs = nowMs;
  }
}
