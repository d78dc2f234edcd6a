import { flushSync } from 'svelte';
import { describe, expect, test } from 'vitest';
import BookPanel from '../../../../web/components/book/BookPanel.svelte';
import { buildLadder, neededDecimals } from '../../../../web/components/book/ladder.ts';
import type { GapSpan } from '../../../../web/model/gap-spans.ts';
import { missingText, tapeRows, type TapeLine } from '../../../../web/components/book/tape-rows.ts';
import type { TapeSkip } from '../../../../web/client/link.ts';
import type { BookView } from '../../../../web/state/views.ts';
import { demoDashboard, demoPage, show } from '../demo-page.ts';

describe('ladder', () => {
  const depth = { bids: [100, 50, 99, 100], asks: [102, 25, 103, 200, 104, 10] };

  test('sums sizes from the best level and scales bars to the largest', () => {
    const ladder = buildLadder(depth, 10, 2);

    expect(ladder.bids.map(({ total }) => total)).toEqual([50, 150]);
    expect(ladder.asks.map(({ share }) => share)).toEqual([0.125, 1, 0.05]);
  });

  test('gives the spread in price and basis points', () => {
    const ladder = buildLadder(depth, 10, 2);

    expect(ladder.spread).toBe(2);
    expect(ladder.spreadBasisPoints).toBeCloseTo((2 / 101) * 10_000, 9);
  });

  test('has no spread when a side is missing', () => {
    const ladder = buildLadder({ bids: [], asks: [102, 25] }, 10, 2);

    expect([ladder.spread, ladder.spreadBasisPoints]).toEqual([null, null]);
  });

  test('shows a crossed book as a negative spread', () => {
    expect(buildLadder({ bids: [103, 1], asks: [102, 1] }, 10, 0).spread).toBe(-1);
  });

  test('keeps no more levels than asked for', () => {
    expect(buildLadder(depth, 1, 2).asks).toHaveLength(1);
  });

  test('shows as many decimals as every size needs', () => {
    expect(neededDecimals(1_200, 4)).toBe(2);
    expect(neededDecimals(0, 4)).toBe(0);
    expect(buildLadder(depth, 10, 2).sizeDecimals).toBe(2);
  });
});

describe('tape', () => {
  const dashboard = demoDashboard();
  const { trades } = dashboard.book;
  const before = (at: number, count: number): TapeSkip => {
    const trade = trades[at];
    if (!trade) throw new Error('Expected a trade');
    const { entryMs: beforeEntryMs, entrySeq: beforeEntrySeq, index: beforeIndex } = trade;
    return { beforeEntryMs, beforeEntrySeq, beforeIndex, count };
  };
  const book = (skipped: number, skips: readonly TapeSkip[]): BookView => ({
    depth: null,
    trades,
    skipped,
    skips,
  });

  const rowsOf = (view: BookView, gaps: readonly GapSpan[] = []): TapeLine[] =>
    tapeRows(view, gaps, 100, ({ fromMs }) => `No data for ${fromMs}`);

  test('has a row where trades are missing, below the trade that they came before', () => {
    const rows = rowsOf(book(1_205, [before(4, 1), before(1, 1_204)]));

    expect(rows).toHaveLength(trades.length + 2);
    expect(rows[1]).toMatchObject({ kind: 'trade', trade: trades[1] });
    expect(rows[2]).toMatchObject({ kind: 'missing', text: '1\u202f204 trades skipped' });
    expect(rows[6]).toMatchObject({ kind: 'missing', text: '1 trade skipped' });
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });

  test('leaves out what is missing before trades that are not shown', () => {
    expect(tapeRows(book(3, [before(20, 3)]), [], 10, () => '')).toHaveLength(10);
  });

  test('names a gap after the trades that it follows, and says nothing vague beside it', () => {
    const older = trades[6]?.venueTimeMs ?? 0;
    const newest = trades[0]?.venueTimeMs ?? 0;
    const gaps = [
      { fromMs: older + 1, toMs: older + 9 },
      { fromMs: newest + 1, toMs: newest + 2 },
    ];
    const rows = rowsOf(book(0, [before(5, 0), before(9, 0)]), gaps);

    expect(
      rows.map(({ kind }, at) => (kind === 'missing' ? at : -1)).filter((at) => at >= 0),
    ).toEqual([6, 11]);
    expect(rows[6]).toMatchObject({ text: `No data for ${older + 1}` });
    expect(rows[11]).toMatchObject({ text: 'Trades may be missing here' });
  });

  test.each([
    [0, [], ''],
    [0, [before(2, 0)], 'Some trades may be missing'],
    [1, [before(2, 1)], '1 trade skipped'],
    [1_204, [before(2, 1_204)], '1\u202f204 trades skipped'],
    [9, [before(2, 9), before(5, 0)], '9 trades skipped, more may be missing'],
  ])('counts what is missing in all: %i', (skipped, skips, text) => {
    expect(missingText(book(skipped, skips))).toBe(text);
  });
});

describe('book panel', () => {
  test('has its headings in order', () => {
    const root = show(BookPanel, { page: demoPage(demoDashboard()) });
    [...root.querySelectorAll<HTMLElement>('[role=tab]')].at(-1)?.click();
    flushSync();

    const levels = [...root.querySelectorAll('h2, h3')].map(({ tagName }) => tagName);
    expect(levels).toEqual(['H2', 'H3', 'H3', 'H3', 'H3']);
  });

  test('lists ten levels a side around the spread, and the newest trade first', () => {
    const page = demoPage(demoDashboard());
    const root = show(BookPanel, { page });

    expect(root.querySelectorAll('.ask .price')).toHaveLength(10);
    expect(root.querySelectorAll('.bid .price')).toHaveLength(10);
    expect(root.querySelectorAll('ol > li').length).toBe(40);
  });

  test('says of the venue only whether it sends, for the last message is not reported each time', () => {
    const dashboard = demoDashboard();
    const instrument = dashboard.symbol(dashboard.preferences.selected).instrument;
    const venue = { venue: instrument?.venue ?? '', lastReceivedMs: dashboard.nowMs - 15_000 };
    dashboard.connection = { ...dashboard.connection, venues: [{ ...venue, isSilent: false }] };
    const root = show(BookPanel, { page: demoPage(dashboard) });
    [...root.querySelectorAll<HTMLElement>('[role=tab]')].at(-1)?.click();
    flushSync();
    expect(root.textContent).toContain('Sending');

    dashboard.connection = { ...dashboard.connection, venues: [{ ...venue, isSilent: true }] };
    flushSync();
    expect(root.textContent).toContain('Silent for 15\u202fs');
  });

  test('says how many trades are missing', () => {
    const dashboard = demoDashboard();
    dashboard.book = { ...dashboard.book, skipped: 1_204 };
    const root = show(BookPanel, { page: demoPage(dashboard) });

    expect(root.querySelector('.skipped')?.textContent).toContain('1\u202f204 trades skipped');
  });
});
