import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import { DashboardPage } from '../../support/dashboard-page.ts';
import { System } from '../../support/system.ts';
import { TcpProxy } from '../../support/tcp-proxy.ts';
import { waitFor } from '../../support/wait-for.ts';
import { barsOf, gapsOf, tradesOf, viewsOf, type PageGlobals } from './chart-probe.ts';

const LOST = ['reconnecting', 'connecting', 'offline'];
const SYMBOLS = ['BTC-USD', 'ETH-USD', 'SOL-USD'];

describe('page that loses its connection three times', () => {
  let system: System;
  let browser: Browser;
  let proxy: TcpProxy;
  let losing: DashboardPage;
  let steady: DashboardPage;

  beforeAll(async () => {
    proxy = await TcpProxy.open({ targetPort: () => Number(new URL(system.url).port) });
    const proxyUrl = `https://localhost:${String(proxy.port)}`;
    const serverEnvironment = { ALLOWED_ORIGINS: proxyUrl };
    [system, browser] = await Promise.all([System.start({ serverEnvironment }), launchChromium()]);
    const open = (url: string): Promise<DashboardPage> =>
      DashboardPage.open(browser, url, { watchlist: SYMBOLS, fragment: '#BTC-USD/1s' });
    losing = await open(proxyUrl);
    steady = await open(system.url);
    for (const page of [losing, steady]) {
      await page.stateBecomes(['live', 'slow']);
      await waitFor(async () => (await tradesOf(page)).length > 0, { what: 'trades' });
    }
  });
  afterAll(async () => {
    await browser.close();
    await proxy.close();
    await system.stop();
  });

  /** How many seconds of candles the steady page has got since. */
  async function candlesLater(count: number): Promise<void> {
    const newestMs = async (): Promise<number> => (await barsOf(steady)).at(-1)?.openTimeMs ?? 0;
    const wantedMs = (await newestMs()) + count * 1_000;
    await waitFor(async () => (await newestMs()) >= wantedMs, {
      what: `${String(count)} s of candles`,
      timeoutMs: 60_000,
    });
  }

  test('shows the same candles, trades and values as one that did not', async () => {
    const isBack = (): Promise<number> => losing.stateBecomes(['live', 'slow'], 20_000);
    // The wire is cut.
    await proxy.set({ isRefusing: true });
    proxy.reset();
    await losing.stateBecomes(LOST);
    await candlesLater(4);
    await proxy.clear();
    await isBack();

    // The link is dead, and nobody says so.
    await proxy.set({ isBlackholed: true });
    await losing.stateBecomes(LOST, 30_000);
    proxy.reset();
    await candlesLater(2);
    await proxy.clear();
    await isBack();

    // What the server sent is on its way, and never arrives.
    await proxy.set({ muted: ['down'] });
    await candlesLater(3);
    proxy.reset();
    await losing.stateBecomes(LOST);
    await proxy.clear();
    await isBack();
    await candlesLater(2);

    await system.killFeed();
    await waitFor(async () => same(await tradesOf(losing), await tradesOf(steady)), {
      what: 'both pages to have the last trade',
      timeoutMs: 15_000,
    });
    const [bars, others] = [await barsOf(losing), await barsOf(steady)];
    const fromMs = Math.max(bars[0]?.openTimeMs ?? 0, others[0]?.openTimeMs ?? 0);
    const since = (list: typeof bars): typeof bars =>
      list.filter((bar) => bar.openTimeMs >= fromMs);
    expect(since(bars).length).toBeGreaterThan(500);
    expect(since(bars)).toEqual(since(others));
    const times = bars.map(({ openTimeMs }) => openTimeMs);
    expect(new Set(times).size).toBe(times.length);
    expect(await gapsOf(losing)).toEqual(await gapsOf(steady));
    expect(await viewsOf(losing, SYMBOLS)).toEqual(await viewsOf(steady, SYMBOLS));
    expect(await losing.page.locator('.tape .skipped').count()).toBe(0);
    expect(steady.problems).toEqual([]);
    for (const interval of ['5s', '1m', '1h'] as const) {
      for (const page of [losing, steady]) {
        await page.page.evaluate((wanted) => {
          (globalThis as unknown as PageGlobals).tickwire.setPreferences({ interval: wanted });
        }, interval);
        await waitFor(async () => (await barsOf(page)).length > 0, { what: interval });
      }
      expect(await barsOf(losing)).toEqual(await barsOf(steady));
    }
  });

  /** The longest common end: a page that was away may hold fewer old ones. */
  function same(
    a: readonly { entryMs: number; entrySeq: number; index: number }[],
    b: typeof a,
  ): boolean {
    const length = Math.min(a.length, b.length);
    return length > 0 && JSON.stringify(a.slice(-length)) === JSON.stringify(b.slice(-length));
  }
});
