/** Waits between tries: spread, growing, limited. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BACKOFF_EARLY_LIMIT_MS,
  BACKOFF_EARLY_MS,
  BACKOFF_LIMIT_MS,
  backoffDelayMs,
} from '../../../web/client/backoff.ts';

const ALMOST_ONE = 1 - Number.EPSILON;
const LONG_OUTAGE_MS = BACKOFF_EARLY_MS;

describe('backoff', () => {
  test.each([
    [0, 500],
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [4, 8_000],
    [5, 15_000],
    [1_000_000, 15_000],
  ])('attempt %i waits at most %i ms', (attempt, ceilingMs) => {
    expect(backoffDelayMs(attempt, LONG_OUTAGE_MS, ALMOST_ONE)).toBe(ceilingMs);
  });

  test('uses the whole span below the ceiling, so that clients do not come back in one wave', () => {
    expect(backoffDelayMs(5, LONG_OUTAGE_MS, 0)).toBe(0);
    expect(backoffDelayMs(5, LONG_OUTAGE_MS, 0.5)).toBe(7_500);
  });

  test('stays short while the outage is young', () => {
    const justBeforeMs = BACKOFF_EARLY_MS - 1;

    expect(backoffDelayMs(9, justBeforeMs, ALMOST_ONE)).toBe(BACKOFF_EARLY_LIMIT_MS);
    expect(backoffDelayMs(9, BACKOFF_EARLY_MS, ALMOST_ONE)).toBe(BACKOFF_LIMIT_MS);
  });

  test('never leaves 0 to 15 s', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(),
        fc.double({ min: 0, max: ALMOST_ONE, noNaN: true }),
        (attempt, outageMs, random) => {
          const delayMs = backoffDelayMs(attempt, outageMs, random);
          return delayMs >= 0 && delayMs <= BACKOFF_LIMIT_MS;
        },
      ),
    );
  });
});
