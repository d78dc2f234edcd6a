import { beforeEach, describe, expect, test } from 'vitest';
import { RATE_SPACING_MS, RateWish } from '../../../web/client/rate-wish.ts';

let wish: RateWish;

beforeEach(() => {
  wish = new RateWish();
});

describe('rate wish', () => {
  test('asks for nothing while the fastest is wanted: every connection starts so', () => {
    expect(wish.dueMs).toBe(Infinity);
    expect(wish.take(1e9)).toBeUndefined();
  });

  test('asks for a choice at once, and once', () => {
    wish.choose(250);

    expect(wish.take(0)).toBe(250);
    expect(wish.take(1e9)).toBeUndefined();
  });

  test('asks every new connection again', () => {
    wish.choose(250);
    wish.take(0);

    wish.reset();

    expect(wish.take(0)).toBe(250);
  });

  test('is slow while nobody looks, and then as it was chosen', () => {
    wish.choose(100);
    wish.take(0);

    wish.setHidden(true);
    expect(wish.take(1_000)).toBe(1_000);
    wish.choose(50);
    expect(wish.dueMs).toBe(Infinity);
    wish.setHidden(false);
    expect(wish.take(2_000)).toBe(50);
  });

  test('asks for nothing when it is hidden and slow enough already', () => {
    wish.choose(1_000);
    wish.take(0);

    wish.setHidden(true);

    expect(wish.dueMs).toBe(Infinity);
  });

  test('makes one message of a storm of choices, with the last one', () => {
    wish.choose(50);
    wish.take(0);
    for (const tierMs of [100, 250, 500, 1_000, 0, 250] as const) {
      wish.choose(tierMs);
      expect(wish.take(10)).toBeUndefined();
    }

    expect(wish.dueMs).toBe(RATE_SPACING_MS);
    expect(wish.take(RATE_SPACING_MS)).toBe(250);
  });
});
