/** Levels of a made book as rows of decimal texts. */
import type { LevelChange } from './made-book.ts';
import { decimalText, type MadeSymbol } from './made-market.ts';

export type LevelText = readonly [price: string, size: string];

/** @param levels Interleaved `[price, size, ...]`. */
export function levelTexts(symbol: MadeSymbol, levels: readonly number[]): LevelText[] {
  return pairsOf(levels).map((level) => textOf(symbol, level));
}

/** One side of the changes. */
export function changeTexts(
  symbol: MadeSymbol,
  changes: readonly LevelChange[],
  side: LevelChange['side'],
): LevelText[] {
  return changes
    .filter((change) => change.side === side)
    .map(({ price, size }) => textOf(symbol, [price, size]));
}

/**
 * What changed among the best `depth` levels of a side, for venues that show no others: new sizes, also of levels that
 * come up from below; size 0 for those that are gone or pushed out.
 */
export function windowTexts(
  symbol: MadeSymbol,
  before: readonly number[],
  after: readonly number[],
  depth: number,
): LevelText[] {
  const seen = new Map(pairsOf(before).slice(0, depth));
  const now = new Map(pairsOf(after).slice(0, depth));
  const gone = [...seen.keys()].filter((price) => !now.has(price));
  const set = [...now].filter(([price, size]) => seen.get(price) !== size);
  return [...gone.map((price) => [price, 0] as const), ...set].map((level) =>
    textOf(symbol, level),
  );
}

function textOf(symbol: MadeSymbol, [price, size]: readonly [number, number]): LevelText {
  return [decimalText(price, symbol.priceDecimals), decimalText(size, symbol.sizeDecimals)];
}

function pairsOf(levels: readonly number[]): [number, number][] {
  return levels.flatMap((price, index): [number, number][] =>
    index % 2 === 0 ? [[price, levels[index + 1] ?? 0]] : [],
  );
}
