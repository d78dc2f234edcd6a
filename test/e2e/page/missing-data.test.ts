import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Gap } from '../../../proto/types.ts';
import { launchChromium } from '../../support/chromium.ts';
import { DashboardPage } from '../../support/dashboard-page.ts';
import { startLiveServer, type LiveServer } from '../../support/live-server.ts';
import { makeInstrument, makeTrade } from '../../support/test-feed.ts';
import { waitFor } from '../../support/wait-for.ts';
import { barsOf, gapsOf } from './chart-probe.ts';

/** Whole seconds, so that the texts are known. */
const BEGIN_MS = Math.floor(Date.now() / 60_000) * 60_000 - 600_000;
const GAP_FROM_MS = BEGIN_MS + 60_000;
const GAP_TO_MS = BEGIN_MS + 97_000;

function clockText(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(11, 19);
}

describe('page of a symbol of which data is missing', () => {
  let live: LiveServer;
  let browser: Browser;
  let dashboard: DashboardPage;
  const words = `${clockText(GAP_FROM_MS)}–${clockText(GAP_TO_MS)}`;

  function tradeAt(timeMs: number, price: number): ReturnType<typeof makeTrade> {
    return makeTrade('HOLE', price, { venueTimeMs: timeMs });
  }

  beforeAll(async () => {
    [live, browser] = await Promise.all([startLiveServer(), launchChromium()]);
    await live.feed.register(makeInstrument('HOLE'));
    const gap: Gap = {
      kind: 'gap',
      symbol: 'HOLE',
      venueTimeMs: GAP_TO_MS,
      receivedTimeMs: Date.now(),
      fromMs: GAP_FROM_MS,
      toMs: GAP_TO_MS,
      lostTrades: 0,
    };
    await live.feed.publish(
      ...Array.from({ length: 61 }, (_, i) => tradeAt(BEGIN_MS + i * 1_000, 10_000 + (i % 20))),
      gap,
      ...Array.from({ length: 20 }, (_, i) => tradeAt(GAP_TO_MS + i * 1_000, 10_030 - i)),
    );
    await waitFor(
      async () => ((await (await live.get('/api/instruments')).json()) as unknown[]).length === 1,
      { what: 'the server to know the instrument' },
    );
    dashboard = await DashboardPage.open(browser, live.url, { fragment: '#HOLE/1s' });
    await waitFor(async () => (await barsOf(dashboard)).length > 0, { what: 'the candles' });
  });
  afterAll(async () => {
    await dashboard.close();
    await browser.close();
    await live.stop();
  });

  test('knows from when to when, also after it came', async () => {
    expect(await gapsOf(dashboard)).toEqual([{ fromMs: GAP_FROM_MS, toMs: GAP_TO_MS }]);

    const second = { fromMs: GAP_TO_MS + 40_000, toMs: GAP_TO_MS + 50_000 };
    await live.feed.publish({
      kind: 'gap',
      symbol: 'HOLE',
      venueTimeMs: second.toMs,
      receivedTimeMs: Date.now(),
      ...second,
      lostTrades: 3,
    });
    await waitFor(async () => (await gapsOf(dashboard)).length === 2, { what: 'the second gap' });
    expect((await gapsOf(dashboard))[1]).toEqual(second);
  });

  test('shows a band over the time, and names it where one points at it', async () => {
    const figure = dashboard.page.locator('figure[role=group]');
    const box = await figure.boundingBox();
    if (!box) throw new Error('expected a chart');
    const legend = dashboard.page.locator('[data-field=gap]');

    // From the newest candle to the left, until the pointer is on the band.
    await waitFor(
      async () => {
        for (let x = box.width - 80; x > 0; x -= 12) {
          await dashboard.page.mouse.move(box.x + x, box.y + 200);
          if ((await legend.count()) > 0 && (await legend.textContent())?.includes(words))
            return true;
        }
        return false;
      },
      { what: 'the legend to name the gap' },
    );
    expect(await legend.textContent()).toBe(`No data ${words}`);
    const columns = await dashboard.page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('figure canvas');
      const context = canvas?.getContext('2d');
      if (!canvas || !context) return 0;
      // The solid edge above the bands, #F5B83D.
      const { data } = context.getImageData(0, 1, canvas.width, 1);
      let count = 0;
      for (let i = 0; i < data.length; i += 4) {
        if (data[i] === 0xf5 && data[i + 1] === 0xb8 && data[i + 2] === 0x3d) count += 1;
      }
      return count;
    });
    // 37 and 10 seconds at about 7 pixels each.
    expect(columns).toBeGreaterThan(200);
    await dashboard.page.mouse.move(5, 5);
    await waitFor(async () => (await legend.count()) === 0, { what: 'the legend to forget it' });
  });

  test('tells who cannot see it: in the name of the chart, in the table, in the tape', async () => {
    const figure = dashboard.page.locator('figure[role=group]');
    await waitFor(
      async () => (await figure.getAttribute('aria-label'))?.includes('2 gaps in the data'),
      {
        what: 'the name of the chart',
      },
    );
    expect(await dashboard.page.locator('.tape li.missing').allTextContents()).toEqual([
      `No data ${words}`,
    ]);

    await dashboard.page.getByRole('button', { name: 'View as table' }).click();
    const rows = await dashboard.page.locator('tr.gap').allTextContents();
    expect(rows.map((row) => row.trim())).toContain(`No data from ${words.replace('–', ' to ')}`);
    expect(dashboard.problems).toEqual([]);
  });
});
