import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClocks, wallTimeOf } from '../../../server/gateway/clock.ts';

const START_MS = 1_790_000_000_000;
const HOUR_MS = 3_600_000;

/** Both clocks under the test's control. */
function createMachine() {
  let monotonicMs = 123.456;
  let setByMs = 0;
  const system = (): number => START_MS + monotonicMs + setByMs;
  return {
    ...createClocks(system, () => monotonicMs),
    system,
    pass: (ms: number) => {
      monotonicMs += ms;
    },
    set: (ms: number) => {
      setByMs += ms;
    },
  };
}

describe('clocks', () => {
  test('steady time is what has passed, however often the system clock is set by hours', () => {
    const step = fc.record({
      passMs: fc.oneof(
        fc.constant(0),
        fc.integer({ min: 0, max: 900_000 }).map((us) => us / 1_000),
      ),
      setMs: fc.oneof(
        { weight: 4, arbitrary: fc.constant(0) },
        fc.integer({ min: -50 * HOUR_MS, max: 50 * HOUR_MS }),
      ),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const { steady, wall, system, pass, set } = createMachine();
        const startMs = steady();
        let passedMs = 0;
        let before = startMs;
        for (const { passMs, setMs } of steps) {
          pass(passMs);
          set(setMs);
          passedMs += passMs;
          const reading = steady();
          expect(Number.isInteger(reading)).toBe(true);
          expect(reading).toBeGreaterThanOrEqual(before);
          expect(Math.abs(reading - startMs - passedMs)).toBeLessThan(1.001);
          expect(wall()).toBe(Math.floor(system()));
          before = reading;
        }
      }),
    );
  });

  test('time in which the process did not run counts as a moment only', () => {
    const { steady, pass } = createMachine();
    const before = steady();

    pass(7 * HOUR_MS);

    expect(steady() - before).toBe(1_000);
  });

  test.each([2 * HOUR_MS, -2 * HOUR_MS])(
    'a steady time is turned into the time of day that now belongs to it, after a step of %i ms',
    (stepMs) => {
      const clocks = createMachine();
      const wallOf = wallTimeOf(clocks);
      const nowMs = clocks.steady();
      clocks.pass(40);

      clocks.set(stepMs);

      expect(Math.abs(wallOf(nowMs) - (clocks.system() - 40))).toBeLessThan(2);
    },
  );
});
