import { describe, expect, test } from 'vitest';
import { oldestKeptMs, parseDuration } from '../../../server/recorder/retention.ts';

describe('retention', () => {
  test.each([
    ['90s', 90_000],
    ['15m', 900_000],
    ['2h', 7_200_000],
    ['365d', 31_536_000_000],
  ])('%s is read', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test.each(['', '0h', '2', 'h', '2 h', '1.5h', '-2h', '2w', '2h3m', '9999999999d'])(
    'takes "%s" for no duration',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  test('counts back from the bar, and never before 1970', () => {
    expect(oldestKeptMs(100_000, 60_000)).toBe(40_000);
    expect(oldestKeptMs(1_000, 60_000)).toBe(0);
  });
});
