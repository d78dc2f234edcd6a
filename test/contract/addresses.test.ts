import { describe, expect, test } from 'vitest';
import { addressFaults, withoutRows } from './addresses.ts';

const TO = Date.UTC(2026, 0, 5, 12);
const span = { fromMs: TO - 3_600_000, toMs: TO, maxRows: 60 };
const S = TO / 1000;

describe('an address', () => {
  test.each([
    `from=${String(TO - 3_600_000)}&to=${String(TO)}&limit=60`,
    `since=${String(S - 3_601)}`,
    `start=${String(S)}000000000`,
    'start=2026-01-05T11%3A00%3A00.000Z&end=2026-01-05T12:00Z',
    'granularity=60&interval=1&time=hour&timeframe=1Min',
  ])('may ask with %s', (query) => {
    expect(addressFaults(`https://made/bars?${query}`, span)).toEqual([]);
  });

  test.each([
    ['limit=5000', /^limit=5000 asks for more than the 60 rows/],
    [`from=${String(Math.floor(S / 60))}`, /^from=29460240 is 1970-/],
    [`end=${String(TO * 60)}`, /^end=\d+ is /],
    ['start=2025-01-05T12:00:00Z', /^start=2025.* is 2025-01-05T12:00:00.000Z, but 2026-/],
  ])('cannot mean %s', (query, fault) => {
    const faults = addressFaults(`https://made/bars?${query}`, span);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(fault);
  });

  test('may have its times in the path', () => {
    expect(addressFaults(`https://made/range/${String(TO)}`, span)).toEqual([]);
    expect(addressFaults('https://made/range/1234567890123', span)).toHaveLength(1);
  });

  test('has ids that look like times', () => {
    const ids = ['1234567890123'];
    expect(addressFaults('https://made/trades?after=1234567890123', { ...span, ids })).toEqual([]);
    expect(addressFaults('https://made/trades?after=41', { ...span, ids })).toEqual([]);
    expect(addressFaults('https://made/trades?after=1234567890124', { ...span, ids })).toHaveLength(
      1,
    );
  });

  test('is the same whatever number of rows it asks for', () => {
    expect(withoutRows('https://made/bars?step=60&limit=2')).toBe('https://made/bars?step=60');
  });
});
