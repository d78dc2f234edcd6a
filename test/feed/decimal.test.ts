import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalFault, decimalsOf, parseDecimal } from '../../feed/decimal.ts';

describe('parseDecimal', () => {
  test.each([
    ['61837.63000000', 2, 6_183_763],
    ['61837.63', 8, 6_183_763_000_000],
    ['0.00000001', 8, 1],
    ['12', 0, 12],
    ['12', 3, 12_000],
    ['12.000', 0, 12],
    ['007.5', 1, 75],
    ['-3.25', 2, -325],
    ['-0.00', 2, 0],
    ['90071992.54740991', 8, Number.MAX_SAFE_INTEGER],
  ])('reads %s with %i decimals as %i', (text, decimals, expected) => {
    expect(parseDecimal(text, decimals)).toBe(expected);
  });

  test.each([
    ['90071992.54740992', 8, 'is beyond 2^53 - 1'],
    ['99999999999999999999', 0, 'is beyond 2^53 - 1'],
    ['1.234', 2, 'has more than the 2 decimals'],
    ['', 2, 'expected a decimal number'],
    ['.5', 2, 'expected a decimal number'],
    ['5.', 2, 'expected a decimal number'],
    ['0.-10000', 4, 'expected a decimal number'],
    ['1e5', 2, 'expected a decimal number'],
    ['1.2.3', 2, 'expected a decimal number'],
    [' 1', 2, 'expected a decimal number'],
    ['+1', 2, 'expected a decimal number'],
    ['NaN', 2, 'expected a decimal number'],
  ])('refuses %j with %i decimals and says why', (text, decimals, reason) => {
    expect(parseDecimal(text, decimals)).toBeNaN();
    expect(decimalFault(text, decimals)).toContain(reason);
  });

  test('says that a number was expected as string', () => {
    expect(decimalFault(1.5, 2)).toBe('expected a decimal number as string, got 1.5');
    expect(decimalFault('1.5', 2)).toBeUndefined();
  });

  test('agrees with exact big-integer arithmetic on any decimal text', () => {
    const digits = fc.stringMatching(/^\d{1,12}$/);
    fc.assert(
      fc.property(
        digits,
        fc.stringMatching(/^\d{0,8}$/),
        fc.nat(10),
        (whole, fraction, decimals) => {
          const text = fraction === '' ? whole : `${whole}.${fraction}`;
          const exact = BigInt(whole + fraction) * 10n ** BigInt(decimals);
          const divisor = 10n ** BigInt(fraction.length);
          const isExact = exact % divisor === 0n && exact / divisor <= Number.MAX_SAFE_INTEGER;
          expect(parseDecimal(text, decimals)).toBe(isExact ? Number(exact / divisor) : NaN);
        },
      ),
    );
  });
});

describe('decimalsOf', () => {
  test.each([
    ['1', 0],
    ['1.000', 0],
    ['1.230', 2],
    ['100', 0],
    ['0.00000001', 8],
  ])('finds that %s needs %i', (text, expected) => {
    expect(decimalsOf(text)).toBe(expected);
  });
});
