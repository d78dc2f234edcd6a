/** The faults that `--dirt` mixes into the simulated market, by short names. */
import type { DirtOptions } from './simulator/dirt.ts';

interface DirtName {
  /** Option of the simulator. */
  readonly option: Exclude<keyof DirtOptions, 'clockSkewMs'>;
  /** Value without `=rate`. */
  readonly usual: number;
  readonly max: number;
  readonly meaning: string;
}

export const DIRT_NAMES: Readonly<Record<string, DirtName>> = {
  crossed: { option: 'crossedQuoteRate', usual: 0.01, max: 1, meaning: 'bid above ask' },
  zero: { option: 'zeroQuoteRate', usual: 0.005, max: 1, meaning: 'quote with one side missing' },
  duplicate: { option: 'duplicateTradeRate', usual: 0.01, max: 1, meaning: 'same trade twice' },
  late: { option: 'latePrintRate', usual: 0.005, max: 1, meaning: 'trade printed 1 to 10 s late' },
  disorder: { option: 'outOfOrderRate', usual: 0.01, max: 1, meaning: 'tick behind a later one' },
  gap: { option: 'gapRate', usual: 0.001, max: 1, meaning: 'trades lost, ids jump' },
  halt: { option: 'haltsPerHour', usual: 12, max: 1000, meaning: 'halts per hour and symbol' },
  skew: { option: 'clockSkewRate', usual: 1, max: 1, meaning: 'venue clock 1.27 s ahead' },
};

/**
 * Reads `crossed,late=0.05`, or `all`.
 *
 * @returns The simulator's options, or for each bad part what was expected.
 */
export function parseDirt(
  text: string,
): { readonly dirt: Partial<DirtOptions> } | { readonly problems: readonly string[] } {
  const parts = text === 'all' ? Object.keys(DIRT_NAMES) : text.split(',');
  const dirt: Partial<Record<keyof DirtOptions, number>> = {};
  const problems: string[] = [];
  for (const part of parts) {
    const [name = '', rate] = part.trim().split('=');
    const known = Object.hasOwn(DIRT_NAMES, name) ? DIRT_NAMES[name] : undefined;
    if (known === undefined) {
      problems.push(
        `expected all or names out of ${Object.keys(DIRT_NAMES).join(', ')}, got "${name}"`,
      );
      continue;
    }
    const value = rate === undefined ? known.usual : Number(rate === '' ? NaN : rate);
    if (value >= 0 && value <= known.max) dirt[known.option] = value;
    else
      problems.push(
        `${name}: expected a number from 0 to ${String(known.max)}, got "${rate ?? ''}"`,
      );
  }
  return problems.length > 0 ? { problems } : { dirt };
}
