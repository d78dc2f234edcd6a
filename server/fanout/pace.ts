/** How often data goes out: no faster than a display shows, and no more than the core has time for. */

export interface PaceLimits {
  /** Shortest interval, milliseconds: about one display frame. */
  readonly minMs: number;
  /** Longest interval, milliseconds. */
  readonly maxMs: number;
}

/** Smoothing of the measured times: enough to ride over one garbage collection. */
const SERVING_WEIGHT = 0.2;
const LOAD_WEIGHT = 0.5;
/** Share of the core that serving takes at most while the interval is short. */
const SERVING_SHARE = 0.5;
/**
 * Interval beyond which people begin to notice, milliseconds: before it gets longer, serving may have
 * whatever of the core nothing else wants. With half of it, a quarter lay idle while a thousand clients waited.
 */
const SHORT_MS = 60;
/** Share it is left when all the rest, such as folding a backlog of ticks, wants the whole core. */
const SERVING_SHARE_MIN = 0.02;
/** Share of the core that serving and the rest may take together. */
const BUSY_SHARE_MAX = 0.9;
/** An overload is over when the interval needed is this part of the longest one. */
const RELIEF = 0.7;

/** Adaptive interval: the time it takes to serve all once, over the share of the core that it may take. */
export class Pace {
  readonly #limits: PaceLimits;
  /** Time that serving takes in an interval. */
  #servingMs = 0;
  #sinceMs = -Infinity;
  #sumMs = 0;
  #otherShare = 0;
  #isOverloaded = false;

  constructor(limits: PaceLimits) {
    this.#limits = limits;
  }

  /** Takes the processing time of a turn that ended at `nowMs`, milliseconds. */
  reportTurn(nowMs: number, durationMs: number): void {
    const { intervalMs } = this;
    const elapsedMs = nowMs - this.#sinceMs;
    if (elapsedMs >= intervalMs) {
      const servingMs = (this.#sumMs * intervalMs) / elapsedMs;
      this.#servingMs += SERVING_WEIGHT * (servingMs - this.#servingMs);
      this.#sinceMs = nowMs;
      this.#sumMs = 0;
      this.#judge();
    }
    this.#sumMs += durationMs;
  }

  /** Takes the share of the core, 0..1, that everything but turns took lately. */
  reportLoad(otherShare: number): void {
    this.#otherShare += LOAD_WEIGHT * (otherShare - this.#otherShare);
    this.#judge();
  }

  /** Interval at present, milliseconds. */
  get intervalMs(): number {
    return Math.min(this.#limits.maxMs, Math.max(this.#limits.minMs, this.#neededMs));
  }

  /** Whether even the longest interval is too short, and has not been long enough for a while since. */
  get isOverloaded(): boolean {
    return this.#isOverloaded;
  }

  get #neededMs(): number {
    const free = Math.max(SERVING_SHARE_MIN, BUSY_SHARE_MAX - this.#otherShare);
    const shortMs = Math.min(SHORT_MS, this.#servingMs / SERVING_SHARE);
    return Math.max(shortMs, this.#servingMs / free);
  }

  #judge(): void {
    const limitMs = this.#limits.maxMs * (this.#isOverloaded ? RELIEF : 1);
    this.#isOverloaded = this.#neededMs > limitMs;
  }
}
