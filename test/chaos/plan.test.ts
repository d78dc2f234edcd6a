import { describe, expect, test } from 'vitest';
import { CATALOGUE, planScenario, scenarioText, type Fault } from './plan.ts';

const scenarios = Array.from({ length: CATALOGUE.length }, (_, index) => planScenario(index + 1));

describe('plan of a scenario', () => {
  test('follows from the seed', () => {
    expect(planScenario(5)).toEqual(planScenario(5));
    expect(planScenario(5)).not.toEqual(planScenario(6));
  });

  test('has several faults, and as many seeds as there are faults go through all of them', () => {
    const texts = (faults: readonly Fault[]): string[] =>
      [...new Set(faults.map((fault) => JSON.stringify(fault)))].toSorted();
    const had = scenarios.flatMap(({ faults }) => faults.map(({ fault }) => fault));

    expect(texts(had)).toEqual(texts(CATALOGUE));
    expect(scenarios.every(({ faults }) => faults.length >= 2)).toBe(true);
  });

  test('harms only what is there, and none of it twice at once', () => {
    for (const { faults, serverCount, hasRecorder } of scenarios) {
      const text = faults.map(({ fault }) => JSON.stringify(fault)).join();
      if (serverCount === 1) expect(text).not.toContain('server2');
      if (!hasRecorder) expect(text).not.toContain('recorder');
      const ends = new Map<string, number>();
      for (const { atMs, forMs, fault } of faults) {
        const about = 'victim' in fault ? fault.victim : 'link' in fault ? `to ${fault.link}` : '';
        expect(atMs).toBeGreaterThanOrEqual(about === '' ? 0 : (ends.get(about) ?? 0));
        ends.set(about, atMs + forMs);
      }
    }
  });

  test('is told in words', () => {
    expect(scenarioText(planScenario(1))).toMatch(
      /^seed 1, speed \d+.*\n {2}at \d+ ms for \d+ ms: /,
    );
  });
});
