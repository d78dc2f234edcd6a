import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import { DashboardPage } from '../../support/dashboard-page.ts';
import { System } from '../../support/system.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('page on the first open', () => {
  let system: System;
  let browser: Browser;

  beforeAll(async () => {
    [system, browser] = await Promise.all([System.start(), launchChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await system.stop();
  });

  test.each([
    { name: 'desktop, dark', width: 1440, height: 900, colorScheme: 'dark' as const },
    { name: 'desktop, light', width: 1440, height: 900, colorScheme: 'light' as const },
  ])('shows at least 12 symbols ticking and a moving chart ($name)', async (screen) => {
    const dashboard = await DashboardPage.open(browser, system.url, screen);
    await dashboard.stateBecomes(['live']);

    const before = await waitFor(
      async () => {
        const rows = await dashboard.rows();
        return rows.filter(({ status }) => status === 'fresh').length >= 12 ? rows : undefined;
      },
      { what: '12 fresh rows' },
    );
    const priceBefore = new Map(before.map(({ symbol, last }) => [symbol, last]));
    const moved = new Set<string>();
    await waitFor(
      async () => {
        for (const { symbol, last } of await dashboard.rows()) {
          if (priceBefore.get(symbol) !== last) moved.add(symbol);
        }
        return moved.size >= 6;
      },
      { what: 'prices to move', timeoutMs: 20_000 },
    );

    const chart = dashboard.page.locator('figure');
    const drawnBefore = await chart.screenshot();
    await waitFor(async () => !drawnBefore.equals(await chart.screenshot()), {
      what: 'the chart to move',
    });
    expect(dashboard.problems).toEqual([]);
    await dashboard.close();
  });

  test('shows the phone layout at 390 x 844 without anything wider than the screen', async () => {
    const dashboard = await DashboardPage.open(browser, system.url, { width: 390, height: 844 });
    await dashboard.stateBecomes(['live']);
    await waitFor(async () => (await dashboard.rows()).length >= 6, { what: 'rows' });

    const width = await dashboard.page.evaluate(() => document.documentElement.scrollWidth);

    expect(width).toBe(390);
    expect(dashboard.problems).toEqual([]);
    await dashboard.close();
  });

  test('gives a phone on its side most of its height to the chart', async () => {
    const dashboard = await DashboardPage.open(browser, system.url, { width: 844, height: 390 });
    await dashboard.stateBecomes(['live']);
    await dashboard.page.getByRole('button', { name: 'Chart', exact: true }).click();

    const box = await dashboard.page.locator('figure').boundingBox();

    expect(box?.height).toBeGreaterThan(195);
    await dashboard.close();
  });

  test('shows whole symbols and prices in the narrowest watchlist, and keeps its width', async () => {
    const dashboard = await DashboardPage.open(browser, system.url);
    await dashboard.stateBecomes(['live']);
    const splitter = dashboard.page.getByRole('separator', { name: 'Width of the watchlist' });
    await splitter.press('Home');
    await waitFor(async () => (await dashboard.rows()).length >= 12, { what: 'rows' });

    const cut = await dashboard.page
      .locator('[data-symbol] .symbol, [data-symbol] [data-field="last"]')
      .evaluateAll((texts) =>
        texts
          .filter((text) => text.scrollWidth > text.clientWidth + 1)
          .map((text) => text.textContent),
      );

    expect(cut).toEqual([]);
    await dashboard.page.reload();
    await dashboard.stateBecomes(['live']);
    expect(await splitter.getAttribute('aria-valuenow')).toBe('240');
    await dashboard.close();
  });

  test('keeps the choice of symbol and interval in the address', async () => {
    const dashboard = await DashboardPage.open(browser, system.url, { fragment: '#ETH-USD/1m' });
    await dashboard.stateBecomes(['live']);

    await waitFor(
      async () => (await dashboard.page.locator('h2').first().textContent()) === 'ETH-USD',
      { what: 'the title' },
    );
    await dashboard.page.locator('[data-symbol="BTC-USD"]').click();

    await waitFor(() => dashboard.page.url().endsWith('#BTC-USD/1m'), { what: 'the address' });
    await dashboard.close();
  });
});
