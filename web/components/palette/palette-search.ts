/** Finds instruments by what the user typed: the better the match, the higher. */
import type { InstrumentView } from '../../state/views.ts';

/** Rows that a palette shows at once; more hits want more letters. */
export const MAX_RESULTS = 50;

export interface PaletteResults {
  /** Best first, at most MAX_RESULTS. */
  readonly hits: readonly InstrumentView[];
  /** All that match. */
  readonly total: number;
}

/**
 * Instruments whose symbol or name holds every word of the query.
 *
 * Order: symbol equal, symbol begins, a word of the name begins, then anywhere; equal ones as in the
 * list, which the feed ranks.
 * Signs that separate the halves of a pair do not matter: `btcusd` finds `BTC-USD`.
 */
export function searchInstruments(
  instruments: readonly InstrumentView[],
  query: string,
): PaletteResults {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const ranked: { readonly rank: number; readonly instrument: InstrumentView }[] = [];
  for (const instrument of instruments) {
    const rank = rankOf(instrument, words);
    if (rank >= 0) ranked.push({ rank, instrument });
  }
  ranked.sort((a, b) => a.rank - b.rank);
  return {
    hits: ranked.slice(0, MAX_RESULTS).map(({ instrument }) => instrument),
    total: ranked.length,
  };
}

/** Sum over the words; 0 is best, -1: no match. */
function rankOf(instrument: InstrumentView, words: readonly string[]): number {
  const symbol = instrument.symbol.toLocaleLowerCase();
  const plain = withoutSeparators(symbol);
  const name = instrument.displayName.toLocaleLowerCase();
  let sum = 0;
  for (const word of words) {
    const plainWord = withoutSeparators(word);
    if (symbol === word || plain === plainWord) continue;
    if (symbol.startsWith(word) || (plainWord !== '' && plain.startsWith(plainWord))) sum += 1;
    else if (name.startsWith(word) || name.includes(` ${word}`)) sum += 2;
    else if (symbol.includes(word) || (plainWord !== '' && plain.includes(plainWord))) sum += 3;
    else if (name.includes(word)) sum += 4;
    else return -1;
  }
  return sum;
}

function withoutSeparators(text: string): string {
  return text.replace(/[-/_.:]/g, '');
}
