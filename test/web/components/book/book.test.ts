import { flushSync } from 'svelte';
import { describe, expect, test } from 'vitest';
import BookPanel from '../../../../web/components/book/BookPanel.svelte';
import { buildLadder, neededDecimals } from '../../../../web/components/book/ladder.ts';
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

describe('book panel', () => {
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

    expect(root.querySelector('.skipped')?.textContent).toContain('1\u202f204 trades missing');
  });
});
