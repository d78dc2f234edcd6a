/** Older bars that come in while one looks back: nothing that is on the screen moves. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromiumBinary, launchChromium } from '../../support/chromium.ts';
import { bundlePage, openChartPage } from './chart-page.ts';

const hasChromium = findChromiumBinary() !== undefined;

describe.runIf(hasChromium)('price chart that gets older bars', () => {
  let browser: Browser;
  let script: string;

  beforeAll(async () => {
    [browser, script] = await Promise.all([launchChromium(), bundlePage()]);
  });
  afterAll(async () => {
    await browser.close();
  });

  async function openScrolledBack(deviceScaleFactor: number): Promise<Page> {
    const { page } = await openChartPage(browser, script, { deviceScaleFactor });
    await page.evaluate(async () => {
      globalThis.mounted = tickwire.mount(400);
      await tickwire.settle();
      mounted.chart.fitAll();
      mounted.chart.zoomBy(0.5);
      await tickwire.settle();
    });
    // Far enough for the left third to be empty.
    for (let n = 0; n < 4; n += 1) await drag(page, 100, 700);
    return page;
  }

  async function drag(page: Page, from: number, to: number): Promise<void> {
    await page.mouse.move(from, 150);
    await page.mouse.down();
    await page.mouse.move(to, 150, { steps: 4 });
    await page.mouse.up();
    await page.evaluate(() => tickwire.settle());
  }

  /** Merges 3,000 bars in front of the oldest, within the prices that are shown. */
  const mergeOlder = (page: Page): Promise<void> =>
    page.evaluate(async () => {
      const { store, chart } = mounted;
      const oldest = store.at(0);
      if (oldest === undefined) throw new Error('Expected bars');
      store.setCapacity(20_000);
      const times = Array.from(
        { length: 3_000 },
        (_, i) => oldest.openTimeMs - (3_000 - i) * 60_000,
      );
      const [price, volume] = [times.map(() => oldest.open), times.map(() => 1_000)];
      store.merge({
        openTimeMs: times,
        open: price,
        high: price,
        low: price,
        close: price,
        volume,
      });
      chart.barsChanged();
      await tickwire.settle();
    });

  /** The picture from the bar that was the oldest at first to the right edge of the plot. */
  const pictureOf = (page: Page): Promise<string> =>
    page.evaluate(() => {
      const canvas = document.querySelector('canvas');
      const context = canvas?.getContext('2d');
      if (!canvas || !context) throw new Error('Expected a canvas');
      const { fromMs, toMs } = mounted.chart.viewport;
      const ratio = devicePixelRatio;
      const plotWidth = canvas.width - 80 * ratio;
      const firstMs = Date.UTC(2026, 1, 20, 4, 0) + 60_000;
      const left = Math.round(((firstMs - fromMs) / (toMs - fromMs)) * plotWidth);
      const { data } = context.getImageData(left, 0, plotWidth - left, canvas.height - 24 * ratio);
      return `${left} ${data.join('')}`;
    });

  test.each([1, 1.5, 2])('keeps every pixel in its place at ratio %s', async (ratio) => {
    const page = await openScrolledBack(ratio);
    const before = await page.evaluate(() => mounted.chart.viewport);
    const picture = await pictureOf(page);
    expect(Number(picture.split(' ')[0])).toBeGreaterThan(100);

    await mergeOlder(page);

    expect(await page.evaluate(() => mounted.chart.viewport)).toEqual(before);
    const after = await pictureOf(page);
    expect(after === picture).toBe(true);
    await page.context().close();
  });

  test('does not disturb a hand that is dragging, and lets it go on into them', async () => {
    const page = await openScrolledBack(1);
    const from = (): Promise<number> => page.evaluate(() => mounted.chart.viewport.fromMs);
    await page.mouse.move(300, 150);
    await page.mouse.down();
    await page.mouse.move(200, 150);
    await page.evaluate(() => tickwire.settle());
    const held = await from();
    await mergeOlder(page);
    expect(await from()).toBe(held);

    await page.mouse.move(300, 150);
    await page.evaluate(() => tickwire.settle());
    const moved = held - (await from());
    await page.mouse.move(400, 150);
    await page.mouse.up();
    await page.evaluate(() => tickwire.settle());
    expect(held - (await from())).toBeCloseTo(2 * moved, 6);
    for (let n = 0; n < 3; n += 1) await drag(page, 100, 700);
    expect(await from()).toBeLessThan(held - 6 * moved);
    await page.context().close();
  });
});
