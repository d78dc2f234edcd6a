/** The book of one symbol: how quotes follow the fair price, and how orders eat into them. */
import type { FairPrice } from './fair-price.ts';
import { Ladder, type LevelSource } from './ladder.ts';
import type { MarketSpec } from './market-spec.ts';
import { PROFILES, type Profile } from './profiles.ts';
import type { Random } from './random.ts';

/** Deviation of log sizes of resting orders. */
const SIZE_SPREAD = 0.7;
/** How much a change at the best price keeps of the size before. */
const SIZE_KEPT = 0.6;
/** Most levels that a side puts into a spread that opened. */
const MAX_FILLED = 8;

/** An order that takes liquidity. */
export interface Order {
  /** 1 for a buyer, -1 for a seller. */
  readonly side: number;
  /** Scaled; a sweep takes what its prints meet instead. */
  readonly size: number;
  /** Resting orders that it meets, >= 1; more where it clears a level. */
  readonly prints: number;
  readonly isSweep: boolean;
}

export class BookMaker {
  readonly bids: Ladder;
  readonly asks: Ladder;
  readonly #spec: MarketSpec;
  readonly #profile: Profile;
  readonly #random: Random;
  readonly #fair: FairPrice;
  readonly #band: number;

  constructor(spec: MarketSpec, random: Random, fair: FairPrice) {
    this.#spec = spec;
    this.#profile = PROFILES[spec.profile];
    this.#random = random;
    this.#fair = fair;
    const opening = fair.ticks;
    const { bandTicks, bandBp, quoting } = this.#profile;
    this.#band = Math.max(bandTicks, (bandBp / 10_000) * opening);
    const levels: LevelSource = {
      gap: () => this.#gap(),
      size: () => this.#size(0, this.#profile.deepSize),
    };
    const half = quoting === 'pinned' ? 0 : Math.floor(spec.spreadTicks / 2);
    this.bids = new Ladder(-1, opening - half, levels);
    this.asks = new Ladder(1, opening + half + 1, levels);
  }

  /** How far the fair price is from the middle of the quotes: -1 (at the sellers' end) .. 1. */
  lean(): number {
    const reach =
      this.#profile.quoting === 'pinned'
        ? this.#band
        : Math.max(1, (this.asks.best - this.bids.best) / 2);
    const lean = (this.#fair.ticks - (this.bids.best + this.asks.best) / 2) / reach;
    return Math.max(-1, Math.min(1, lean));
  }

  /**
   * Executes an order against the book.
   *
   * @param print Called for each execution with price in ticks and scaled size.
   * @returns     Ticks by which the best price moved, >= 0.
   */
  take(order: Order, print: (price: number, size: number) => void): number {
    const ladder = order.side > 0 ? this.asks : this.bids;
    const { lotSize } = this.#spec;
    const before = ladder.best;
    const reach = this.#reach(ladder, order);
    let left = order.isSweep ? Infinity : order.size;
    let printsLeft = order.prints;
    while (printsLeft > 0 && left > 0) {
      const available = ladder.bestSize;
      const wanted = Math.min(left, this.#part(order, left, printsLeft));
      const canWalk = Math.abs(ladder.price(1) - before) <= reach;
      const isCleared = canWalk && (wanted >= available || this.#isPulled(order));
      const part = isCleared ? Math.min(wanted, available) : wanted;
      print(ladder.best, part);
      left -= part;
      // What a level does not hold comes from the next one, as one print more.
      if (part === wanted) printsLeft--;
      if (isCleared) ladder.dropBest();
      else ladder.bestSize = Math.max(lotSize, available - part);
    }
    return Math.abs(ladder.best - before);
  }

  /** A resting order comes or goes at one of the best prices. */
  touch(): void {
    const random = this.#random;
    const isBid = random.chance(0.5);
    const ladder = isBid ? this.bids : this.asks;
    if (this.#profile.quoting === 'floating' && random.chance(this.#profile.repriceShare)) {
      this.#reprice(isBid);
      return;
    }
    // The side that the fair price leans away from is the thicker one: that is why imbalance foretells moves.
    const target = this.#size((isBid ? 1 : -1) * this.lean());
    ladder.bestSize = this.#roundToLot(ladder.bestSize ** SIZE_KEPT * target ** (1 - SIZE_KEPT));
  }

  /**
   * Moves the quotes after the fair price if it has left them.
   *
   * @returns Whether the move is only half done, so that `settle` has to follow.
   */
  follow(): boolean {
    return this.#profile.quoting === 'pinned' ? this.#followPinned() : this.#followFloating();
  }

  /** Ends a move: the side towards which the fair price lies closes the spread. */
  settle(): void {
    const { bids, asks } = this;
    if (this.#profile.quoting === 'floating') {
      this.#reprice(this.#fair.ticks > (bids.best + asks.best) / 2);
      return;
    }
    const isUp = this.#fair.ticks >= (bids.best + asks.best) / 2;
    // The levels in between fill too, at every tick or here and there.
    const smallest = Math.ceil((asks.best - bids.best - 1) / MAX_FILLED);
    while (asks.best - bids.best > 1) {
      const open = asks.best - bids.best - 1;
      const gap = Math.min(open, Math.max(smallest, this.#gap()));
      if (isUp) bids.improve(bids.best + gap, this.#size(0));
      else asks.improve(asks.best - gap, this.#size(0));
    }
  }

  /** Changes some sizes behind the best prices, as much as goes on there between two depth ticks. */
  stirDeepLevels(levels: number, share: number): void {
    const count = Math.round(levels * share);
    for (let index = 0; index < count; index++) {
      const ladder = this.#random.chance(0.5) ? this.bids : this.asks;
      const level = 1 + this.#random.integer(levels - 1);
      ladder.resize(level, this.#size(0, this.#profile.deepSize));
    }
  }

  #followPinned(): boolean {
    const { bids, asks } = this;
    if (asks.best - bids.best > 1) return true;
    const offset = this.#fair.ticks - (bids.best + asks.best) / 2;
    if (Math.abs(offset) <= this.#band) return false;
    const ticks = Math.max(1, Math.round(Math.abs(offset)));
    if (offset > 0) asks.retreat(asks.best + ticks);
    else bids.retreat(Math.max(1, bids.best - ticks));
    return true;
  }

  #followFloating(): boolean {
    const { bids, asks } = this;
    const fair = this.#fair.ticks;
    if (fair >= asks.best) this.#reprice(false);
    else if (fair <= bids.best) this.#reprice(true);
    return asks.best - bids.best > 1.7 * this.#spec.spreadTicks + 1;
  }

  /** Puts one side at a newly drawn distance from the fair price, never through the other side. */
  #reprice(isBid: boolean): void {
    const { bids, asks } = this;
    const mean = Math.max(0.05, (this.#spec.spreadTicks - 1) / 2);
    const distance = 0.5 + mean * (0.7 + 0.3 * this.#random.exponential()) * 1.1;
    if (isBid) {
      const price = Math.min(Math.max(1, Math.round(this.#fair.ticks - distance)), asks.best - 1);
      if (price > bids.best) bids.improve(price, this.#size(0));
      else bids.retreat(price);
    } else {
      const price = Math.max(Math.round(this.#fair.ticks + distance), bids.best + 1);
      if (price < asks.best) asks.improve(price, this.#size(0));
      else asks.retreat(price);
    }
  }

  /** In a thin book the other orders of a level are pulled when a sweep comes, so it goes on to the next. */
  #isPulled(order: Order): boolean {
    return order.isSweep && !this.#profile.isDense && this.#profile.quoting === 'pinned';
  }

  /** Size of the next print of an order, as far as the level holds it. */
  #part(order: Order, left: number, printsLeft: number): number {
    const { lotSize } = this.#spec;
    const random = this.#random;
    if (this.#isPulled(order)) return this.#size(0, this.#profile.deepSize);
    // In a thick book a sweep meets many small orders.
    if (order.isSweep) return lotSize * (1 + Math.floor(0.6 * random.exponential()));
    if (printsLeft === 1) return left;
    const share = (2 * random.uniform() * left) / printsLeft;
    return this.#roundToLot(share);
  }

  /** Ticks that an order may walk. A long queue is rarely cleared against the tide: orders there are fitted to it. */
  #reach(ladder: Ladder, { side, size }: Order): number {
    const { isDense, quoting, walkBp } = this.#profile;
    const isHeld = isDense && quoting === 'pinned';
    if (isHeld && (size < ladder.bestSize || side * this.lean() < 0.5)) return 0;
    return Math.max(1, (walkBp / 10_000) * this.#fair.ticks);
  }

  #gap(): number {
    if (this.#profile.isDense) return 1;
    const random = this.#random;
    const reach =
      this.#profile.quoting === 'pinned' ? 0.06 * this.#band : 0.3 * this.#spec.spreadTicks;
    return random.chance(0.3) ? 1 : 1 + Math.floor(reach * random.exponential());
  }

  /** Size of a level, scaled; `lean` -1..1 makes it thinner or thicker. */
  #size(lean: number, multiple = 1): number {
    const spread = SIZE_SPREAD * this.#random.normal();
    return this.#roundToLot(multiple * this.#spec.topSize * Math.exp(spread + 0.9 * lean));
  }

  #roundToLot(size: number): number {
    const { lotSize } = this.#spec;
    return Math.max(lotSize, Math.round(size / lotSize) * lotSize);
  }
}
