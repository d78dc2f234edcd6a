/** Faults on demand: what real feeds do wrong, each at its own rate, laid over a market that stays the same. */
import type { Quote, Tick, Trade } from '../../proto/types.ts';
import { Random } from './random.ts';

/** Rates of faults. All are 0 unless given, which means that the fault does not occur. */
export interface DirtOptions {
  /** Share of quotes whose bid is above the ask, 0..1. */
  readonly crossedQuoteRate: number;
  /** Share of quotes with one side missing (size and price 0), 0..1. */
  readonly zeroQuoteRate: number;
  /** Share of trades that come twice with the same id, 0..1. */
  readonly duplicateTradeRate: number;
  /** Share of trades whose venue time is 1 to 10 seconds before their receipt, 0..1. */
  readonly latePrintRate: number;
  /** Share of ticks that come after a later one of their symbol, 0..1. */
  readonly outOfOrderRate: number;
  /** Share of trades with which a hole begins: 1 to 20 trades are lost and the ids jump, 0..1. */
  readonly gapRate: number;
  /** Halts of each symbol per hour of virtual time: no tick at all for 5 to 60 seconds. */
  readonly haltsPerHour: number;
  /** Share of symbols whose venue clock is wrong, 0..1. */
  readonly clockSkewRate: number;
  /** How much such a clock is ahead (or behind, if negative), milliseconds; 1270 unless given. */
  readonly clockSkewMs: number;
}

export const NO_DIRT: DirtOptions = {
  crossedQuoteRate: 0,
  zeroQuoteRate: 0,
  duplicateTradeRate: 0,
  latePrintRate: 0,
  outOfOrderRate: 0,
  gapRate: 0,
  haltsPerHour: 0,
  clockSkewRate: 0,
  clockSkewMs: 1270,
};

const HOUR_MS = 3_600_000;

/** Dirties the ticks of one symbol. Draws from its own stream, so the clean market underneath does not change. */
export class Dirt {
  readonly #options: DirtOptions;
  readonly #random: Random;
  readonly #tickSize: number;
  readonly #skewMs: number;
  #haltFromMs: number;
  #haltToMs: number;
  #lostLeft = 0;
  /** Trades that a halt prevented: they never got an id. */
  #unborn = 0;
  /** Ticks that come again or late, after the next later one. */
  #held: Tick[] = [];

  constructor(
    options: DirtOptions,
    seed: number,
    symbol: string,
    tickSize: number,
    startMs: number,
  ) {
    this.#options = options;
    this.#random = new Random(seed, `${symbol}#dirt`);
    this.#tickSize = tickSize;
    this.#skewMs = this.#random.chance(options.clockSkewRate) ? options.clockSkewMs : 0;
    this.#haltFromMs = startMs;
    this.#haltToMs = startMs;
    this.#planHalt();
  }

  /** Appends what arrives instead of one clean tick: nothing, the tick, a changed one, or several. */
  pass(clean: Tick, sink: Tick[]): void {
    if (this.#isHalted(clean.receivedTimeMs)) {
      if (clean.kind === 'trade') this.#unborn++;
      return;
    }
    const tick = this.#spoil(clean);
    if (tick === null) return;
    const isLate = this.#held.length === 0 && this.#occurs(this.#options.outOfOrderRate);
    if (isLate) {
      this.#held.push(tick);
      return;
    }
    sink.push(tick);
    this.#release(tick.receivedTimeMs, sink);
    if (tick.kind === 'trade' && this.#occurs(this.#options.duplicateTradeRate)) {
      this.#held.push(tick);
    }
  }

  #occurs(rate: number): boolean {
    return rate > 0 && this.#random.chance(rate);
  }

  #release(nowMs: number, sink: Tick[]): void {
    if (this.#held.length === 0) return;
    const waiting: Tick[] = [];
    for (const tick of this.#held) {
      if (tick.receivedTimeMs < nowMs) sink.push({ ...tick, receivedTimeMs: nowMs });
      else waiting.push(tick);
    }
    this.#held = waiting;
  }

  #spoil(clean: Tick): Tick | null {
    switch (clean.kind) {
      case 'trade':
        return this.#spoilTrade(clean);
      case 'quote':
        return this.#skew(this.#spoilQuote(clean));
      case 'depth':
        return this.#skew(clean);
      case 'gap':
      case 'status':
        return clean;
    }
  }

  #spoilTrade(clean: Trade): Trade | null {
    if (this.#lostLeft > 0) {
      this.#lostLeft--;
      return null;
    }
    if (this.#occurs(this.#options.gapRate)) {
      this.#lostLeft = this.#random.integer(20);
      return null;
    }
    let trade = this.#skew(clean);
    if (this.#unborn > 0)
      trade = { ...trade, tradeId: String(Number(clean.tradeId) - this.#unborn) };
    if (this.#occurs(this.#options.latePrintRate)) {
      const lateMs = 1000 + this.#random.integer(9000);
      trade = { ...trade, venueTimeMs: trade.venueTimeMs - lateMs };
    }
    return trade;
  }

  #spoilQuote(clean: Quote): Quote {
    if (this.#occurs(this.#options.crossedQuoteRate)) {
      const bidPrice = clean.askPrice + this.#tickSize * (1 + this.#random.integer(3));
      return { ...clean, bidPrice };
    }
    if (this.#occurs(this.#options.zeroQuoteRate)) {
      return this.#random.chance(0.5)
        ? { ...clean, bidPrice: 0, bidSize: 0 }
        : { ...clean, askPrice: 0, askSize: 0 };
    }
    return clean;
  }

  #skew<T extends Tick>(tick: T): T {
    return this.#skewMs === 0 ? tick : { ...tick, venueTimeMs: tick.venueTimeMs + this.#skewMs };
  }

  #isHalted(timeMs: number): boolean {
    while (timeMs >= this.#haltToMs && this.#haltToMs !== Infinity) this.#planHalt();
    return timeMs >= this.#haltFromMs && timeMs < this.#haltToMs;
  }

  #planHalt(): void {
    const { haltsPerHour } = this.#options;
    if (haltsPerHour === 0) {
      this.#haltFromMs = Infinity;
      this.#haltToMs = Infinity;
      return;
    }
    this.#haltFromMs = this.#haltToMs + (HOUR_MS / haltsPerHour) * this.#random.exponential();
    this.#haltToMs = this.#haltFromMs + 5000 + this.#random.uniform() * 55_000;
  }
}
