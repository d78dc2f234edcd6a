/** Names of candle lengths. */
import type { Interval } from '../../../proto/types.ts';

const UNITS: Readonly<Record<string, string>> = { s: 'second', m: 'minute', h: 'hour', d: 'day' };

/** Button text: hours and days in capitals, so that `1m` is not read as a month. */
export function intervalLabel(interval: Interval): string {
  return /[hd]$/.test(interval) ? interval.toUpperCase() : interval;
}

/** In words, as a screen reader should say it: `1 minute`, `15 second`. */
export function intervalWords(interval: Interval): string {
  return `${interval.slice(0, -1)} ${UNITS[interval.slice(-1)] ?? ''}`;
}
