import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareIds, isAfter, parseEntryId } from '../../../server/recovery/log-position.ts';

const id = fc.record({ ms: fc.nat(5), seq: fc.nat(5) });

describe('entry id', () => {
  test.each([
    ['1790000000000-7', { ms: 1_790_000_000_000, seq: 7 }],
    ['0-0', { ms: 0, seq: 0 }],
    ['42', { ms: 42, seq: 0 }],
  ])('%s is read', (text, expected) => {
    expect(parseEntryId(text)).toEqual(expected);
  });

  test('comes after another by time, then by sequence, and never after itself', () => {
    fc.assert(
      fc.property(id, id, (a, b) => {
        const order = a.ms * 10 + a.seq - (b.ms * 10 + b.seq);

        expect(isAfter(a, b)).toBe(order > 0);
        const text = (one: typeof a): string => `${String(one.ms)}-${String(one.seq)}`;
        expect(Math.sign(compareIds(text(a), text(b)))).toBe(Math.sign(order));
      }),
    );
  });

  test('is compared exactly beyond the numbers that are', () => {
    expect(compareIds('18446744073709551615-1', '18446744073709551614-9')).toBeGreaterThan(0);
    expect(compareIds('9-18446744073709551614', '10-0')).toBeLessThan(0);
    expect(compareIds('7-18446744073709551615', '7-18446744073709551614')).toBeGreaterThan(0);
  });
});
