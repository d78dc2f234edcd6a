import { describe, expect, test } from 'vitest';
import { createReadTime, parseDateMs, timeFault } from '../../../feed/files/time-text.ts';

const T0 = Date.UTC(2024, 7, 8, 23, 55, 1, 250) * 1000;

describe('time of a row', () => {
  const read = createReadTime({ unit: 'auto' });

  test.each([
    ['1723161301', T0 - 250_000],
    ['1723161301.25', T0],
    ['1723161301.2500009', T0],
    ['1723161301250', T0],
    ['1723161301250.5', T0 + 500],
    ['1723161301250123', T0 + 123],
    ['1723161301250123999', T0 + 123],
    ['1.72316130125e+18', T0],
    ['2024-08-08T23:55:01.25Z', T0],
    ['2024-08-08 23:55:01.250123999', T0 + 123],
    ['2024-08-08T23:55:01,250+00:00', T0],
    ['2024-08-09T01:25:01.250+0130', T0],
    ['2024-08-08 18:55:01.250-05:00', T0],
    ['2024-08-08T23:55Z', T0 - 1_250_000],
    ['20240808 235501250', T0],
    ['20240808 23:55:01.250', T0],
  ])('%s is understood', (text, timeUs) => {
    expect(read(text)).toBe(timeUs);
  });

  test.each([
    '',
    '34200250',
    '0',
    '-1723161301',
    '0001-01-01T00:00:00Z',
    '1970-01-01T00:00:00Z',
    '2024-02-31T00:00:00Z',
    '2024-08-08T25:00:00Z',
    '2024-08-08',
    '08/08/2024 23:55:01',
    '99999999999999999999',
    'NaN',
  ])('%j is refused', (text) => {
    expect(read(text)).toBeNaN();
  });

  test.each([
    ['s', '1723161301.25', T0],
    ['ms', '1723161301250', T0],
    ['us', '1723161301250000', T0],
    ['ns', '1723161301250000000', T0],
    // What the digits would say counts for nothing.
    ['ms', '1723161301', NaN],
  ] as const)('in %s is read so: %s', (unit, text, timeUs) => {
    expect(createReadTime({ unit })(text)).toBe(timeUs);
  });

  test('counts from midnight where the day is given', () => {
    const dateMs = parseDateMs('2014-05-08');
    const ofDay = createReadTime({ unit: 'auto', dateMs });
    const midnight = Date.UTC(2014, 4, 8) * 1000;

    expect(ofDay('0')).toBe(midnight);
    expect(ofDay('34200250')).toBe(midnight + 34_200_250_000);
    expect(ofDay('34200250.5')).toBe(midnight + 34_200_250_500);
    expect(ofDay('09:30:00.250')).toBe(midnight + 34_200_250_000);
    expect(createReadTime({ unit: 's', dateMs })('34200.250123')).toBe(midnight + 34_200_250_123);
    expect(ofDay('1399507200000')).toBeNaN();
    expect(ofDay('-1')).toBeNaN();
    expect(ofDay('')).toBeNaN();
  });

  test('that looks like one since midnight is answered by what to do', () => {
    expect(timeFault('time', '34200250', { unit: 'auto' })).toContain('--date 2024-08-08');
    expect(timeFault('time', '', { unit: 'auto' })).toBe(
      'time is empty, expected a time from 1980 on as UNIX s, ms, us or ns, or as 2024-08-08T23:55:00.250Z',
    );
  });
});
