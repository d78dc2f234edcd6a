import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scaleDecimal } from '../../../feed/lines/decimal-text.ts';
import { parseExactJson } from '../../../feed/lines/exact-json.ts';
import { parseLineTime } from '../../../feed/lines/line-time.ts';

describe('exact JSON', () => {
  test('keeps the text of every number', () => {
    const value = parseExactJson(
      '{"a":101.20,"b":[18446744073709551615,-0,1e-05],"c":"x 1 \\" 2"}',
    );

    expect(value).toEqual({
      a: '101.20',
      b: ['18446744073709551615', '-0', '1e-05'],
      c: 'x 1 " 2',
    });
  });

  test('agrees with JSON.parse about every value of whatever shape', () => {
    const stringified = (value: unknown): unknown => {
      if (typeof value === 'number') return JSON.stringify(value);
      if (Array.isArray(value)) return value.map(stringified);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, stringified(v)]));
    };
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // Out and in again: that removes keys as __proto__ that no plain object keeps.
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(parseExactJson(JSON.stringify(plain))).toEqual(stringified(plain));
      }),
    );
  });

  test.each([
    '{"a":1.}',
    '{"a":.5}',
    '{"a":+1}',
    '{"a":01}',
    '{"a":NaN}',
    '{"a":1 2}',
    '{"a":"b 1}',
  ])('refuses %s, as JSON.parse does', (text) => {
    expect(() => parseExactJson(text)).toThrow(SyntaxError);
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  });
});

describe('decimal text', () => {
  test.each([
    ['101.25', 2, 10_125, false],
    ['1e-05', 8, 1_000, false],
    ['1.5E+3', 2, 150_000, false],
    ['+7', 0, 7, false],
    ['9007199254740.991', 3, 9_007_199_254_740_991, false],
    ['12345678.12345678', 8, 1_234_567_812_345_678, false],
    // What 0.1 + 0.2 and 101.3 leave behind in a double.
    ['0.30000000000000004', 2, 30, false],
    ['101.30000000000001', 4, 1_013_000, false],
    ['99.99999999999999', 2, 10_000, false],
    ['0.125', 2, 13, true],
    ['-0.125', 2, -13, true],
    ['0.124', 2, 12, true],
    ['0.001', 2, 0, true],
    ['1e-300', 12, 0, true],
    ['0', 12, 0, false],
  ])('%s with %i decimals is %i (rounded: %s)', (text, decimals, value, isRounded) => {
    expect(scaleDecimal(text, decimals)).toEqual({ value, isRounded });
  });

  test('is beyond what can be held where 2^53 is passed', () => {
    expect(scaleDecimal('9007199254740.992', 3)?.value).toBeNaN();
    expect(scaleDecimal('1e400', 3)?.value).toBeNaN();
  });

  test.each(['', ' 1', '1,5', '0x10', '1e', '--1', 'abc', '1e99999', `0.${'1'.repeat(500)}`])(
    'is none where it says %j',
    (text) => {
      expect(scaleDecimal(text, 2)).toBeUndefined();
    },
  );

  test('gives back every double that a program prints, to 15 digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 3 }), (n, d) => {
        expect(scaleDecimal(String(n / 10 ** d), d)?.value).toBe(n === 0 ? 0 : n);
      }),
    );
  });
});

describe('time of a line', () => {
  const TIME = Date.UTC(2026, 0, 5, 12, 0, 0, 250);

  test.each([
    '2026-01-05T12:00:00.25Z',
    '2026-01-05T12:00:00.250999Z',
    '2026-01-05 12:00:00.25',
    '2026-01-05T13:30:00.25+01:30',
    '2026-01-05T04:00:00.250000-0800',
    '1767614400.25',
    '1767614400.250999',
    '1.76761440025e9',
    '1767614400250',
    '1767614400250999',
    '1767614400250999999',
  ])('%s is the same moment', (text) => {
    expect(parseLineTime(text)).toBe(TIME);
  });

  test('cuts off what lies below the millisecond, exactly', () => {
    expect(parseLineTime('1767614400123999999')).toBe(1_767_614_400_123);
    expect(parseLineTime('1767614400.001')).toBe(1_767_614_400_001);
  });

  test.each([
    'yesterday',
    '2026-13-05T12:00:00Z',
    '2026-01-05',
    '-5',
    '1'.repeat(21),
    '2026-01-05T25:00:00Z',
  ])('%s is none', (text) => {
    expect(parseLineTime(text)).toBeNaN();
  });
});
