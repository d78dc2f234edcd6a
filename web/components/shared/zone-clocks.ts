/** Clocks of the chosen time zone, made once each. */
import { ZoneClock } from '../../model/chart-time-zone.ts';

const clocks = new Map<string, ZoneClock>();

/** Zones offered beside the browser's own; the desks' usual ones. */
export const COMMON_ZONES = [
  'UTC',
  'America/New_York',
  'America/Chicago',
  'America/Sao_Paulo',
  'Europe/London',
  'Europe/Berlin',
  'Asia/Dubai',
  'Asia/Kolkata',
  'Asia/Singapore',
  'Asia/Hong_Kong',
  'Asia/Tokyo',
  'Australia/Sydney',
] as const;

/** IANA name of a zone preference; `local` is the browser's zone. */
export function zoneName(preference: string): string {
  return preference === 'local' ? Intl.DateTimeFormat().resolvedOptions().timeZone : preference;
}

/** The clock of a zone preference; a zone that the browser does not know falls back to UTC. */
export function clockOf(preference: string): ZoneClock {
  const name = zoneName(preference);
  let clock = clocks.get(name);
  if (clock === undefined) {
    clock = makeClock(name);
    clocks.set(name, clock);
  }
  return clock;
}

/** Hours, minutes and seconds on the zone's clock. */
export function timeText(preference: string, timeMs: number): string {
  // Whole seconds: one cached text for each, not one for each millisecond.
  return clockOf(preference).format(Math.floor(timeMs / 1_000) * 1_000, 'second');
}

/** The zone's distance to UTC at an instant: `UTC`, `UTC+5:30`, `UTC−5`. */
export function offsetText(preference: string, timeMs: number): string {
  const minutes = Math.round(clockOf(preference).offsetMs(timeMs) / 60_000);
  if (minutes === 0) return 'UTC';
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  const tail = rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`;
  return `UTC${minutes < 0 ? '\u2212' : '+'}${hours}${tail}`;
}

function makeClock(name: string): ZoneClock {
  try {
    return new ZoneClock(name);
  } catch {
    // Saved by another browser that knows more zones; UTC is at least unmistakable.
    return new ZoneClock('UTC');
  }
}
