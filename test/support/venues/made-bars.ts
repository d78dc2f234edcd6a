/** Past bars of a made symbol: the same for the same minute, whoever asks. */
import type { MadeSymbol } from './made-market.ts';

export interface MadeBar {
  readonly openTimeMs: number;
  /** Scaled, as volume. */
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly tradeCount: number;
}

/** The bar that opens at `openTimeMs`. */
export function madeBar(symbol: MadeSymbol, openTimeMs: number): MadeBar {
  const wave = (openTimeMs / 60_000) % 89;
  const open = symbol.startPrice + wave * symbol.tickSize;
  const close = symbol.startPrice + ((wave + 1) % 89) * symbol.tickSize;
  return {
    openTimeMs,
    open,
    high: Math.max(open, close) + symbol.tickSize,
    low: Math.min(open, close) - symbol.tickSize,
    close,
    volume: 1_000 + wave,
    tradeCount: 1 + wave,
  };
}

/** All bars that open in `[fromMs, toMs)`, oldest first, at most `limit`. */
export function madeBars(
  symbol: MadeSymbol,
  intervalMs: number,
  fromMs: number,
  toMs: number,
  limit: number,
): MadeBar[] {
  const bars: MadeBar[] = [];
  const firstMs = Math.ceil(fromMs / intervalMs) * intervalMs;
  for (let openMs = firstMs; openMs < toMs && bars.length < limit; openMs += intervalMs) {
    bars.push(madeBar(symbol, openMs));
  }
  return bars;
}
