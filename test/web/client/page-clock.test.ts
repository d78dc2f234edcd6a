/** The clock of the page, also over a night in which the machine slept. */
import { describe, expect, test } from 'vitest';
import { createPageClock } from '../../../web/client/page-clock.ts';

describe('page clock', () => {
  const sources = { monotonic: 0, wall: 0 };
  function clockAt(startMs: number): () => number {
    sources.monotonic = startMs;
    sources.wall = startMs;
    return createPageClock({ monotonicMs: () => sources.monotonic, wallMs: () => sources.wall });
  }

  test('leaps to the wall clock when the machine has slept, and runs on from there', () => {
    const clock = clockAt(1_000_000);

    sources.wall += 3_600_000;
    expect(clock()).toBe(4_600_000);
    sources.wall += 40;
    sources.monotonic += 40;
    expect(clock()).toBe(4_600_040);
  });

  test('does not follow small corrections, nor a clock that is set back', () => {
    const clock = clockAt(1_000_000);

    sources.wall += 4_000;
    expect(clock()).toBe(1_000_000);
    sources.wall -= 7_200_000;
    sources.monotonic += 10;
    expect(clock()).toBe(1_000_010);
  });
});
