/** The chart follows, rests, tells its listeners, and shows what it was told to show. */
import { afterEach, describe, expect, test } from 'vitest';
import { chartPalette } from '../../../web/charts/palette.ts';
import type { CrosshairInfo } from '../../../web/charts/price-chart.ts';
import {
  bars,
  chartCount,
  FIRST_MS,
  MINUTE,
  mountChart,
  mounted,
  newest,
  pointAt,
  resetCounts,
  tick,
  unmount,
  type Rig,
} from './chart-rig.ts';

afterEach(unmount);

describe('view', () => {
  test('follows new bars while live and rests after a pan', () => {
    const seen = mounted(300);
    const before = seen.chart.viewport;
    const add = (n: number): void => {
      seen.store.upsert({ ...newest(seen.store), openTimeMs: FIRST_MS + n * MINUTE });
      seen.chart.barsChanged();
      seen.run();
    };

    add(300);
    expect(seen.chart.viewport.toMs).toBe(before.toMs + MINUTE);

    for (let i = 0; i < 3; i += 1) {
      seen.host.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }));
    }
    seen.run();
    expect(seen.chart.isLive).toBe(false);
    const rested = seen.chart.viewport;
    add(301);
    expect(seen.chart.viewport).toEqual(rested);

    seen.chart.goLive();
    seen.run();
    expect(seen.chart.isLive).toBe(true);
  });

  test('tells its listeners nothing before there are bars, and again for other bars', () => {
    const rig = mountChart();
    const heard: number[] = [];
    rig.chart.onViewportChange((view) => heard.push(view.toMs));
    rig.run();
    expect(heard).toEqual([]);
    unmount();

    const seen = mounted(300);
    seen.chart.onViewportChange((view) => heard.push(view.toMs));
    expect(heard).toHaveLength(1);
    seen.chart.setBars(seen.store);
    seen.run();
    expect(heard).toHaveLength(2);
    expect(heard[1]).toBe(heard[0]);
  });

  test('fits the prices at once after a time in which nothing was drawn', () => {
    const seen = mounted(300);
    const shown = (): number =>
      Math.max(...seen.history.texts.map((text) => Number(text.replaceAll('\u202f', '')) || 0));
    const spike = { ...newest(seen.store), high: 150_000, close: 101_000 };
    seen.store.upsert(spike);
    seen.chart.barsChanged();
    seen.history.reset();
    seen.run();
    expect(shown()).toBeGreaterThan(1_400);

    // 20 minutes later the spike is still in sight; a night later it is not.
    for (let i = 300; i < 1_000; i += 1) {
      seen.store.upsert({
        ...newest(seen.store),
        openTimeMs: FIRST_MS + i * MINUTE,
        high: 100_900,
      });
    }
    seen.chart.barsChanged();
    seen.history.reset();
    seen.run();
    expect(shown()).toBeLessThan(1_020);
  });

  test('leaves no room after a pause for prices that nobody saw', () => {
    const seen = mounted(300);
    const top = (): number => {
      seen.history.reset();
      seen.chart.setGaps([]);
      seen.run();
      return Math.max(
        ...seen.history.texts.map((text) => Number(text.replaceAll('\u202f', '')) || 0),
      );
    };
    const usual = newest(seen.store);
    seen.store.upsert({ ...usual, high: 150_000 });
    seen.chart.barsChanged();
    expect(top()).toBeGreaterThan(1_400);

    seen.idle(5_001);
    seen.store.upsert(usual);
    seen.chart.barsChanged();
    expect(top()).toBeLessThan(1_020);
  });

  test('tells its listeners once for each move, and not after they have left', () => {
    const seen = mounted(300);
    const heard: boolean[] = [];
    const stop = seen.chart.onViewportChange((view) => heard.push(view.isLive));

    seen.host.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home' }));
    seen.run();
    seen.chart.barsChanged();
    seen.run();
    stop();
    seen.chart.goLive();
    seen.run();

    expect(heard).toEqual([true, false]);
  });

  test('keeps the width of bars when the host gets wider', () => {
    const seen = mounted(300);
    const before = seen.chart.viewport;

    seen.resize(1_200, 420);
    seen.run();

    const { fromMs, toMs, isLive } = seen.chart.viewport;
    expect(toMs).toBe(before.toMs);
    expect((toMs - fromMs) / (before.toMs - before.fromMs)).toBeCloseTo(
      (1_200 - 80) / (900 - 80),
      1,
    );
    expect(isLive).toBe(true);
  });

  test('keeps its place when older bars are merged in', () => {
    const seen = mounted(300);
    const before = seen.chart.viewport;
    const times = Array.from({ length: 100 }, (_, i) => FIRST_MS - (100 - i) * MINUTE);
    const same = times.map(() => 100_000);

    seen.store.merge({
      openTimeMs: times,
      open: same,
      high: same,
      low: same,
      close: same,
      volume: same,
    });
    seen.chart.barsChanged();
    seen.run();

    expect(seen.chart.viewport).toEqual(before);
  });
});

describe('crosshair', () => {
  function listen(seen: Rig): CrosshairInfo[] {
    const heard: CrosshairInfo[] = [];
    seen.chart.onCrosshair((info) => heard.push(info));
    return heard;
  }

  test('without a pointer tells the newest bar, and again when it changes', () => {
    const seen = mounted(100);
    const heard = listen(seen);

    tick(seen.store, 100_250);
    seen.chart.barsChanged();
    seen.run();

    expect(heard.map((info) => info.index)).toEqual([null, null]);
    expect(heard.at(-1)?.bar?.close).toBe(100_250);
    expect(heard.at(-1)?.previous).toEqual(seen.store.at(98));
  });

  test('walks by keys from the newest bar and moves the view along', () => {
    const seen = mounted(300);
    const heard = listen(seen);
    const press = (key: string): void => {
      seen.host.dispatchEvent(new KeyboardEvent('keydown', { key }));
      seen.run();
    };

    press('ArrowLeft');
    press('ArrowLeft');
    press('PageUp');
    expect(heard.at(-1)).toMatchObject({ index: 288, bar: seen.store.at(288), price: null });
    expect(heard.at(-1)?.gaps).toEqual([]);
    press('Home');
    expect(heard.at(-1)?.index).toBe(0);
    expect(seen.chart.viewport.fromMs).toBeLessThan(FIRST_MS);
    press('End');
    expect(heard.at(-1)?.index).toBeNull();
    expect(seen.chart.isLive).toBe(true);
  });

  test('names the gaps that its bar has lost something to', () => {
    const seen = mounted(300);
    const heard = listen(seen);
    const gap = {
      fromMs: FIRST_MS + 290.5 * MINUTE,
      toMs: FIRST_MS + 290.6 * MINUTE,
      label: '',
    };
    seen.chart.setGaps([gap]);
    for (const [minute, expected] of [
      [289, []],
      [290, [gap]],
      [291, []],
    ] as const) {
      seen.chart.showCrosshair(FIRST_MS + minute * MINUTE);
      seen.run();
      expect(heard.at(-1)?.gaps).toEqual(expected);
    }

    seen.chart.showCrosshair(FIRST_MS + 290 * MINUTE);
    seen.chart.setGaps([]);
    seen.run();
    expect(heard.at(-1)?.gaps).toEqual([]);
  });

  test('names a gap in which there are no bars when the pointer is there', () => {
    const seen = mountChart();
    const store = bars(100);
    for (let i = 130; i < 180; i += 1) {
      store.upsert({ ...newest(store), openTimeMs: FIRST_MS + i * MINUTE });
    }
    const gap = { fromMs: FIRST_MS + 100 * MINUTE, toMs: FIRST_MS + 130 * MINUTE, label: '' };
    seen.chart.setBars(store);
    seen.chart.setGaps([gap]);
    seen.run();
    const heard = listen(seen);
    const { fromMs, toMs } = seen.chart.viewport;
    const plotWidth = 900 - 72;
    for (const [minute, expected] of [
      [90, []],
      [115, [gap]],
      [140, []],
    ] as const) {
      const share = (FIRST_MS + minute * MINUTE - fromMs) / (toMs - fromMs);
      pointAt(seen.host, share * plotWidth, 100);
      seen.run();
      expect(heard.at(-1)?.gaps).toEqual(expected);
    }
  });

  test('follows the time of a linked chart to the nearest bar', () => {
    const seen = mounted(100);
    const heard = listen(seen);

    seen.chart.showCrosshair(FIRST_MS + 40.4 * MINUTE);
    seen.run();
    expect(heard.at(-1)?.index).toBe(40);

    seen.chart.showCrosshair(null);
    seen.run();
    expect(heard.at(-1)?.index).toBeNull();
  });

  test('never repaints the history', () => {
    const seen = mounted(100);
    resetCounts(seen);

    seen.chart.showCrosshair(FIRST_MS + 90 * MINUTE);
    seen.run();

    expect(seen.crosshair.total).toBeGreaterThan(0);
    expect(seen.history.total).toBe(0);
    expect(seen.strip.total).toBe(0);
  });
});

describe('looks', () => {
  test('widen the price axis for long prices', () => {
    const seen = mounted(20, { instrument: { priceDecimals: 12, sizeDecimals: 0, tickSize: 1 } });
    const line = seen.host.querySelector<HTMLElement>('div > div > div');

    expect(parseFloat(line?.style.width ?? '0')).toBeLessThan(900 - 80);
  });

  test('show a stale price in neutral colours without a note', () => {
    const palette = { ...chartPalette('dark'), stale: 'stale' };
    const seen = mounted(20, { palette });
    seen.chart.setTagNote('00:42');
    seen.run();
    expect(seen.strip.texts.at(-1)).toBe('00:42');
    resetCounts(seen);

    seen.chart.setStale(true);
    seen.run();

    expect(seen.strip.texts).toEqual([expect.stringContaining('.')]);
  });

  test('lay the band of a gap over the slots of the candles that lack data', () => {
    const palette = { ...chartPalette('dark'), gapFill: 'gap', up: 'candle', down: 'candle' };
    const seen = mounted(200, { palette });
    seen.history.reset();
    const fromMs = FIRST_MS + 150 * MINUTE;
    seen.chart.setGaps([{ fromMs, toMs: fromMs + MINUTE, label: '' }]);
    seen.run();

    const band = seen.history.fills.find(({ style }) => style === 'gap');
    if (!band) throw new Error('Expected a band');
    const centres = seen.history.fills
      .filter(({ style }) => style === 'candle')
      .map(({ x, width }) => x + width / 2)
      .filter((x) => x > band.x && x < band.x + band.width);
    expect(centres.length).toBeGreaterThan(0);
    for (const x of centres) expect(Math.abs(x - band.x - band.width / 2)).toBeLessThanOrEqual(1);
  });

  test('label a gap that has room for it', () => {
    const seen = mounted(200);
    const gap = {
      fromMs: FIRST_MS + 120 * MINUTE,
      toMs: FIRST_MS + 180 * MINUTE,
      label: 'No data',
    };

    seen.chart.setGaps([gap]);
    seen.run();
    expect(seen.history.texts).toContain('No data');

    seen.history.reset();
    seen.chart.setGaps([{ ...gap, toMs: gap.fromMs + MINUTE }]);
    seen.run();
    expect(seen.history.texts).not.toContain('No data');
  });

  test('write times in the zone that is set', () => {
    const seen = mounted(100);
    expect(seen.history.texts).toContain('10:00');
    resetCounts(seen);

    seen.chart.setTimeZone('Asia/Tokyo');
    seen.run();

    expect(seen.history.texts).toContain('19:00');
  });

  test('change between all kinds', () => {
    const seen = mounted(100);
    for (const kind of ['line', 'area', 'ohlc', 'candle'] as const) {
      resetCounts(seen);
      seen.chart.setKind(kind);
      seen.run();
      expect(seen.history.count('clearRect'), kind).toBeGreaterThan(0);
      expect(seen.history.count('stroke') > 0, kind).toBe(kind === 'line' || kind === 'area');
    }
  });
});

test('a chart refuses a zone and an interval that cannot be', () => {
  expect(() => mountChart({ timeZone: 'Nowhere/Else' })).toThrow(/got "Nowhere\/Else"/);
  expect(() => mountChart({ intervalMs: 0 })).toThrow(/milliseconds > 0, got 0/);
});

test('a hundred charts leave none behind', () => {
  const before = chartCount();
  for (let i = 0; i < 100; i += 1) mountChart().chart.destroy();

  expect(chartCount()).toBe(before);
});
