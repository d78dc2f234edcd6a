import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SymbolView } from '../../../web/state/views.ts';
import { launchChromium } from '../../support/chromium.ts';
import { DashboardPage, digitsOf } from '../../support/dashboard-page.ts';
import { System } from '../../support/system.ts';
import { binance, BINANCE_SYMBOLS } from '../../support/venues/binance.ts';
import { decimalText, MadeMarket, type MadeTrade } from '../../support/venues/made-market.ts';
import { VenueServer } from '../../support/venues/venue-server.ts';
import { waitFor } from '../../support/wait-for.ts';
import { barsOf, gapsOf, tradesOf, viewsOf } from './chart-probe.ts';
import { barsFrom, valuesFrom } from './live-venue-truth.ts';

const MADE = BINANCE_SYMBOLS.filter(({ symbol }) => symbol === 'BTC-USDT');
const SYMBOL = 'BTC-USDT.BINANCE';
/** The market goes on by two events so often, milliseconds. */
const STEP_MS = 20;

describe('page of a symbol whose venue loses connections and trades', () => {
  let venue: VenueServer;
  let system: System;
  let browser: Browser;
  let dashboard: DashboardPage;
  let running: NodeJS.Timeout | undefined;

  beforeAll(async () => {
    const market = new MadeMarket({ symbols: MADE, tradeIds: binance.tradeIds });
    // A ping of the venue costs its client one of five messages a second.
    venue = await VenueServer.open(binance, { market, heartbeatMs: 2_000 });
    // Until somebody listens there are no trades, so that the page can have all of them.
    running = setInterval(() => {
      const isHeard = [...venue.sessions].some((session) => session.has('trades', 'BTC-USDT'));
      if (isHeard) venue.advance(2);
    }, STEP_MS);
    [system, browser] = await Promise.all([
      System.start({
        feedArgs: ['--source', 'binance', '--symbols', 'BTC-USDT', '--no-history'],
        feedEnvironment: {
          BINANCE_WS_URL: venue.urls.stream,
          BINANCE_HTTP_URL: venue.urls.http,
        },
      }),
      launchChromium(),
    ]);
    dashboard = await DashboardPage.open(browser, system.url, {
      watchlist: [SYMBOL],
      fragment: `#${SYMBOL}/1s`,
    });
    await dashboard.stateBecomes(['live', 'slow']);
    await waitFor(async () => (await tradesOf(dashboard)).length > 0, { what: 'trades' });
  });
  afterAll(async () => {
    clearInterval(running);
    await browser.close();
    await system.stop();
    await venue.close();
  });

  /** Ends all connections, and lets trades happen before there can be another. */
  async function dropConnection(how: 'closeFrame' | 'reset'): Promise<void> {
    const wanted = accepted() + 1;
    venue.inject({ kind: 'drop', how });
    venue.advance(80);
    await waitFor(() => accepted() >= wanted && venue.sessions.size === 1, {
      what: 'the next connection',
    });
    await tradesLater(20);
  }

  function accepted(): number {
    return venue.handshakes.filter(({ status }) => status === 101).length;
  }

  /** Until the page shows more trades than now. */
  async function tradesLater(count: number): Promise<void> {
    const wanted = truth().length + count;
    await waitFor(async () => ((await shown()).tradeCount ?? 0) >= wanted, {
      what: `${String(wanted)} trades on the page`,
      timeoutMs: 30_000,
    });
  }

  function truth(): readonly MadeTrade[] {
    return venue.market.trades('BTC-USDT');
  }

  async function shown(): Promise<SymbolView> {
    const [view] = await viewsOf(dashboard, [SYMBOL]);
    return view as SymbolView;
  }

  test('shows every trade once: none is missing, none is there twice', async () => {
    await tradesLater(40);
    await dropConnection('reset');
    await dropConnection('closeFrame');
    venue.inject({ kind: 'loseTrades', count: 7 });
    await waitFor(() => venue.left('loseTrades') === 0, { what: 'trades to be lost' });
    await tradesLater(20);

    clearInterval(running);
    venue.settle();
    const trades = truth();
    const last = trades.at(-1);
    await waitFor(async () => (await tradesOf(dashboard)).at(-1)?.venueTimeMs === last?.timeMs, {
      what: 'the last trade on the page',
    });

    expect(await shown()).toMatchObject(valuesFrom(trades));
    const tape = await tradesOf(dashboard);
    expect(tape.map(({ price, size, venueTimeMs }) => [price, size, venueTimeMs])).toEqual(
      trades.slice(-tape.length).map(({ price, size, timeMs }) => [price, size, timeMs]),
    );
    expect(await barsOf(dashboard)).toMatchObject(barsFrom(trades));
    expect(await gapsOf(dashboard)).toEqual([]);
    const row = await dashboard.row(SYMBOL);
    expect(digitsOf(row?.last ?? '')).toBe(decimalText(last?.price ?? 0, 2));
    expect(venue.violations).toEqual([]);
    expect(accepted()).toBe(3);
    expect(dashboard.problems).toEqual([]);
  });
});
