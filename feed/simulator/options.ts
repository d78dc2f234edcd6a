/** Checks of the simulator's options: what is out of range is refused with what was expected. */
import { MarketDataError } from '../../proto/errors.ts';
import { NO_DIRT } from './dirt.ts';
import type { SimulatorOptions } from './simulator.ts';

/** Most instruments of one simulator. */
export const MAX_SYMBOLS = 2000;
/** Beyond it the busiest symbol could trade more often than once a millisecond, and its ids outrun the clock. */
export const MAX_ACTIVITY = 20;

/**
 * Refuses options that are out of range.
 *
 * @throws {MarketDataError} ERR_CONFIG_INVALID with the name of the option.
 */
export function checkOptions(options: SimulatorOptions): void {
  const { seed, symbolCount, startTimeMs, activity = 1, dirt = {} } = options;
  expect('seed', seed, Number.isSafeInteger(seed), 'a safe integer');
  expect(
    'symbolCount',
    symbolCount,
    Number.isInteger(symbolCount) && symbolCount >= 1 && symbolCount <= MAX_SYMBOLS,
    `a whole number from 1 to ${MAX_SYMBOLS}`,
  );
  expect(
    'startTimeMs',
    startTimeMs,
    Number.isSafeInteger(startTimeMs) && startTimeMs >= 0,
    'UNIX milliseconds, a whole number >= 0',
  );
  expect(
    'activity',
    activity,
    activity > 0 && activity <= MAX_ACTIVITY,
    `a number above 0 and up to ${MAX_ACTIVITY}`,
  );
  for (const [name, value] of Object.entries(dirt)) {
    const label = `dirt.${name}`;
    if (!(name in NO_DIRT)) {
      throw invalid(label, value, `one of ${Object.keys(NO_DIRT).join(', ')}`);
    }
    if (name === 'clockSkewMs') {
      expect(label, value, Number.isInteger(value), 'whole milliseconds');
    } else if (name === 'haltsPerHour') {
      expect(label, value, value >= 0 && value <= 1000, 'halts per hour, 0 to 1000');
    } else {
      expect(label, value, value >= 0 && value <= 1, 'a share from 0 to 1');
    }
  }
}

function expect(name: string, value: unknown, isValid: boolean, expected: string): void {
  if (!isValid) throw invalid(name, value, expected);
}

function invalid(name: string, value: unknown, expected: string): MarketDataError {
  return new MarketDataError(
    'ERR_CONFIG_INVALID',
    `simulator option ${name}: expected ${expected}, got ${String(value)}`,
  );
}
