import { describe, expect, test } from 'vitest';
import { RateLimit } from '../../../feed/live/rate-limit.ts';
import { createRandom } from './fixtures/seeded-random.ts';

describe('rate limit', () => {
  test('allows everything at once where there is none', () => {
    const limit = new RateLimit(undefined);
    for (let count = 0; count < 1000; count++) limit.take(0);

    expect(limit.delayMs(0, 50)).toBe(0);
  });

  test('allows the whole count at once, then one for each that leaves the window', () => {
    const limit = new RateLimit({ count: 2, perMs: 1000 });
    limit.take(100);
    limit.take(300);

    expect(limit.delayMs(300)).toBe(800);
    expect(limit.delayMs(1099)).toBe(1);
    expect(limit.delayMs(1100)).toBe(0);
  });

  test('waits for as many as a weight needs', () => {
    const limit = new RateLimit({ count: 10, perMs: 1000 });
    limit.take(0, 4);
    limit.take(200, 4);

    expect(limit.delayMs(300, 2)).toBe(0);
    expect(limit.delayMs(300, 5)).toBe(700);
    expect(limit.delayMs(300, 7)).toBe(900);
  });

  test('lets what weighs more than the whole limit through an empty window', () => {
    const limit = new RateLimit({ count: 10, perMs: 1000 });

    expect(limit.delayMs(0, 25)).toBe(0);
    limit.take(0, 25);
    expect(limit.delayMs(1)).toBe(999);
  });

  test('never lets more than the count into any window, whatever is asked when', () => {
    const random = createRandom(7);
    const limit = new RateLimit({ count: 5, perMs: 1000 });
    const sent: number[] = [];
    for (let nowMs = 0; nowMs < 60_000; nowMs += Math.ceil(random() * 120)) {
      if (limit.delayMs(nowMs) > 0) continue;
      limit.take(nowMs);
      sent.push(nowMs);
    }

    expect(sent.length).toBeGreaterThan(250);
    for (let at = 5; at < sent.length; at++) {
      expect((sent[at] ?? 0) - (sent[at - 5] ?? 0)).toBeGreaterThanOrEqual(1000);
    }
  });
});
