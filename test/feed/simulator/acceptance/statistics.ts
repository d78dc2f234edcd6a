/** Plain statistics of number series, as the acceptance table uses them. */

type Series = ArrayLike<number>;

/** Arithmetic mean; NaN of an empty series. */
export function mean(series: Series): number {
  let sum = 0;
  for (let index = 0; index < series.length; index++) sum += series[index] ?? 0;
  return sum / series.length;
}

/** Population variance. */
export function variance(series: Series): number {
  const middle = mean(series);
  let sum = 0;
  for (let index = 0; index < series.length; index++) sum += ((series[index] ?? 0) - middle) ** 2;
  return sum / series.length;
}

/** Deviation over mean: 1 for the gaps of a Poisson process. */
export function variationCoefficient(series: Series): number {
  return Math.sqrt(variance(series)) / mean(series);
}

/** Variance over mean: 1 for the counts of a Poisson process. */
export function fano(counts: Series): number {
  return variance(counts) / mean(counts);
}

/** Fourth standardised moment minus 3: 0 for a normal distribution. */
export function excessKurtosis(series: Series): number {
  const middle = mean(series);
  let fourth = 0;
  for (let index = 0; index < series.length; index++)
    fourth += ((series[index] ?? 0) - middle) ** 4;
  return fourth / series.length / variance(series) ** 2 - 3;
}

/** Autocorrelation at a lag >= 1, -1..1. */
export function autocorrelation(series: Series, lag: number): number {
  const middle = mean(series);
  let sum = 0;
  for (let index = lag; index < series.length; index++) {
    sum += ((series[index] ?? 0) - middle) * ((series[index - lag] ?? 0) - middle);
  }
  return sum / series.length / variance(series);
}

/**
 * Hill's estimate of the tail exponent of a distribution.
 *
 * @param share Part of the largest values that counts as the tail, 0..1.
 * @see https://doi.org/10.1214/aos/1176343247 (Hill, 1975)
 */
export function hillExponent(series: Series, share: number): number {
  const sorted = Float64Array.from(series).sort().reverse();
  const count = Math.max(2, Math.floor(sorted.length * share));
  const threshold = Math.log(sorted[count] ?? 0);
  let sum = 0;
  for (let index = 0; index < count; index++) sum += Math.log(sorted[index] ?? 0) - threshold;
  return count / sum;
}

/** Events in each whole bin between the first and the last bin of [fromMs, toMs). */
export function countPerBin(
  timesMs: Series,
  fromMs: number,
  toMs: number,
  binMs: number,
): number[] {
  const counts = new Array<number>(Math.floor((toMs - fromMs) / binMs)).fill(0);
  for (let index = 0; index < timesMs.length; index++) {
    const bin = Math.floor(((timesMs[index] ?? 0) - fromMs) / binMs);
    if (bin >= 0 && bin < counts.length) counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/** Differences of neighbours; one shorter than the series. */
export function differences(series: Series): number[] {
  const result: number[] = [];
  for (let index = 1; index < series.length; index++) {
    result.push((series[index] ?? 0) - (series[index - 1] ?? 0));
  }
  return result;
}
