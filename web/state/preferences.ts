/** What the user chose: checked on the way in, and the part of it that stands in the address. */
import { TIERS_MS } from '../../proto/frames.ts';
import { INTERVALS, type Interval } from '../../proto/types.ts';
import type { InstrumentView, Preferences } from './views.ts';

/** Symbols on the first run's watchlist, if there are that many. */
export const FIRST_WATCHLIST_SIZE = 16;
/** Symbols on any watchlist: what does not fit any server is not kept either. */
export const WATCHLIST_LIMIT = 500;

/** Narrowest and widest side panel, CSS pixels. */
export const PANEL_WIDTHS = { min: 240, max: 480 } as const;

const CHART_KINDS = ['candle', 'ohlc', 'line', 'area'] as const;
const THEMES = ['system', 'dark', 'light'] as const;
const PALETTES = ['classic', 'cvd'] as const;
const DENSITIES = ['comfortable', 'compact'] as const;

/** What holds until the user chooses otherwise. Watchlist and selection come from the instruments. */
export const DEFAULT_PREFERENCES: Preferences = {
  watchlist: [],
  selected: '',
  interval: '5s',
  chartKind: 'candle',
  theme: 'system',
  palette: 'classic',
  timeZone: 'local',
  density: 'comfortable',
  tierMs: 0,
  watchlistWidth: 312,
  bookWidth: 288,
};

/** The choices that the user made; the rest is left to the defaults, also to later ones. */
export type ChosenPreferences = Partial<Preferences>;

/**
 * Reads stored choices. Storage may hold anything: another version's data, or a hand's work.
 *
 * @param text JSON as `formatPreferences` makes it; null: nothing is stored.
 * @returns    The choices that are valid; the others are left out.
 */
export function parsePreferences(text: string | null): ChosenPreferences {
  const stored = parseObject(text);
  const watchlist = symbolsOf(stored['watchlist']);
  const { selected, timeZone, watchlistWidth, bookWidth } = stored;
  return {
    ...(watchlist && { watchlist }),
    ...(isSymbol(selected) && { selected }),
    ...one('interval', INTERVALS, stored),
    ...one('chartKind', CHART_KINDS, stored),
    ...one('theme', THEMES, stored),
    ...one('palette', PALETTES, stored),
    ...one('density', DENSITIES, stored),
    ...one('tierMs', TIERS_MS, stored),
    ...(isTimeZone(timeZone) && { timeZone }),
    ...(isPanelWidth(watchlistWidth) && { watchlistWidth }),
    ...(isPanelWidth(bookWidth) && { bookWidth }),
  };
}

/** Writes choices as JSON for the storage. */
export function formatPreferences(chosen: ChosenPreferences): string {
  return JSON.stringify(chosen);
}

/**
 * Joins choices and defaults.
 *
 * A watchlist of which the server knows nothing belongs to another feed: the page then starts with
 * the server's own instruments. The stored choice is not touched, so it is back with its feed.
 *
 * @param instruments What the server knows; empty: not known yet.
 * @param isAddressed Whether the selection stands in the address, and is kept even if unknown.
 */
export function effectivePreferences(
  chosen: ChosenPreferences,
  instruments: readonly InstrumentView[],
  isAddressed: boolean,
): Preferences {
  const known = new Set(instruments.map(({ symbol }) => symbol));
  const isForeign = (symbols: readonly string[]): boolean =>
    known.size > 0 && symbols.length > 0 && !symbols.some((symbol) => known.has(symbol));
  const watchlist =
    chosen.watchlist && !isForeign(chosen.watchlist)
      ? chosen.watchlist
      : instruments.slice(0, FIRST_WATCHLIST_SIZE).map(({ symbol }) => symbol);
  const isKept = chosen.selected !== undefined && (isAddressed || !isForeign([chosen.selected]));
  const selected = isKept ? chosen.selected : (watchlist[0] ?? '');
  return { ...DEFAULT_PREFERENCES, ...chosen, watchlist, selected };
}

/**
 * Reads symbol and interval from the address's fragment, `#BTC-USD/1m` or `#BTC-USD`.
 *
 * @param fragment With or without `#`; anything unreadable gives no choice.
 */
export function parseFragment(fragment: string): Pick<ChosenPreferences, 'selected' | 'interval'> {
  const text = fragment.replace(/^#/, '');
  const slash = text.lastIndexOf('/');
  const interval = INTERVALS.find((known) => known === text.slice(slash + 1));
  const selected = decode(slash >= 0 ? text.slice(0, slash) : text);
  return {
    ...(isSymbol(selected) && { selected }),
    ...(slash >= 0 && interval && { interval }),
  };
}

/** Writes symbol and interval as a fragment, `#` included; empty without a symbol. */
export function formatFragment(symbol: string, interval: Interval): string {
  return symbol === '' ? '' : `#${encodeURIComponent(symbol)}/${interval}`;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function parseObject(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function one<Key extends string, Value extends string | number>(
  key: Key,
  allowed: readonly Value[],
  stored: Record<string, unknown>,
): Partial<Record<Key, Value>> {
  const value = allowed.find((candidate) => candidate === stored[key]);
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<Key, Value>>);
}

/** Same rule as for instruments: 1..64 printable ASCII characters without space. */
function isSymbol(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]{1,64}$/.test(value);
}

function symbolsOf(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return [...new Set(value.filter(isSymbol))].slice(0, WATCHLIST_LIMIT);
}

function isPanelWidth(value: unknown): value is number {
  return typeof value === 'number' && value >= PANEL_WIDTHS.min && value <= PANEL_WIDTHS.max;
}

function isTimeZone(value: unknown): value is string {
  if (typeof value !== 'string' || value === '') return false;
  if (value === 'local') return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
