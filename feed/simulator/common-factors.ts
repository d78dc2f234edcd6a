/** What moves many symbols at once: factor prices and the market-wide level of volatility, on a fixed time grid. */
import { Random } from './random.ts';

/** Names of the common movers; a symbol loads on some of them. */
export const FACTORS = ['market', 'crypto', 'technology', 'finance', 'consumer', 'dollar'] as const;
export type Factor = (typeof FACTORS)[number];

/** Distance of grid points, milliseconds. */
const STEP_MS = 100;
/** Grid points kept: 51.2 s, more than any symbol's lag plus one slice of `advance`. */
const RING = 512;

/** Memory (seconds) and deviation of the two parts of the log volatility: bursts, and quiet or busy hours. */
const BURST_SECONDS = 25;
const BURST_DEVIATION = 0.42;
const HOURLY_SECONDS = 1200;
const HOURLY_DEVIATION = 0.25;
/** Mean of the volatility; its mean square is 1. */
export const MEAN_VOLATILITY = Math.exp(-(BURST_DEVIATION ** 2 + HOURLY_DEVIATION ** 2) / 2);
/** Share of steps that carry news, and how much larger such a step is. */
const NEWS_SHARE = 0.003;
const NEWS_SCALE = 10;
const STEP_DEVIATION = Math.sqrt(
  STEP_MS / 1000 / (1 - NEWS_SHARE + NEWS_SHARE * NEWS_SCALE * NEWS_SCALE),
);

/** Correlated background of a simulated market. Grid points are made in order, so cuts of `advance` do not matter. */
export class CommonFactors {
  readonly #startMs: number;
  readonly #random: Random;
  readonly #values = FACTORS.map(() => new Float64Array(RING));
  readonly #volatility = new Float64Array(RING).fill(1);
  #step = 0;
  #burst: number;
  #hourly: number;

  /**
   * @param seed    Seed of the simulation.
   * @param startMs Time at which all factors are zero, UNIX milliseconds.
   */
  constructor(seed: number, startMs: number) {
    this.#startMs = startMs;
    this.#random = new Random(seed, 'common-factors');
    this.#burst = BURST_DEVIATION * this.#random.normal();
    this.#hourly = HOURLY_DEVIATION * this.#random.normal();
    this.#volatility[0] = this.#level();
  }

  /** Makes the grid up to one step after `timeMs`. Reads must stay within the last 50 s of it. */
  advance(timeMs: number): void {
    const last = Math.floor((timeMs - this.#startMs) / STEP_MS) + 1;
    while (this.#step < last) this.#makeStep();
  }

  /**
   * Returns how far a factor has come since the start, in its own deviations: its variance grows by about 1 a second.
   *
   * @param index  Place of the factor in FACTORS.
   * @param timeMs Not later than the last `advance`; before the start the factor is 0.
   */
  value(index: number, timeMs: number): number {
    const at = (timeMs - this.#startMs) / STEP_MS;
    const ring = this.#values[index];
    if (at <= 0 || ring === undefined) return 0;
    const step = Math.floor(at);
    const before = ring[step % RING] ?? 0;
    return before + (at - step) * ((ring[(step + 1) % RING] ?? 0) - before);
  }

  /** Returns the market-wide volatility at a time, a multiple of the usual (mean square 1). */
  volatility(timeMs: number): number {
    const step = Math.max(0, Math.floor((timeMs - this.#startMs) / STEP_MS));
    return this.#volatility[step % RING] ?? 1;
  }

  #makeStep(): void {
    const random = this.#random;
    this.#burst = fade(this.#burst, BURST_SECONDS, BURST_DEVIATION, random);
    this.#hourly = fade(this.#hourly, HOURLY_SECONDS, HOURLY_DEVIATION, random);
    const volatility = this.#level();
    const from = this.#step % RING;
    this.#step++;
    const to = this.#step % RING;
    this.#volatility[to] = volatility;
    for (const ring of this.#values) {
      const scale = random.chance(NEWS_SHARE) ? NEWS_SCALE : 1;
      const move = random.normal() * scale * STEP_DEVIATION * volatility;
      ring[to] = (ring[from] ?? 0) + move;
    }
  }

  #level(): number {
    return Math.exp(this.#burst + this.#hourly - BURST_DEVIATION ** 2 - HOURLY_DEVIATION ** 2);
  }
}

/** One grid step of an Ornstein-Uhlenbeck process with the given memory and deviation. */
function fade(value: number, memorySeconds: number, deviation: number, random: Random): number {
  const kept = Math.exp(-STEP_MS / 1000 / memorySeconds);
  return kept * value + Math.sqrt(1 - kept * kept) * deviation * random.normal();
}
