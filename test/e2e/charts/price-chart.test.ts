/** The chart in a real browser: what is painted when, and how it answers to hands. */
import { mkdir } from 'node:fs/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findChromiumBinary, launchChromium } from '../../support/chromium.ts';
import { bundlePage, openChartPage } from './chart-page.ts';
import type { PriceChartOptions } from '../../../web/charts/price-chart.ts';
import type { Mounted } from './page.ts';

const hasChromium = findChromiumBinary() !== undefined;
let browser: Browser;
let script: string;
let page: Page;
let errors: string[] = [];

beforeAll(async () => {
  if (!hasChromium) return;
  [browser, script] = await Promise.all([launchChromium(), bundlePage()]);
});

afterAll(async () => {
  if (hasChromium) await browser.close();
});

afterEach(async () => {
  if (!hasChromium) return;
  expect(errors).toEqual([]);
  await page.context().close();
});

async function open(options: BrowserContextOptions = {}): Promise<void> {
  ({ page, errors } = await openChartPage(browser, script, options));
}

async function mount(count: number, options: Partial<PriceChartOptions> = {}): Promise<void> {
  const given = JSON.stringify([count, options]);
  await page.evaluate(async (text) => {
    globalThis.mounted = tickwire.mount(...(JSON.parse(text) as [number, object]));
    await tickwire.settle();
  }, given);
}

/** Runs in the page and waits for the frames that this asks for. */
async function act<Result>(action: (mounted: Mounted) => Result): Promise<Result> {
  const handle = await page.evaluateHandle(`(${action.toString()})(globalThis.mounted)`);
  await page.evaluate(() => tickwire.settle());
  return (await handle.jsonValue()) as Result;
}

const draws = (): Promise<number[]> => page.evaluate(() => tickwire.draws());

describe.runIf(hasChromium).each([1, 2])('price chart at %s device pixels per pixel', (ratio) => {
  const size = { deviceScaleFactor: ratio };

  test('repaints the strip alone for ticks inside the newest bar', async () => {
    await open(size);
    await mount(400);
    const before = await draws();
    const [history, strip] = await page.evaluate(() => [tickwire.pixels(0), tickwire.pixels(1)]);

    await page.evaluate(async () => {
      const { chart, store } = mounted;
      for (let i = 0; i < 20; i += 1) {
        const last = store.at(-1);
        if (last !== undefined)
          store.upsert({ ...last, close: last.open - i, volume: last.volume + 1 });
        chart.barsChanged();
        await tickwire.settle();
      }
    });

    const after = await draws();
    expect(after[0]).toBe(before[0]);
    expect((after[1] ?? 0) - (before[1] ?? 0)).toBe(20);
    expect(await page.evaluate(() => tickwire.pixels(0))).toBe(history);
    expect(await page.evaluate(() => tickwire.pixels(1))).not.toBe(strip);
  });

  test('moves on by one slot for a new bar and paints the history once', async () => {
    await open(size);
    await mount(400);
    const before = await draws();
    const from = await act(({ chart }) => chart.viewport.fromMs);

    await act(({ chart, store }) => {
      const last = store.at(-1);
      if (last !== undefined) store.upsert({ ...last, openTimeMs: last.openTimeMs + 60_000 });
      chart.barsChanged();
    });

    expect((await draws())[0]).toBe((before[0] ?? 0) + 1);
    expect(await act(({ chart }) => chart.viewport.fromMs)).toBe(from + 60_000);
  });

  test('paints the same through draw and through a whole update', async () => {
    await open(size);
    await mount(400, { redraw: 'draw' });
    const moves = ({ chart }: Mounted): void => {
      chart.zoomBy(1.7);
      chart.setGaps([{ fromMs: 1_771_580_000_000, toMs: 1_771_583_000_000, label: 'No data' }]);
    };
    await act(moves);
    const fast = await page.evaluate(() => [tickwire.pixels(0), tickwire.pixels(1)]);
    await act(({ chart }) => {
      chart.destroy();
    });
    await mount(400, { redraw: 'update' });
    await act(moves);

    expect(await page.evaluate(() => [tickwire.pixels(0), tickwire.pixels(1)])).toEqual(fast);
  });

  test('paints candles of whole device pixels with a gap between neighbours', async () => {
    await open(size);
    await mount(60, { spacing: 12 });

    const columns = await page.evaluate(() => {
      const { up, down } = tickwire.chartPalette('dark');
      const found = [up, down].flatMap((colour) => tickwire.columnsOf(mounted.chart, colour));
      const plot = 820 * devicePixelRatio;
      return [...new Set(found)].filter((x) => x < plot).sort((a, b) => a - b);
    });

    const runs: number[] = [];
    columns.forEach((x, i) => {
      if (i > 0 && x === (columns[i - 1] ?? 0) + 1) runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
      else runs.push(1);
    });
    // 12 px slots hold bodies of 9 px (18 or 19 of 24 device pixels), never more: neighbours stay apart.
    expect(runs.length).toBe(60);
    expect(new Set(runs.slice(1)).size).toBe(1);
    expect(runs.at(-1)).toBeLessThan(12 * ratio);
  });

  test('tells the exact bar and price under the pointer', async () => {
    await open(size);
    await mount(400);

    await page.mouse.move(410, 150);
    await page.evaluate(() => tickwire.settle());

    const told = await act(({ chart, store, heard }) => {
      const info = heard.at(-1);
      const { fromMs, toMs } = chart.viewport;
      return { info, held: store.at(info?.index ?? -1), fromMs, toMs };
    });
    const timeMs = told.fromMs + ((told.toMs - told.fromMs) * 410) / 820;
    expect(told.info?.bar).toEqual(told.held);
    expect(Math.abs((told.info?.bar?.openTimeMs ?? 0) - timeMs)).toBeLessThanOrEqual(30_000);
    expect(Number.isInteger(told.info?.price)).toBe(true);
    await page.mouse.move(930, 470);
    await page.evaluate(() => tickwire.settle());
    expect(await act(({ heard }) => heard.at(-1)?.index)).toBeNull();
  });

  test('moves the crosshair without repainting anything else', async () => {
    await open(size);
    await mount(400);
    const before = await draws();

    for (const x of [300, 340, 380]) {
      await page.mouse.move(x, 100);
      await page.evaluate(() => tickwire.settle());
    }

    const after = await draws();
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
    expect(after[2]).toBeGreaterThan(before[2] ?? 0);
  });
});

describe.runIf(hasChromium)('hands on the chart', () => {
  test('drag it away from the newest bar, and a double click brings it back', async () => {
    await open();
    await mount(400);
    const start = await act(({ chart }) => chart.viewport);

    await page.mouse.move(300, 150);
    await page.mouse.down();
    await page.mouse.move(500, 150, { steps: 4 });
    await page.mouse.up();
    const dragged = await act(({ chart }) => chart.viewport);

    expect(dragged.isLive).toBe(false);
    const perPixel = (start.toMs - start.fromMs) / 820;
    expect((start.fromMs - dragged.fromMs) / perPixel).toBeCloseTo(200, 0);
    await page.mouse.dblclick(300, 150);
    await page.evaluate(() => tickwire.settle());
    const reset = await act(({ chart }) => chart.viewport);
    expect(reset.isLive).toBe(true);
    expect(reset.toMs).toBe(start.toMs);
    expect(reset.fromMs).toBeCloseTo(start.fromMs, 1);
  });

  test('rest in the past while bars arrive, and go live on demand', async () => {
    await open();
    await mount(400);
    await page.evaluate(() => {
      document.getElementById('host')?.setAttribute('tabindex', '0');
    });
    await page.focus('#host');
    await page.keyboard.press('Home');
    const rested = await act(({ chart }) => chart.viewport);
    const before = await draws();

    await act(({ chart, store }) => {
      const last = store.at(-1);
      if (last !== undefined) store.upsert({ ...last, openTimeMs: last.openTimeMs + 60_000 });
      chart.barsChanged();
    });

    expect(await act(({ chart }) => chart.viewport)).toEqual(rested);
    expect((await draws())[0]).toBe((before[0] ?? 0) + 1);
    await page.keyboard.press('End');
    await page.evaluate(() => tickwire.settle());
    expect(await act(({ chart }) => chart.isLive)).toBe(true);
  });

  test('turn the wheel to zoom and keep following', async () => {
    await open();
    await mount(400);
    const start = await act(({ chart }) => chart.viewport);

    await page.mouse.move(300, 150);
    await page.mouse.wheel(0, -300);
    await expect
      .poll(() => act(({ chart }) => chart.viewport.toMs - chart.viewport.fromMs))
      .toBeLessThan(start.toMs - start.fromMs);

    expect(await act(({ chart }) => chart.isLive)).toBe(true);
  });

  test('pinch with two fingers and inspect with one that rests', async () => {
    await open({ hasTouch: true });
    await mount(400);
    const start = await act(({ chart }) => chart.viewport);
    const touch = await page.context().newCDPSession(page);
    const send = (type: string, points: readonly (readonly [number, number])[]): Promise<unknown> =>
      touch.send('Input.dispatchTouchEvent', {
        type: type as 'touchStart',
        touchPoints: points.map(([x, y], id) => ({ x, y, id })),
      });

    await send('touchStart', [
      [300, 150],
      [400, 150],
    ]);
    await send('touchMove', [
      [250, 150],
      [450, 150],
    ]);
    await send('touchEnd', []);
    await page.evaluate(() => tickwire.settle());
    const pinched = await act(({ chart }) => chart.viewport);
    expect((pinched.toMs - pinched.fromMs) / (start.toMs - start.fromMs)).toBeCloseTo(0.5, 1);

    await send('touchStart', [[200, 150]]);
    await expect.poll(() => act(({ heard }) => heard.at(-1)?.index ?? null)).not.toBeNull();
    await send('touchEnd', []);
    await expect.poll(() => act(({ heard }) => heard.at(-1)?.index ?? null)).toBeNull();
  });
});

describe.runIf(hasChromium)('the page around the chart', () => {
  test('may change its size: the chart fills it to the last device pixel', async () => {
    await open({ deviceScaleFactor: 1.5 });
    await mount(400);

    for (const width of [701, 333.4, 880]) {
      await page.evaluate((to) => {
        const host = document.getElementById('host');
        if (host !== null) host.style.width = `${to}px`;
      }, width);
      await page.evaluate(() => tickwire.settle());
      const canvas = await page.evaluate(() => {
        const { width: pixels, style } =
          document.querySelectorAll('canvas')[0] ?? new HTMLCanvasElement();
        return { pixels, css: parseFloat(style.width) };
      });
      expect(canvas.pixels).toBe(Math.floor(width * 1.5));
      expect(canvas.css * 1.5).toBeCloseTo(canvas.pixels, 2);
    }
  });

  test('may change its pixel ratio: the next frame has sharp pixels again', async () => {
    await open();
    await mount(400);
    const session = await page.context().newCDPSession(page);

    await session.send('Emulation.setDeviceMetricsOverride', {
      width: 940,
      height: 480,
      deviceScaleFactor: 2,
      mobile: false,
    });

    // Emulation sends none of the events of a real change; any frame must notice by itself.
    await act(({ chart }) => {
      chart.barsChanged();
    });

    const widths = await page.evaluate(() => {
      const canvases = [...document.querySelectorAll('canvas')];
      return canvases.slice(0, 2).map(({ width, style }) => width / parseFloat(style.width));
    });
    expect(widths).toEqual([2, 2]);
  });

  test('asks for no frame while nothing changes', async () => {
    await open();
    await mount(400);

    const asked = await page.evaluate(async () => {
      const request = globalThis.requestAnimationFrame;
      let count = 0;
      globalThis.requestAnimationFrame = (callback) => {
        count += 1;
        return request(callback);
      };
      // What does not happen can only be watched for a while.
      await new Promise((resolve) => setTimeout(resolve, 300));
      globalThis.requestAnimationFrame = request;
      return count;
    });

    expect(asked).toBe(0);
  });

  test('keeps no chart after fifty were made and destroyed', async () => {
    await open();

    const left = await page.evaluate(async () => {
      for (let i = 0; i < 50; i += 1) {
        const { chart } = tickwire.mount(100);
        await new Promise((resolve) => requestAnimationFrame(resolve));
        chart.destroy();
      }
      return {
        charts: tickwire.liveChartCount(),
        elements: document.querySelectorAll('#host *').length,
      };
    });

    expect(left).toEqual({ charts: 0, elements: 0 });
    const session = await page.context().newCDPSession(page);
    await session.send('HeapProfiler.enable');
    await session.send('HeapProfiler.collectGarbage');
    const canvases = await session.send('Runtime.evaluate', {
      expression: 'HTMLCanvasElement.prototype',
    });
    const objects = await session.send('Runtime.queryObjects', {
      prototypeObjectId: canvases.result.objectId ?? '',
    });
    const count = await session.send('Runtime.callFunctionOn', {
      objectId: objects.objects.objectId ?? '',
      functionDeclaration: 'function () { return this.length; }',
      returnByValue: true,
    });
    // Three canvases a chart: all but those of the last one or two are gone.
    expect(count.result.value).toBeLessThanOrEqual(6);
  });

  test('shows every kind, theme and count of bars without an error', async () => {
    await open();
    const folder = new URL('../output/charts/', import.meta.url);
    await mkdir(folder, { recursive: true });
    for (const kind of ['candle', 'ohlc', 'line', 'area'] as const) {
      for (const count of [0, 1, 2, 400]) {
        await mount(count, { kind });
        if (count === 400) {
          await page.screenshot({ path: new URL(`${kind}.png`, folder).pathname });
        }
        await act(({ chart }) => {
          chart.fitAll();
          chart.setStale(true);
        });
        await act(({ chart }) => {
          chart.destroy();
        });
      }
    }
  });
});
