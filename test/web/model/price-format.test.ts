/** Prices keep every digit; signs, groups and units are where traders expect them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  displayDecimals,
  formatChange,
  formatCompact,
  formatPercentChange,
  formatScaled,
  NO_VALUE,
  numberSigns,
  priceFormatter,
} from '../../../web/model/price-format.ts';

const cents = priceFormatter({ priceDecimals: 2, tickSize: 1, locale: 'en-US' });
const THIN = '\u202f';

describe('formatScaled', () => {
  test('keeps every digit of the largest safe integer with 8 decimals', () => {
    expect(formatScaled(Number.MAX_SAFE_INTEGER, 8)).toBe(`90${THIN}071${THIN}992.54740991`);
  });

  test('gives back the number for any integer and scale', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 0, max: 12 }),
        (scaled, decimals, shown) => {
          const minDecimals = Math.min(decimals, shown);
          const text = formatScaled(scaled, decimals, minDecimals, { decimal: '.', group: THIN });
          const plain = text.replaceAll(THIN, '').replace('\u2212', '-');
          const [whole = '', fraction = ''] = plain.split('.');

          expect(BigInt(whole + fraction.padEnd(decimals, '0'))).toBe(BigInt(scaled));
          expect(fraction.length).toBeGreaterThanOrEqual(minDecimals);
        },
      ),
      { seed: 3 },
    );
  });

  test.each([
    [6_741_250, 2, `67${THIN}412.50`],
    [-5, 2, '\u22120.05'],
    [0, 2, '0.00'],
    [-0, 2, '0.00'],
    [999, 0, '999'],
    [1_000, 0, `1${THIN}000`],
    [1e22, 0, `10${`${THIN}000`.repeat(7)}`],
    [NaN, 2, NO_VALUE],
    [Infinity, 2, NO_VALUE],
  ])('prints %s with %s decimals as %s', (scaled, decimals, text) => {
    expect(formatScaled(scaled, decimals)).toBe(text);
  });
});

describe('displayDecimals', () => {
  test.each([
    [8, 1_000_000, 2],
    [2, 1, 2],
    [2, 25, 2],
    [2, 50, 1],
    [2, 100, 0],
    [2, 10_000, 0],
    [0, 10, 0],
    [5, 1, 5],
  ])('with %s decimals and a tick of %s shows %s', (decimals, tickSize, shown) => {
    expect(displayDecimals(decimals, tickSize)).toBe(shown);
  });
});

describe('priceFormatter', () => {
  test('drops decimals that the tick size never uses', () => {
    const format = priceFormatter({ priceDecimals: 8, tickSize: 1_000_000, locale: 'en-US' });

    expect(format(6_741_250_000_000)).toBe(`67${THIN}412.50`);
  });

  test('never rounds a price that lies off the grid', () => {
    const format = priceFormatter({ priceDecimals: 8, tickSize: 1_000_000, locale: 'en-US' });

    expect(format(6_741_250_000_001)).toBe(`67${THIN}412.50000001`);
    expect(format(6_741_250_100_000)).toBe(`67${THIN}412.501`);
  });

  test('groups and separates as the locale does where it is asked to', () => {
    const format = { priceDecimals: 2, tickSize: 1 } as const;

    expect(priceFormatter({ ...format, locale: 'en-US', grouping: 'locale' })(6_741_250)).toBe(
      '67,412.50',
    );
    expect(priceFormatter({ ...format, locale: 'de-DE', grouping: 'locale' })(6_741_250)).toBe(
      '67.412,50',
    );
    expect(priceFormatter({ ...format, locale: 'de-DE' })(6_741_250)).toBe(`67${THIN}412,50`);
    expect(priceFormatter({ ...format, locale: 'en-US', grouping: 'none' })(6_741_250)).toBe(
      '67412.50',
    );
  });

  test('is made once for equal instruments', () => {
    expect(priceFormatter({ priceDecimals: 2, tickSize: 1, locale: 'en-US' })).toBe(cents);
    expect(priceFormatter({ priceDecimals: 2, tickSize: 7, locale: 'en-US' })).toBe(cents);
  });
});

describe('changes', () => {
  test('always carry their sign', () => {
    expect(formatChange(125, cents)).toBe('+1.25');
    expect(formatChange(-10, cents)).toBe('\u22120.10');
    expect(formatChange(0, cents)).toBe('0.00');
  });

  test('in percent carry their sign too', () => {
    expect(formatPercentChange(10_000, 10_124, 'en-US')).toBe(`+1.24${THIN}%`);
    expect(formatPercentChange(10_000, 9_876, 'de-DE')).toBe(`\u22121,24${THIN}%`);
    expect(formatPercentChange(10_000, 10_000, 'en-US')).toBe(`0.00${THIN}%`);
    expect(formatPercentChange(10_000_000, 10_000_001, 'en-US')).toBe(`0.00${THIN}%`);
  });

  test('below zero count against the size of the base', () => {
    expect(formatPercentChange(-100, -50, 'en-US')).toBe(`+50.00${THIN}%`);
  });

  test('without a base are not shown', () => {
    expect(formatPercentChange(0, 5, 'en-US')).toBe(NO_VALUE);
    expect(formatPercentChange(NaN, 5, 'en-US')).toBe(NO_VALUE);
  });
});

describe('formatCompact', () => {
  test.each([
    [0, 0, '0'],
    [950, 0, '950'],
    [999_499, 3, '999'],
    [999_500, 3, `1${THIN}K`],
    [12_345, 0, `12.3${THIN}K`],
    [1_200_000, 0, `1.2${THIN}M`],
    [1_250_000, 0, `1.25${THIN}M`],
    [5_000_000_000, 0, `5${THIN}B`],
    [123_456, 6, '0.123'],
    [42, 6, '0.000042'],
    [-2_500, 0, `\u22122.5${THIN}K`],
    [NaN, 0, NO_VALUE],
  ])('prints %s with %s decimals as %s', (scaled, decimals, text) => {
    expect(formatCompact(scaled, decimals, 'en-US')).toBe(text);
  });

  test('uses the decimal sign of the locale', () => {
    expect(formatCompact(12_345, 0, 'de-DE')).toBe(`12,3${THIN}K`);
  });
});

test('numberSigns reads a locale once', () => {
  expect(numberSigns('de-DE')).toEqual({ decimal: ',', group: '.' });
  expect(numberSigns('de-DE')).toBe(numberSigns('de-DE'));
});
