/** What a watchlist row may claim: a fresh price, an old one with its age, or why there is none. */
import type { ConnectionState, SymbolView } from '../../state/views.ts';
import { isDataLive } from '../frame/connection-text.ts';
import type { FeedText } from '../shared/feed-text.ts';
import { reasonSentence } from '../shared/instrument-text.ts';

export type RowStatus =
  /** The symbol cannot be had; `text` says why. */
  | { readonly kind: 'error'; readonly text: string }
  /** Nothing received yet. */
  | { readonly kind: 'loading' }
  /** The link or its source is down: no row is fresh. Shown with the time of its last tick. */
  | { readonly kind: 'frozen'; readonly lastTickMs: number }
  /** The feed says why this symbol has no news; `word` stands in place of the change. */
  | { readonly kind: 'told'; readonly word: string; readonly text: string }
  /** The feed lives, this symbol is silent. Shown with its age. */
  | { readonly kind: 'stale'; readonly lastTickMs: number; readonly text: string }
  | { readonly kind: 'fresh' };

/** Judges one row. @param feed What the feed says of it, if that is to be told. */
export function rowStatus(
  view: Pick<
    SymbolView,
    'error' | 'isRetried' | 'last' | 'bidPrice' | 'askPrice' | 'isStale' | 'lastTickMs'
  >,
  state: ConnectionState,
  feed?: FeedText,
): RowStatus {
  const isEmpty = view.last === null && view.bidPrice === null && view.askPrice === null;
  // What passes by itself takes no price away that is known, only its freshness.
  if (view.error !== '' && (isEmpty || !view.isRetried)) {
    return { kind: 'error', text: reasonSentence(view.error) };
  }
  const text = feed?.sentence ?? '';
  const word = feed?.word ?? '';
  if (isEmpty) {
    return word !== '' && isDataLive(state) ? { kind: 'error', text } : { kind: 'loading' };
  }
  // A state that is down outweighs a flag that has not arrived yet.
  if (!isDataLive(state)) return { kind: 'frozen', lastTickMs: view.lastTickMs };
  if (word !== '') return { kind: 'told', word, text };
  if (view.isStale) return { kind: 'stale', lastTickMs: view.lastTickMs, text };
  return { kind: 'fresh' };
}
