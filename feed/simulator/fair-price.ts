/** The hidden price of one symbol that its quotes follow: common factors, what orders reveal, and news. */
import { FACTORS, MEAN_VOLATILITY, type CommonFactors } from './common-factors.ts';
import type { MarketSpec } from './market-spec.ts';
import { PROFILES, type Profile } from './profiles.ts';
import type { Random } from './random.ts';

/** Pull back to the opening price: keeps prices near their level for weeks without showing within a day. */
const RETURN_SECONDS = 8 * 86_400;
/** Memory of a symbol's own volatility, and how often it is drawn anew, milliseconds. */
const VOLATILITY_MEMORY_MS = 30_000;
const VOLATILITY_STEP_MS = 250;
/** Share of the symbol's own variance that orders cause by their side; the rest is noise. */
const IMPACT_SHARE = 0.12;
/** How far the side of an order is known in advance from those before it: an expected order moves nothing. */
const FORESIGHT = 0.65;
const FORESIGHT_KEPT = 0.82;
/** Rise of the log volatility that news brings, and the highest that it can reach. */
const NEWS_SHOCK = 0.8;
const MAX_LOG_VOLATILITY = 1.6;
/** No price falls below this many ticks, so that ten bid levels always fit. */
const LOWEST_TICKS = 24;

export class FairPrice {
  readonly #profile: Profile;
  readonly #factors: CommonFactors;
  readonly #random: Random;
  readonly #loadings: readonly (readonly [index: number, amount: number])[];
  readonly #lagMs: number;
  readonly #opening: number;
  /** Deviation of one second, as a ratio of the price. */
  readonly #deviation: number;
  /** Deviation that one order adds of its own, as a ratio of the price. */
  readonly #orderDeviation: number;
  readonly #newsPerOrder: number;
  #price: number;
  #common = 0;
  #activity = 1;
  #logVolatility: number;
  #volatilityMs: number;
  #timeMs: number;
  #expectedSide = 0;

  /** @param orderRate Orders per second, mean. */
  constructor(
    spec: MarketSpec,
    factors: CommonFactors,
    random: Random,
    orderRate: number,
    startMs: number,
  ) {
    this.#profile = PROFILES[spec.profile];
    this.#factors = factors;
    this.#random = random;
    this.#lagMs = spec.lagMs;
    this.#opening = spec.openingPrice / spec.instrument.tickSize;
    this.#price = this.#opening;
    this.#deviation = spec.volatilityBp / 10_000;
    let own = 1;
    this.#loadings = FACTORS.flatMap((factor, index) => {
      const share = spec.loadings[factor];
      if (share === undefined) return [];
      own -= Math.abs(share);
      return [[index, Math.sign(share) * Math.sqrt(Math.abs(share))] as const];
    });
    const { newsPerMinute, newsScale } = this.#profile;
    this.#newsPerOrder = Math.min(1, newsPerMinute / 60 / orderRate);
    const newsVariance = 1 + this.#newsPerOrder * (newsScale * newsScale - 1);
    // The variance of a second is that of an order times the number of orders, and both rise with the volatility.
    this.#orderDeviation =
      this.#deviation *
      Math.sqrt((own / orderRate / newsVariance) * (this.#meanPower(1) / this.#meanPower(2)));
    this.#logVolatility = this.#profile.ownVolatility * random.normal();
    this.#volatilityMs = startMs;
    this.#timeMs = startMs;
    this.#drawVolatility(startMs);
  }

  /** Price in ticks, with a fraction. */
  get ticks(): number {
    return this.#price;
  }

  /** How busy the market is at present, a multiple of its mean. */
  get activity(): number {
    return this.#activity;
  }

  /**
   * Takes in what the common factors did up to `timeMs`; time never goes back.
   *
   * @returns Whether the activity changed.
   */
  moveTo(timeMs: number): boolean {
    let common = 0;
    for (const [index, amount] of this.#loadings) {
      common += amount * this.#factors.value(index, timeMs - this.#lagMs);
    }
    const seconds = (timeMs - this.#timeMs) / 1000;
    const pull = ((this.#opening - this.#price) * seconds) / RETURN_SECONDS;
    this.#timeMs = timeMs;
    this.#shift(this.#price * this.#deviation * (common - this.#common) + pull);
    this.#common = common;
    if (timeMs - this.#volatilityMs < VOLATILITY_STEP_MS) return false;
    this.#drawVolatility(timeMs);
    return true;
  }

  /**
   * Takes in what an order reveals.
   *
   * @param side       1 for a buyer, -1 for a seller.
   * @param sweptTicks Ticks by which it moved the best price, >= 0.
   */
  onOrder(side: number, sweptTicks: number): void {
    const { newsScale, sweepKept, walkBp } = this.#profile;
    const surprise = side - FORESIGHT * this.#expectedSide;
    this.#expectedSide = FORESIGHT_KEPT * this.#expectedSide + (1 - FORESIGHT_KEPT) * side;
    // News comes by the clock, not by the order: otherwise news would bring orders, and those more news, without end.
    const isNews = this.#random.chance(this.#newsPerOrder / Math.max(1, this.#activity));
    if (isNews) {
      this.#logVolatility = Math.min(MAX_LOG_VOLATILITY, this.#logVolatility + NEWS_SHOCK);
    }
    const scale = (isNews ? newsScale : 1) * Math.exp(this.#logVolatility / 2);
    const move =
      Math.sqrt(IMPACT_SHARE) * surprise + Math.sqrt(1 - IMPACT_SHARE) * this.#random.normal();
    // Where a tick is large the price steps over more than the sweep was worth.
    const worthTicks = Math.min(sweptTicks, (walkBp / 10_000) * this.#price);
    this.#shift(this.#price * this.#orderDeviation * scale * move + side * sweepKept * worthTicks);
  }

  #shift(ticks: number): void {
    this.#price = Math.max(LOWEST_TICKS, this.#price + ticks);
  }

  #drawVolatility(timeMs: number): void {
    const { ownVolatility } = this.#profile;
    const kept = Math.exp(-(timeMs - this.#volatilityMs) / VOLATILITY_MEMORY_MS);
    this.#logVolatility =
      kept * this.#logVolatility +
      Math.sqrt(1 - kept * kept) * ownVolatility * this.#random.normal();
    this.#volatilityMs = timeMs;
    this.#activity =
      (this.#factors.volatility(timeMs) / MEAN_VOLATILITY) *
      (Math.exp(this.#logVolatility) / this.#meanPower(1));
  }

  /** Mean of a power of the own volatility: a log-normal part, and the fading shocks of news (a filtered Poisson process). */
  #meanPower(power: number): number {
    const { ownVolatility, newsPerMinute } = this.#profile;
    const shock = power * NEWS_SHOCK;
    const alive = (newsPerMinute / 60_000) * VOLATILITY_MEMORY_MS;
    const shocks = alive * (shock + shock ** 2 / 4 + shock ** 3 / 18 + shock ** 4 / 96);
    return Math.exp((power * ownVolatility) ** 2 / 2 + shocks);
  }
}
