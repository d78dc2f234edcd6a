/** Counts what a client did in the last so many milliseconds, as a server does that enforces a limit. */
import type { Rate } from './venue-protocol.ts';

/** On the way two messages come closer together than they were sent; the server lets so much of it pass. */
const LENIENCE = 0.9;
const LOOK_MS = 20;

/** Notices when this process was held up: what came meanwhile is read all at once, and was not sent so. */
export class StallMeter {
  #stalls: { readonly atMs: number; readonly durationMs: number }[] = [];
  #lastMs = performance.now();
  readonly #timer = setInterval(() => {
    this.#look();
  }, LOOK_MS);

  /** For how long the process stood still in the last `spanMs`, milliseconds. */
  stalledMs(spanMs: number): number {
    this.#look();
    const fromMs = performance.now() - spanMs;
    this.#stalls = this.#stalls.filter(({ atMs }) => atMs > fromMs);
    return this.#stalls.reduce((sum, { durationMs }) => sum + durationMs, 0);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const nowMs = performance.now();
    const durationMs = nowMs - this.#lastMs - LOOK_MS;
    this.#lastMs = nowMs;
    if (durationMs > LOOK_MS) this.#stalls.push({ atMs: nowMs, durationMs });
  }
}

export class RateWindow {
  readonly #rate: Rate | undefined;
  readonly #stalls: StallMeter | undefined;
  #taken: { readonly atMs: number; readonly weight: number }[] = [];

  /**
   * @param rate   Absent: no limit.
   * @param stalls Absent: for spans that are long beside any standstill.
   */
  constructor(rate: Rate | undefined, stalls?: StallMeter) {
    this.#rate = rate;
    this.#stalls = stalls;
  }

  /** Notes one more; false: that was too much. */
  take(weight = 1): boolean {
    if (this.#rate === undefined) return true;
    const nowMs = performance.now();
    const { perMs, count } = this.#rate;
    const fromMs = nowMs - perMs * LENIENCE + (this.#stalls?.stalledMs(perMs) ?? 0);
    this.#taken = this.#taken.filter(({ atMs }) => atMs > fromMs);
    this.#taken.push({ atMs: nowMs, weight });
    return this.used() <= count;
  }

  /** Sum of the weights in the window, as of the last `take`. */
  used(): number {
    return this.#taken.reduce((sum, { weight }) => sum + weight, 0);
  }
}
