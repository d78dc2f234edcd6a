/** Texts of spans without data. */
import type { GapSpan } from '../../model/gap-spans.ts';
import { clockOf } from './zone-clocks.ts';

const DAY_MS = 86_400_000;

/**
 * From when to when data is missing: `14:02:11–14:02:48`, with the day where it is not the one of `nowMs`.
 *
 * @param zone    Zone preference.
 * @param between What stands between the two times.
 */
export function gapTimes(gap: GapSpan, zone: string, nowMs: number, between = '–'): string {
  const clock = clockOf(zone);
  const dayOf = (timeMs: number): number => Math.floor(clock.toWall(timeMs) / DAY_MS);
  const text = (timeMs: number, ofDayMs: number): string => {
    const seconds = Math.floor(timeMs / 1_000) * 1_000;
    return clock.format(seconds, dayOf(timeMs) === dayOf(ofDayMs) ? 'second' : 'fullSecond');
  };
  return `${text(gap.fromMs, nowMs)}${between}${text(gap.toMs, dayOf(gap.fromMs) === dayOf(nowMs) ? nowMs : gap.fromMs)}`;
}

/** The legend's line on the gaps under the crosshair; empty without gaps. */
export function gapsLine(gaps: readonly GapSpan[], zone: string, nowMs: number): string {
  const [first] = gaps;
  if (first === undefined) return '';
  const more = gaps.length > 1 ? ` and ${gaps.length - 1} more` : '';
  return `No data ${gapTimes(first, zone, nowMs)}${more}`;
}
