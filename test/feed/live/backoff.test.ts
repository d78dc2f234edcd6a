import { describe, expect, test } from 'vitest';
import { Backoff, parseRetryAfterMs } from '../../../feed/live/backoff.ts';
import { createRandom } from './fixtures/seeded-random.ts';

describe('backoff', () => {
  test('doubles the ceiling of its waits up to the limit', () => {
    const backoff = new Backoff({ minMs: 500, maxMs: 30_000, random: () => 1 });

    expect(Array.from({ length: 9 }, () => backoff.next())).toEqual([
      500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
    ]);
  });

  test('draws from the whole span under the ceiling', () => {
    const waits = Array.from({ length: 2000 }, createWait(createRandom(3)));

    expect(Math.min(...waits)).toBeLessThan(100);
    expect(Math.max(...waits)).toBeGreaterThan(3900);
    expect(waits.reduce((sum, wait) => sum + wait, 0) / waits.length).toBeCloseTo(2000, -3);
  });

  test('waits for what the venue asked for before its jitter begins', () => {
    const backoff = new Backoff({ minMs: 500, maxMs: 30_000, random: () => 0 });

    expect(backoff.next(7000)).toBe(7000);
    expect(backoff.next()).toBe(0);
  });

  test('begins anew only when it is told that there was success', () => {
    const backoff = new Backoff({ minMs: 500, maxMs: 30_000, random: () => 1 });
    backoff.next();
    backoff.next();
    backoff.reset();

    expect(backoff.next()).toBe(500);
  });

  test('never overflows, however long the venue is away', () => {
    const backoff = new Backoff({ minMs: 500, maxMs: 30_000, random: () => 1 });
    for (let count = 0; count < 5000; count++) backoff.next();

    expect(backoff.next()).toBe(30_000);
  });
});

function createWait(random: () => number): () => number {
  return () => {
    const backoff = new Backoff({ minMs: 500, maxMs: 30_000, random });
    for (let failure = 0; failure < 3; failure++) backoff.next();
    return backoff.next();
  };
}

describe('Retry-After', () => {
  const nowMs = Date.UTC(2026, 0, 5, 12);

  test.each([
    ['30', 30_000],
    ['0', 0],
    [' 2 ', 2000],
    ['Mon, 05 Jan 2026 12:00:20 GMT', 20_000],
    ['Mon, 05 Jan 2026 11:00:00 GMT', 0],
    ['soon', 0],
    ['-5', 0],
    ['', 0],
    [undefined, 0],
  ])('%j is %i ms', (value, expected) => {
    expect(parseRetryAfterMs(value, nowMs)).toBe(expected);
  });
});
