/** Times as programs write them -> UNIX ms; pure. */
import { isTime } from '../../proto/validate.ts';
import { parseIsoTime } from '../venues/venue-time.ts';
import { readDecimal } from './decimal-text.ts';

const ISO =
  /^(\d{4}-\d\d-\d\d)[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d|60)(\.\d+)?)? ?(?:(Z|z)|([+-])(\d\d):?(\d\d))?$/;
const MINUTE_MS = 60_000;

/** Seconds have up to 11 digits in front of the point, milliseconds 14, microseconds 17, nanoseconds 20. */
const UNITS = [
  { digits: 11, msDigits: 3 },
  { digits: 14, msDigits: 0 },
  { digits: 17, msDigits: -3 },
  { digits: 20, msDigits: -6 },
] as const;

/**
 * Reads an ISO 8601 time, or a count since 1970 of s, ms, us or ns, which its size tells.
 *
 * What lies below the millisecond is cut off, never rounded, so that order is kept. A time without zone is UTC.
 *
 * @param text E.g. `2026-01-05T12:00:00.25Z`, `2026-01-05 13:00:00+01:00`, `1767614400.25`, `1767614400250000000`.
 * @returns    UNIX ms; NaN where the text is no such time, or of before 1970 or after 2286.
 */
export function parseLineTime(text: string): number {
  const timeMs = text.charCodeAt(4) === 45 ? isoTime(text) : unixTime(text);
  return isTime(timeMs) ? timeMs : NaN;
}

function isoTime(text: string): number {
  const match = ISO.exec(text);
  if (match === null) return NaN;
  const [, date = '', hours = '', minutes = '', seconds = '00', fraction = ''] = match;
  const timeMs = parseIsoTime(`${date}T${hours}:${minutes}:${seconds}${fraction}Z`);
  const [, , , , , , , sign, zoneHours = '0', zoneMinutes = '0'] = match;
  const offsetMs = (Number(zoneHours) * 60 + Number(zoneMinutes)) * MINUTE_MS;
  return sign === '-' ? timeMs + offsetMs : timeMs - offsetMs;
}

function unixTime(text: string): number {
  const number = readDecimal(text);
  if (number === undefined || number.isNegative) return NaN;
  const { digits, decimals } = number;
  const whole = digits.length - decimals;
  const unit = UNITS.find((each) => whole <= each.digits);
  if (unit === undefined) return NaN;
  const length = whole + unit.msDigits;
  if (length <= 0) return 0;
  return Number(digits.slice(0, length).padEnd(length, '0'));
}
