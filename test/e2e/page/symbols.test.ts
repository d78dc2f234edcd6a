import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import { DashboardPage, digitsOf } from '../../support/dashboard-page.ts';
import { startLiveServer, type LiveServer } from '../../support/live-server.ts';
import { makeInstrument, makeQuote, makeTrade } from '../../support/test-feed.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('page and its symbols', () => {
  let live: LiveServer;
  let browser: Browser;

  beforeAll(async () => {
    [live, browser] = await Promise.all([startLiveServer(), launchChromium()]);
    await live.feed.register(
      makeInstrument('AAA'),
      makeInstrument('BBB'),
      makeInstrument('SHIB-BTC', { priceDecimals: 8, sizeDecimals: 0 }),
      makeInstrument('EXACT', { priceDecimals: 8, sizeDecimals: 8 }),
    );
    await live.feed.publish(
      makeTrade('AAA', 10_050),
      makeQuote('AAA', 10_050),
      makeTrade('BBB', 2_075),
      makeTrade('SHIB-BTC', 27),
      makeTrade('EXACT', 6_183_763_000_001, { size: 123_456_789 }),
    );
    await waitFor(
      async () => ((await (await live.get('/api/instruments')).json()) as unknown[]).length === 4,
      { what: 'the server to know the instruments' },
    );
  });
  afterAll(async () => {
    await browser.close();
    await live.stop();
  });

  async function shows(page: DashboardPage, symbol: string, digits: string): Promise<void> {
    await waitFor(async () => digitsOf((await page.row(symbol))?.last ?? '') === digits, {
      what: `${symbol} at ${digits}`,
    });
  }

  test('shows prices to the digit that the feed sent', async () => {
    const dashboard = await DashboardPage.open(browser, live.url, {
      watchlist: ['AAA', 'SHIB-BTC', 'EXACT'],
    });

    await shows(dashboard, 'AAA', '100.50');
    await shows(dashboard, 'SHIB-BTC', '0.00000027');
    await shows(dashboard, 'EXACT', '61837.63000001');
    await live.feed.publish(makeTrade('EXACT', Number.MAX_SAFE_INTEGER));
    await shows(dashboard, 'EXACT', '90071992.54740991');
    expect(dashboard.problems).toEqual([]);
    await dashboard.close();
  });

  test('shows the first value of an added symbol at once, without waiting for a tick', async () => {
    const dashboard = await DashboardPage.open(browser, live.url, { watchlist: ['AAA'] });
    await shows(dashboard, 'AAA', '100.50');

    // Nothing is published from here on: only a snapshot can bring the value.
    await dashboard.addSymbol('BBB');

    await shows(dashboard, 'BBB', '20.75');
    await dashboard.close();
  });

  test('receives only its own symbols, next to a page that has others', async () => {
    const [one, two] = await Promise.all([
      DashboardPage.open(browser, live.url, { watchlist: ['AAA'] }),
      DashboardPage.open(browser, live.url, { watchlist: ['BBB'] }),
    ]);
    await Promise.all([shows(one, 'AAA', '100.50'), shows(two, 'BBB', '20.75')]);

    await live.feed.publish(makeTrade('AAA', 10_051), makeTrade('BBB', 2_076));
    await Promise.all([shows(one, 'AAA', '100.51'), shows(two, 'BBB', '20.76')]);

    expect((await one.rows()).map(({ symbol }) => symbol)).toEqual(['AAA']);
    expect((await two.rows()).map(({ symbol }) => symbol)).toEqual(['BBB']);
    await Promise.all([one.close(), two.close()]);
  });

  test('removes a symbol with Delete and brings it back with Undo', async () => {
    const dashboard = await DashboardPage.open(browser, live.url, { watchlist: ['AAA', 'BBB'] });
    await shows(dashboard, 'BBB', '20.76');

    await dashboard.page.locator('[data-symbol="BBB"]').click();
    await dashboard.page.getByRole('grid').first().press('Delete');
    await waitFor(async () => (await dashboard.row('BBB')) === undefined, { what: 'BBB to go' });
    await dashboard.page.getByRole('button', { name: 'Undo' }).click();

    await shows(dashboard, 'BBB', '20.76');
    await dashboard.close();
  });

  test('keeps the watchlist over a reload', async () => {
    const dashboard = await DashboardPage.open(browser, live.url, { watchlist: ['AAA'] });
    await shows(dashboard, 'AAA', '100.51');
    await dashboard.addSymbol('BBB');
    await shows(dashboard, 'BBB', '20.76');

    await dashboard.page.reload();

    await shows(dashboard, 'BBB', '20.76');
    expect((await dashboard.rows()).map(({ symbol }) => symbol)).toEqual(['AAA', 'BBB']);
    await dashboard.close();
  });

  test('says of a symbol that no feed offers what it is, and shows it once a feed does', async () => {
    const dashboard = await DashboardPage.open(browser, live.url, {
      watchlist: ['AAA', 'NEWLY'],
    });
    await waitFor(async () => (await dashboard.row('NEWLY'))?.status === 'error', {
      what: 'the row to say that the symbol is unknown',
    });

    await live.feed.register(makeInstrument('NEWLY'));
    await live.feed.publish(makeTrade('NEWLY', 777));

    await shows(dashboard, 'NEWLY', '7.77');
    await dashboard.close();
  });
});
