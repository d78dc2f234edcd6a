import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bar, Session } from '../../../proto/types.ts';
import { DayStatistics } from '../../../server/market/day-statistics.ts';
import { START_MS } from './ticks.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

interface Print {
  readonly timeMs: number;
  readonly price: number;
  readonly size: number;
}

/** Start of the day that `timeMs` is in, by the definition of the session. */
function dayStartMs(session: Session, timeMs: number): number {
  const minuteMs = Math.floor(timeMs / MINUTE_MS) * MINUTE_MS;
  if (session.kind === 'rolling24h') return minuteMs - DAY_MS + MINUTE_MS;
  let startMs = Math.floor(timeMs / DAY_MS) * DAY_MS + session.startMinuteUtc * MINUTE_MS;
  if (startMs > timeMs) startMs -= DAY_MS;
  return startMs;
}

/** What the statistics must be: computed anew from all trades of the day of the newest one. */
function recompute(session: Session, prints: readonly Print[]): object | undefined {
  const newestMs = Math.max(...prints.map(({ timeMs }) => timeMs));
  // A trade that was outside the day when it arrived is inside no later day either.
  const day = prints.filter(({ timeMs }) => timeMs >= dayStartMs(session, newestMs));
  const minuteOf = ({ timeMs }: Print): number => Math.floor(timeMs / MINUTE_MS);
  const firstMinute = Math.min(...day.map(minuteOf));
  const volume = day.reduce((sum, { size }) => sum + size, 0);
  const turnover = day.reduce((sum, { price, size }) => sum + price * size, 0);
  const open = day.find((print) => minuteOf(print) === firstMinute)?.price;
  return {
    open,
    high: Math.max(...day.map(({ price }) => price)),
    low: Math.min(...day.map(({ price }) => price)),
    vwap: volume === 0 ? open : Math.round(turnover / volume),
    volume,
    tradeCount: day.length,
  };
}

const session: fc.Arbitrary<Session> = fc.oneof(
  fc.constant({ kind: 'rolling24h' as const }),
  fc.record({ kind: fc.constant('daily' as const), startMinuteUtc: fc.nat(1439) }),
);

/** Trades that mostly move on by seconds, sometimes by hours, and are sometimes late by up to two days. */
const prints: fc.Arbitrary<Print[]> = fc
  .array(
    fc.record({
      stepMs: fc.oneof(
        { weight: 6, arbitrary: fc.nat(30_000) },
        { weight: 2, arbitrary: fc.nat(DAY_MS) },
      ),
      lateMs: fc.oneof(
        { weight: 5, arbitrary: fc.constant(0) },
        { weight: 2, arbitrary: fc.nat(2 * DAY_MS) },
      ),
      price: fc.integer({ min: 1, max: 1_000 }),
      size: fc.nat(1_000),
    }),
    { minLength: 1, maxLength: 60, size: 'max' },
  )
  .map((steps) => {
    let nowMs = START_MS;
    return steps.map(({ stepMs, lateMs, price, size }) => {
      nowMs += stepMs;
      return { timeMs: nowMs - lateMs, price, size };
    });
  });

function barOf(openTimeMs: number, price: number): Bar {
  const prices = { open: price, high: price + 5, low: price - 5, close: price };
  return { openTimeMs, ...prices, volume: 10, tradeCount: 2, turnover: 10 * price };
}

describe('day statistics', () => {
  test('equal those computed anew from all trades, late ones and new days included', () => {
    fc.assert(
      fc.property(session, prints, (ofInstrument, all) => {
        const statistics = new DayStatistics(ofInstrument);
        for (const [index, { timeMs, price, size }] of all.entries()) {
          statistics.addTrade(timeMs, price, size);
          expect(statistics.view()).toEqual(recompute(ofInstrument, all.slice(0, index + 1)));
        }
      }),
    );
  });

  test('are absent before the first trade', () => {
    expect(new DayStatistics({ kind: 'rolling24h' }).view()).toBeUndefined();
  });

  test('restart at the session start, not at midnight', () => {
    const startMs = Math.floor(START_MS / DAY_MS) * DAY_MS + 870 * MINUTE_MS;
    const statistics = new DayStatistics({ kind: 'daily', startMinuteUtc: 870 });

    statistics.addTrade(startMs - 1, 10, 1);
    expect(statistics.view()).toMatchObject({ open: 10, tradeCount: 1 });
    statistics.addTrade(startMs, 20, 1);
    expect(statistics.view()).toMatchObject({ open: 20, low: 20, tradeCount: 1 });
    statistics.addTrade(startMs + DAY_MS - 1, 5, 1);
    expect(statistics.view()).toMatchObject({ open: 20, low: 5, tradeCount: 2 });
  });

  test('let a minute go 24 hours after it', () => {
    const statistics = new DayStatistics({ kind: 'rolling24h' });

    statistics.addTrade(START_MS, 1_000, 1);
    statistics.addTrade(START_MS + DAY_MS - 1, 10, 1);
    expect(statistics.view()).toMatchObject({ open: 1_000, high: 1_000, tradeCount: 2 });
    statistics.addTrade(START_MS + DAY_MS, 11, 1);
    expect(statistics.view()).toMatchObject({ open: 10, high: 11, tradeCount: 2 });
  });

  test('count the stored bars of the day that were before the first trade', () => {
    const statistics = new DayStatistics({ kind: 'rolling24h' });
    statistics.addTrade(START_MS, 100, 10);

    statistics.addBars([
      barOf(START_MS - DAY_MS, 9_999),
      barOf(START_MS - DAY_MS + MINUTE_MS, 60),
      barOf(START_MS - MINUTE_MS, 80),
    ]);

    expect(statistics.view()).toEqual({
      open: 60,
      high: 100,
      low: 55,
      vwap: 80,
      volume: 30,
      tradeCount: 5,
    });
  });

  test('are the same whether the stored bars come before or after the first trades', () => {
    const bars = [barOf(START_MS - 2 * MINUTE_MS, 60), barOf(START_MS - MINUTE_MS, 80)];
    const before = new DayStatistics({ kind: 'rolling24h' });
    before.addBars(bars);
    before.addTrade(START_MS, 70, 3);
    const after = new DayStatistics({ kind: 'rolling24h' });
    after.addTrade(START_MS, 70, 3);
    after.addBars(bars);

    expect(after.view()).toEqual(before.view());
  });

  test('take the open of a minute from its stored bar, also after older minutes have gone', () => {
    const statistics = new DayStatistics({ kind: 'rolling24h' });
    statistics.addTrade(START_MS, 100, 1);
    statistics.addBars([barOf(START_MS - DAY_MS + MINUTE_MS, 70), barOf(START_MS, 60)]);
    expect(statistics.view()).toMatchObject({ open: 70 });

    statistics.addTrade(START_MS + MINUTE_MS, 100, 1);

    expect(statistics.view()).toMatchObject({ open: 60, tradeCount: 4 });
  });

  test('keep the mean price between low and high when the volume is beyond what is exact', () => {
    const statistics = new DayStatistics({ kind: 'rolling24h' });
    for (let count = 0; count < 4; count++) {
      statistics.addTrade(START_MS, 50, Number.MAX_SAFE_INTEGER);
    }

    expect(statistics.view()).toMatchObject({ vwap: 50, volume: Number.MAX_SAFE_INTEGER });
  });
});
