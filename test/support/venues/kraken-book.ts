/**
 * Kraken's book as it is sent: the best levels only, with a checksum over their text.
 *
 * @see https://docs.kraken.com/api/docs/guides/spot-ws-book-v2 (read 2026)
 */
import { zlibCrc32 } from '../../feed/venues/kraken/zlib-crc.ts';
import { nativeOf, krakenTime } from './kraken-words.ts';
import type { BookLevels } from './made-book.ts';
import { decimalText, type MadeBookUpdate, type MadeSymbol } from './made-market.ts';

/** Sides have ten levels in it, whatever the depth of the subscription is. */
const CHECKSUM_LEVELS = 10;

export function bookSnapshot(symbol: MadeSymbol, levels: BookLevels, isWrong: boolean): string {
  const sum = checksum(symbol, levels, isWrong);
  return frame('snapshot', symbol, pairsOf(levels.bids), pairsOf(levels.asks), sum, Date.now());
}

/** The frame of an update as far as the best `depth` levels show it; none where they do not. */
export function bookFrame(
  symbol: MadeSymbol,
  update: MadeBookUpdate,
  depth: number,
  takesChecksum: () => boolean,
): string[] {
  const after = cut(update.after, depth);
  const bids = changed(update.before.bids, update.after.bids, depth);
  const asks = changed(update.before.asks, update.after.asks, depth);
  if (bids.length === 0 && asks.length === 0) return [];
  const sum = checksum(symbol, after, takesChecksum());
  return [frame('update', symbol, bids, asks, sum, update.timeMs)];
}

type Level = readonly [price: number, size: number];

/**
 * New sizes of levels inside the best `depth`, those that come up from below included. A level that is gone has size 0;
 * one that is pushed out is not mentioned.
 */
function changed(before: readonly number[], after: readonly number[], depth: number): Level[] {
  const seen = new Map(pairsOf(before).slice(0, depth));
  const now = pairsOf(after);
  const all = new Map(now);
  const gone = [...seen.keys()]
    .filter((price) => !all.has(price))
    .map((price): Level => [price, 0]);
  const set = now.slice(0, depth).filter(([price, size]) => seen.get(price) !== size);
  return [...gone, ...set];
}

function cut({ bids, asks }: BookLevels, depth: number): BookLevels {
  return { bids: bids.slice(0, depth * 2), asks: asks.slice(0, depth * 2) };
}

function pairsOf(levels: readonly number[]): Level[] {
  return levels.flatMap((price, index): Level[] =>
    index % 2 === 0 ? [[price, levels[index + 1] ?? 0]] : [],
  );
}

function frame(
  type: 'snapshot' | 'update',
  symbol: MadeSymbol,
  bids: readonly Level[],
  asks: readonly Level[],
  sum: number,
  timeMs: number,
): string {
  const side = (levels: readonly Level[]): string =>
    levels
      .map(
        ([price, size]) =>
          `{"price":${decimalText(price, symbol.priceDecimals)},` +
          `"qty":${decimalText(size, symbol.sizeDecimals)}}`,
      )
      .join(',');
  return (
    `{"channel":"book","type":"${type}","data":[{"symbol":"${nativeOf(symbol)}",` +
    `"bids":[${side(bids)}],"asks":[${side(asks)}],"checksum":${sum},` +
    `"timestamp":"${krakenTime(timeMs, 3)}"}]}`
  );
}

/** Asks from the lowest, then bids from the highest; digits without point and leading zeros. */
function checksum(symbol: MadeSymbol, { bids, asks }: BookLevels, isWrong: boolean): number {
  const digits = (levels: readonly number[]): string =>
    levels
      .slice(0, CHECKSUM_LEVELS * 2)
      .map((value, index) =>
        decimalText(value, index % 2 === 0 ? symbol.priceDecimals : symbol.sizeDecimals)
          .replace('.', '')
          .replace(/^0+/, ''),
      )
      .join('');
  const sum = zlibCrc32(digits(asks) + digits(bids));
  return isWrong ? (sum ^ 1) >>> 0 : sum;
}
