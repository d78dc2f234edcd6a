/** Decides which price changes may flash: at most two a second, and never one over another. */

/** How long a flash takes, ms; the same as in styles/flash.css. */
export const FLASH_MS = 500;

/** Class names in turn: a new animation name restarts the animation without a reflow. */
const NAMES = {
  up: ['flash-up-a', 'flash-up-b'],
  down: ['flash-down-a', 'flash-down-b'],
} as const;

/**
 * Whether a flash shows the other way than the price went last.
 *
 * @param flash Class name of the flash; empty: none.
 */
export function isAgainst(flash: string, direction: -1 | 0 | 1): boolean {
  const { up, down } = NAMES;
  const against: readonly string[] = direction > 0 ? down : direction < 0 ? up : [];
  return against.includes(flash);
}

/** One cell's flashes. */
export class FlashLimiter {
  #seen: number;
  #startedMs = -Infinity;
  #turn = 0;

  /** @param flashCount Count at which the cell appears; that one does not flash. */
  constructor(flashCount: number) {
    this.#seen = flashCount;
  }

  /**
   * Takes note of a count and says which class starts a flash; undefined: none may start.
   *
   * @param flashCount `SymbolView.flashCount`; a lower one than before (new data) never flashes.
   * @param nowMs      Monotonic clock, ms.
   */
  next(flashCount: number, direction: -1 | 0 | 1, nowMs: number): string | undefined {
    const hasNews = flashCount > this.#seen;
    this.#seen = flashCount;
    if (!hasNews || direction === 0 || nowMs - this.#startedMs < FLASH_MS) return undefined;
    this.#startedMs = nowMs;
    this.#turn = 1 - this.#turn;
    return NAMES[direction > 0 ? 'up' : 'down'][this.#turn];
  }

  /** Forgets what came before: the cell now shows another symbol. */
  reset(flashCount: number): void {
    this.#seen = flashCount;
    this.#startedMs = -Infinity;
  }
}
