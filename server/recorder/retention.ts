/** How long stored bars are kept. Pure. */
import type { BaseInterval } from '../../proto/types.ts';

/** Age of the oldest bar kept of each interval, against the newest of the same symbol, milliseconds. */
export type Retention = Readonly<Record<BaseInterval, number>>;

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * Parses a duration such as `90s`, `15m`, `2h` or `365d`.
 *
 * @returns Milliseconds, > 0; undefined when the text is none.
 */
export function parseDuration(text: string): number | undefined {
  const [, digits = '', unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  const ms = Number(digits) * UNIT_MS[unit as keyof typeof UNIT_MS];
  return ms > 0 ? ms : undefined;
}

/**
 * Open time before which bars are let go when one is added. It counts from the bar itself and not from today,
 * so that the bars of a recording stay as long as those of a live market.
 */
export function oldestKeptMs(openTimeMs: number, retentionMs: number): number {
  return Math.max(0, openTimeMs - retentionMs);
}
