import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Dashboard } from '../../../web/state/dashboard.ts';
import { launchChromium } from '../../support/chromium.ts';
import { DashboardPage, digitsOf } from '../../support/dashboard-page.ts';
import {
  hasRecordings,
  RECORDINGS,
  summarize,
  type PlainBar,
  type PlainSummary,
  whyRecordingsAreMissing,
} from '../../support/recording.ts';
import { System } from '../../support/system.ts';
import { waitFor } from '../../support/wait-for.ts';

/** Rows of the chart's bars, every number brought to eight decimals, as text. */
type BarText = readonly [openTimeMs: number, ...prices: string[]];

function expectedBars(bars: ReadonlyMap<number, PlainBar>): BarText[] {
  return [...bars.values()].map(({ openTimeMs, open, high, low, close, volume }) => [
    openTimeMs,
    ...[open, high, low, close, volume].map(String),
  ]);
}

/** What the page's chart holds and what its state says of the selected symbol. */
async function shown(dashboard: DashboardPage): Promise<{
  readonly bars: BarText[];
  readonly tradeCount: number | null;
  readonly volume: string;
}> {
  return dashboard.page.evaluate(() => {
    const { tickwire } = globalThis as unknown as { tickwire: Dashboard };
    const { columns } = tickwire.bars;
    const store = tickwire.symbol(tickwire.preferences.selected);
    const { priceDecimals, sizeDecimals } = store.instrument ?? {
      priceDecimals: 8,
      sizeDecimals: 8,
    };
    const exact = (value: number, decimals: number): string =>
      (BigInt(value) * 10n ** BigInt(8 - decimals)).toString();
    const bars: [number, ...string[]][] = [];
    for (let at = columns.start; at < columns.end; at++) {
      bars.push([
        columns.openTimeMs[at] ?? 0,
        exact(columns.open[at] ?? 0, priceDecimals),
        exact(columns.high[at] ?? 0, priceDecimals),
        exact(columns.low[at] ?? 0, priceDecimals),
        exact(columns.close[at] ?? 0, priceDecimals),
        exact(columns.volume[at] ?? 0, sizeDecimals),
      ]);
    }
    return {
      bars,
      tradeCount: store.view.tradeCount,
      volume: exact(store.view.volume ?? 0, sizeDecimals),
    };
  });
}

describe.skipIf(!hasRecordings)(`page on a recorded Binance file${whyRecordingsAreMissing}`, () => {
  let system: System;
  let browser: Browser;

  beforeAll(async () => {
    const files = RECORDINGS.flatMap(({ path }) => ['--file', path]);
    [system, browser] = await Promise.all([
      System.start({ feedArgs: ['--source', 'replay', '--speed', '40', ...files] }),
      launchChromium(),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await system.stop();
  });

  test.each(
    RECORDINGS.flatMap((recording) => [
      { ...recording, interval: '1s' as const },
      { ...recording, interval: '1m' as const },
    ]),
  )(
    'ends with every $interval bar, trade and unit of volume of $symbol',
    async ({ symbol, path, interval }) => {
      const expected: PlainSummary = summarize(path);
      // The first of these pages is open while the file plays, the later ones get its end.
      const dashboard = await DashboardPage.open(browser, system.url, {
        fragment: `#${symbol}/${interval}`,
      });

      await waitFor(async () => (await shown(dashboard)).tradeCount === expected.tradeCount, {
        what: `${String(expected.tradeCount)} trades of ${symbol} on the page`,
        timeoutMs: 60_000,
      });
      const bars = expectedBars(interval === '1s' ? expected.seconds : expected.minutes);
      await waitFor(async () => (await shown(dashboard)).bars.length === bars.length, {
        what: `${String(bars.length)} bars`,
      });

      const whole = await shown(dashboard);
      expect(whole.bars).toEqual(bars);
      expect(whole.volume).toBe(String(expected.volume));
      // The row's text follows the state at most ten times a second.
      await waitFor(
        async () => {
          const digits = digitsOf((await dashboard.row(symbol))?.last ?? '').replace('.', '');
          return BigInt(digits) * 1_000_000n === expected.lastPrice;
        },
        { what: 'the last price to the digit' },
      );
      expect(dashboard.problems).toEqual([]);
      await dashboard.close();
    },
  );
});
