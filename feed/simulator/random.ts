/** Seeded random numbers: one fast generator, and as many independent streams of it as there are names. */

const UINT32 = 4_294_967_296;

/**
 * 32-bit FNV-1a hash of a text, mixed once more so that similar names give unlike seeds.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
 */
function hashText(text: string, basis: number): number {
  let hash = (basis ^ 0x811c9dc5) >>> 0;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * One stream of random numbers (sfc32: 128 bits of state, passes PractRand).
 *
 * Streams of the same seed and unlike names are independent, so one symbol's market does not depend on
 * which other symbols run beside it.
 *
 * @see https://pracrand.sourceforge.net/RNG_engines.txt
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  #spareNormal = Number.NaN;

  /**
   * @param seed   Any finite number; its integer part counts, all 53 bits of it.
   * @param stream Name of the stream.
   */
  constructor(seed: number, stream: string) {
    const whole = Math.trunc(seed);
    this.#a = hashText(stream, whole >>> 0) | 0;
    this.#b = hashText(stream, Math.floor(whole / UINT32) >>> 0) | 0;
    this.#c = hashText(`${stream}#`, whole >>> 0) | 0;
    // The first dozen outputs still show the seed.
    for (let round = 0; round < 12; round++) this.uniform();
  }

  /** Returns a number in [0, 1), 32 random bits. */
  uniform(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + sum) | 0;
    return (sum >>> 0) / UINT32;
  }

  /** Returns true with the given probability (0..1). */
  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** Returns an integer in [0, bound). */
  integer(bound: number): number {
    return Math.floor(this.uniform() * bound);
  }

  /** Returns an exponentially distributed number of mean 1. */
  exponential(): number {
    return -Math.log(1 - this.uniform());
  }

  /** Returns a Pareto distributed number >= 1 with the given tail exponent. */
  pareto(exponent: number): number {
    return (1 - this.uniform()) ** (-1 / exponent);
  }

  /** Returns a normally distributed number of mean 0 and deviation 1 (Box-Muller, two at a time). */
  normal(): number {
    const spare = this.#spareNormal;
    if (!Number.isNaN(spare)) {
      this.#spareNormal = Number.NaN;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.#spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }
}
