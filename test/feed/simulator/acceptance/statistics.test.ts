/** The checker's own arithmetic, on series whose figures are known. */
import { describe, expect, test } from 'vitest';
import { Random } from '../../../../feed/simulator/random.ts';
import {
  autocorrelation,
  countPerBin,
  excessKurtosis,
  fano,
  hillExponent,
  mean,
  variance,
  variationCoefficient,
} from './statistics.ts';

const random = new Random(9, 'statistics');
const N = 200_000;
const normal = Array.from({ length: N }, () => random.normal());
const waits = Array.from({ length: N }, () => random.exponential());
const pareto = Array.from({ length: N }, () => random.pareto(1.8));

describe('statistics', () => {
  test('of normal numbers are mean 0, variance 1, excess kurtosis 0, no memory', () => {
    expect(mean(normal)).toBeCloseTo(0, 1);
    expect(variance(normal)).toBeCloseTo(1, 1);
    expect(excessKurtosis(normal)).toBeCloseTo(0, 1);
    expect(autocorrelation(normal, 1)).toBeCloseTo(0, 1);
  });

  test('of a Poisson process are variation 1 of the gaps and Fano factor 1 of the counts', () => {
    let timeMs = 0;
    const times = waits.map((wait) => (timeMs += 100 * wait));

    expect(variationCoefficient(waits)).toBeCloseTo(1, 1);
    expect(fano(countPerBin(times, 0, timeMs, 1000))).toBeCloseTo(1, 1);
  });

  test('of Pareto numbers are their tail exponent', () => {
    expect(Math.abs(hillExponent(pareto, 0.01) - 1.8)).toBeLessThan(0.15);
  });

  test('of an alternating series are an autocorrelation of -1 and 1', () => {
    const series = Array.from({ length: 1000 }, (_, index) => index % 2);

    expect(autocorrelation(series, 1)).toBeCloseTo(-1, 2);
    expect(autocorrelation(series, 2)).toBeCloseTo(1, 2);
  });

  test('count events in whole bins only', () => {
    expect(countPerBin([0, 999, 1000, 2500], 0, 2600, 1000)).toEqual([2, 1]);
  });
});
