import { describe, expect, test } from 'vitest';
import SymbolPalette from '../../../../web/components/palette/SymbolPalette.svelte';
import type { Page } from '../../../../web/components/frame/page.svelte.ts';
import { demoDashboard, demoPage, only, pressKey, show, typeText } from '../demo-page.ts';

function openPalette(): { page: Page; root: HTMLElement; type: (text: string) => void } {
  const page = demoPage(demoDashboard({ watchlistSize: 3 }));
  page.openPalette();
  const root = show(SymbolPalette, { page });
  const type = (text: string): void => {
    typeText(root, text);
  };
  return { page, root, type };
}

const active = (root: HTMLElement): string =>
  only(root, '[role=option][aria-selected=true] .symbol').textContent;

describe('symbol palette', () => {
  test('marks what is in the watchlist already', () => {
    const { root, type } = openPalette();

    type('eth');
    expect(root.querySelector('.mark')).not.toBeNull();

    type('nvda');
    expect(root.querySelector('.mark')).toBeNull();
  });

  test('adds and opens what Enter chooses, and closes', () => {
    const { page, root, type } = openPalette();

    type('apple');
    pressKey(only(root, 'input'), 'Enter');

    expect(page.dashboard.preferences.watchlist.at(-1)).toBe('AAPL');
    expect(page.dashboard.preferences.selected).toBe('AAPL');
    expect(page.isPaletteOpen).toBe(false);
  });

  test('only opens what is in the watchlist already', () => {
    const { page, root, type } = openPalette();

    type('eth-usd');
    pressKey(only(root, 'input'), 'Enter');

    expect(page.dashboard.preferences.watchlist).toHaveLength(3);
    expect(page.dashboard.preferences.selected).toBe('ETH-USD');
  });

  test('moves by arrows and stays inside the list', () => {
    const { root, type } = openPalette();
    type('corporation');
    const input = only(root, 'input');

    pressKey(input, 'ArrowUp');
    expect(active(root)).toBe('MSFT');

    for (let i = 0; i < 9; i += 1) pressKey(input, 'ArrowDown');
    expect(active(root)).toBe('XOM');
    expect(input.getAttribute('aria-activedescendant')).toBe(
      only(root, '[role=option][aria-selected=true]').id,
    );
  });

  test('says that a symbol is not offered', () => {
    const { page, root, type } = openPalette();

    type('qqq');
    pressKey(only(root, 'input'), 'Enter');

    expect(root.textContent).toContain('‘qqq’ isn’t offered by this feed.');
    expect(page.isPaletteOpen).toBe(true);
  });
});
