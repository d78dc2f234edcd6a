/** Words on how the feed stands with its source of a symbol. */
import type { ConnectionView, FeedView, InstrumentView, SymbolView } from '../../state/views.ts';

export interface FeedText {
  /** For a narrow cell, at most ten characters; empty: the price's age says enough. */
  readonly word: string;
  /** One sentence without its full stop. */
  readonly sentence: string;
  readonly tone: 'warn' | 'bad';
}

type View = Pick<SymbolView, 'feed' | 'lastTickMs'>;

/**
 * What the feed says of a symbol; undefined: all is well, or it says nothing of itself.
 *
 * @param isSilent Whether the server hears nothing of the symbol's venue: then the feed may have died, and what it
 *   said is told as what it said.
 */
export function feedText({ feed, lastTickMs }: View, isSilent: boolean): FeedText | undefined {
  if (feed === null) return undefined;
  const told = textOf(feed, lastTickMs > 0);
  if (told === undefined || !isSilent || !['connecting', 'stale'].includes(feed.state)) return told;
  const { sentence, tone } = told;
  return { word: '', sentence: `The venue is silent. The feed last said: ${sentence}`, tone };
}

function textOf({ state, detail }: FeedView, hadTicks: boolean): FeedText | undefined {
  const why = detail === '' ? '' : `: ${detail}`;
  switch (state) {
    case 'live':
      return undefined;
    case 'connecting': {
      const sentence = `Feed ${hadTicks ? 're' : ''}connecting${why || '…'}`;
      return { word: hadTicks ? 'Feed lost' : 'No feed', sentence, tone: 'warn' };
    }
    case 'stale':
      return { word: '', sentence: `No data for longer than usual${why}`, tone: 'warn' };
    case 'resync':
      return { word: '', sentence: `Fetching the order book anew${why || '…'}`, tone: 'warn' };
    case 'halted':
      return { word: 'Halted', sentence: `Trading is halted${why}`, tone: 'warn' };
    case 'fatal':
      return { word: 'No feed', sentence: `Feed stopped${why}`, tone: 'bad' };
  }
}

/** Whether the server hears nothing of an instrument's venue. */
export function isVenueSilent(
  { venues }: Pick<ConnectionView, 'venues'>,
  instrument: Pick<InstrumentView, 'venue'> | null,
): boolean {
  return venues.some(({ venue, isSilent }) => isSilent && venue === instrument?.venue);
}

/** What a screen reader is told when the state of the symbol at hand changes. */
export function feedNews(symbol: string, view: View): string {
  const text = feedText(view, false);
  return `${symbol}: ${text === undefined ? 'feed is live again' : text.sentence}.`;
}
