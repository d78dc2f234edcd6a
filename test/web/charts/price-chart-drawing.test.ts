/** The chart draws only what changed, few canvas calls a candle, and copes with none, one and two bars. */
import { afterEach, describe, expect, test } from 'vitest';
import { chartPalette } from '../../../web/charts/palette.ts';
import {
  FIRST_MS,
  MINUTE,
  mounted,
  newest,
  resetCounts,
  tick,
  unmount,
  type mountChart,
} from './chart-rig.ts';

afterEach(unmount);

describe('frames', () => {
  test('come only when something has changed', () => {
    const { chart, run, scheduler } = mounted(100);

    expect(scheduler.isScheduled).toBe(false);
    chart.barsChanged();
    chart.barsChanged();
    expect(run()).toBe(1);
    expect(scheduler.isScheduled).toBe(false);
  });

  test('draw nothing when the bars have not changed', () => {
    const seen = mounted(100);
    resetCounts(seen);

    seen.chart.barsChanged();
    seen.run();

    expect(seen.history.total + seen.strip.total + seen.crosshair.total).toBe(0);
  });

  test('draw the strip alone for a tick inside the newest bar', () => {
    const seen = mounted(100);
    resetCounts(seen);

    tick(seen.store, 100_250);
    seen.chart.barsChanged();
    seen.run();

    expect(seen.history.total).toBe(0);
    expect(seen.crosshair.total).toBe(0);
    expect(seen.strip.total).toBeGreaterThan(0);
    expect(seen.strip.total).toBeLessThan(40);
    expect(seen.strip.texts.at(-1)).toBe('1\u202f002.50');
  });

  test('draw the history once for a new bar', () => {
    const seen = mounted(100);
    resetCounts(seen);

    seen.store.upsert({ ...newest(seen.store), openTimeMs: FIRST_MS + 100 * MINUTE });
    seen.chart.barsChanged();
    seen.run();

    expect(seen.history.count('clearRect')).toBe(1);
  });

  test('draw the history when a tick leaves the shown prices', () => {
    const seen = mounted(100);
    resetCounts(seen);
    const last = seen.store.at(-1);

    if (last !== undefined) seen.store.upsert({ ...last, high: 120_000 });
    seen.chart.barsChanged();
    seen.run();

    expect(seen.history.count('clearRect')).toBe(1);
  });

  test('wait while the chart is off the screen and draw once when it comes back', () => {
    const seen = mounted(100);
    seen.setOnScreen(false);
    resetCounts(seen);

    tick(seen.store, 100_100);
    seen.chart.barsChanged();
    seen.run();
    expect(seen.strip.total).toBe(0);

    seen.setOnScreen(true);
    seen.run();
    expect(seen.strip.texts.at(-1)).toBe('1\u202f001.00');
  });

  test('take no part after destroy', () => {
    const seen = mounted(100);

    seen.chart.destroy();
    seen.chart.barsChanged();
    seen.chart.setBars(seen.store);
    seen.chart.goLive();

    expect(seen.scheduler.isScheduled).toBe(false);
    expect(seen.host.childElementCount).toBe(0);
  });
});

describe('canvas calls', () => {
  const ink = { up: 'up', down: 'down', volumeUp: 'up', volumeDown: 'down' };

  /** Calls that draw bars and volume, for each bar in sight. */
  function callsPerBar(options: Parameters<typeof mountChart>[0], zoom: number): number {
    const seen = mounted(500, { palette: { ...chartPalette('dark'), ...ink }, ...options });
    seen.chart.zoomBy(zoom);
    seen.run();
    const { fromMs, toMs } = seen.chart.viewport;
    const shown = Math.min(499, (toMs - fromMs) / MINUTE);
    resetCounts(seen);
    seen.chart.setGaps([]);
    seen.run();
    const { history } = seen;
    const fills = history.fills.filter(({ style }) => style === 'up' || style === 'down');
    return (fills.length + history.count('strokeRect') + history.count('lineTo')) / shown;
  }

  test.each([
    ['candle', 1, 3],
    ['ohlc', 1, 4],
    ['line', 1, 2],
    ['area', 1, 3.1],
    ['candle', 4, 2],
  ] as const)(
    'of %s bars with their volume at zoom %s are at most %s a bar',
    (kind, zoom, most) => {
      expect(callsPerBar({ kind }, zoom)).toBeLessThanOrEqual(most);
    },
  );

  test('of hollow candles are at most four with their volume', () => {
    expect(
      callsPerBar({ palette: { ...chartPalette('dark', true), ...ink } }, 1),
    ).toBeLessThanOrEqual(4);
  });

  test('leave out bars that are not in sight', () => {
    const seen = mounted(5_000);
    resetCounts(seen);

    seen.chart.setGaps([]);
    seen.run();

    expect(seen.history.count('fillRect')).toBeLessThan(600);
  });

  test('make no element for any bar', async () => {
    const { Chart } = await import('chart.js');
    mounted(500);
    const [instance] = Object.values(Chart.instances);

    expect(instance?.getDatasetMeta(0).data).toHaveLength(0);
    expect(instance?.getDatasetMeta(1).data).toHaveLength(0);
    expect(instance?.data.datasets[0]?.data).toHaveLength(0);
  });

  test('are the same through draw and through update', () => {
    const fast = mounted(200, { redraw: 'draw' });
    resetCounts(fast);
    fast.chart.setGaps([]);
    fast.run();
    const fills = [...fast.history.fills];
    fast.chart.destroy();

    const slow = mounted(200, { redraw: 'update' });
    resetCounts(slow);
    slow.chart.setGaps([]);
    slow.run();

    expect(slow.history.fills).toEqual(fills);
  });

  test('fill whole device pixels only', () => {
    const seen = mounted(200);
    resetCounts(seen);

    seen.chart.setGaps([]);
    seen.run();

    for (const { x, y, width, height } of seen.history.fills) {
      expect([x, y, width, height].every(Number.isInteger)).toBe(true);
    }
  });
});

describe('few bars', () => {
  test('none show a frame without values', () => {
    const seen = mounted(0);

    expect(seen.history.texts).toEqual([]);
    expect(seen.strip.canvas.width).toBe(0);
  });

  test('the first after none brings a range of its own', () => {
    const seen = mounted(0);

    seen.store.upsert({
      openTimeMs: FIRST_MS,
      open: 500,
      high: 500,
      low: 500,
      close: 500,
      volume: 1,
    });
    seen.chart.barsChanged();
    seen.run();

    expect(seen.history.texts).toContain('5.00');
    expect(seen.history.texts).toContain('09:00');
    expect(seen.strip.texts).toEqual(['5.00']);
  });

  test('two show the older one in the history and the newer one in the strip', () => {
    const palette = {
      ...chartPalette('dark'),
      up: 'up',
      down: 'down',
      volumeUp: 'vu',
      volumeDown: 'vd',
    };
    const seen = mounted(2, { palette });
    resetCounts(seen);

    seen.chart.setGaps([]);
    seen.run();

    const styles = (context: typeof seen.history): unknown[] =>
      context.fills
        .map((fill) => fill.style)
        .filter((style) => ['up', 'down', 'vu', 'vd'].includes(String(style)));
    expect(styles(seen.history).sort()).toEqual(['up', 'up', 'vu']);
    expect(styles(seen.strip).sort()).toEqual(['down', 'down', 'vd']);
  });

  test('that are cleared give way to the next symbol at another price', () => {
    const seen = mounted(50);

    seen.store.clear();
    seen.chart.barsChanged();
    seen.run();
    seen.store.upsert({ openTimeMs: FIRST_MS, open: 7, high: 9, low: 5, close: 8, volume: 1 });
    resetCounts(seen);
    seen.chart.barsChanged();
    seen.run();

    expect(seen.history.texts).toContain('0.08');
    expect(seen.history.texts.some((text) => text.startsWith('1\u202f'))).toBe(false);
  });
});
