/** Which numbers the market takes, so that whatever it holds can also be told to clients exactly. */
import type { Bar, Position, Tick } from '../../proto/types.ts';

/** Any two prices below this in magnitude differ by less than 2^53, so every difference is exact. */
const PRICE_LIMIT = 2 ** 52;

function isPrice(value: number): boolean {
  return Math.abs(value) < PRICE_LIMIT;
}

function areLevelPrices(levels: readonly number[]): boolean {
  for (let at = 0; at < levels.length; at += 2) if (!isPrice(levels[at] ?? 0)) return false;
  return true;
}

/** Says whether a valid tick, and where it stands in the log, can be told to clients. */
export function isTickInRange(tick: Tick, position: Position): boolean {
  switch (tick.kind) {
    case 'trade':
      return (
        isPrice(tick.price) &&
        Number.isSafeInteger(position.entryMs) &&
        Number.isSafeInteger(position.entrySeq)
      );
    case 'quote':
      return isPrice(tick.bidPrice) && isPrice(tick.askPrice);
    case 'depth':
      return areLevelPrices(tick.bids) && areLevelPrices(tick.asks);
  }
}

/** Says whether a valid bar can be told to clients as one of `intervalMs`. */
export function isBarInRange(bar: Bar, intervalMs: number): boolean {
  return bar.openTimeMs % intervalMs === 0 && isPrice(bar.high) && isPrice(bar.low);
}
