import { flushSync } from 'svelte';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Page } from '../../../../web/components/frame/page.svelte.ts';
import WatchlistPanel from '../../../../web/components/watchlist/WatchlistPanel.svelte';
import { demoConnection } from '../demo/demo-connection.ts';
import {
  demoDashboard,
  demoPage,
  only,
  pressKey,
  show,
  typeText,
  type DemoSetup,
} from '../demo-page.ts';

const VIEW_HEIGHT = 640;

function open(setup: DemoSetup = {}): { page: Page; root: HTMLElement; grid: HTMLElement } {
  const page = demoPage(demoDashboard(setup));
  const root = show(WatchlistPanel, { page });
  const grid = root.querySelector<HTMLElement>('[role=grid]') ?? root;
  return { page, root, grid };
}

const symbols = (root: HTMLElement): (string | undefined)[] =>
  [...root.querySelectorAll<HTMLElement>('[data-symbol]')].map((row) => row.dataset['symbol']);

// The test DOM has no layout: rows in view need a height.
beforeAll(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(VIEW_HEIGHT);
});
afterAll(() => {
  vi.restoreAllMocks();
});

describe('watchlist', () => {
  test('renders the rows in view of 500, and says how many there are', () => {
    const { root, grid } = open({ watchlistSize: 500, instrumentCount: 500 });

    expect(grid.getAttribute('aria-rowcount')).toBe('500');
    expect(symbols(root).length).toBeLessThan(30);
    expect(symbols(root)[0]).toBe('BTC-USD');
  });

  test('renders other rows after scrolling', () => {
    const { root, grid } = open({ watchlistSize: 500, instrumentCount: 500 });

    grid.scrollTop = 32 * 200;
    grid.dispatchEvent(new Event('scroll'));
    flushSync();

    expect(symbols(root)).toContain('STK200');
    expect(symbols(root)).not.toContain('BTC-USD');
    const row = only(root, '[data-symbol=STK200]');
    expect(row.getAttribute('aria-rowindex')).toBe('201');
    expect(row.style.transform).toBe('translateY(6400px)');
  });

  test('opens the row under the cursor by Enter', () => {
    const { page, grid } = open();

    pressKey(grid, 'ArrowDown');
    pressKey(grid, 'ArrowDown');
    pressKey(grid, 'Enter');

    expect(page.dashboard.preferences.selected).toBe('SOL-USD');
  });

  test('removes by Del, and puts the row back where it was on undo', () => {
    const { page, grid } = open();
    const before = page.dashboard.preferences.watchlist;

    pressKey(grid, 'ArrowDown');
    pressKey(grid, 'Delete');
    expect(page.dashboard.preferences.watchlist).not.toContain('ETH-USD');
    expect(page.toast?.text).toBe('ETH-USD removed');

    page.toast?.act();
    expect(page.dashboard.preferences.watchlist).toEqual(before);
    expect(page.toast).toBeUndefined();
  });

  test('moves a row by Alt and an arrow, but not while others are hidden', () => {
    const { page, root, grid } = open();

    pressKey(grid, 'ArrowDown', { altKey: true });
    expect(page.dashboard.preferences.watchlist.slice(0, 2)).toEqual(['ETH-USD', 'BTC-USD']);

    typeText(root, 'usd');
    const before = page.dashboard.preferences.watchlist;
    pressKey(grid, 'ArrowDown', { altKey: true });
    expect(page.dashboard.preferences.watchlist).toEqual(before);
  });

  test('shows old prices with the time of their last tick while the connection is lost', () => {
    const { page, root } = open({ state: 'live' });
    const row = only(root, '[data-symbol=AAPL]');
    expect(row.dataset['status']).toBe('fresh');
    expect(row.querySelector('[data-field=change]')).not.toBeNull();

    const { dashboard } = page;
    Object.assign(dashboard, { connection: demoConnection('reconnecting', dashboard.nowMs) });
    flushSync();

    expect(row.dataset['status']).toBe('frozen');
    expect(row.querySelector('[data-field=change]')).toBeNull();
    expect(only(row, '[data-field=age]').textContent.trim()).toMatch(/^\d\d:\d\d:\d\d$/);
    expect(only(row, '[data-field=last]').textContent.trim()).toBe('228.31');
  });

  test('shows a silent symbol with its age while the feed lives', () => {
    const { root } = open({ watchlistSize: 14 });
    const row = only(root, '[data-symbol=GE]');

    expect(row.dataset['status']).toBe('stale');
    expect(only(row, '[data-field=age]').textContent.trim()).toBe('18\u202fs');
  });

  test('says in the row why a symbol cannot be had', () => {
    const { root } = open({ preferences: { watchlist: ['NOPE'], selected: 'NOPE' } });

    expect(only(root, '[data-symbol=NOPE] .error').textContent).toContain('isn’t offered');
  });

  test('offers first steps when it is empty', () => {
    const { page, root } = open({ watchlistSize: 0 });

    expect(root.textContent).toContain('No symbols yet.');
    expect(root.querySelectorAll('.chip')).toHaveLength(6);
    only(root, 'li:first-child .chip').click();
    expect(page.dashboard.preferences.watchlist).toEqual(['BTC-USD']);
  });

  test('does not call the list empty before the server has named its symbols', () => {
    const setup = { watchlistSize: 0, instrumentCount: 0 } as const;
    const waiting = open({ ...setup, state: 'connecting' });
    expect(waiting.root.textContent).toContain('Waiting for the list of symbols');
    expect(waiting.root.textContent).not.toContain('No symbols yet');

    expect(open(setup).root.textContent).toContain('The feed offers no symbols yet.');
  });

  test('says that a filter has no hits, and clears it', () => {
    const { root } = open();
    typeText(root, 'zzz');
    expect(root.textContent).toContain('Nothing matches “zzz”.');

    only(root, '.empty button').click();
    flushSync();

    expect(symbols(root)).toHaveLength(12);
  });

  test('flashes a row at most once in half a second, and not when it appears', async () => {
    const { page, root } = open();
    const cell = only(root, '[data-symbol=AAPL] [data-field=last]');
    expect(cell.className).not.toContain('flash');

    const store = page.dashboard.symbol('AAPL');
    Object.assign(store, { view: { ...store.view, direction: 1, flashCount: 1 } });
    flushSync();
    await Promise.resolve();
    flushSync();

    expect(cell.className).toMatch(/flash-up-[ab]/);
  });
});
