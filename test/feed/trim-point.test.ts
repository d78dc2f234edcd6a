import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TrimPoint } from '../../feed/publisher/trim-point.ts';

const RETENTION_MS = 600_000;
const START = 1_700_000_000_000;

describe('trim point', () => {
  test('trims nothing before anything is known', () => {
    expect(new TrimPoint(RETENTION_MS).minId(123)).toBe('0');
  });

  test('lies one retention behind the first id until the feed itself has run so long', () => {
    const point = new TrimPoint(RETENTION_MS);
    point.note(50, `${String(START)}-3`);

    expect(point.minId(50)).toBe(String(START - RETENTION_MS));
    expect(point.minId(50 + 60_000)).toBe(String(START - RETENTION_MS + 60_000));
  });

  test('is the id that was reached one retention ago, to within a step', () => {
    const point = new TrimPoint(RETENTION_MS);
    for (let ms = 0; ms <= 2 * RETENTION_MS; ms += 1_000) point.note(ms, `${String(START + ms)}-0`);

    const keptMs = START + 2 * RETENTION_MS - Number(point.minId(2 * RETENTION_MS).split('-')[0]);
    expect(keptMs).toBeGreaterThanOrEqual(RETENTION_MS);
    expect(keptMs).toBeLessThan(RETENTION_MS * 1.02);
  });

  test("does not follow Redis's clock when that jumps hours ahead, or back, where ids stand still", () => {
    const point = new TrimPoint(RETENTION_MS);
    const hour = 3_600_000;
    point.note(0, `${String(START)}-0`);
    point.note(300_000, `${String(START + 5 * hour)}-0`);

    // Nothing is a retention old yet.
    expect(Number(point.minId(400_000))).toBeLessThan(START);

    point.note(500_000, `${String(START + 5 * hour)}-1`);
    expect(point.minId(650_000)).toBe(`${String(START)}-0`);
    expect(point.minId(950_000)).toBe(`${String(START + 5 * hour)}-0`);
    expect(point.minId(1_150_000)).toBe(`${String(START + 5 * hour)}-1`);
  });

  test('never names an id that was reached within the retention, whatever the ids are', () => {
    const steps = fc.array(fc.tuple(fc.nat(200_000), fc.nat(10_000_000)), { maxLength: 60 });
    fc.assert(
      fc.property(steps, fc.nat(RETENTION_MS), (moves, restMs) => {
        const point = new TrimPoint(RETENTION_MS);
        const noted: [elapsedMs: number, idMs: number][] = [];
        let elapsedMs = 0;
        let idMs = START;
        for (const [passedMs, idStep] of moves) {
          elapsedMs += passedMs;
          idMs += idStep;
          point.note(elapsedMs, `${String(idMs)}-0`);
          noted.push([elapsedMs, idMs]);
        }
        const nowMs = elapsedMs + restMs;
        const minMs = Number(point.minId(nowMs).split('-')[0]);
        for (const [notedMs, reachedMs] of noted) {
          if (nowMs - notedMs < RETENTION_MS) expect(minMs).toBeLessThanOrEqual(reachedMs);
        }
      }),
    );
  });
});
