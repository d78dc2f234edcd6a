import { describe, expect, test } from 'vitest';
import { gridCommand, type GridKey } from '../../../../web/components/watchlist/grid-command.ts';
import { rowStatus } from '../../../../web/components/watchlist/row-status.ts';
import {
  scrollTopFor,
  virtualWindow,
} from '../../../../web/components/watchlist/virtual-window.ts';
import {
  orderWatchlist,
  type OrderFacts,
} from '../../../../web/components/watchlist/watchlist-order.ts';

describe('virtual window', () => {
  test('holds the rows in view and a few beyond each edge', () => {
    expect(virtualWindow(0, 320, 32, 500)).toEqual({ start: 0, end: 15 });
    expect(virtualWindow(3_200, 320, 32, 500)).toEqual({ start: 96, end: 115 });
  });

  test('never leaves the list', () => {
    expect(virtualWindow(99_999, 320, 32, 20)).toEqual({ start: 5, end: 20 });
    expect(virtualWindow(-80, 320, 32, 3)).toEqual({ start: 0, end: 3 });
    expect(virtualWindow(0, 320, 32, 0)).toEqual({ start: 0, end: 0 });
  });

  test('scrolls no further than needed to show a row', () => {
    expect(scrollTopFor(2, 0, 320, 32)).toBe(0);
    expect(scrollTopFor(2, 200, 320, 32)).toBe(64);
    expect(scrollTopFor(20, 0, 320, 32)).toBe(352);
  });
});

describe('watchlist order', () => {
  const facts: OrderFacts[] = [
    { symbol: 'B', name: 'Beta', change: 0.02, tradeCount: 5 },
    { symbol: 'C', name: 'Gamma', change: null, tradeCount: null },
    { symbol: 'A', name: 'Alpha', change: -0.01, tradeCount: 9 },
  ];

  test.each([
    ['own', ['B', 'C', 'A']],
    ['symbol', ['A', 'B', 'C']],
    ['changeDown', ['B', 'A', 'C']],
    ['changeUp', ['A', 'B', 'C']],
    ['active', ['A', 'B', 'C']],
  ] as const)('by %s puts unknown values last', (sort, expected) => {
    expect(orderWatchlist(facts, '', sort)).toEqual(expected);
  });

  test('keeps rows whose symbol or name holds the filter', () => {
    expect(orderWatchlist(facts, ' aLp', 'own')).toEqual(['A']);
    expect(orderWatchlist(facts, 'zzz', 'own')).toEqual([]);
  });
});

describe('watchlist keys', () => {
  const key = (name: string, altKey = false): GridKey => ({
    key: name,
    altKey,
    ctrlKey: false,
    metaKey: false,
  });

  test.each([
    ['ArrowDown', 3, { kind: 'moveCursor', index: 4 }],
    ['ArrowDown', 9, { kind: 'moveCursor', index: 9 }],
    ['ArrowDown', -1, { kind: 'moveCursor', index: 0 }],
    ['ArrowUp', -1, { kind: 'moveCursor', index: 9 }],
    ['PageDown', 0, { kind: 'moveCursor', index: 4 }],
    ['Home', 5, { kind: 'moveCursor', index: 0 }],
    ['End', 5, { kind: 'moveCursor', index: 9 }],
    ['Enter', 5, { kind: 'open' }],
    ['Delete', 5, { kind: 'remove' }],
  ] as const)('%s at row %d', (name, index, command) => {
    expect(gridCommand(key(name), index, 10, 5)).toEqual(command);
  });

  test('moves a row by Alt and an arrow', () => {
    expect(gridCommand(key('ArrowUp', true), 5, 10, 5)).toEqual({ kind: 'moveRow', index: 4 });
    expect(gridCommand(key('ArrowUp', true), 0, 10, 5)).toEqual({ kind: 'moveRow', index: 0 });
    expect(gridCommand(key('Enter', true), 0, 10, 5)).toBeUndefined();
  });
});

describe('row status', () => {
  const view = {
    error: '',
    isRetried: false,
    last: 5,
    bidPrice: null,
    askPrice: null,
    isStale: false,
    lastTickMs: 1_000,
  };

  test('is fresh only while data flows', () => {
    expect(rowStatus(view, 'live').kind).toBe('fresh');
    expect(rowStatus(view, 'slow').kind).toBe('fresh');
  });

  test.each([
    'reconnecting',
    'offline',
    'logDown',
    'rejected',
    'catchingUp',
    'connecting',
  ] as const)('is frozen while %s, even if the row was not told yet', (state) => {
    expect(rowStatus(view, state)).toEqual({ kind: 'frozen', lastTickMs: 1_000 });
  });

  test('is stale when only this symbol is silent', () => {
    expect(rowStatus({ ...view, isStale: true }, 'live').kind).toBe('stale');
  });

  test('says in a word what the feed says, unless all rows are frozen', () => {
    const feed = { word: 'Feed lost', sentence: 'Feed reconnecting', tone: 'warn' } as const;
    const told = { kind: 'told', word: 'Feed lost', text: 'Feed reconnecting' };

    expect(rowStatus({ ...view, isStale: true }, 'live', feed)).toEqual(told);
    expect(rowStatus(view, 'live', feed)).toEqual(told);
    expect(rowStatus(view, 'reconnecting', feed).kind).toBe('frozen');
    expect(rowStatus({ ...view, last: null }, 'live', feed)).toEqual({
      kind: 'error',
      text: 'Feed reconnecting',
    });
    expect(rowStatus({ ...view, last: null }, 'connecting', feed).kind).toBe('loading');
  });

  test('shows the age of a price where the feed has no word for it, and why behind that', () => {
    const feed = { word: '', sentence: 'No data for longer than usual', tone: 'warn' } as const;

    expect(rowStatus({ ...view, isStale: true }, 'live', feed)).toEqual({
      kind: 'stale',
      lastTickMs: 1_000,
      text: 'No data for longer than usual',
    });
    expect(rowStatus(view, 'live', feed).kind).toBe('fresh');
  });

  test('gives the reason when the symbol cannot be had', () => {
    expect(rowStatus({ ...view, error: 'Not offered.' }, 'live')).toEqual({
      kind: 'error',
      text: 'Not offered.',
    });
  });

  test('keeps the price that is known, as an old one, while a refused symbol is asked for again', () => {
    const refused = { ...view, error: 'server is busy, trying again…', isRetried: true };

    expect(rowStatus({ ...refused, isStale: true }, 'live').kind).toBe('stale');
    expect(rowStatus({ ...refused, isStale: true }, 'catchingUp').kind).toBe('frozen');
    expect(rowStatus({ ...refused, last: null }, 'live')).toEqual({
      kind: 'error',
      text: 'Server is busy, trying again…',
    });
  });

  test('is loading before the first value', () => {
    expect(rowStatus({ ...view, last: null }, 'connecting').kind).toBe('loading');
    expect(rowStatus({ ...view, last: null, bidPrice: 4 }, 'live').kind).toBe('fresh');
  });
});
