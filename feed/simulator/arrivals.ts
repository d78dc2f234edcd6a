/** When orders come: a self-exciting (Hawkes) process with a fast and a slow memory. */
import type { Random } from './random.ts';

/** How strongly and how long each order makes further ones likelier. */
export interface Excitation {
  /** Further orders that one order causes within a blink, mean, 0..1. */
  readonly fastBranching: number;
  /** How fast that effect fades, per second. */
  readonly fastDecay: number;
  /** Further orders that one order causes over the next seconds, mean; sum of both below 1. */
  readonly slowBranching: number;
  /** How fast that effect fades, per second. */
  readonly slowDecay: number;
}

/**
 * Samples a Hawkes process with two exponential kernels exactly (no thinning): the next event is the earliest of
 * the next base event and the next event of each decaying part.
 *
 * @see https://doi.org/10.1214/ECP.v18-2717 (Dassios and Zhao, 2013)
 */
export class Arrivals {
  readonly #random: Random;
  readonly #excitation: Excitation;
  #fast = 0;
  #slow = 0;
  #atMs: number;

  /** @param startMs Time from which on the process runs, milliseconds. */
  constructor(random: Random, excitation: Excitation, startMs: number) {
    this.#random = random;
    this.#excitation = excitation;
    this.#atMs = startMs;
  }

  /** Intensity that past orders of the last seconds add, events per second. */
  get slowIntensity(): number {
    return this.#slow;
  }

  /** Fades the memory up to `timeMs`; time never goes back. */
  moveTo(timeMs: number): void {
    const seconds = (timeMs - this.#atMs) / 1000;
    if (seconds <= 0) return;
    this.#fast *= Math.exp(-this.#excitation.fastDecay * seconds);
    this.#slow *= Math.exp(-this.#excitation.slowDecay * seconds);
    this.#atMs = timeMs;
  }

  /** Counts an order at the present time into the memory. */
  excite(): void {
    this.#fast += this.#excitation.fastBranching * this.#excitation.fastDecay;
    this.#slow += this.#excitation.slowBranching * this.#excitation.slowDecay;
  }

  /**
   * Draws the time of the next order, given none since the present time.
   *
   * @param baseRate Rate of orders that nothing caused, events per second, > 0.
   * @returns        Milliseconds, later than the present time.
   */
  next(baseRate: number): number {
    const base = this.#random.exponential() / baseRate;
    const fast = this.#decaying(this.#fast, this.#excitation.fastDecay);
    const slow = this.#decaying(this.#slow, this.#excitation.slowDecay);
    return this.#atMs + 1000 * Math.min(base, fast, slow);
  }

  /** Seconds to the next event of an intensity that fades from `intensity`; infinite if it dies out before. */
  #decaying(intensity: number, decay: number): number {
    if (intensity < 1e-9) return Infinity;
    const left = 1 - (decay * this.#random.exponential()) / intensity;
    return left > 0 ? -Math.log(left) / decay : Infinity;
  }
}
