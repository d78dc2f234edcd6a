/** Made-up bars before the start of a simulation, so that a chart is full when it is first opened. */
import { INTERVAL_MS, type BaseInterval, type Bar } from '../../proto/types.ts';
import { dayActivity } from './day-profile.ts';
import type { HistoryFactors, SymbolFactors } from './history-factors.ts';
import type { MarketSpec } from './market-spec.ts';
import { PROFILES } from './profiles.ts';
import { Random } from './random.ts';

/** How far back bars of a second and of a minute go before the hour of the start; hours have no limit. */
export const SECONDS_REACH_MS = 2 * 3_600_000;
export const MINUTES_REACH_MS = 72 * 3_600_000;
/** Mean length of a wick as a share of the deviation of the bar's move, as for a random walk within the bar. */
const WICK = 0.5;
/** Mean size of a print against the median order: sizes are skewed, orders come in several prints. */
const MEAN_PRINT = 2;
/** No price falls below this many ticks. */
const LOWEST_TICKS = 24;

/**
 * One symbol's past, made backwards from its opening price: first the seconds, before them minutes, before them hours.
 * Longer bars are merged from shorter ones wherever both exist, so they agree exactly.
 */
export class History {
  readonly #spec: MarketSpec;
  readonly #common: SymbolFactors;
  /** Deviation of what the common factors do not explain, a share of the whole. */
  readonly #own: number;
  readonly #startMs: number;
  readonly #random: Random;
  /** Fair price in ticks at the oldest point made so far. */
  #fair: number;
  readonly #seconds: Bar[];
  readonly #minutes: Bar[];
  readonly #hours: Bar[];
  #oldestMs: number;

  /** @param startMs Start of the simulation, UNIX milliseconds. */
  constructor(spec: MarketSpec, factors: HistoryFactors, seed: number, startMs: number) {
    this.#spec = spec;
    this.#common = factors.of(spec.loadings);
    this.#own = Math.sqrt(
      1 - Object.values(spec.loadings).reduce((sum, share) => sum + Math.abs(share), 0),
    );
    this.#startMs = startMs;
    this.#random = new Random(seed, `${spec.instrument.symbol}#history`);
    this.#fair = spec.openingPrice / spec.instrument.tickSize;
    const hourMs = floorTo(startMs, INTERVAL_MS['1h']);
    const secondsFromMs = hourMs - SECONDS_REACH_MS;
    this.#oldestMs = hourMs - MINUTES_REACH_MS;
    this.#seconds = this.#make('1s', secondsFromMs, floorTo(startMs, 1000));
    const older = this.#make('1m', this.#oldestMs, secondsFromMs);
    this.#minutes = mergeBars(this.#seconds, INTERVAL_MS['1m']).concat(older);
    this.#hours = mergeBars(this.#minutes, INTERVAL_MS['1h']);
  }

  /**
   * Returns closed bars before the start.
   *
   * @param count At most so many, the newest; fewer where the past of that interval does not reach so far.
   * @returns     Oldest first.
   */
  bars(interval: BaseInterval, count: number): Bar[] {
    const length = INTERVAL_MS[interval];
    if (interval === '1h' && this.#hours.length <= count) {
      const fromMs = this.#oldestMs - (count + 1 - this.#hours.length) * length;
      this.#hours.push(...this.#make('1h', fromMs, this.#oldestMs));
      this.#oldestMs = fromMs;
    }
    const all = { '1s': this.#seconds, '1m': this.#minutes, '1h': this.#hours }[interval];
    const open = all.findIndex((bar) => bar.openTimeMs + length <= this.#startMs);
    return open < 0 ? [] : all.slice(open, open + count).reverse();
  }

  /** Makes the bars of [fromMs, toMs), newest first. */
  #make(interval: BaseInterval, fromMs: number, toMs: number): Bar[] {
    const length = INTERVAL_MS[interval];
    const bars: Bar[] = [];
    for (let openTimeMs = toMs - length; openTimeMs >= fromMs; openTimeMs -= length) {
      const bar = this.#bar(interval, openTimeMs, bars.length === 0 && toMs > this.#startMs - 1000);
      if (bar !== null) bars.push(bar);
    }
    return bars;
  }

  #bar(interval: BaseInterval, openTimeMs: number, isNewest: boolean): Bar | null {
    const random = this.#random;
    const { instrument, orderSize, lotSize, volatilityBp, ordersPerSecond } = this.#spec;
    const profile = PROFILES[this.#spec.profile];
    const seconds = INTERVAL_MS[interval] / 1000;
    const step = (this.#startMs - openTimeMs) / INTERVAL_MS[interval];
    const { volatility, move } = this.#common(interval, Math.floor(step));
    const busy = volatility * dayActivity(profile.dayProfile, openTimeMs);
    const deviation = (volatilityBp / 10_000) * this.#fair * Math.sqrt(seconds);
    const close = this.#fair;
    const open = Math.max(
      LOWEST_TICKS,
      close - deviation * (move + volatility * this.#own * random.normal()),
    );
    this.#fair = open;

    const mean = ordersPerSecond * (1 + profile.extraPrints) * seconds * busy;
    const spread = mean > 100 ? 0.4 : 1;
    const expected = mean * Math.exp(spread * random.normal() - (spread * spread) / 2);
    const tradeCount = isNewest
      ? Math.max(1, Math.round(expected))
      : Math.floor(expected + random.uniform());
    if (tradeCount === 0) return null;

    const tick = instrument.tickSize;
    const first = Math.round(open + this.#bounce());
    const last = isNewest ? this.#spec.openingPrice / tick : Math.round(close + this.#bounce());
    const opening = tradeCount === 1 ? last : first;
    let high = Math.max(opening, last);
    let low = Math.min(opening, last);
    const wick = WICK * deviation * volatility;
    if (tradeCount > 2) high += Math.round(wick * Math.abs(random.normal()));
    if (tradeCount > 3) low -= Math.round(wick * Math.abs(random.normal()));
    low = Math.max(1, Math.min(low, opening, last));

    const perTrade = (orderSize / lotSize) * MEAN_PRINT * Math.exp(0.5 * random.normal());
    const volume = Math.max(tradeCount, Math.round(tradeCount * perTrade)) * lotSize;
    return {
      openTimeMs,
      open: opening * tick,
      high: high * tick,
      low: low * tick,
      close: last * tick,
      volume,
      tradeCount,
      turnover: volume * ((opening + high + low + last) / 4) * tick,
    };
  }

  /** Distance of a print from the fair price: half a spread to either side. */
  #bounce(): number {
    const half = Math.max(1, this.#spec.spreadTicks) / 2;
    return this.#random.chance(0.5) ? half : -half;
  }
}

/**
 * Merges bars into longer ones.
 *
 * @param bars     Newest first.
 * @param lengthMs Length of the merged bars, milliseconds.
 * @returns        Newest first; only spans that have a bar.
 */
export function mergeBars(bars: readonly Bar[], lengthMs: number): Bar[] {
  const merged: Bar[] = [];
  for (const bar of bars) {
    const openTimeMs = floorTo(bar.openTimeMs, lengthMs);
    const newer = merged.at(-1);
    if (newer?.openTimeMs !== openTimeMs) {
      merged.push({ ...bar, openTimeMs });
      continue;
    }
    merged[merged.length - 1] = {
      openTimeMs,
      open: bar.open,
      high: Math.max(bar.high, newer.high),
      low: Math.min(bar.low, newer.low),
      close: newer.close,
      volume: bar.volume + newer.volume,
      tradeCount: bar.tradeCount + newer.tradeCount,
      turnover: bar.turnover + newer.turnover,
    };
  }
  return merged;
}

function floorTo(timeMs: number, lengthMs: number): number {
  return Math.floor(timeMs / lengthMs) * lengthMs;
}
