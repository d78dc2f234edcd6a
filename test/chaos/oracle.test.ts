import { describe, expect, test } from 'vitest';
import { makeInstrument, makeQuote, makeTrade } from '../support/test-feed.ts';
import type { Trade } from '../../proto/types.ts';
import { trueSymbol } from './oracle.ts';

const NOON_MS = Date.UTC(2026, 2, 3, 12);
const instrument = makeInstrument('AAA');

function trade(afterMs: number, price: number, size = 1, change: Partial<Trade> = {}): Trade {
  const timeMs = NOON_MS + afterMs;
  return makeTrade('AAA', price, {
    size,
    venueTimeMs: timeMs,
    receivedTimeMs: timeMs,
    tradeId: `${String(afterMs)} ${String(price)}`,
    ...change,
  });
}

describe('oracle', () => {
  test('puts trades into bars of all intervals', () => {
    const truth = trueSymbol(instrument, [trade(0, 10), trade(900, 12, 2), trade(6_100, 9, 3)]);

    expect(truth.bars['1s']).toEqual([
      { openTimeMs: NOON_MS, open: 10, high: 12, low: 10, close: 12, volume: 3 },
      { openTimeMs: NOON_MS + 6_000, open: 9, high: 9, low: 9, close: 9, volume: 3 },
    ]);
    expect(truth.bars['5s']?.map(({ openTimeMs }) => openTimeMs - NOON_MS)).toEqual([0, 5_000]);
    expect(truth.bars['4h']).toEqual([
      { openTimeMs: NOON_MS, open: 10, high: 12, low: 9, close: 9, volume: 6 },
    ]);
  });

  test('leaves a late trade out of the bars that are closed, and counts it elsewhere', () => {
    const late = trade(900, 50, 5, { receivedTimeMs: NOON_MS + 5_000 });
    const truth = trueSymbol(instrument, [trade(0, 10), trade(3_100, 11), late]);

    expect(truth.bars['1s']?.[0]?.volume).toBe(1);
    expect(truth.bars['5s']?.[0]?.volume).toBe(2);
    expect(truth.bars['1m']?.[0]?.volume).toBe(7);
    expect(truth.statistics).toMatchObject({ volume: 7, high: 50, tradeCount: 3 });
    expect(truth.last?.price).toBe(11);
  });

  test('takes a late trade into a bar within the grace, and quotes move the clock as well', () => {
    const inTime = trade(500, 12, 4, { receivedTimeMs: NOON_MS + 2_900 });
    const quote = makeQuote('AAA', 10, {
      venueTimeMs: NOON_MS + 3_000,
      receivedTimeMs: NOON_MS + 3_000,
    });
    const tooLate = trade(600, 13, 8, { receivedTimeMs: NOON_MS + 3_100 });

    const truth = trueSymbol(instrument, [trade(0, 10), inTime, quote, tooLate]);

    expect(truth.bars['1s']?.[0]).toMatchObject({ volume: 5, close: 12 });
  });

  test('counts a trade that comes twice once', () => {
    const twice = trade(0, 10, 7);
    const truth = trueSymbol(instrument, [twice, trade(10, 11), twice]);

    expect(truth.trades).toHaveLength(2);
    expect(truth.bars['1d']?.[0]?.volume).toBe(8);
  });

  test('does not believe a time far ahead', () => {
    const ahead = trade(3_600_000, 10, 1, { receivedTimeMs: NOON_MS });

    expect(trueSymbol(instrument, [ahead]).bars['1s']?.[0]?.openTimeMs).toBe(NOON_MS);
  });

  test('begins the day with the session, or 24 hours ago', () => {
    const daily = makeInstrument('AAA', { session: { kind: 'daily', startMinuteUtc: 12 * 60 } });
    const trades = [trade(-60_000, 10), trade(60_000, 20), trade(120_000, 30)];

    expect(trueSymbol(daily, trades).statistics).toMatchObject({ open: 20, low: 20, volume: 2 });
    expect(trueSymbol(instrument, trades).statistics).toMatchObject({ open: 10, volume: 3 });
    expect(trueSymbol(instrument, trades).statistics?.vwap).toBe(20);
  });
});
