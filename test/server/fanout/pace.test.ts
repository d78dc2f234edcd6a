import { describe, expect, test } from 'vitest';
import { Pace } from '../../../server/fanout/pace.ts';

const LIMITS = { minMs: 16, maxMs: 1_000 };

function reportFlushes(pace: Pace, durationMs: number): void {
  for (let count = 0; count < 100; count++) pace.reportFlush(durationMs);
}

function reportLoads(pace: Pace, share: number): void {
  for (let count = 0; count < 20; count++) pace.reportLoad(share);
}

describe('pace', () => {
  test('is twice the time that flushes take, within its limits', () => {
    const pace = new Pace(LIMITS);
    expect(pace.intervalMs).toBe(16);

    reportFlushes(pace, 40);
    expect(pace.intervalMs).toBeCloseTo(80);
    reportFlushes(pace, 5_000);
    expect(pace.intervalMs).toBe(1_000);
    reportFlushes(pace, 1);
    expect(pace.intervalMs).toBe(16);
  });

  test('one long flush does not slow everybody down by as much', () => {
    const pace = new Pace(LIMITS);
    pace.reportFlush(100);

    expect(pace.intervalMs).toBeLessThan(50);
  });

  test('leaves the rest of the work its time: flushes take what is left of the core', () => {
    const pace = new Pace(LIMITS);
    reportFlushes(pace, 30);
    reportLoads(pace, 0.4);
    expect(pace.intervalMs).toBeCloseTo(60);

    reportLoads(pace, 0.8);
    expect(pace.intervalMs).toBeCloseTo(30 / 0.15);
    reportLoads(pace, 1);
    expect(pace.intervalMs).toBe(1_000);
    reportLoads(pace, 0.1);
    expect(pace.intervalMs).toBeCloseTo(60);
  });

  test('calls it an overload when the longest interval is too short, until it is well over', () => {
    const pace = new Pace(LIMITS);
    reportFlushes(pace, 490);
    expect(pace.isOverloaded).toBe(false);

    reportFlushes(pace, 510);
    expect(pace.isOverloaded).toBe(true);
    reportFlushes(pace, 400);
    expect(pace.isOverloaded, 'still above seven tenths').toBe(true);
    reportFlushes(pace, 340);
    expect(pace.isOverloaded).toBe(false);
  });
});
