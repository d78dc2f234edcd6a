/** The y range widens at once, narrows late, and copes with nothing, one value, and flat values. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fitRange,
  NARROW_AFTER_MS,
  niceStep,
  nextRange,
  PRICE_RANGE_RULE,
  VOLUME_RANGE_RULE,
} from '../../../web/model/chart-value-range.ts';

const rule = PRICE_RANGE_RULE;

describe('value range', () => {
  test('holds its extremes with some air, for any extremes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(2 ** 50), max: 2 ** 50 }),
        fc.integer({ min: 0, max: 2 ** 40 }),
        (low, span) => {
          const range = fitRange({ low, high: low + span }, rule);

          expect(range.low).toBeLessThanOrEqual(low);
          expect(range.high).toBeGreaterThanOrEqual(low + span);
          expect(range.high).toBeGreaterThan(range.low);
        },
      ),
      { seed: 2 },
    );
  });

  test('shows a flat bar in the middle of about plus and minus 0.1 %', () => {
    const range = fitRange({ low: 100_000, high: 100_000 }, rule);

    expect(range.low).toBeGreaterThan(99_700);
    expect(range.low).toBeLessThanOrEqual(99_900);
    expect(range.high).toBeGreaterThanOrEqual(100_100);
    expect((range.low + range.high) / 2).toBeCloseTo(100_000, -1);
  });

  test('shows a flat bar at price 0 too', () => {
    const range = fitRange({ low: 0, high: 0 }, rule);

    expect(range.low).toBeLessThan(0);
    expect(range.high).toBeGreaterThan(0);
  });

  test('begins volumes at zero, without any volume too', () => {
    expect(fitRange({ low: 0, high: 0 }, VOLUME_RANGE_RULE)).toMatchObject({ low: 0 });
    expect(fitRange({ low: 5, high: 1_000 }, VOLUME_RANGE_RULE).low).toBe(0);
    expect(fitRange({ low: 0, high: 0 }, VOLUME_RANGE_RULE).high).toBeGreaterThan(0);
  });

  test('is taken as it fits when nothing was shown before', () => {
    const extremes = { low: 1_000, high: 2_000 };

    expect(nextRange(null, extremes, rule, 0)).toEqual(fitRange(extremes, rule));
    expect(nextRange(null, null, rule, 0)).toBeNull();
  });

  test('stays the same object while values move inside it', () => {
    const range = fitRange({ low: 1_000, high: 2_000 }, rule);

    expect(nextRange(range, { low: 1_010, high: 2_005 }, rule, 5)).toBe(range);
  });

  test('widens at once, on the side that needs it', () => {
    const range = fitRange({ low: 1_000, high: 2_000 }, rule);

    const wider = nextRange(range, { low: 1_000, high: 2_500 }, rule, 5);

    expect(wider?.high).toBeGreaterThan(2_500);
    expect(wider?.low).toBe(range.low);
  });

  test('narrows only after the values have been close together for a while', () => {
    const range = fitRange({ low: 1_000, high: 2_000 }, rule);
    const close = { low: 1_400, high: 1_600 };

    const waiting = nextRange(range, close, rule, 100);
    const stillWaiting = nextRange(waiting, close, rule, 100 + NARROW_AFTER_MS - 1);
    const narrowed = nextRange(stillWaiting, close, rule, 100 + NARROW_AFTER_MS);

    expect(waiting).toMatchObject({ low: range.low, high: range.high, looseSinceMs: 100 });
    expect(stillWaiting).toMatchObject({ low: range.low, high: range.high });
    expect(narrowed).toEqual(fitRange(close, rule));
  });

  test('waits anew when the values spread again in between', () => {
    const range = fitRange({ low: 1_000, high: 2_000 }, rule);
    const close = { low: 1_400, high: 1_600 };
    const spread = { low: 1_000, high: 2_000 };

    let next = nextRange(range, close, rule, 0);
    next = nextRange(next, spread, rule, 1_500);
    next = nextRange(next, close, rule, NARROW_AFTER_MS + 500);

    expect(next).toMatchObject({ low: range.low, looseSinceMs: NARROW_AFTER_MS + 500 });
  });

  test('fits at once when the user moves the view', () => {
    const range = fitRange({ low: 1_000, high: 2_000 }, rule);
    const close = { low: 1_400, high: 1_600 };

    expect(nextRange(range, close, rule, 0, true)).toEqual(fitRange(close, rule));
  });

  test('moves seldom while prices wander', () => {
    let range = fitRange({ low: 100_000, high: 101_000 }, rule);
    let moves = 0;
    for (let i = 0; i < 2_000; i += 1) {
      const centre = 100_500 + i;
      const next = nextRange(range, { low: centre - 500, high: centre + 500 }, rule, i * 50);
      if (next !== null && (next.low !== range.low || next.high !== range.high)) moves += 1;
      if (next !== null) range = next;
    }

    expect(moves).toBeLessThan(60);
  });
});

test('niceStep is the next of 1, 2, 5 times a power of ten', () => {
  expect([1, 1.1, 2, 3, 5, 7, 10, 0.03, 1_200].map(niceStep)).toEqual([
    1, 2, 2, 5, 5, 10, 10, 0.05, 2_000,
  ]);
});
