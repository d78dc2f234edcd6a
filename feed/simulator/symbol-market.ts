/** One symbol's market: orders meet a book that follows a hidden fair price. */
import type { Tick } from '../../proto/types.ts';
import { Arrivals } from './arrivals.ts';
import { BookMaker } from './book-maker.ts';
import type { CommonFactors } from './common-factors.ts';
import { dayActivity } from './day-profile.ts';
import { FairPrice } from './fair-price.ts';
import type { MarketSpec } from './market-spec.ts';
import { OrderFlow } from './order-flow.ts';
import { PROFILES, type Profile } from './profiles.ts';
import { Random } from './random.ts';

/** Levels a side in a depth tick. */
const DEPTH_LEVELS = 10;
/** Share of deep levels that changed since the last depth tick. */
const DEEP_CHANGES = 0.25;

/**
 * Runs one market event by event: an order comes, a resting order is placed or cancelled, the second side of a move
 * follows, the depth is due. Every random number is drawn at an event, never at a cut of `run`, so cuts do not matter.
 */
export class SymbolMarket {
  readonly #spec: MarketSpec;
  readonly #profile: Profile;
  readonly #random: Random;
  readonly #arrivals: Arrivals;
  readonly #flow: OrderFlow;
  readonly #fair: FairPrice;
  readonly #book: BookMaker;
  readonly #symbol: string;
  readonly #tickSize: number;
  /** Orders per second that nothing caused, at usual activity. */
  readonly #baseRate: number;
  #orderMs: number;
  #bookMs = 0;
  #settleMs = Infinity;
  #depthMs: number;
  #lastDepthMs = -Infinity;
  #nextTradeId: number;
  #sink: Tick[] = [];
  #timeMs: number;
  #bidPrice = 0;
  #bidSize = 0;
  #askPrice = 0;
  #askSize = 0;

  constructor(
    spec: MarketSpec,
    factors: CommonFactors,
    options: { readonly seed: number; readonly startMs: number; readonly activity: number },
  ) {
    const { symbol, tickSize } = spec.instrument;
    const profile = PROFILES[spec.profile];
    this.#spec = spec;
    this.#profile = profile;
    this.#random = new Random(options.seed, symbol);
    this.#symbol = symbol;
    this.#tickSize = tickSize;
    this.#timeMs = options.startMs;
    this.#nextTradeId = Math.floor(options.startMs);
    this.#arrivals = new Arrivals(this.#random, profile.excitation, options.startMs);
    this.#flow = new OrderFlow(this.#random, profile.flow);
    const orderRate = spec.ordersPerSecond * options.activity;
    this.#fair = new FairPrice(spec, factors, this.#random, orderRate, options.startMs);
    this.#book = new BookMaker(spec, this.#random, this.#fair);
    const { fastBranching, slowBranching } = profile.excitation;
    this.#baseRate = orderRate * (1 - fastBranching - slowBranching);
    // The first quote and depth come at once, so that a page has something to show.
    this.#depthMs = options.startMs;
    this.#orderMs = this.#arrivals.next(this.#rate());
    this.#bookMs = options.startMs;
  }

  /** Time of the next event, UNIX milliseconds with a fraction. */
  get nextMs(): number {
    return Math.min(this.#orderMs, this.#bookMs, this.#settleMs, this.#depthMs);
  }

  /**
   * Runs all events before `endMs` and appends their ticks, oldest first.
   *
   * @param endMs Exclusive; the common factors must reach it.
   */
  run(endMs: number, sink: Tick[]): void {
    this.#sink = sink;
    for (;;) {
      const timeMs = this.nextMs;
      if (timeMs >= endMs) return;
      if (timeMs === this.#depthMs) {
        this.#depth(timeMs);
        continue;
      }
      this.#arrivals.moveTo(timeMs);
      const hasNewActivity = this.#fair.moveTo(timeMs);
      this.#timeMs = Math.floor(timeMs);
      if (timeMs === this.#settleMs) this.#settle();
      else if (timeMs === this.#orderMs) this.#order(timeMs);
      else this.#bookEvent(timeMs);
      // The wait was drawn at the old rate; none of it has a memory, so it may be drawn anew.
      if (hasNewActivity) this.#orderMs = this.#arrivals.next(this.#rate());
      this.#quote(timeMs);
    }
  }

  #rate(): number {
    return (
      this.#baseRate * dayActivity(this.#profile.dayProfile, this.#timeMs) * this.#fair.activity
    );
  }

  #order(timeMs: number): void {
    const side = this.#flow.sign(0.7 * this.#book.lean());
    const { orderSize, lotSize } = this.#spec;
    const isOdd = lotSize === 100 && this.#random.chance(0.08);
    const step = isOdd ? 1 : lotSize;
    const multiple = this.#flow.size();
    const size = Math.max(
      step,
      Math.round((orderSize * multiple * (isOdd ? 0.2 : 1)) / step) * step,
    );
    let swept = 0;
    if (this.#profile.hasBlocks && multiple > this.#flow.tailStart) {
      this.#trade(side > 0 ? this.#book.asks.best : this.#book.bids.best, size, side);
    } else {
      const { sweepShare } = this.#profile;
      const isSweep = this.#random.chance(sweepShare);
      const order = { side, size, isSweep, prints: this.#prints(isSweep) };
      swept = this.#book.take(order, (price, part) => {
        this.#trade(price, part, side);
      });
    }
    this.#fair.onOrder(side, swept);
    this.#arrivals.excite();
    this.#orderMs = this.#arrivals.next(this.#rate());
    this.#bookMs = this.#nextBookMs(timeMs);
    this.#follow(timeMs);
  }

  #bookEvent(timeMs: number): void {
    this.#book.touch();
    this.#bookMs = this.#nextBookMs(timeMs);
    this.#follow(timeMs);
  }

  /** Lets the quotes follow the fair price; what is left open settles a little later. */
  #follow(timeMs: number): void {
    if (this.#settleMs !== Infinity) return;
    if (this.#book.follow()) {
      this.#settleMs = timeMs + this.#profile.settleMs * this.#random.exponential();
    }
  }

  #settle(): void {
    this.#book.settle();
    this.#settleMs = Infinity;
  }

  #nextBookMs(timeMs: number): number {
    const { bookEventsPerOrder } = this.#profile;
    const calm = this.#rate() + this.#arrivals.slowIntensity;
    const rate = (bookEventsPerOrder * calm) / (1 - this.#profile.excitation.fastBranching);
    return timeMs + (1000 * this.#random.exponential()) / rate;
  }

  /** Number of resting orders that the next order meets. */
  #prints(isSweep: boolean): number {
    const random = this.#random;
    const { extraPrints, sweepPrints } = this.#profile;
    if (isSweep) {
      return Math.min(Math.floor(sweepPrints[0] * random.pareto(1.2)), sweepPrints[1]);
    }
    return 1 + Math.floor(random.exponential() / Math.log1p(1 / extraPrints));
  }

  #trade(price: number, size: number, side: number): void {
    this.#sink.push({
      kind: 'trade',
      symbol: this.#symbol,
      venueTimeMs: this.#timeMs,
      receivedTimeMs: this.#timeMs,
      price: price * this.#tickSize,
      size,
      aggressorSide: side > 0 ? 'buy' : 'sell',
      tradeId: String(this.#nextTradeId++),
    });
  }

  /** Emits the best bid and ask if any of the four numbers changed, and asks for a depth tick. */
  #quote(timeMs: number): void {
    const { bids, asks } = this.#book;
    const bidPrice = bids.best;
    const askPrice = asks.best;
    const bidSize = bids.bestSize;
    const askSize = asks.bestSize;
    if (
      bidPrice === this.#bidPrice &&
      askPrice === this.#askPrice &&
      bidSize === this.#bidSize &&
      askSize === this.#askSize
    ) {
      return;
    }
    this.#bidPrice = bidPrice;
    this.#askPrice = askPrice;
    this.#bidSize = bidSize;
    this.#askSize = askSize;
    this.#sink.push({
      kind: 'quote',
      symbol: this.#symbol,
      venueTimeMs: this.#timeMs,
      receivedTimeMs: this.#timeMs,
      bidPrice: bidPrice * this.#tickSize,
      bidSize,
      askPrice: askPrice * this.#tickSize,
      askSize,
    });
    if (this.#depthMs === Infinity) {
      this.#depthMs = Math.max(timeMs, this.#lastDepthMs + this.#spec.depthIntervalMs);
    }
  }

  #depth(timeMs: number): void {
    const { bids, asks } = this.#book;
    this.#book.stirDeepLevels(DEPTH_LEVELS, DEEP_CHANGES);
    this.#timeMs = Math.floor(timeMs);
    this.#sink.push({
      kind: 'depth',
      symbol: this.#symbol,
      venueTimeMs: this.#timeMs,
      receivedTimeMs: this.#timeMs,
      bids: bids.toArray(DEPTH_LEVELS, this.#tickSize),
      asks: asks.toArray(DEPTH_LEVELS, this.#tickSize),
    });
    this.#lastDepthMs = timeMs;
    this.#depthMs = Infinity;
  }
}
