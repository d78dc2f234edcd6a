/** Page-wide keys: which key asks for what, and when keys belong to somebody else. */
import { INTERVALS, type Interval } from '../../../proto/types.ts';

export type PageCommand =
  | { readonly kind: 'palette' }
  | { readonly kind: 'help' }
  | { readonly kind: 'live' }
  | { readonly kind: 'theme' }
  | { readonly kind: 'fullscreen' }
  | { readonly kind: 'interval'; readonly interval: Interval };

/** The part of a keyboard event that matters here. */
export interface PageKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Rows of the help overlay. */
export const KEY_HELP: readonly {
  readonly title: string;
  readonly keys: readonly { readonly keys: readonly string[]; readonly does: string }[];
}[] = [
  {
    title: 'Everywhere',
    keys: [
      { keys: ['/', 'Ctrl K'], does: 'Find or add a symbol' },
      {
        keys: ['1', '…', '9'],
        does: 'Candle length, 1 s to 1 day',
      },
      { keys: ['L'], does: 'Chart back to live' },
      { keys: ['F'], does: 'Chart full screen' },
      { keys: ['T'], does: 'Dark or light' },
      { keys: ['?'], does: 'This list' },
      { keys: ['Esc'], does: 'Close what is open' },
    ],
  },
  {
    title: 'Watchlist',
    keys: [
      { keys: ['↑', '↓'], does: 'Move' },
      { keys: ['Home', 'End'], does: 'First, last' },
      { keys: ['Enter'], does: 'Open in the chart' },
      { keys: ['Del'], does: 'Remove (can be undone)' },
      { keys: ['Alt ↑', 'Alt ↓'], does: 'Move the row' },
    ],
  },
  {
    title: 'Chart',
    keys: [
      { keys: ['←', '→'], does: 'Crosshair by one candle' },
      { keys: ['PgUp', 'PgDn'], does: 'Crosshair by ten' },
      { keys: ['+', '−'], does: 'Zoom' },
      { keys: ['Home', 'End'], does: 'Oldest, live' },
    ],
  },
];

/**
 * What a key press asks of the page; undefined: nothing.
 *
 * @param isTyping Whether the focus is where letters are text; then only Ctrl-K counts.
 */
export function pageCommand(key: PageKey, isTyping: boolean): PageCommand | undefined {
  const hasModifier = key.ctrlKey || key.metaKey;
  if (hasModifier) {
    return key.key.toLowerCase() === 'k' && !key.altKey ? { kind: 'palette' } : undefined;
  }
  if (isTyping || key.altKey) return undefined;
  if (/^[1-9]$/.test(key.key)) {
    const interval = INTERVALS[Number(key.key) - 1];
    return interval === undefined ? undefined : { kind: 'interval', interval };
  }
  switch (key.key.toLowerCase()) {
    case '/':
      return { kind: 'palette' };
    case '?':
      return { kind: 'help' };
    case 'l':
      return { kind: 'live' };
    case 't':
      return { kind: 'theme' };
    case 'f':
      return { kind: 'fullscreen' };
    default:
      return undefined;
  }
}

/** Whether letters typed now are text of a field. */
export function isTypingTarget(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  return target.matches('input, textarea, select');
}
