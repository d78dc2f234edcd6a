/** Which topics the page needs for what it shows. */
import type { Channel } from '../../proto/types.ts';
import type { DesiredTopic } from '../client/link.ts';
import type { Preferences } from './views.ts';

/** Bars asked for when a chart opens. */
export const HISTORY_COUNT = 1_000;

const ROW_CHANNELS: readonly Channel[] = ['quote', 'last', 'statistics'];
const SELECTED_CHANNELS: readonly Channel[] = [...ROW_CHANNELS, 'depth', 'trades'];

/** Returns a topic for each symbol of the watchlist, and all there is of the selected one. */
export function desiredTopics(preferences: Preferences): DesiredTopic[] {
  const { watchlist, selected, interval } = preferences;
  const symbols = new Set(selected === '' ? watchlist : [...watchlist, selected]);
  return [...symbols].map((symbol) =>
    symbol === selected
      ? { symbol, channels: SELECTED_CHANNELS, bars: [{ interval, historyCount: HISTORY_COUNT }] }
      : { symbol, channels: ROW_CHANNELS, bars: [] },
  );
}
