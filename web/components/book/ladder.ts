/** The order book as rows: prices, sizes, running totals, and how long each bar is. */
import type { DepthView } from '../../../proto/frames.ts';

export interface LadderLevel {
  /** Scaled price. */
  readonly price: number;
  /** Scaled size. */
  readonly size: number;
  /** Sizes from the best level to this one, scaled. */
  readonly total: number;
  /** Size as a share of the largest size in the book, 0..1. */
  readonly share: number;
}

export interface Ladder {
  /** Best first. */
  readonly bids: readonly LadderLevel[];
  /** Best first. */
  readonly asks: readonly LadderLevel[];
  /** Best ask minus best bid, scaled; null: a side is missing. Negative: the book is crossed. */
  readonly spread: number | null;
  /** Spread as a share of the mid price, in basis points; null: a side is missing. */
  readonly spreadBasisPoints: number | null;
  /** Decimals that show every size exactly, 0..sizeDecimals. */
  readonly sizeDecimals: number;
}

/**
 * @param depth        Levels best first, as received.
 * @param levelCount   Most levels a side.
 * @param sizeDecimals Decimals by which sizes are scaled.
 */
export function buildLadder(depth: DepthView, levelCount: number, sizeDecimals: number): Ladder {
  const count = (side: readonly number[]): number => Math.min(levelCount, side.length >> 1);
  let largest = 0;
  let needed = 0;
  for (const side of [depth.bids, depth.asks]) {
    for (let i = 0; i < count(side); i += 1) {
      const size = side[2 * i + 1] ?? 0;
      largest = Math.max(largest, size);
      needed = Math.max(needed, neededDecimals(size, sizeDecimals));
    }
  }
  const levels = (side: readonly number[]): LadderLevel[] => {
    let total = 0;
    return Array.from({ length: count(side) }, (_, i) => {
      const size = side[2 * i + 1] ?? 0;
      total += size;
      return { price: side[2 * i] ?? 0, size, total, share: largest > 0 ? size / largest : 0 };
    });
  };
  const bid = depth.bids[0];
  const ask = depth.asks[0];
  const spread = bid === undefined || ask === undefined ? null : ask - bid;
  const mid = spread === null || bid === undefined ? 0 : bid + spread / 2;
  return {
    bids: levels(depth.bids),
    asks: levels(depth.asks),
    spread,
    spreadBasisPoints: spread === null || mid <= 0 ? null : (spread / mid) * 10_000,
    sizeDecimals: needed,
  };
}

/** Decimals left of `scaled` when its trailing zeros go, 0..decimals. */
export function neededDecimals(scaled: number, decimals: number): number {
  if (scaled === 0) return 0;
  let rest = scaled;
  let needed = decimals;
  while (needed > 0 && rest % 10 === 0) {
    rest /= 10;
    needed -= 1;
  }
  return needed;
}
