/** Calls the engine when a turn is due, from the event loop. */
import type { FanoutEngine } from '../fanout/engine.ts';
import type { Clock } from './clock.ts';

/** Timer that follows the engine's wishes. Call `poke` after anything that may have changed them. */
export class TurnScheduler {
  readonly #engine: FanoutEngine;
  readonly #clock: Clock;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #timerDueMs = Infinity;
  /** Processing time of turns since it was last asked, milliseconds. */
  #servingMs = 0;

  constructor(engine: FanoutEngine, clock: Clock) {
    this.#engine = engine;
    this.#clock = clock;
  }

  poke(): void {
    if (this.#immediate) return;
    const dueMs = this.#engine.nextTurnMs();
    if (dueMs === undefined) return;
    const delayMs = dueMs - this.#clock();
    if (delayMs <= 0) {
      // After the I/O of this turn, so that all that came with it goes out together.
      this.#clearTimer();
      this.#immediate = setImmediate(this.#run);
    } else if (dueMs < this.#timerDueMs) {
      this.#clearTimer();
      this.#timerDueMs = dueMs;
      this.#timer = setTimeout(this.#run, delayMs);
    }
  }

  /** Processing time that turns took since the last call, milliseconds. */
  takeServingMs(): number {
    const servingMs = this.#servingMs;
    this.#servingMs = 0;
    return servingMs;
  }

  stop(): void {
    this.#clearTimer();
    clearImmediate(this.#immediate);
    this.#immediate = undefined;
  }

  readonly #run = (): void => {
    this.#clearTimer();
    this.#immediate = undefined;
    const dueMs = this.#engine.nextTurnMs();
    const nowMs = this.#clock();
    // A timer may fire a little early.
    if (dueMs !== undefined && dueMs <= nowMs) {
      const startMs = performance.now();
      this.#engine.turn(nowMs);
      const tookMs = performance.now() - startMs;
      this.#servingMs += tookMs;
      this.#engine.reportTurn(nowMs + tookMs, tookMs);
    }
    this.poke();
  };

  #clearTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#timerDueMs = Infinity;
  }
}
