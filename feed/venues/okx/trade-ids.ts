/** Ids of OKX trades that stand for several matches; pure. */

/** First and last match, both included. */
export interface MatchRange {
  readonly first: bigint;
  readonly last: bigint;
}

/**
 * Our id of a trade: the match, or `first-last` where it stands for several.
 *
 * @param last  Id of the last match, digits.
 * @param count Matches, >= 1; the ids of an aggregation follow one another.
 * @see https://www.okx.com/docs-v5/en/#order-book-trading-market-data-ws-trades-channel "aggregation function
 *      description" (read in a copy; date not known)
 */
export function tradeIdOf(last: string, count: number): string {
  if (count <= 1 || !/^\d+$/.test(last)) return last;
  return `${String(BigInt(last) - BigInt(count) + 1n)}-${last}`;
}

/** The matches that an id of ours stands for; undefined for what is none. */
export function matchesOf(tradeId: string): MatchRange | undefined {
  const [, first = '', last = first] = /^(\d+)(?:-(\d+))?$/.exec(tradeId) ?? [];
  return first === '' ? undefined : { first: BigInt(first), last: BigInt(last) };
}
