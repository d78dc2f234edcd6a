/** What follows when a supervised process ends. */
import { describe, expect, test } from 'vitest';
import {
  decideAfterExit,
  DEFAULT_RESTART_TIMES,
  type EndedRun,
} from '../../deploy/local/supervise/restart-policy.ts';

const crash: EndedRun = {
  code: null,
  ranMs: 100,
  hasEverBeenReady: true,
  previousDelayMs: 0,
  hasFinished: false,
  hasGivenUp: false,
};

function decide(run: Partial<EndedRun>): ReturnType<typeof decideAfterExit> {
  return decideAfterExit({ ...crash, ...run }, DEFAULT_RESTART_TIMES);
}

describe('a supervised process that ended', () => {
  test('is restarted after a quarter of a second, doubling to five seconds', () => {
    const delays: number[] = [];
    for (let previousDelayMs = 0; delays.length < 7;) {
      const next = decide({ previousDelayMs });
      previousDelayMs = next.kind === 'restart' ? next.delayMs : Number.NaN;
      delays.push(previousDelayMs);
    }

    expect(delays).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
  });

  test('starts with the short wait again after it ran well for ten seconds', () => {
    expect(decide({ previousDelayMs: 4000, ranMs: 10_000 })).toEqual({
      kind: 'restart',
      delayMs: 250,
    });
  });

  test('has refused its configuration when it was never ready and exits with 1', () => {
    expect(decide({ code: 1, hasEverBeenReady: false })).toEqual({ kind: 'refused' });
  });

  test.each([{ code: 1 }, { code: 2, hasEverBeenReady: false }, { hasEverBeenReady: false }])(
    'is restarted for any other failure: %o',
    (run) => {
      expect(decide(run).kind).toBe('restart');
    },
  );

  test('has done its work when it has said so and exits with 0', () => {
    expect(decide({ code: 0, hasFinished: true })).toEqual({ kind: 'finished' });
    expect(decide({ code: 0, hasFinished: false }).kind).toBe('restart');
  });

  test('leaves a process alone that worked and then gave up for good', () => {
    const worked = { code: 1, hasEverBeenReady: true, ranMs: 60_000 };
    expect(decide({ ...worked, hasGivenUp: true })).toEqual({ kind: 'gaveUp' });
    expect(decide({ ...worked, hasGivenUp: false }).kind).toBe('restart');
  });

  test('counts giving up before ever being ready as a refusal, however long it took', () => {
    const late = { code: 1, hasEverBeenReady: false, ranMs: 60_000 };
    expect(decide({ ...late, hasGivenUp: true })).toEqual({ kind: 'refused' });
    expect(decide({ ...late, hasGivenUp: false }).kind).toBe('restart');
  });
});
