/** One feed that has all venues at once, and what the page has of each when their connections are lost. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VENUE_NAMES, VENUES, type VenueName } from '../../../feed/venues/catalogue.ts';
import type { TradeView } from '../../../proto/frames.ts';
import type { Instrument } from '../../../proto/types.ts';
import type { SymbolView } from '../../../web/state/views.ts';
import { launchChromium } from '../../support/chromium.ts';
import { DashboardPage } from '../../support/dashboard-page.ts';
import { System } from '../../support/system.ts';
import type { MadeTrade } from '../../support/venues/made-market.ts';
import { waitFor } from '../../support/wait-for.ts';
import { barsOf, gapsOf, tradesOf, viewsOf } from './chart-probe.ts';
import { barsFrom, valuesFrom } from './live-venue-truth.ts';
import { LocalVenue, type Watched } from './local-venue.ts';

/** Each market goes on by an event of each symbol so often, milliseconds: Bybit gives no more than 60 past trades. */
const STEP_MS = 40;
/** Of the tape so many newest trades are looked at; it may have more. */
const TAPE_TRADES = 90;
const WAIT_MS = 20_000;

describe('page of symbols of all venues that one feed has', () => {
  let venues: readonly LocalVenue[] = [];
  let watched: readonly Watched[] = [];
  let names: readonly string[] = [];
  let instruments: ReadonlyMap<string, Instrument>;
  let system: System;
  let browser: Browser;
  let dashboard: DashboardPage;
  let running: NodeJS.Timeout | undefined;

  beforeAll(async () => {
    venues = await Promise.all(VENUE_NAMES.map((name, at) => LocalVenue.open(name, at + 1)));
    watched = venues.flatMap((venue) => venue.watched);
    names = watched.map(({ name }) => name);
    running = setInterval(() => {
      for (const venue of venues) venue.step();
    }, STEP_MS);
    [system, browser] = await Promise.all([
      System.start({
        feedArgs: [
          ...['--source', VENUE_NAMES.join(','), '--symbols', names.join(',')],
          '--no-history',
        ],
        feedEnvironment: Object.fromEntries(
          venues.flatMap(({ environment }) => Object.entries(environment)),
        ),
      }),
      launchChromium(),
    ]);
    dashboard = await DashboardPage.open(browser, system.url, {
      watchlist: names,
      fragment: '#BTC-USDT.BINANCE/1s',
    });
    await allFresh(watched);
    const list = (await (await system.get('/api/instruments')).json()) as Instrument[];
    instruments = new Map(list.map((instrument) => [instrument.symbol, instrument]));
  });
  afterAll(async () => {
    clearInterval(running);
    await browser.close();
    await system.stop();
    await Promise.all(venues.map(({ server }) => server.close()));
  });

  function splitBy(name: VenueName): { readonly its: Watched[]; readonly others: Watched[] } {
    return {
      its: watched.filter(({ venue }) => venue.name === name),
      others: watched.filter(({ venue }) => venue.name !== name),
    };
  }

  async function shown(list: readonly Watched[]): Promise<readonly SymbolView[]> {
    const views = await viewsOf(
      dashboard,
      list.map(({ name }) => name),
    );
    return views as SymbolView[];
  }

  /** Trades of each symbol on the page. */
  async function countsOf(list: readonly Watched[]): Promise<readonly number[]> {
    return (await shown(list)).map(({ tradeCount }) => tradeCount ?? 0);
  }

  async function rowsOf(list: readonly Watched[]): Promise<readonly string[]> {
    const rows = await dashboard.rows();
    return list.map(({ name }) => rows.find(({ symbol }) => symbol === name)?.status ?? '');
  }

  async function allFresh(list: readonly Watched[]): Promise<void> {
    await waitFor(async () => (await rowsOf(list)).every((status) => status === 'fresh'), {
      what: 'fresh rows',
      timeoutMs: WAIT_MS,
    });
  }

  /** By what prices and sizes of the made market are multiplied on the page. */
  function scalesOf({ name, made }: Watched): { readonly price: number; readonly size: number } {
    const instrument = instruments.get(name);
    if (instrument === undefined) throw new Error(`the server has no ${name}`);
    return {
      price: 10 ** (instrument.priceDecimals - made.priceDecimals),
      size: 10 ** (instrument.sizeDecimals - made.sizeDecimals),
    };
  }

  /** Trades that the page has to have. */
  function truth(one: Watched): MadeTrade[] {
    const scales = scalesOf(one);
    const lost = one.venue.lostOf(one.made);
    return one.venue
      .tradesOf(one.made)
      .filter((trade) => !lost.has(trade))
      .map((trade) => ({
        ...trade,
        price: trade.price * scales.price,
        size: trade.size * scales.size,
      }));
  }

  /** Until the page has all trades of now and so many more, of each symbol. */
  async function tradesLater(list: readonly Watched[], count: number): Promise<void> {
    const wanted = list.map((one) => truth(one).length + count);
    await waitFor(
      async () => (await countsOf(list)).every((count, at) => count >= (wanted[at] ?? 0)),
      { what: `${String(count)} more trades of each symbol`, timeoutMs: WAIT_MS },
    );
  }

  async function textOf(field: string): Promise<string> {
    return (await dashboard.page.locator(`[data-field=${field}]`).allTextContents())
      .map((text) => text.trim())
      .join('|');
  }

  test('says of the one that is away that it is, and goes on with the others', async () => {
    const { its, others } = splitBy('binance');
    const [away] = its;
    await tradesLater(watched, 5);
    away?.venue.leave('reset');
    await waitFor(async () => (await rowsOf(its)).every((status) => status === 'told'), {
      what: 'the rows of the venue to tell',
    });
    const before = await countsOf(its);
    await tradesLater(others, 10);

    expect(await textOf('feed')).toBe('Feed lost|Feed lost');
    expect(await textOf('feedNotice')).toMatch(/^Feed reconnecting: .+\.$/);
    expect(await rowsOf(others)).toEqual(others.map(() => 'fresh'));
    expect(['live', 'slow']).toContain(await dashboard.state());
    expect(await countsOf(its)).toEqual(before);
    expect(new Set(others.map(({ venue }) => venue.connectionCount))).toEqual(new Set([1]));

    away?.venue.comeBack();
    await tradesLater(its, 5);
    await allFresh(watched);
    expect(await textOf('feedNotice')).toBe('');
  });

  test('says that none can be had while all are away', async () => {
    venues.forEach((venue, at) => {
      // What is under way on a wire that is cut would be lost, too: of Finnhub nobody could say how much.
      const canReset = at % 2 === 0 && VENUES[venue.name].trades !== undefined;
      venue.leave(canReset ? 'reset' : 'closeFrame');
    });
    await dashboard.stateBecomes(['feedLost']);
    const banner = dashboard.page.getByRole('region', { name: 'Connection problem' });
    for (const { server } of venues) {
      expect(await banner.textContent()).toContain(server.protocol.venue);
    }

    for (const venue of venues) venue.comeBack();
    await tradesLater(watched, 5);
    await dashboard.stateBecomes(['live', 'slow']);
    await allFresh(watched);
  });

  test('has every trade once, and a gap where the venue has no past trades', async () => {
    clearInterval(running);
    for (const { server } of venues) server.settle();

    const views = watched.map((one) => ({ ...valuesFrom(truth(one)), ...quoteOf(one) }));
    await expect.poll(() => shown(watched), { timeout: WAIT_MS }).toMatchObject(views);
    for (const one of watched) {
      await dashboard.page.locator(`[data-symbol="${one.name}"]`).click();
      const trades = truth(one);
      const said = { message: one.name, timeout: WAIT_MS };
      await expect.poll(() => barsOf(dashboard), said).toMatchObject(barsFrom(trades));
      await expect
        .poll(async () => (await tradesOf(dashboard)).slice(-TAPE_TRADES).map(tapeEntry), said)
        .toEqual(trades.slice(-TAPE_TRADES).map(tapeEntryOfTruth));
      await expectGaps(one);
    }
    for (const { server } of venues) expect(server.violations).toEqual([]);
    expect(dashboard.problems).toEqual([]);
  });

  /** Best bid and ask that the page has to have. */
  function quoteOf(one: Watched): Partial<SymbolView> {
    const { made, venue } = one;
    if (VENUES[venue.name].capabilities.channels.quotes === undefined) {
      return { bidPrice: null, bidSize: null, askPrice: null, askSize: null };
    }
    const { price, size } = scalesOf(one);
    const { bidPrice, bidSize, askPrice, askSize } = venue.server.market.quote(made.symbol);
    return {
      bidPrice: bidPrice * price,
      bidSize: bidSize * size,
      askPrice: askPrice * price,
      askSize: askSize * size,
    };
  }

  /** One around the trades that are lost for good; none where there are none. */
  async function expectGaps({ name, made, venue }: Watched): Promise<void> {
    const lost = [...venue.lostOf(made)].map(({ timeMs }) => timeMs);
    const count = lost.length === 0 ? 0 : 1;
    await expect
      .poll(() => gapsOf(dashboard), { message: name, timeout: WAIT_MS })
      .toHaveLength(count);
    for (const { fromMs, toMs } of await gapsOf(dashboard)) {
      expect(fromMs).toBeLessThanOrEqual(Math.min(...lost));
      expect(toMs).toBeGreaterThanOrEqual(Math.max(...lost));
    }
  }
});

function tapeEntry({ price, size, venueTimeMs }: TradeView): readonly number[] {
  return [price, size, venueTimeMs];
}

function tapeEntryOfTruth({ price, size, timeMs }: MadeTrade): readonly number[] {
  return [price, size, timeMs];
}
