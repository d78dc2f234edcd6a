/** Looks into the chart of an open dashboard, and moves it by hand. */
import type { TradeView } from '../../../proto/frames.ts';
import type { BarRow } from '../../../web/model/bar-columns.ts';
import type { GapSpan } from '../../../web/model/gap-spans.ts';
import type { Dashboard, ShownSpan } from '../../../web/state/dashboard.ts';
import type { DashboardPage } from '../../support/dashboard-page.ts';

/** What the page has in its global scope under `?debug`. */
export interface PageGlobals {
  tickwire: Dashboard;
  /** Views that the chart has told of since `watchViews`. */
  shownSpans: ShownSpan[];
}

export type ShownBar = BarRow;

/** All candles that the page holds, oldest first. */
export function barsOf({ page }: DashboardPage): Promise<ShownBar[]> {
  return page.evaluate(() => {
    const { columns } = (globalThis as unknown as PageGlobals).tickwire.bars;
    return Array.from({ length: columns.length }, (_, i) => columns.at(i)).filter(
      (bar) => bar !== undefined,
    );
  });
}

/** What stands at the left edge of the candles; empty: nothing. */
export async function olderBarsText({ page }: DashboardPage): Promise<string> {
  return (await page.locator('[data-field=olderBars]').allTextContents()).join('').trim();
}

/** Notes each view from now on. Returns a look at them. */
export async function watchViews({ page }: DashboardPage): Promise<() => Promise<ShownSpan[]>> {
  await page.evaluate(() => {
    const globals = globalThis as unknown as PageGlobals;
    const { bars } = globals.tickwire;
    const look = bars.look.bind(bars);
    globals.shownSpans = [];
    bars.look = (shown) => {
      if (shown) globals.shownSpans.push(shown);
      look(shown);
    };
  });
  return () => page.evaluate(() => (globalThis as unknown as PageGlobals).shownSpans);
}

/** Drags the chart to the right until `isDone`. */
export async function scrollBack(
  { page }: DashboardPage,
  isDone: () => Promise<boolean>,
): Promise<void> {
  const box = await page.locator('figure[role=group]').boundingBox();
  if (!box) throw new Error('expected a chart');
  const y = box.y + box.height / 3;
  const [left, right] = [box.x + 20, box.x + box.width - 120];
  for (let turn = 0; turn < 400; turn += 1) {
    if (await isDone()) return;
    await page.mouse.move(left, y);
    await page.mouse.down();
    await page.mouse.move(right, y, { steps: 3 });
    await page.mouse.up();
  }
  throw new Error('not after 400 drags');
}

/** Spans without data that the page knows of, oldest first. */
export function gapsOf({ page }: DashboardPage): Promise<GapSpan[]> {
  return page.evaluate(() =>
    (globalThis as unknown as PageGlobals).tickwire.gaps.map(({ fromMs, toMs }) => ({
      fromMs,
      toMs,
    })),
  );
}

/** Trades that the page holds, oldest first. */
export function tradesOf({ page }: DashboardPage): Promise<TradeView[]> {
  return page.evaluate(() =>
    (globalThis as unknown as PageGlobals).tickwire.book.trades.toReversed(),
  );
}

/** The values of symbols, without what tells when and how the page got them. */
export function viewsOf({ page }: DashboardPage, symbols: readonly string[]): Promise<unknown[]> {
  return page.evaluate(
    (names) =>
      names.map((name) => {
        const { view } = (globalThis as unknown as PageGlobals).tickwire.symbol(name);
        const ofThePage = ['direction', 'flashCount', 'lastTickMs', 'isStale'];
        return Object.fromEntries(
          Object.entries(view).filter(([field]) => !ofThePage.includes(field)),
        );
      }),
    [...symbols],
  );
}
