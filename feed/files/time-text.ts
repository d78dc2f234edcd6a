/** Times as files write them -> UNIX microseconds; pure. */
import { readDecimal } from '../lines/decimal-text.ts';

/** `auto`: by size, which tells them apart from 1980 to 2286. */
export const TIME_UNITS = ['auto', 's', 'ms', 'us', 'ns'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

export interface TimeTextOptions {
  readonly unit: TimeUnit;
  /** Midnight (UTC) of the day that times are counted from, UNIX ms; absent: times carry their day. */
  readonly dateMs?: number;
}

/** Reads one time; NaN where it is none that can be meant. */
export type ReadTime = (text: string) => number;

const FIRST_US = Date.UTC(1980, 0, 1) * 1000;
const LAST_US = 9_999_999_999_999_000;
const DAY_US = 86_400_000_000;
/** Decimals by which a number of the unit becomes microseconds. */
const SHIFT = { s: 6, ms: 3, us: 0, ns: -3 } as const;
const NUMBER = /^\d+(?:\.\d+)?$/;
const ISO =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)? ?(Z|UTC|[+-]\d\d:?\d\d)?$/i;
/** As HistData writes them: 20120201 000003660. */
const COMPACT = /^(\d{4})(\d\d)(\d\d)[T ](\d\d):?(\d\d):?(\d\d)[.,]?(\d{1,12})?$/;
const CLOCK = /^(\d\d?):(\d\d):(\d\d)(?:[.,](\d{1,12}))?$/;

/**
 * Makes a reader of one column.
 *
 * Understood are UNIX times in s, ms, us and ns with or without decimals, ISO 8601 with `T` or a space (UTC without a
 * zone), and `20120201 000003660`. With a date: numbers since its midnight (ms unless the unit is given) and `09:30:00.250`.
 * Digits below the microsecond are cut off, so that order is kept.
 */
export function createReadTime({ unit, dateMs }: TimeTextOptions): ReadTime {
  if (dateMs === undefined) {
    const date = new DateCache();
    return (text) =>
      plausible(NUMBER.test(text) ? fromNumber(text, unit) : fromText(text, unit, date));
  }
  const midnightUs = dateMs * 1000;
  const ofDay = unit === 'auto' ? 'ms' : unit;
  return (text) => {
    const sinceUs = NUMBER.test(text) ? fromNumber(text, ofDay) : fromClock(text);
    return sinceUs >= 0 && sinceUs < 2 * DAY_US ? plausible(midnightUs + sinceUs) : NaN;
  };
}

/** Says what a time should have looked like. */
export function timeFault(name: string, text: string, { dateMs }: TimeTextOptions): string {
  const shown =
    text === '' ? 'empty' : JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
  if (dateMs !== undefined) {
    return `${name} is ${shown}, expected a time since midnight as 34200250 (ms) or 09:30:00.250`;
  }
  return (
    `${name} is ${shown}, expected a time from 1980 on as UNIX s, ms, us or ns, or as 2024-08-08T23:55:00.250Z` +
    (/^\d{1,8}(\.\d+)?$/.test(text)
      ? '; for times since midnight say the day: --date 2024-08-08'
      : '')
  );
}

function plausible(timeUs: number): number {
  return timeUs >= FIRST_US && timeUs <= LAST_US ? timeUs : NaN;
}

function fromNumber(text: string, unit: TimeUnit): number {
  const point = text.indexOf('.');
  const whole = point < 0 ? text : text.slice(0, point);
  const known = unit === 'auto' ? unitOf(whole.length) : unit;
  const shift = SHIFT[known];
  if (point < 0 && whole.length <= 19) {
    return shift < 0 ? Number(whole.slice(0, shift)) : Number(whole) * 10 ** shift;
  }
  const number = readDecimal(text);
  if (number === undefined || number.isNegative) return NaN;
  const zeros = shift - number.decimals;
  if (zeros >= 0) return Number(number.digits) * 10 ** zeros;
  return Number(number.digits.slice(0, zeros) || '0');
}

function unitOf(digits: number): Exclude<TimeUnit, 'auto'> {
  if (digits <= 11) return 's';
  if (digits <= 14) return 'ms';
  return digits <= 17 ? 'us' : 'ns';
}

function fromText(text: string, unit: TimeUnit, date: DateCache): number {
  const iso = ISO.exec(text);
  if (iso !== null) {
    const [, day = '', hours = '', minutes = '', seconds = '0', fraction = '', zone = ''] = iso;
    return date.us(day) + clockUs(hours, minutes, seconds, fraction) - zoneUs(zone);
  }
  const compact = COMPACT.exec(text);
  if (compact !== null) {
    const [
      ,
      year = '',
      month = '',
      day = '',
      hours = '',
      minutes = '',
      seconds = '',
      fraction = '',
    ] = compact;
    return date.us(`${year}-${month}-${day}`) + clockUs(hours, minutes, seconds, fraction);
  }
  // 1.7231e+18, as spreadsheets write it; what it has lost cannot be had back.
  const number = readDecimal(text);
  if (number === undefined || number.isNegative || number.digits === '') return NaN;
  const wholeDigits = number.digits.length - number.decimals;
  const known = unit === 'auto' ? unitOf(wholeDigits) : unit;
  const zeros = SHIFT[known] - number.decimals;
  return zeros >= 0 ? Number(number.digits) * 10 ** zeros : Number(number.digits.slice(0, zeros));
}

function fromClock(text: string): number {
  const match = CLOCK.exec(text);
  if (match === null) return NaN;
  const [, hours = '', minutes = '', seconds = '', fraction = ''] = match;
  return clockUs(hours, minutes, seconds, fraction);
}

function clockUs(hours: string, minutes: string, seconds: string, fraction: string): number {
  const all = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (!(Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) <= 60)) return NaN;
  return all * 1e6 + Number(fraction.padEnd(6, '0').slice(0, 6));
}

function zoneUs(zone: string): number {
  if (zone === '' || !/^[+-]/.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60e6;
}

/** Rows of one day follow each other. */
class DateCache {
  #text = '';
  #us = NaN;

  us(text: string): number {
    if (text === this.#text) return this.#us;
    this.#text = text;
    this.#us = parseDateMs(text) * 1000;
    return this.#us;
  }
}

/** Midnight UTC of `2024-08-08`, UNIX ms; NaN where the text is no day. */
export function parseDateMs(text: string): number {
  const match = /^(\d{4})-?(\d\d)-?(\d\d)$/.exec(text);
  if (match === null) return NaN;
  const [, year = '', month = '', day = ''] = match;
  const timeMs = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
  return new Date(timeMs).getUTCDate() === Number(day) ? timeMs : NaN;
}
