import { describe, expect, test } from 'vitest';
import { FlashLimiter, isAgainst } from '../../../../web/components/shared/flash-limiter.ts';

describe('flash limiter', () => {
  test('does not flash for what was there when the cell appeared', () => {
    expect(new FlashLimiter(7).next(7, 1, 0)).toBeUndefined();
  });

  test('names the direction, and alternates two names', () => {
    const limiter = new FlashLimiter(0);

    expect(limiter.next(1, 1, 0)).toMatch(/^flash-up-[ab]$/);
    const second = limiter.next(2, -1, 500);
    const third = limiter.next(3, -1, 1_000);
    expect([second, third].sort()).toEqual(['flash-down-a', 'flash-down-b']);
  });

  test('flashes at most twice a second however often the price changes', () => {
    const limiter = new FlashLimiter(0);
    let flashes = 0;

    for (let nowMs = 0; nowMs < 10_000; nowMs += 10) {
      if (limiter.next(nowMs / 10 + 1, 1, nowMs) !== undefined) flashes += 1;
    }

    expect(flashes).toBe(20);
  });

  test('ignores a change while a flash runs, and does not make up for it', () => {
    const limiter = new FlashLimiter(0);
    limiter.next(1, 1, 0);

    expect(limiter.next(2, 1, 499)).toBeUndefined();
    expect(limiter.next(2, 1, 800)).toBeUndefined();
    expect(limiter.next(3, 1, 801)).toBeDefined();
  });

  test('does not flash when the count falls: the data are new', () => {
    const limiter = new FlashLimiter(5);

    expect(limiter.next(0, 1, 0)).toBeUndefined();
    expect(limiter.next(1, 1, 1)).toBeDefined();
  });

  test('does not flash without a direction', () => {
    expect(new FlashLimiter(0).next(1, 0, 0)).toBeUndefined();
  });

  test('knows a flash that contradicts the newest change', () => {
    expect(isAgainst('flash-up-a', -1)).toBe(true);
    expect(isAgainst('flash-down-b', 1)).toBe(true);
    expect(isAgainst('flash-up-b', 1)).toBe(false);
    expect(isAgainst('flash-up-b', 0)).toBe(false);
    expect(isAgainst('', -1)).toBe(false);
  });
});
