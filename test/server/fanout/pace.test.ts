import { describe, expect, test } from 'vitest';
import { Pace } from '../../../server/fanout/pace.ts';

const LIMITS = { minMs: 16, maxMs: 1_000 };

let nowMs = 0;

/** One turn in each of a hundred intervals. */
function reportTurns(pace: Pace, durationMs: number): void {
  for (let count = 0; count < 100; count++) {
    nowMs += pace.intervalMs;
    pace.reportTurn(nowMs, durationMs);
  }
}

function reportLoads(pace: Pace, share: number): void {
  for (let count = 0; count < 20; count++) pace.reportLoad(share);
}

describe('pace', () => {
  test('is twice the time that serving takes, within its limits', () => {
    const pace = new Pace(LIMITS);
    expect(pace.intervalMs).toBe(16);

    reportTurns(pace, 25);
    expect(pace.intervalMs).toBeCloseTo(50);
    reportTurns(pace, 5_000);
    expect(pace.intervalMs).toBe(1_000);
    reportTurns(pace, 1);
    expect(pace.intervalMs).toBe(16);
  });

  test('one long flush does not slow everybody down by as much', () => {
    const pace = new Pace(LIMITS);
    reportTurns(pace, 1);

    pace.reportTurn((nowMs += 16), 100);
    pace.reportTurn((nowMs += 100), 1);

    expect(pace.intervalMs).toBeLessThan(50);
  });

  test('adds up the turns of an interval', () => {
    const pace = new Pace(LIMITS);
    for (let atMs = 0; atMs < 5_000; atMs += 4) pace.reportTurn(atMs, 1.6);

    // Two fifths of the time: under half, so it can go as fast as it may.
    expect(pace.intervalMs).toBe(16);
    for (let atMs = 5_000; atMs < 8_000; atMs += 4) pace.reportTurn(atMs, 2.4);
    expect(pace.intervalMs).toBeGreaterThan(16);
  });

  test('turns that are rare do not count as if they went on all the time', () => {
    const pace = new Pace(LIMITS);
    for (let count = 0; count < 100; count++) pace.reportTurn((nowMs += 1_000), 40);

    expect(pace.intervalMs).toBe(16);
  });

  test('gets no longer than people notice while there is something of the core left', () => {
    const pace = new Pace(LIMITS);
    reportTurns(pace, 45);
    expect(pace.intervalMs).toBeCloseTo(60);

    reportTurns(pace, 90);
    expect(pace.intervalMs).toBeCloseTo(100);
  });

  test('leaves the rest of the work its time: serving takes what is left of the core', () => {
    const pace = new Pace(LIMITS);
    reportTurns(pace, 30);
    reportLoads(pace, 0.3);
    expect(pace.intervalMs).toBeCloseTo(60);

    reportLoads(pace, 0.75);
    expect(pace.intervalMs).toBeCloseTo(30 / 0.15, 1);
    reportLoads(pace, 1);
    expect(pace.intervalMs).toBe(1_000);
    reportLoads(pace, 0.1);
    expect(pace.intervalMs).toBeCloseTo(60);
  });

  test('calls it an overload when the longest interval is too short, until it is well over', () => {
    const pace = new Pace(LIMITS);
    reportTurns(pace, 890);
    expect(pace.isOverloaded).toBe(false);

    reportTurns(pace, 910);
    expect(pace.isOverloaded).toBe(true);
    reportTurns(pace, 700);
    expect(pace.isOverloaded, 'still above seven tenths').toBe(true);
    reportTurns(pace, 600);
    expect(pace.isOverloaded).toBe(false);
  });
});
