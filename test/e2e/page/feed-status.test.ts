/** What the page says while a feed has no source: in the row, in the chart, in the chip, and when it is over. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FeedState, Status, Tick } from '../../../proto/types.ts';
import { launchChromium } from '../../support/chromium.ts';
import { DashboardPage } from '../../support/dashboard-page.ts';
import { startLiveServer, type LiveServer } from '../../support/live-server.ts';
import { makeInstrument, makeQuote, makeTrade } from '../../support/test-feed.ts';
import { waitFor } from '../../support/wait-for.ts';

const SYMBOLS = ['ONE.ACME', 'TWO.ACME', 'THREE.OTHER', 'FOUR.OTHER'];
/** Pictures for people are written there, if it is set. */
const PICTURES = process.env['PICTURES'];

function status(symbol: string, state: FeedState, detail = ''): Status {
  const nowMs = Date.now();
  return { kind: 'status', symbol, venueTimeMs: nowMs, receivedTimeMs: nowMs, state, detail };
}

describe('page of symbols whose feeds say how they are', () => {
  let live: LiveServer;
  let browser: Browser;
  let dashboard: DashboardPage;
  let ticker: NodeJS.Timeout;
  let price = 10_000;
  /** Symbols that trade ten times a second. */
  const trading = new Set(SYMBOLS);

  beforeAll(async () => {
    [live, browser] = await Promise.all([startLiveServer(), launchChromium()]);
    await live.feed.register(
      ...SYMBOLS.map((symbol) => makeInstrument(symbol, { venue: symbol.split('.')[1] ?? '' })),
    );
    ticker = setInterval(() => {
      price += Math.round(Math.sin(price) * 7);
      const ticks = [...trading].flatMap((symbol): Tick[] => {
        const levels = Array.from({ length: 10 }, (_, at) => at + 1);
        const times = { venueTimeMs: Date.now(), receivedTimeMs: Date.now() };
        return [
          makeTrade(symbol, price),
          makeQuote(symbol, price),
          {
            ...{ kind: 'depth', symbol, ...times },
            bids: levels.flatMap((at) => [price - at, 1_000 * at]),
            asks: levels.flatMap((at) => [price + at, 900 * at]),
          },
        ];
      });
      void live.feed.publish(...ticks);
    }, 100);
    dashboard = await DashboardPage.open(browser, live.url, {
      watchlist: SYMBOLS,
      fragment: '#ONE.ACME/1s',
    });
    await waitFor(async () => (await dashboard.rows()).every((row) => row.status === 'fresh'), {
      what: 'all rows to be fresh',
    });
  });
  afterAll(async () => {
    clearInterval(ticker);
    await dashboard.close();
    await browser.close();
    await live.stop();
  });

  const statusOf = async (symbol: string): Promise<string | undefined> =>
    (await dashboard.row(symbol))?.status;
  const textOf = async (field: string): Promise<string> =>
    (await dashboard.page.locator(`[data-field=${field}]`).allTextContents()).join('|').trim();
  const spoken = (): Promise<string | null> =>
    dashboard.page.locator('.sr-only[aria-live=polite]').textContent();
  const picture = async (name: string): Promise<void> => {
    if (PICTURES === undefined) return;
    mkdirSync(PICTURES, { recursive: true });
    await dashboard.page.screenshot({ path: join(PICTURES, `${name}.png`) });
  };

  test('tells of one that reconnects, and leaves the others alone', async () => {
    trading.delete('ONE.ACME');
    await live.feed.publish(
      status('ONE.ACME', 'connecting', 'connection lost, next try in 2 s'),
      status('FOUR.OTHER', 'halted', 'volatility pause'),
    );

    await waitFor(async () => (await statusOf('ONE.ACME')) === 'told', { what: 'the row to tell' });
    await waitFor(async () => (await textOf('feed')) === 'Feed lost|Halted', {
      what: 'words in both rows',
    });
    expect(await textOf('feedNotice')).toBe('Feed reconnecting: connection lost, next try in 2 s.');
    expect(await spoken()).toBe('ONE.ACME: Feed reconnecting: connection lost, next try in 2 s.');
    expect(await statusOf('TWO.ACME')).toBe('fresh');
    expect(await dashboard.state()).toBe('live');
    const name = await dashboard.page.locator('figure[role=group]').getAttribute('aria-label');
    await waitFor(
      async () =>
        (await dashboard.page.locator('figure[role=group]').getAttribute('aria-label'))?.includes(
          'not live, Feed reconnecting',
        ),
      { what: `the chart's name to say so, not ${String(name)}` },
    );
    await picture('one-reconnecting-dark');
  });

  test('shows it to whoever opens the page now', async () => {
    const late = await DashboardPage.open(browser, live.url, {
      watchlist: SYMBOLS,
      fragment: '#ONE.ACME/1s',
      ...{ colorScheme: 'light', width: 390, height: 844 },
    });
    await late.page.getByRole('button', { name: 'Chart' }).click();
    await late.page.locator('[data-field=feedNotice]').waitFor();
    if (PICTURES !== undefined) {
      await late.page.screenshot({ path: join(PICTURES, 'phone-chart-light.png') });
      await late.page.getByRole('button', { name: 'Watchlist', exact: true }).click();
      await late.page.getByText('Feed lost').waitFor();
      await late.page.screenshot({ path: join(PICTURES, 'phone-watchlist-light.png') });
    }
    await late.close();
  });

  test('goes quiet when it is live again', async () => {
    trading.add('ONE.ACME');
    await live.feed.publish(status('ONE.ACME', 'live'), status('FOUR.OTHER', 'live'));

    await waitFor(async () => (await textOf('feedNotice')) + (await textOf('feed')) === '', {
      what: 'nothing to be said',
    });
    await waitFor(async () => (await statusOf('ONE.ACME')) === 'fresh', { what: 'a fresh row' });
  });

  test('tells of a book that is fetched anew at the book alone', async () => {
    // Its depth would end the state.
    trading.delete('ONE.ACME');
    await live.feed.publish(status('ONE.ACME', 'resync', 'checksum differs'));

    await waitFor(async () => (await textOf('bookNotice')) !== '', { what: 'a note at the book' });
    expect(await textOf('feedNotice')).toBe('');
    await picture('resync-dark');
    trading.add('ONE.ACME');
    await waitFor(async () => (await textOf('bookNotice')) === '', { what: 'the new book' });
  });

  test('says in the chip and above all that no symbol can be had, and why', async () => {
    trading.clear();
    await live.feed.publish(
      ...SYMBOLS.map((symbol) => status(symbol, 'connecting', 'connection lost, next try in 2 s')),
    );

    await dashboard.stateBecomes(['feedLost']);
    const banner = dashboard.page.getByRole('region', { name: 'Connection problem' });
    expect(await banner.textContent()).toContain(
      'Feed of ACME, OTHER reconnecting: connection lost, next try in 2 s. Showing last known prices.',
    );
    expect(await textOf('feedNotice')).toBe('');
    await picture('all-reconnecting-dark');
    await dashboard.page.emulateMedia({ colorScheme: 'light' });
    await picture('all-reconnecting-light');

    await live.feed.publish(
      ...SYMBOLS.map((symbol) => status(symbol, 'fatal', 'the API key was refused')),
    );
    await dashboard.stateBecomes(['feedStopped']);
    expect(await banner.textContent()).toContain('stopped: the API key was refused.');
    await picture('all-stopped-light');
    await dashboard.page.emulateMedia({ colorScheme: 'dark' });
    await picture('all-stopped-dark');
  });

  test('lets the silence of a feed that died speak louder than its last word', async () => {
    await live.feed.publish(
      ...SYMBOLS.map((symbol) => status(symbol, 'connecting', 'next try in 2 s')),
    );

    await dashboard.stateBecomes(['feedDown'], 20_000);
    const banner = dashboard.page.getByRole('region', { name: 'Connection problem' });
    expect(await banner.textContent()).toMatch(
      /have sent nothing for .* The feed last said that it was reconnecting \(next try in 2 s\)\./,
    );
    await picture('died-dark');
    expect(dashboard.problems).toEqual([]);
  });
});
