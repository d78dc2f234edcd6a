/** One timer for everything that is due by time alone, and the notice that the machine slept. */

/** A timer that fires this much too late means that nothing ran meanwhile, ms. */
export const CLOCK_JUMP_MS = 5_000;

export interface TimerEnvironment {
  /** Page clock, UNIX ms, never falls. */
  nowMs(): number;
  /** Wall clock, UNIX ms; runs on during a sleep, where `nowMs` may stand still. */
  wallMs(): number;
  /** Calls back once. Returns what cancels it. */
  startTimer(callback: () => void, delayMs: number): () => void;
}

/** Wakes its owner at the time that was named last. */
export class WakeTimer {
  readonly #environment: TimerEnvironment;
  readonly #onWake: (hasSlept: boolean) => void;
  #cancel: (() => void) | null = null;
  #dueMs = Infinity;
  #dueWallMs = Infinity;

  /** @param onWake Called when the time has come. `hasSlept`: and had come long ago. */
  constructor(environment: TimerEnvironment, onWake: (hasSlept: boolean) => void) {
    this.#environment = environment;
    this.#onWake = onWake;
  }

  /** Sets the time to wake; Infinity: never. */
  schedule(dueMs: number): void {
    if (dueMs === this.#dueMs) return;
    this.#cancel?.();
    this.#cancel = null;
    this.#dueMs = dueMs;
    if (dueMs === Infinity) return;
    const delayMs = Math.max(0, Math.ceil(dueMs - this.#environment.nowMs()));
    this.#dueWallMs = this.#environment.wallMs() + delayMs;
    this.#cancel = this.#environment.startTimer(() => {
      this.#cancel = null;
      this.#dueMs = Infinity;
      this.#onWake(this.#environment.wallMs() - this.#dueWallMs > CLOCK_JUMP_MS);
    }, delayMs);
  }
}
