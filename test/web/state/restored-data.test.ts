/** What comes back after an outage: bars, tape and gaps, without a hole that is not named. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BarView } from '../../../proto/frames.ts';
import {
  startStreamServer,
  type Session,
  type StreamServer,
} from '../client/support/stream-server.ts';
import { bar, INSTRUMENTS, lastOf, update } from './support/market.ts';
import { connectPage, TestPage } from './support/page.ts';

let server: StreamServer;
let page: TestPage;
let session: Session;

beforeEach(async () => {
  server = await startStreamServer();
  page = new TestPage(server.url);
  page.instruments = INSTRUMENTS;
  session = await connectPage(page, server);
});

afterEach(async () => {
  page.dashboard.destroy();
  await server.close();
});

/** 5 s bars, numbered. */
function barsBetween(from: number, to: number): BarView[] {
  return Array.from({ length: to - from + 1 }, (_, i) => bar((from + i) * 5_000, from + i));
}

async function sendBars(bars: readonly BarView[], isHistory: boolean): Promise<void> {
  const newest = bars.at(-1)?.close;
  const series = { interval: '5s' as const, isHistory, bars };
  session.send({}, [update(1, { bars: [series] })], page.clock.now);
  await page.until(() => page.dashboard.bars.columns.at(-1)?.close === newest);
}

function times(): number[] {
  const { columns } = page.dashboard.bars;
  return Array.from({ length: columns.length }, (_, i) => columns.at(i)?.close ?? 0);
}

function numbers(from: number, to: number): number[] {
  return barsBetween(from, to).map(({ close }) => close);
}

describe('bars', () => {
  beforeEach(async () => {
    page.olderBars = (query) => ({
      bars: barsBetween(1, Number(query.get('to')) / 5_000 - 1),
      hasOlder: false,
    });
    await sendBars(barsBetween(101, 200), true);
    page.dashboard.bars.look({ fromMs: 110 * 5_000, toMs: 150 * 5_000, isLive: false });
    await page.until(() => page.dashboard.bars.columns.length === 200);
  });

  test('older ones come from the server over HTTP while one looks back', () => {
    expect(times()).toEqual(numbers(1, 200));
    expect(page.dashboard.bars.older).toBe('hidden');
  });

  test('older ones bring the gaps that they have, until another series is shown', async () => {
    const gap = { fromMs: 60_000, toMs: 70_000 };
    page.olderBars = () => ({ bars: [], hasOlder: false, gaps: [gap] });
    page.dashboard.bars.look(null);
    await sendBars(barsBetween(260, 300), true);
    page.dashboard.bars.look({ fromMs: 250 * 5_000, toMs: 290 * 5_000, isLive: false });
    await page.until(() => page.dashboard.gaps.length === 1);
    expect(page.dashboard.gaps).toEqual([gap]);
    expect(page.dashboard.bars.older).toBe('start');

    page.dashboard.setPreferences({ interval: '1m' });
    expect(page.dashboard.gaps).toEqual([]);
  });

  test('older ones stay when a history joins on to them', async () => {
    await sendBars(barsBetween(150, 230), true);

    expect(times()).toEqual(numbers(1, 230));
  });

  test('older ones go when a history begins after them, for there would be a hole', async () => {
    page.dashboard.bars.look(null);
    await sendBars(barsBetween(260, 300), true);

    expect(times()).toEqual(numbers(260, 300));
  });

  test('older ones go when a history tells of another market', async () => {
    page.dashboard.bars.look(null);
    const others = barsBetween(150, 230).map((other) => ({ ...other, open: 7 }));
    await sendBars(others, true);

    expect(times()).toEqual(numbers(150, 230));
  });

  test('another interval begins anew', async () => {
    page.dashboard.setPreferences({ interval: '1m' });

    expect(page.dashboard.bars.columns.length).toBe(0);
    expect(page.dashboard.bars.older).toBe('hidden');
    await page.until(() => true);
    expect(page.dashboard.bars.columns.length).toBe(0);
  });
});

describe('gaps', () => {
  test('are those that the server names, of the selected symbol', async () => {
    const gaps = [{ fromMs: 1_000, toMs: 2_000 }];
    session.send({}, [update(1, { gaps })], page.clock.now);
    await page.until(() => page.dashboard.gaps.length === 1);
    expect(page.dashboard.gaps).toEqual(gaps);

    session.send({}, [update(1, { gaps: [] })], page.clock.now);
    await page.until(() => page.dashboard.gaps.length === 0);
    session.send({}, [update(1, { gaps })], page.clock.now);
    await page.until(() => page.dashboard.gaps.length === 1);
    page.dashboard.select('SYM1');
    expect(page.dashboard.gaps).toEqual([]);
  });
});

describe('tape', () => {
  const trade = (entryMs: number) => ({
    ...lastOf(entryMs, 1_700_000_000_000),
    entryMs,
    entrySeq: 0,
    index: 0,
  });

  test('says between which trades others are missing', async () => {
    session.send({}, [update(1, { trades: { trades: [trade(1)], skipped: 0 } })], page.clock.now);
    session.send(
      {},
      [update(1, { trades: { trades: [trade(9), trade(10)], skipped: 7 } })],
      page.clock.now,
    );
    await page.until(() => page.dashboard.book.trades.length === 3);

    expect(page.dashboard.book.skips).toEqual([
      { beforeEntryMs: 9, beforeEntrySeq: 0, beforeIndex: 0, count: 7 },
    ]);
    expect(page.dashboard.book.skipped).toBe(7);
  });
});

describe('page after a sleep', () => {
  test('shows what gathered meanwhile without flashes', async () => {
    const view = () => page.dashboard.symbol('SYM0').view;
    const send = async (price: number): Promise<void> => {
      session.send({}, [update(1, { last: lastOf(price, page.clock.now) })], page.clock.now);
      await page.until(() => view().last === price);
    };
    await send(101);
    expect(view().flashCount).toBe(1);

    // Its timers have not run: nothing has come for longer than anything may take.
    page.clock.leap(8_000);
    await send(102);
    await send(103);
    expect(view().flashCount).toBe(1);
    page.clock.advance(600);
    await page.until(() => true);
    await send(104);
    expect(view().flashCount).toBe(2);
  });
});
