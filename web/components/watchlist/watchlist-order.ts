/** Filters and sorts the watchlist; the user's own order is the default. */

export const SORT_KEYS = ['own', 'symbol', 'changeDown', 'changeUp', 'active'] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** Menu labels. */
export const SORT_LABELS: Readonly<Record<SortKey, string>> = {
  own: 'My order',
  symbol: 'Symbol',
  changeDown: 'Top gainers',
  changeUp: 'Top losers',
  active: 'Most trades',
};

/** What a sort needs to know of one symbol. */
export interface OrderFacts {
  readonly symbol: string;
  /** Human name; empty: none. */
  readonly name: string;
  /** Change since the day's open as a ratio; null: not known. */
  readonly change: number | null;
  /** Trades of the day; null: not known. */
  readonly tradeCount: number | null;
}

/**
 * Symbols to show, in order. Rows whose value is not known come last; equal ones keep the user's order.
 *
 * @param facts  In the user's order. Length n.
 * @param filter Part of symbol or name in any case; empty: all.
 * @returns      Length <= n.
 */
export function orderWatchlist(
  facts: readonly OrderFacts[],
  filter: string,
  sort: SortKey,
): string[] {
  const wanted = filter.trim().toLocaleLowerCase();
  const kept = facts.filter(
    ({ symbol, name }) =>
      wanted === '' ||
      symbol.toLocaleLowerCase().includes(wanted) ||
      name.toLocaleLowerCase().includes(wanted),
  );
  if (sort !== 'own') kept.sort((a, b) => compare(a, b, sort));
  return kept.map(({ symbol }) => symbol);
}

function compare(a: OrderFacts, b: OrderFacts, sort: Exclude<SortKey, 'own'>): number {
  switch (sort) {
    case 'symbol':
      return a.symbol < b.symbol ? -1 : a.symbol > b.symbol ? 1 : 0;
    case 'changeDown':
      return byNumber(a.change, b.change, -1);
    case 'changeUp':
      return byNumber(a.change, b.change, 1);
    case 'active':
      return byNumber(a.tradeCount, b.tradeCount, -1);
  }
}

/** @param direction 1: rising, -1: falling; unknown values are last in both. */
function byNumber(a: number | null, b: number | null, direction: 1 | -1): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return (a - b) * direction;
}
