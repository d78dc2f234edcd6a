/** Exact texts of scaled integers: prices, signed changes, percentages, compact volumes. */

/** How digits are grouped: a narrow no-break space, the locale's own sign, or not at all. */
export type Grouping = 'thin' | 'locale' | 'none';

/** Signs that a locale puts into numbers. */
export interface NumberSigns {
  readonly decimal: string;
  readonly group: string;
}

/** Turns a scaled integer into its text. */
export type PriceFormatter = (scaled: number) => string;

const MINUS = '\u2212';
const THIN_SPACE = '\u202f';
/** Shown where there is no number to show. */
export const NO_VALUE = '\u2013';

const signsCache = new Map<string, NumberSigns>();
const formatterCache = new Map<string, PriceFormatter>();
/** Far above what one page uses (instruments x locale); only guards against a leak. */
const CACHE_LIMIT = 512;

/**
 * Says how many decimals an instrument's prices are shown with: trailing zeros of the tick size
 * carry no information (scale 8 with tick size 1000000 moves by 0.01, so 2).
 *
 * @param priceDecimals Decimals by which prices are scaled, 0..12.
 * @param tickSize      Smallest price step, scaled, >= 1.
 * @returns             0..priceDecimals.
 */
export function displayDecimals(priceDecimals: number, tickSize: number): number {
  let decimals = priceDecimals;
  let step = tickSize;
  while (decimals > 0 && step >= 10 && step % 10 === 0) {
    step /= 10;
    decimals -= 1;
  }
  return decimals;
}

/** Signs of `locale`; undefined means the browser's. One look-up for each locale. */
export function numberSigns(locale: string | undefined): NumberSigns {
  const key = locale ?? '';
  let signs = signsCache.get(key);
  if (signs === undefined) {
    const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(1234567.5);
    const sign = (type: string, otherwise: string): string =>
      parts.find((part) => part.type === type)?.value ?? otherwise;
    signs = { decimal: sign('decimal', '.'), group: sign('group', ',') };
    remember(signsCache, key, signs);
  }
  return signs;
}

/**
 * Text of a scaled integer, digit for digit: no division, so nothing is lost up to 2^53 - 1.
 *
 * @param scaled      The number; a fraction of it is rounded away first. Not finite: NO_VALUE.
 * @param decimals    Decimals by which it is scaled, 0..12.
 * @param minDecimals Decimals always shown; more are shown where the number needs them, none is
 *                    ever rounded off.
 */
export function formatScaled(
  scaled: number,
  decimals: number,
  minDecimals: number = decimals,
  signs: NumberSigns = { decimal: '.', group: THIN_SPACE },
): string {
  if (!Number.isFinite(scaled)) return NO_VALUE;
  const rounded = Math.round(Math.abs(scaled));
  // Above 1e21 a number prints with an exponent.
  const text = rounded < 1e21 ? String(rounded) : BigInt(rounded).toString();
  const digits = text.padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  let end = digits.length;
  while (end > point + minDecimals && digits.charCodeAt(end - 1) === 48) end -= 1;
  let whole = digits.slice(0, point);
  if (whole.length > 3 && signs.group !== '') whole = group(whole, signs.group);
  const fraction = end > point ? signs.decimal + digits.slice(point, end) : '';
  return (scaled < 0 && rounded !== 0 ? MINUS : '') + whole + fraction;
}

/** What `priceFormatter` needs to know of an instrument. */
export interface PriceFormat {
  /** Decimals by which prices are scaled, 0..12. */
  readonly priceDecimals: number;
  /** Smallest price step, scaled, >= 1. */
  readonly tickSize: number;
  /** Absent: the browser's locale. */
  readonly locale?: string | undefined;
  /** Absent: `thin`. */
  readonly grouping?: Grouping | undefined;
}

/** The formatter for an instrument's prices; the same function again for equal arguments. */
export function priceFormatter(format: PriceFormat): PriceFormatter {
  const { priceDecimals, tickSize, locale, grouping = 'thin' } = format;
  const shown = displayDecimals(priceDecimals, tickSize);
  const key = `${priceDecimals}/${shown}/${grouping}/${locale ?? ''}`;
  let formatter = formatterCache.get(key);
  if (formatter === undefined) {
    const { decimal, group: localeGroup } = numberSigns(locale);
    const groups = { thin: THIN_SPACE, locale: localeGroup, none: '' };
    const signs = { decimal, group: groups[grouping] };
    formatter = (scaled) => formatScaled(scaled, priceDecimals, shown, signs);
    remember(formatterCache, key, formatter);
  }
  return formatter;
}

/** A change with its sign always shown (`+1.25`, `−0.10`); no change has none. */
export function formatChange(scaledChange: number, formatter: PriceFormatter): string {
  return scaledChange > 0 ? `+${formatter(scaledChange)}` : formatter(scaledChange);
}

/**
 * The change from one price to another in percent with two decimals and sign: `+1.24 %`.
 *
 * @returns NO_VALUE where there is no base to compare with.
 */
export function formatPercentChange(from: number, to: number, locale?: string): string {
  const percent = ((to - from) / Math.abs(from)) * 100;
  if (!Number.isFinite(percent)) return NO_VALUE;
  const hundredths = Math.round(percent * 100);
  const signs = { decimal: numberSigns(locale).decimal, group: THIN_SPACE };
  const text = formatScaled(hundredths, 2, 2, signs);
  return `${hundredths > 0 ? '+' : ''}${text}${THIN_SPACE}%`;
}

const UNITS = ['', 'K', 'M', 'B', 'T', 'Q'];

/**
 * A volume in at most three digits: `950`, `12.3 K`, `1.2 M`.
 *
 * @param scaled   Scaled by `decimals`.
 * @param decimals 0..12.
 */
export function formatCompact(scaled: number, decimals: number, locale?: string): string {
  if (!Number.isFinite(scaled)) return NO_VALUE;
  let value = Math.abs(scaled) / 10 ** decimals;
  let unit = 0;
  // 999.5 prints as 1 K, not as 1000.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  const digits = value === 0 ? 0 : Math.min(8, Math.max(0, 2 - Math.floor(Math.log10(value))));
  let text = value.toFixed(value >= 1000 ? 0 : digits);
  if (text.includes('.')) text = text.replace(/\.?0+$/, '');
  if (locale !== undefined) text = text.replace('.', numberSigns(locale).decimal);
  const sign = scaled < 0 && value > 0 ? MINUS : '';
  return sign + text + (unit > 0 ? THIN_SPACE + (UNITS[unit] ?? '') : '');
}

function group(whole: string, sign: string): string {
  let text = '';
  for (let i = whole.length; i > 0; i -= 3) {
    const piece = whole.slice(Math.max(0, i - 3), i);
    text = text === '' ? piece : piece + sign + text;
  }
  return text;
}

function remember<T>(cache: Map<string, T>, key: string, value: T): void {
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(key, value);
}
