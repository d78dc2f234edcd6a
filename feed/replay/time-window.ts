/** The part of a recording that `--from` and `--to` select; pure. */

/** A moment of a recording: absolute, or from its first frame on. */
export type Moment =
  | { readonly kind: 'time'; readonly timeMs: number }
  | { readonly kind: 'offset'; readonly offsetMs: number };

const OFFSET = /^\+(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+)ms)?$/;
const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * Reads `2024-08-08T23:55:00Z` or an offset such as `+30s`, `+1m30s`, `+2h`, `+500ms`.
 *
 * A time without zone is UTC, as all times of this project.
 *
 * @returns undefined where the text is neither.
 */
export function parseMoment(text: string): Moment | undefined {
  if (text.startsWith('+')) {
    const match = OFFSET.exec(text);
    if (match === null || text === '+') return undefined;
    const [, hours = '0', minutes = '0', seconds = '0', milliseconds = '0'] = match;
    const offsetMs =
      Number(hours) * 3_600_000 +
      Number(minutes) * 60_000 +
      Math.round(Number(seconds) * 1000) +
      Number(milliseconds);
    return { kind: 'offset', offsetMs };
  }
  if (!ISO.test(text)) return undefined;
  const hasZone = /(Z|[+-]\d{2}:\d{2})$/.test(text.slice(10));
  const timeMs = Date.parse(hasZone || text.length === 10 ? text : `${text}Z`);
  return Number.isNaN(timeMs) ? undefined : { kind: 'time', timeMs };
}

/** Half-open span of receive times, UNIX microseconds; `toUs` is Infinity without an end. */
export interface TimeWindow {
  readonly fromUs: number;
  readonly toUs: number;
}

/**
 * Places the moments in a recording.
 *
 * @param firstTimeUs Receive time of its first frame.
 * @param from        Absent: from the start.
 * @param to          First moment that is not replayed. Absent: up to the end.
 */
export function windowOf(firstTimeUs: number, from?: Moment, to?: Moment): TimeWindow {
  return {
    fromUs: from === undefined ? firstTimeUs : momentUs(firstTimeUs, from),
    toUs: to === undefined ? Infinity : momentUs(firstTimeUs, to),
  };
}

function momentUs(firstTimeUs: number, moment: Moment): number {
  return moment.kind === 'time' ? moment.timeMs * 1000 : firstTimeUs + moment.offsetMs * 1000;
}
