/** Bars of a seeded random walk: the same on every run. */
import { BarColumns, type BarRow } from '../../../web/model/bar-columns.ts';

/** A random number generator (mulberry32) with values in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What walk to make. */
export interface Walk {
  readonly count: number;
  readonly seed: number;
  readonly firstMs: number;
  readonly intervalMs: number;
  /** First price, scaled. */
  readonly price: number;
  /** Typical move within a bar, scaled. */
  readonly step: number;
}

/** Bars of a random walk, oldest first; prices are whole multiples of 1. */
export function walkBars(walk: Walk): BarRow[] {
  const random = seededRandom(walk.seed);
  const normal = (): number => random() + random() + random() + random() - 2;
  const bars: BarRow[] = [];
  let { price } = walk;
  for (let i = 0; i < walk.count; i += 1) {
    const open = price;
    let high = open;
    let low = open;
    let close = open;
    const activity = 0.4 + 2.2 * random() ** 3;
    for (let n = 0; n < 8; n += 1) {
      close = Math.max(1, Math.round(close + normal() * walk.step * activity * 0.6));
      high = Math.max(high, close);
      low = Math.min(low, close);
    }
    price = close;
    const volume = Math.round(activity * (0.3 + random()) * 1_800_000);
    bars.push({ openTimeMs: walk.firstMs + i * walk.intervalMs, open, high, low, close, volume });
  }
  return bars;
}

/** A store that holds `bars`. */
export function storeOf(bars: readonly BarRow[], capacity = 5_000): BarColumns {
  const store = new BarColumns(capacity);
  for (const bar of bars) store.upsert(bar);
  return store;
}
