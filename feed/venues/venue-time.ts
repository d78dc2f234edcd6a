/** Reads the times that venues write, and recognises absurd ones; pure. */

const DAY_MS = 86_400_000;
/** 2001-01-01: no time that we are told is from before. */
const EARLIEST_MS = 978_307_200_000;
/** The last one of 13 digits, in 2286. */
const LATEST_MS = 9_999_999_999_999;

/**
 * Reads an ISO 8601 / RFC 3339 time.
 *
 * Digits below the millisecond are cut off, never rounded, so that order is kept.
 *
 * @param text E.g. `2021-04-17T16:43:30.244075Z`, with any number of decimals, or an offset for the `Z`.
 * @returns    UNIX ms; NaN where the text is no such time.
 */
export function parseIsoTime(text: string): number {
  if (
    text.charCodeAt(text.length - 1) !== 90 ||
    text.charCodeAt(10) !== 84 ||
    text.charCodeAt(4) !== 45 ||
    text.charCodeAt(7) !== 45 ||
    text.charCodeAt(13) !== 58 ||
    text.charCodeAt(16) !== 58
  ) {
    return Date.parse(text);
  }
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  const seconds = two(text, 11) * 3600 + two(text, 14) * 60 + two(text, 17);
  let milliseconds = 0;
  if (text.charCodeAt(19) === 46) {
    let unit = 100;
    for (let at = 20; at < text.length - 1; at++, unit = Math.floor(unit / 10)) {
      const digit = text.charCodeAt(at) - 48;
      if (!(digit >= 0 && digit <= 9)) return NaN;
      milliseconds += digit * unit;
    }
  } else if (text.length !== 20) return NaN;
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31)) return NaN;
  return daysSince1970(year, month, day) * DAY_MS + seconds * 1000 + milliseconds;
}

/** Whether a venue's time cannot be meant: no number, or more than a day away from when it was received. */
export function isAbsurdTime(timeMs: number, receivedTimeMs: number): boolean {
  return !(Math.abs(timeMs - receivedTimeMs) <= DAY_MS);
}

/**
 * Whether a venue's time of something past cannot be meant: no number, before 2001, or more than a day later than the
 * latest that it may be.
 */
export function isAbsurdPastTime(timeMs: number, latestMs: number): boolean {
  return !(timeMs >= EARLIEST_MS && timeMs <= Math.min(latestMs + DAY_MS, LATEST_MS));
}

/** Two digits as a number; NaN if they are none. */
function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

/** @see https://howardhinnant.github.io/date_algorithms.html "days_from_civil" */
function daysSince1970(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
