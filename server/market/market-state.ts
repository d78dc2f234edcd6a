/** Everything known of one symbol: the fold of its ticks. */
import { GROUP, type BarView, type DepthView, type LastView } from '../../proto/frames.ts';
import type { QuoteView, StatisticsView } from '../../proto/frames.ts';
import {
  BASE_INTERVALS,
  BASE_OF,
  INTERVAL_MS,
  type Bar,
  type BaseInterval,
  type Depth,
  type Instrument,
  type Interval,
  type Position,
  type Quote,
  type Tick,
  type Trade,
} from '../../proto/types.ts';
import { BarRing } from './bar-ring.ts';
import { DayStatistics } from './day-statistics.ts';
import { DuplicateFilter } from './duplicate-filter.ts';
import { isAligned, isPositionExact, PriceSpan } from './exact-range.ts';
import { mergeBars } from './merge-bars.ts';
import { TradeRing } from './trade-ring.ts';

/** How much is kept of each symbol, and how long a bar waits for stragglers. */
export interface MarketLimits {
  readonly bars: Readonly<Record<BaseInterval, number>>;
  readonly trades: number;
  readonly tradeIds: number;
  /** How long after its end a bar still takes trades, milliseconds of venue time. */
  readonly graceMs: number;
}

export const DEFAULT_LIMITS: MarketLimits = {
  bars: { '1s': 3_600, '1m': 10_080, '1h': 8_784 },
  trades: 1_000,
  tradeIds: 2_048,
  graceMs: 2_000,
};

/** A venue time further ahead of the received time than this is a fault, not a clock difference. */
const FUTURE_LIMIT_MS = 60_000;

/** What is counted instead of logged. */
export interface MarketCounters {
  duplicateTrades: number;
  lateTrades: number;
  futureTicks: number;
  /** Ticks whose numbers clients could not be told exactly. */
  outOfRangeTicks: number;
}

/** State of one symbol. Deterministic: it depends on its ticks and their order alone. */
export class MarketState {
  readonly instrument: Instrument;
  readonly trades: TradeRing;
  readonly #limits: MarketLimits;
  readonly #rings: Readonly<Record<BaseInterval, BarRing>>;
  readonly #allRings: readonly BarRing[];
  readonly #statistics: DayStatistics;
  readonly #tradeIds: DuplicateFilter;
  readonly #counters: MarketCounters;
  readonly #prices = new PriceSpan();
  #quote: QuoteView | undefined;
  #last: LastView | undefined;
  #depth: DepthView | undefined;
  /** Time of the trade that `#last` shows, for comparing. */
  #lastTimeMs = -Infinity;
  /** How far the symbol's own ticks have come. */
  #clockMs = 0;
  #barsChangedFromMs = Infinity;

  constructor(instrument: Instrument, limits: MarketLimits, counters: MarketCounters) {
    this.instrument = instrument;
    this.trades = new TradeRing(limits.trades);
    this.#limits = limits;
    this.#counters = counters;
    this.#statistics = new DayStatistics(instrument.session);
    this.#tradeIds = new DuplicateFilter(limits.tradeIds);
    const ring = (base: BaseInterval): BarRing => new BarRing(INTERVAL_MS[base], limits.bars[base]);
    this.#rings = { '1s': ring('1s'), '1m': ring('1m'), '1h': ring('1h') };
    this.#allRings = BASE_INTERVALS.map((base) => this.#rings[base]);
  }

  get quote(): QuoteView | undefined {
    return this.#quote;
  }

  get last(): LastView | undefined {
    return this.#last;
  }

  get depth(): DepthView | undefined {
    return this.#depth;
  }

  get statistics(): StatisticsView | undefined {
    return this.#statistics.view();
  }

  /**
   * Folds one tick.
   *
   * @returns GROUP bits of what changed; 0 for a duplicate, and for numbers that clients could not be
   *   told exactly.
   */
  fold(tick: Tick, position: Position): number {
    if (!isPositionExact(position) || !this.#prices.takesTick(tick)) {
      this.#counters.outOfRangeTicks += 1;
      return 0;
    }
    this.#clockMs = Math.max(this.#clockMs, trustedTimeMs(tick));
    switch (tick.kind) {
      case 'quote':
        return this.#foldQuote(tick);
      case 'depth':
        return this.#foldDepth(tick);
      case 'trade':
        return this.#foldTrade(tick, position);
    }
  }

  /**
   * Closes the bars that ended `graceMs` before a time. The symbol's own ticks do so by themselves.
   *
   * @param venueTimeMs How far the venue's time has come.
   */
  closeBars(venueTimeMs: number): void {
    for (const ring of this.#allRings) ring.close(venueTimeMs - this.#limits.graceMs);
  }

  /**
   * Earliest open time of the bars changed since the last call, by the shortest base interval;
   * Infinity if none. Longer intervals start at or before it.
   */
  takeBarsChangedFromMs(): number {
    const fromMs = this.#barsChangedFromMs;
    this.#barsChangedFromMs = Infinity;
    return fromMs;
  }

  /**
   * Bars that overlap `[fromMs, ...)`, oldest first, the newest perhaps still open.
   *
   * @param limit At most this many, the newest.
   */
  bars(interval: Interval, fromMs: number, limit = Infinity): readonly BarView[] {
    const base = BASE_OF[interval];
    const intervalMs = INTERVAL_MS[interval];
    const alignedMs = Number.isFinite(fromMs) ? fromMs - (fromMs % intervalMs) : fromMs;
    const ring = this.#rings[base];
    if (interval === base) return ring.from(alignedMs, limit);
    const perBar = intervalMs / ring.intervalMs;
    const merged = mergeBars(ring.from(alignedMs, (limit + 1) * perBar), intervalMs);
    const [oldest] = merged;
    // A bar that lacks some of its parts must not pass for a whole one.
    if (oldest && oldest.openTimeMs <= ring.lostThroughMs) merged.shift();
    return merged.length > limit ? merged.slice(merged.length - limit) : merged;
  }

  /**
   * Puts stored bars in front of what the ticks have built. Bars that do not fit in, because they are
   * not aligned, not in order or beyond what clients can be told, are left out.
   *
   * @param bars Oldest first.
   * @returns    Bars taken.
   */
  addHistory(interval: BaseInterval, bars: readonly Bar[]): number {
    const beforeMs = this.#rings[interval].firstOpenMs;
    const older: Bar[] = [];
    for (const bar of bars) {
      if (bar.openTimeMs >= beforeMs || !isAligned(bar, INTERVAL_MS[interval])) continue;
      if (bar.openTimeMs <= (older.at(-1)?.openTimeMs ?? -Infinity)) continue;
      if (this.#prices.takes(bar.low, bar.high)) older.push(bar);
    }
    if (interval === '1m') this.#statistics.addBars(older);
    const newest = older.at(-1);
    if (newest) this.#rememberClose(newest, INTERVAL_MS[interval]);
    return this.#rings[interval].prepend(older);
  }

  /** A symbol that has not traded since the start still has a last price: its age tells that it is old. */
  #rememberClose(bar: Bar, intervalMs: number): void {
    const timeMs = bar.openTimeMs + intervalMs;
    if (timeMs <= this.#lastTimeMs) return;
    this.#lastTimeMs = timeMs;
    this.#last = {
      price: bar.close,
      size: 0,
      aggressorSide: 'unknown',
      receivedTimeMs: timeMs,
      venueTimeMs: timeMs,
    };
  }

  #foldQuote(quote: Quote): number {
    this.#quote = {
      bidPrice: quote.bidPrice,
      bidSize: quote.bidSize,
      askPrice: quote.askPrice,
      askSize: quote.askSize,
      receivedTimeMs: quote.receivedTimeMs,
      venueTimeMs: quote.venueTimeMs,
    };
    return GROUP.quote;
  }

  #foldDepth(depth: Depth): number {
    this.#depth = { bids: depth.bids, asks: depth.asks };
    return GROUP.depth;
  }

  #foldTrade(trade: Trade, position: Position): number {
    if (this.#tradeIds.isKnown(trade.tradeId)) {
      this.#counters.duplicateTrades += 1;
      return 0;
    }
    const { price, size, receivedTimeMs, venueTimeMs, aggressorSide } = trade;
    let groups: number = GROUP.statistics | GROUP.trades;
    this.trades.push(trade, position);

    this.closeBars(this.#clockMs);
    const barTimeMs = this.#barTimeOf(trade);
    this.#statistics.addTrade(barTimeMs, price, size);
    let isLate = false;
    for (const ring of this.#allRings) {
      if (!ring.addTrade(barTimeMs, price, size)) {
        isLate = true;
        continue;
      }
      groups |= GROUP.bars;
      this.#barsChangedFromMs = Math.min(this.#barsChangedFromMs, barTimeMs);
    }
    if (isLate) this.#counters.lateTrades += 1;

    // A print reported late counts in volume and tape but is not the latest price.
    const timeMs = trustedTimeMs(trade);
    if (timeMs >= this.#lastTimeMs) {
      this.#lastTimeMs = timeMs;
      this.#last = { price, size, aggressorSide, receivedTimeMs, venueTimeMs };
      groups |= GROUP.last;
    }
    return groups;
  }

  #barTimeOf({ venueTimeMs, receivedTimeMs }: Trade): number {
    if (venueTimeMs <= receivedTimeMs + FUTURE_LIMIT_MS) return venueTimeMs;
    this.#counters.futureTicks += 1;
    return receivedTimeMs;
  }
}

/**
 * Venue time, as far as it is believed: nothing happens after it was received. Else one tick of a
 * wrong time would make all that come after it late.
 */
function trustedTimeMs({ venueTimeMs, receivedTimeMs }: Tick): number {
  return Math.min(venueTimeMs, receivedTimeMs);
}
