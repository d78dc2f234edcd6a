/** Who trades: the side and the size of each order. */
import type { Random } from './random.ts';

/** Parameters of the order flow of one kind of market. */
export interface FlowOptions {
  /** Large orders that are worked in pieces at the same time; each piece comes from one of them. */
  readonly workingOrders: number;
  /** Tail exponent of the number of pieces of a large order, 1.5 gives the sign memory seen in markets. */
  readonly piecesExponent: number;
  /** Share of pieces that come from the same large order as the piece before, beyond chance, 0..1. */
  readonly persistence: number;
  /** Share of orders that belong to no large order, 0..1. */
  readonly looseShare: number;
  /** Deviation of the natural logarithm of order sizes. */
  readonly sizeSpread: number;
  /** Share of orders drawn from the Pareto tail, 0..1. */
  readonly tailShare: number;
  /** Exponent of that tail. */
  readonly tailExponent: number;
  /** Correlation of an order's log size with the one before. */
  readonly sizeMemory: number;
}

/** Longest large order, in pieces: keeps one side from ruling a whole day. */
const MAX_PIECES = 2000;
/** Where the Pareto tail sets in, in deviations of the log size above the median. */
const TAIL_START = 1.9;
/** Largest order in units of the point where the tail sets in. */
const MAX_TAIL = 300;

/**
 * Draws sides from a few large orders that are each worked in many pieces of one direction, which is why real order
 * signs remember: their autocorrelation falls like lag^-0.6.
 *
 * @see https://arxiv.org/abs/cond-mat/0311053 (Lillo and Farmer, 2004)
 */
export class OrderFlow {
  /** Multiple of the median size where the tail sets in. */
  readonly tailStart: number;
  readonly #random: Random;
  readonly #options: FlowOptions;
  readonly #signs: number[] = [];
  readonly #left: number[] = [];
  #current = 0;
  #logSize = 0;

  constructor(random: Random, options: FlowOptions) {
    this.tailStart = Math.exp(options.sizeSpread * TAIL_START);
    this.#random = random;
    this.#options = options;
    for (let index = 0; index < options.workingOrders; index++) this.#renew(index, 0);
  }

  /**
   * Draws the side of the next order.
   *
   * @param lean Pull towards buying, -1..1: how far the fair price is above (+) or below (-) the quotes.
   * @returns    1 for a buyer, -1 for a seller.
   */
  sign(lean: number): number {
    const random = this.#random;
    if (random.chance(this.#options.looseShare)) return random.uniform() * 2 - 1 < lean ? 1 : -1;
    if (!random.chance(this.#options.persistence)) {
      this.#current = random.integer(this.#options.workingOrders);
    }
    const index = this.#current;
    const left = (this.#left[index] ?? 0) - 1;
    this.#left[index] = left;
    const sign = this.#signs[index] ?? 1;
    if (left <= 0) this.#renew(index, lean);
    return sign;
  }

  /** Draws an order size as a multiple of the median size, > 0; above `tailStart` it is of the tail. */
  size(): number {
    const { sizeMemory, sizeSpread, tailShare, tailExponent } = this.#options;
    const random = this.#random;
    this.#logSize =
      sizeMemory * this.#logSize + Math.sqrt(1 - sizeMemory * sizeMemory) * random.normal();
    if (random.chance(tailShare)) {
      return this.tailStart * Math.min(random.pareto(tailExponent), MAX_TAIL);
    }
    return Math.exp(sizeSpread * Math.min(this.#logSize, TAIL_START));
  }

  #renew(index: number, lean: number): void {
    const random = this.#random;
    this.#signs[index] = random.uniform() * 2 - 1 < lean ? 1 : -1;
    this.#left[index] = Math.min(
      Math.floor(random.pareto(this.#options.piecesExponent)),
      MAX_PIECES,
    );
  }
}
