import { describe, expect, test } from 'vitest';
import ChartTable from '../../../../web/components/chart/ChartTable.svelte';
import ChartTitle from '../../../../web/components/chart/ChartTitle.svelte';
import ChartToolbar from '../../../../web/components/chart/ChartToolbar.svelte';
import { ChartView } from '../../../../web/components/chart/chart-view.svelte.ts';
import { demoDashboard, demoPage, only, pressKey, show } from '../demo-page.ts';

describe('chart title', () => {
  test('shows the last price with all its digits and the change of the day', () => {
    const root = show(ChartTitle, { page: demoPage(demoDashboard()) });

    expect(only(root, '[data-field=titleLast]').textContent).toBe('67\u202f412.50');
    expect(only(root, '.change').textContent).toMatch(/[▲▼]\s*[+\u2212]/);
  });

  test('shows an old price with its time instead of the change', () => {
    const root = show(ChartTitle, { page: demoPage(demoDashboard({ state: 'offline' })) });

    expect(root.querySelector('.change')).toBeNull();
    expect(only(root, '[data-field=titleAge]').textContent).toMatch(/\d\d:\d\d:\d\d/);
  });

  test('adds and removes the symbol by its star', () => {
    const dashboard = demoDashboard();
    const root = show(ChartTitle, { page: demoPage(dashboard) });

    only(root, '.star').click();
    expect(dashboard.preferences.watchlist).not.toContain('BTC-USD');

    only(root, '.star').click();
    expect(dashboard.preferences.watchlist).toContain('BTC-USD');
  });
});

describe('chart toolbar', () => {
  test('changes the candle length by click and by arrow', () => {
    const dashboard = demoDashboard();
    const root = show(ChartToolbar, { page: demoPage(dashboard), view: new ChartView() });
    const group = only(root, '[aria-label="Candle length"]');

    pressKey(only(group, '[aria-checked=true]'), 'ArrowRight');
    expect(dashboard.preferences.interval).toBe('5m');

    only(group, 'button:first-child').click();
    expect(dashboard.preferences.interval).toBe('1s');
  });
});

describe('chart table', () => {
  test('lists the last 200 candles, newest first, digit for digit', () => {
    const dashboard = demoDashboard();
    const root = show(ChartTable, { dashboard, store: dashboard.symbol('BTC-USD') });
    const rows = root.querySelectorAll('tbody tr');
    const close = dashboard.bars.columns.at(-1)?.close ?? 0;

    expect(rows).toHaveLength(200);
    const shown = rows[0]?.querySelectorAll('td')[3]?.textContent ?? '';
    expect(Number(shown.replace(/[^\d]/g, ''))).toBe(close);
  });
});
