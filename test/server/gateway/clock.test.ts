import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClock } from '../../../server/gateway/clock.ts';

const START_MS = 1_790_000_000_000;

/** Both clocks in the test's hands. */
function createClocks(): {
  readonly now: () => number;
  readonly pass: (ms: number) => void;
  readonly jump: (ms: number) => void;
  readonly system: () => number;
} {
  let monotonicMs = 123.456;
  let jumpedMs = 0;
  const system = (): number => Math.floor(START_MS + monotonicMs + jumpedMs);
  const now = createClock(system, () => monotonicMs);
  return {
    now,
    system,
    pass: (ms) => {
      monotonicMs += ms;
    },
    jump: (ms) => {
      jumpedMs += ms;
    },
  };
}

describe('clock', () => {
  test('never goes back and never falls behind the system clock, however that one leaps', () => {
    const step = fc.record({
      passMs: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 5_000, noNaN: true })),
      jumpMs: fc.oneof(
        { weight: 4, arbitrary: fc.constant(0) },
        fc.integer({ min: -90_000, max: 90_000 }),
      ),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const { now, pass, jump, system } = createClocks();
        let before = now();
        for (const { passMs, jumpMs } of steps) {
          pass(passMs);
          jump(jumpMs);
          const reading = now();
          expect(Number.isInteger(reading)).toBe(true);
          expect(reading).toBeGreaterThanOrEqual(before);
          expect(reading).toBeGreaterThanOrEqual(system() - 1);
          before = reading;
        }
      }),
    );
  });

  test('shows the system time while that is not set', () => {
    const { now, pass, system } = createClocks();
    for (let step = 0; step < 1_000; step++) {
      pass(0.731);
      expect(Math.abs(now() - system())).toBeLessThanOrEqual(1);
    }
  });

  test('follows a leap forwards at once', () => {
    const { now, pass, jump, system } = createClocks();
    now();
    pass(10);
    jump(3_600_000);

    expect(Math.abs(now() - system())).toBeLessThanOrEqual(1);
  });

  test('goes at half speed after a leap backwards, until both agree', () => {
    const { now, pass, jump, system } = createClocks();
    const before = now();
    jump(-1_000);

    for (let second = 0; second < 10; second++) {
      pass(100);
      now();
    }
    expect(now() - before).toBeCloseTo(500, -1);

    pass(1_000);
    expect(Math.abs(now() - system())).toBeLessThanOrEqual(1);
  });
});
