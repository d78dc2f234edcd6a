/** Bars of one symbol: the three base intervals that are built from trades, and those merged from them. */
import type { BarView } from '../../proto/frames.ts';
import type { BarsSnapshot } from '../../proto/snapshot.ts';
import {
  BASE_INTERVALS,
  BASE_OF,
  INTERVAL_MS,
  type Bar,
  type BaseInterval,
  type Interval,
} from '../../proto/types.ts';
import { BarRing } from './bar-ring.ts';
import { isAligned } from './exact-range.ts';
import type { MarketLimits } from './limits.ts';
import { mergeBars } from './merge-bars.ts';

/** Bars held of one base interval. */
export interface HeldBars {
  /** Oldest first; the newest perhaps still open. */
  readonly bars: readonly Bar[];
  /** Open time of the oldest bar held; Infinity when there is none. */
  readonly firstOpenMs: number;
  /** Bars that open before this are closed: they never change again. */
  readonly closedBeforeMs: number;
  /** Open time of the newest bar that was held once and is not now; -Infinity when there is none. */
  readonly lostThroughMs: number;
}

/** What became of a trade. */
export interface BarsChange {
  /** Whether any bar has taken it. */
  readonly isTaken: boolean;
  /** Whether a bar that it belongs to was closed already. */
  readonly isLate: boolean;
}

const TAKEN: BarsChange = { isTaken: true, isLate: false };
const PARTLY_LATE: BarsChange = { isTaken: true, isLate: true };
const LATE: BarsChange = { isTaken: false, isLate: true };

/** Bars of one symbol. */
export class SymbolBars {
  readonly #rings: Readonly<Record<BaseInterval, BarRing>>;
  readonly #allRings: readonly BarRing[];
  readonly #graceMs: number;
  #changedFromMs = Infinity;

  constructor({ bars, graceMs, recordsBars }: MarketLimits) {
    const ring = (base: BaseInterval): BarRing =>
      new BarRing(INTERVAL_MS[base], bars[base], recordsBars);
    this.#rings = { '1s': ring('1s'), '1m': ring('1m'), '1h': ring('1h') };
    this.#allRings = BASE_INTERVALS.map((base) => this.#rings[base]);
    this.#graceMs = graceMs;
  }

  /**
   * Folds one trade into its bar of each base interval.
   *
   * @param newestMs See `BarRing.addTrade`.
   */
  addTrade(timeMs: number, price: number, size: number, newestMs = timeMs): BarsChange {
    let takenCount = 0;
    for (const ring of this.#allRings) {
      if (ring.addTrade(timeMs, price, size, newestMs)) takenCount += 1;
    }
    if (takenCount === 0) return LATE;
    this.#changedFromMs = Math.min(this.#changedFromMs, timeMs);
    return takenCount === this.#allRings.length ? TAKEN : PARTLY_LATE;
  }

  /** Closes the bars that ended a grace period before a time. */
  close(venueTimeMs: number): void {
    for (const ring of this.#allRings) ring.close(venueTimeMs - this.#graceMs);
  }

  /** Earliest time of the trades taken since the last call; Infinity if none. */
  takeChangedFromMs(): number {
    const fromMs = this.#changedFromMs;
    this.#changedFromMs = Infinity;
    return fromMs;
  }

  /**
   * Bars that overlap `[fromMs, ...)`, oldest first, the newest perhaps still open.
   *
   * @param limit At most this many, the newest.
   */
  from(interval: Interval, fromMs: number, limit = Infinity): readonly BarView[] {
    const base = BASE_OF[interval];
    const intervalMs = INTERVAL_MS[interval];
    const alignedMs = Number.isFinite(fromMs) ? fromMs - (fromMs % intervalMs) : fromMs;
    const ring = this.#rings[base];
    if (interval === base) return ring.from(alignedMs, limit);
    const perBar = intervalMs / ring.intervalMs;
    const merged = mergeBars(ring.from(alignedMs, (limit + 1) * perBar), intervalMs);
    // A bar that lacks some of its parts must not pass for a whole one.
    const firstWhole = merged.findIndex(({ openTimeMs }) => openTimeMs > ring.lostThroughMs);
    const whole = firstWhole < 0 ? [] : merged.slice(firstWhole);
    return whole.length > limit ? whole.slice(whole.length - limit) : whole;
  }

  /**
   * Bars of a base interval that open in `[fromMs, toMs)`.
   *
   * @param limit At most this many, the newest.
   */
  held(interval: BaseInterval, fromMs: number, toMs: number, limit: number): HeldBars {
    const ring = this.#rings[interval];
    const { firstOpenMs, closedBeforeMs, lostThroughMs } = ring;
    return { bars: ring.between(fromMs, toMs, limit), firstOpenMs, closedBeforeMs, lostThroughMs };
  }

  /**
   * The stored bars that can be put in front of those built from trades: aligned, in order, and older.
   *
   * @param bars    Oldest first.
   * @param isExact Says whether clients can be told a bar exactly.
   */
  older(
    interval: BaseInterval,
    bars: readonly Bar[],
    isExact: (bar: Bar) => boolean,
  ): readonly Bar[] {
    const beforeMs = this.#rings[interval].historyBeforeMs;
    const older: Bar[] = [];
    for (const bar of bars) {
      if (bar.openTimeMs >= beforeMs || !isAligned(bar, INTERVAL_MS[interval])) continue;
      if (bar.openTimeMs <= (older.at(-1)?.openTimeMs ?? -Infinity)) continue;
      if (isExact(bar)) older.push(bar);
    }
    return older;
  }

  /** Puts bars that `older` gave in front. @returns Bars taken. */
  prepend(interval: BaseInterval, bars: readonly Bar[], isCut: boolean): number {
    return this.#rings[interval].prepend(bars, isCut);
  }

  /** Open time of the oldest bar ever held; Infinity when none was. */
  oldestOpenMs(interval: BaseInterval): number {
    return this.#rings[interval].oldestOpenMs;
  }

  /** Bars that have closed since the last call, oldest first. */
  takeClosed(interval: BaseInterval): readonly Bar[] {
    return this.#rings[interval].takeClosed();
  }

  toSnapshot(): Record<BaseInterval, BarsSnapshot> {
    const rings = this.#rings;
    return {
      '1s': rings['1s'].toSnapshot(),
      '1m': rings['1m'].toSnapshot(),
      '1h': rings['1h'].toSnapshot(),
    };
  }

  restore(bars: Readonly<Record<BaseInterval, BarsSnapshot>>): void {
    for (const interval of BASE_INTERVALS) this.#rings[interval].restore(bars[interval]);
  }
}
