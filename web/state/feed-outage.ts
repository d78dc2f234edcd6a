/** When the feed has no source of anything that the page shows. Pure. */
import type { InstrumentView, SymbolView } from './views.ts';

/** What the feed says of all symbols, if none of them can be had. */
export interface FeedOutage {
  /** `stopped`: none will come back by itself. */
  readonly kind: 'lost' | 'stopped';
  /** Whether there was ever a tick of any of them. */
  readonly hadTicks: boolean;
  /** Of all symbols, sorted, each once. */
  readonly venues: readonly string[];
  /** Why, in the feed's words; empty: it has not said, or not the same of all. */
  readonly detail: string;
}

interface Symbol {
  readonly instrument: Pick<InstrumentView, 'venue'> | null;
  readonly view: Pick<SymbolView, 'feed' | 'lastTickMs'>;
}

/** Joins what the feed says of the symbols; null while any of them may get data, as far as is known. */
export function feedOutage(symbols: readonly Symbol[]): FeedOutage | null {
  const venues = new Set<string>();
  const details = new Set<string>();
  let kind: FeedOutage['kind'] = 'stopped';
  let hadTicks = false;
  for (const { instrument, view } of symbols) {
    const { feed } = view;
    if (feed?.state !== 'connecting' && feed?.state !== 'fatal') return null;
    if (feed.state === 'connecting') kind = 'lost';
    hadTicks ||= view.lastTickMs > 0;
    venues.add(instrument?.venue ?? '');
    details.add(feed.detail);
  }
  if (symbols.length === 0) return null;
  venues.delete('');
  const [detail = ''] = details.size === 1 ? details : [];
  return { kind, hadTicks, venues: [...venues].sort(), detail };
}
