import type { Browser, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeBar } from '../../../proto/instrument-codec.ts';
import {
  BAR_FIELD,
  barsKey,
  DEFAULT_PARTITION_COUNT,
  partitionOf,
} from '../../../proto/redis-keys.ts';
import { INTERVAL_MS, INTERVALS, type Bar, type BaseInterval } from '../../../proto/types.ts';
import { launchChromium } from '../../support/chromium.ts';
import { DashboardPage } from '../../support/dashboard-page.ts';
import { startLiveServer, type LiveServer } from '../../support/live-server.ts';
import { makeInstrument, makeTrade } from '../../support/test-feed.ts';
import { waitFor } from '../../support/wait-for.ts';
import { barsOf, olderBarsText, scrollBack, watchViews, type ShownBar } from './chart-probe.ts';

const SYMBOL = 'OLD';
/** Bars of each base interval that Redis holds; the oldest opens at a full day. */
const STORED: Readonly<Record<BaseInterval, number>> = { '1s': 3_600, '1m': 4_320, '1h': 2_400 };

/** Bars up to the last whole hour; the values tell one from the other. */
function storedBars(interval: BaseInterval): Bar[] {
  const intervalMs = INTERVAL_MS[interval];
  const dayMs = INTERVAL_MS['1d'];
  const endMs = Math.floor(Date.now() / dayMs) * dayMs - dayMs;
  const firstMs = endMs - STORED[interval] * intervalMs;
  return Array.from({ length: STORED[interval] }, (_, i) => {
    const open = 100_000 + ((i * 37) % 900);
    return {
      openTimeMs: firstMs + i * intervalMs,
      open,
      high: open + 40,
      low: open - 30,
      close: open + 15,
      volume: 1_000 + i,
      tradeCount: 1 + (i % 9),
      turnover: (1_000 + i) * open,
    };
  });
}

/** Of a bar of the interface what a chart needs. */
function chartBar({ openTimeMs, open, high, low, close, volume }: ShownBar): ShownBar {
  return { openTimeMs, open, high, low, close, volume };
}

describe('history of a page', () => {
  let live: LiveServer;
  let browser: Browser;
  let dashboard: DashboardPage;

  beforeAll(async () => {
    [live, browser] = await Promise.all([startLiveServer(), launchChromium()]);
    const partition = partitionOf(SYMBOL, DEFAULT_PARTITION_COUNT);
    for (const interval of ['1s', '1m', '1h'] as const) {
      const pipeline = live.feed.redis.pipeline();
      const key = barsKey(partition, SYMBOL, interval);
      for (const bar of storedBars(interval)) {
        pipeline.xadd(key, `${String(bar.openTimeMs)}-0`, BAR_FIELD, Buffer.from(encodeBar(bar)));
      }
      await pipeline.exec();
    }
    await live.feed.register(makeInstrument(SYMBOL));
    await live.feed.publish(makeTrade(SYMBOL, 100_400));
    await waitFor(
      async () => ((await (await live.get('/api/instruments')).json()) as unknown[]).length === 1,
      { what: 'the server to know the instrument' },
    );
  });
  afterAll(async () => {
    await browser.close();
    await live.stop();
  });

  async function open(
    interval: string,
    size: { width?: number; height?: number } = {},
  ): Promise<void> {
    dashboard = await DashboardPage.open(browser, live.url, {
      fragment: `#${SYMBOL}/${interval}`,
      ...size,
    });
    await waitFor(async () => (await barsOf(dashboard)).length > 0, { what: 'the first candles' });
  }

  /** Bars of the server, as a client of its interface gets them. */
  async function bothEnds(interval: string): Promise<[ShownBar[], ShownBar[]]> {
    const shown = await barsOf(dashboard);
    const served: ShownBar[] = [];
    for (let to = ''; ;) {
      const path = `/api/bars?symbol=${SYMBOL}&interval=${interval}&limit=5000${to}`;
      const page = (await (await live.get(path)).json()) as {
        bars: ShownBar[];
        hasOlder: boolean;
      };
      served.unshift(...page.bars.map(chartBar));
      if (!page.hasOlder || served.length === 0) return [shown, served];
      to = `&to=${String(served[0]?.openTimeMs)}`;
    }
  }

  afterEach(async () => {
    await dashboard.close();
  });

  describe('that one scrolls back through', () => {
    test('comes page after page without a jump, up to its beginning', async () => {
      await open('1m');
      const first = await barsOf(dashboard);
      expect(first.length).toBeLessThanOrEqual(1_001);
      const views = await watchViews(dashboard);
      const requests: string[] = [];
      dashboard.page.on('request', (request) => {
        if (request.url().includes('/api/bars')) requests.push(request.url());
      });

      await scrollBack(
        dashboard,
        async () => (await olderBarsText(dashboard)) === 'Start of history',
      );

      const [shown, served] = await bothEnds('1m');
      expect(shown.length).toBe(STORED['1m'] + 1);
      expect(shown).toEqual(served);
      // One page at a time, none twice.
      expect(new Set(requests).size).toBe(requests.length);
      expect(requests.length).toBeLessThanOrEqual(5);
      // Only hands moved the view: always to older bars, never by another width.
      const seen = await views();
      const widths = seen.map(({ fromMs, toMs }) => toMs - fromMs);
      expect(Math.max(...widths) - Math.min(...widths)).toBeLessThan(1);
      expect(seen.every(({ fromMs }, i) => i === 0 || fromMs <= (seen[i - 1]?.fromMs ?? 0))).toBe(
        true,
      );
      expect(dashboard.problems).toEqual([]);
    });

    test('comes on a phone as well', async () => {
      await open('1m', { width: 390, height: 844 });
      await dashboard.page.getByRole('button', { name: 'Chart', exact: true }).click();
      await dashboard.page.locator('figure[role=group]').focus();
      for (let n = 0; n < 6; n += 1) await dashboard.page.keyboard.press('-');

      await scrollBack(dashboard, async () => (await barsOf(dashboard)).length > 1_500);

      expect(dashboard.problems).toEqual([]);
    });

    test('comes for every candle length', async () => {
      await open('1s');
      for (const [at, interval] of INTERVALS.entries()) {
        await dashboard.page.keyboard.press(String(at + 1));
        await waitFor(async () => (await barsOf(dashboard)).length > 1, { what: interval });
        await dashboard.page.locator('figure[role=group]').focus();
        const [, served] = await bothEnds(interval);
        const shown = await waitFor(
          async () => {
            await dashboard.page.keyboard.press('Home');
            const bars = await barsOf(dashboard);
            return bars[0]?.openTimeMs === served[0]?.openTimeMs ? bars : undefined;
          },
          { what: `the start of the history of ${interval}`, timeoutMs: 20_000 },
        );
        expect(shown).toEqual(served);
        const times = shown.map(({ openTimeMs }) => openTimeMs);
        expect(times.every((timeMs) => timeMs % INTERVAL_MS[interval] === 0)).toBe(true);
        expect(times.toSorted((a, b) => a - b)).toEqual([...new Set(times)]);
      }
      expect(dashboard.problems).toEqual([]);
    });
  });

  describe('that the server does not give', () => {
    const pattern = '**/api/bars*';
    let held: Route[] = [];
    beforeEach(() => {
      held = [];
    });

    test('is said to be loading, then not to be had, and comes when one tries again', async () => {
      await open('1m');
      let count = 0;
      await dashboard.page.route(pattern, (route) => {
        count += 1;
        held.push(route);
      });
      await scrollBack(
        dashboard,
        async () => (await olderBarsText(dashboard)) === 'Loading older candles…',
      );
      expect(count).toBe(1);
      const { length } = await barsOf(dashboard);

      await held.at(-1)?.fulfill({ status: 503, body: '{}' });
      await waitFor(
        async () => (await olderBarsText(dashboard)).startsWith('Earlier history unavailable'),
        { what: 'the failure to be said' },
      );
      expect(await barsOf(dashboard)).toHaveLength(length);
      await dashboard.page.unroute(pattern);
      await dashboard.page.getByRole('button', { name: 'Retry', exact: true }).click();
      await waitFor(async () => (await barsOf(dashboard)).length > length, {
        what: 'older candles',
      });
    });

    test('is given up when another candle length is chosen', async () => {
      await open('1m');
      await dashboard.page.route(pattern, (route) => {
        held.push(route);
      });
      await scrollBack(dashboard, () => Promise.resolve(held.length > 0));

      await dashboard.page.keyboard.press('8');
      await waitFor(async () => (await barsOf(dashboard)).length > 0, {
        what: 'four-hour candles',
      });
      await held[0]?.continue().catch(() => undefined);
      expect(held).toHaveLength(1);
      const times = (await barsOf(dashboard)).map(({ openTimeMs }) => openTimeMs);
      expect(times.every((timeMs) => timeMs % INTERVAL_MS['4h'] === 0)).toBe(true);
    });
  });
});
