/** Values of the price and volume axis labels: round numbers on the instrument's price grid. */
import { niceStep } from './chart-value-range.ts';

/** Rounder first: 1, 2, 2.5 and 5 times a power of ten. */
const FACTORS = [1, 2, 2.5, 5, 10];

/**
 * The step between labels.
 *
 * @param least    Smallest step wanted, scaled, > 0.
 * @param tickSize Price grid, scaled, >= 1: the step is a multiple of it.
 */
export function priceStep(least: number, tickSize: number): number {
  const wanted = Math.max(least, tickSize);
  const power = 10 ** Math.floor(Math.log10(wanted));
  for (const factor of FACTORS) {
    const step = factor * power;
    if (step >= wanted * (1 - 1e-9) && step % tickSize === 0) return step;
  }
  // Grids such as 0.25 or 1/32 fit no round number here: round multiples of the grid itself.
  return tickSize * Math.round(niceStep(wanted / tickSize));
}

/**
 * Label values of a range, rising.
 *
 * @param low      Lower end, scaled.
 * @param high     Upper end, scaled, > `low`.
 * @param maxCount Most labels that have room, >= 1.
 */
export function priceTicks(
  low: number,
  high: number,
  maxCount: number,
  tickSize: number,
): number[] {
  const step = priceStep((high - low) / Math.max(1, maxCount), tickSize);
  const ticks: number[] = [];
  // Multiplied, not summed up: whole numbers stay whole.
  for (let i = Math.ceil(low / step); i * step <= high && ticks.length < 200; i += 1) {
    ticks.push(i * step);
  }
  return ticks;
}
