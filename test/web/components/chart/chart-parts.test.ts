import { describe, expect, test } from 'vitest';
import { flushSync } from 'svelte';
import ChartEdge from '../../../../web/components/chart/ChartEdge.svelte';
import ChartLegend from '../../../../web/components/chart/ChartLegend.svelte';
import ChartTable from '../../../../web/components/chart/ChartTable.svelte';
import ChartTitle from '../../../../web/components/chart/ChartTitle.svelte';
import ChartToolbar from '../../../../web/components/chart/ChartToolbar.svelte';
import { ChartView } from '../../../../web/components/chart/chart-view.svelte.ts';
import { gapsLine, gapTimes } from '../../../../web/components/shared/gap-text.ts';
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

describe('gaps', () => {
  const NOON = Date.UTC(2026, 10, 21, 12);
  const gap = { fromMs: NOON + 131_000, toMs: NOON + 168_900, label: '' };

  test('are named by their times, with the day when it is not today', () => {
    expect(gapTimes(gap, 'UTC', NOON)).toBe('12:02:11–12:02:48');
    expect(gapTimes(gap, 'UTC', NOON, ' to ')).toBe('12:02:11 to 12:02:48');
    expect(gapTimes(gap, 'Asia/Tokyo', NOON + 86_400_000)).toMatch(/21.*21:02:11–21:02:48$/);
    const overnight = { fromMs: NOON - 86_400_000, toMs: NOON };
    expect(gapTimes(overnight, 'UTC', NOON)).toMatch(/20.*12:00:00–.*21.*12:00:00$/);
  });

  test('of one candle are counted', () => {
    expect(gapsLine([], 'UTC', NOON)).toBe('');
    expect(gapsLine([gap, gap, gap], 'UTC', NOON)).toBe('No data 12:02:11–12:02:48 and 2 more');
  });

  test('show in the legend while the crosshair is on them', () => {
    const dashboard = demoDashboard();
    const view = new ChartView();
    const bar = dashboard.bars.columns.at(-1) ?? null;
    const instrument = dashboard.symbol('BTC-USD').instrument;
    if (!instrument) throw new Error('Expected an instrument');
    const root = show(ChartLegend, { dashboard, view, instrument });
    view.legend = { index: 3, bar, previous: null, price: null, gaps: [gap] };
    flushSync();
    expect(only(root, '[data-field=gap]').textContent).toMatch(/^No data .*12:02:11–12:02:48$/);

    view.legend = { index: null, bar, previous: null, price: null, gaps: [] };
    flushSync();
    expect(root.querySelector('[data-field=gap]')).toBeNull();
  });

  test('stand in the table where they begin, in words', () => {
    const dashboard = demoDashboard();
    const openTimeMs = dashboard.bars.columns.at(-3)?.openTimeMs ?? 0;
    dashboard.gaps = [
      { fromMs: openTimeMs - 400 * 60_000, toMs: openTimeMs - 399 * 60_000 },
      { fromMs: openTimeMs + 10_000, toMs: openTimeMs + 20_000 },
    ];
    const root = show(ChartTable, { dashboard, store: dashboard.symbol('BTC-USD') });

    const rows = [...root.querySelectorAll('tbody tr')];
    expect(rows).toHaveLength(201);
    expect(rows[2]?.textContent).toMatch(/No data from .* to .*/);
  });
});

describe('left edge of the chart', () => {
  test.each([
    ['loading', 'Loading older candles…'],
    ['start', 'Start of history'],
    ['full', '20\u202f000 candles loaded. For more, choose a longer candle length.'],
  ] as const)('says that it is %s', (older, text) => {
    const dashboard = demoDashboard();
    dashboard.older = older;
    const root = show(ChartEdge, { page: demoPage(dashboard), view: new ChartView() });

    expect(only(root, '[data-field=olderBars]').textContent.trim()).toBe(text);
  });

  test('offers to try again after a failure, and tells who cannot see it', () => {
    const dashboard = demoDashboard();
    const page = demoPage(dashboard);
    const root = show(ChartEdge, { page, view: new ChartView() });
    expect(root.textContent.trim()).toBe('');
    dashboard.older = 'failed';
    flushSync();

    expect(root.textContent).toContain('Earlier history unavailable');
    expect(page.announcer.text).toBe('Earlier history unavailable');
    only(root, 'button').click();
    expect(dashboard.calls).toContain('retryOlder');
  });

  test('keeps the focus on the button while it is tried again', () => {
    const dashboard = demoDashboard();
    dashboard.older = 'failed';
    const root = show(ChartEdge, { page: demoPage(dashboard), view: new ChartView() });
    const button = only(root, 'button');
    button.focus();
    button.click();
    dashboard.older = 'loading';
    flushSync();

    expect(document.activeElement).toBe(button);
    expect(button.getAttribute('aria-disabled')).toBe('true');
    button.click();
    expect(dashboard.calls.filter((call) => call === 'retryOlder')).toHaveLength(1);

    dashboard.older = 'failed';
    flushSync();
    expect(only(root, 'button')).toBe(button);
    expect(button.getAttribute('aria-disabled')).toBe('false');
  });

  test('has no button while more come that nobody had to ask for', () => {
    const dashboard = demoDashboard();
    dashboard.older = 'failed';
    const root = show(ChartEdge, { page: demoPage(dashboard), view: new ChartView() });
    only(root, 'button').click();
    for (const older of ['loading', 'hidden', 'loading'] as const) {
      dashboard.older = older;
      flushSync();
    }

    expect(root.querySelector('button')).toBeNull();
  });

  test('leaves it to others to tell of a lost connection', () => {
    const dashboard = demoDashboard();
    const page = demoPage(dashboard);
    dashboard.older = 'away';
    const root = show(ChartEdge, { page, view: new ChartView() });

    expect(root.textContent).toContain('Earlier history unavailable');
    expect(page.announcer.text).toBe('');
    only(root, 'button').click();
    expect(dashboard.calls).toContain('retryOlder');
  });
});
