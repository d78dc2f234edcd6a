/** The short form of `npm run test:chaos`: a few scenarios that hold faults of every part. */
import { describe, expect, test } from 'vitest';
import { planScenario, scenarioText } from './plan.ts';
import { runScenario } from './run-scenario.ts';

/** Chosen so that every program is killed and frozen, every link is spoiled, and the log is cut. */
const SEEDS = [3, 5, 7, 9, 18, 29, 40, 54, 55];

describe('the system under faults', () => {
  test.concurrent.each(SEEDS)(
    'shows everything as if nothing had happened, or flags what is missing: seed %i',
    async (seed) => {
      const scenario = planScenario(seed);

      const { problems, output } = await runScenario(scenario);

      const again = `npm run test:chaos -- --seed ${String(seed)}`;
      const story = [...problems, scenarioText(scenario), again, output.slice(-20_000)];
      expect(problems, story.join('\n')).toEqual([]);
    },
  );
});
