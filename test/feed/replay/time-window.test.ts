import { describe, expect, test } from 'vitest';
import { parseMoment, windowOf } from '../../../feed/replay/time-window.ts';

describe('moment of a recording', () => {
  test.each([
    ['+30s', 30_000],
    ['+1m30s', 90_000],
    ['+2h', 7_200_000],
    ['+1h2m3.5s', 3_723_500],
    ['+500ms', 500],
    ['+0s', 0],
  ])('%s is an offset', (text, offsetMs) => {
    expect(parseMoment(text)).toEqual({ kind: 'offset', offsetMs });
  });

  test.each([
    ['2024-08-08T23:55:00Z', Date.UTC(2024, 7, 8, 23, 55)],
    ['2024-08-08T23:55', Date.UTC(2024, 7, 8, 23, 55)],
    ['2024-08-08T23:55:00.250', Date.UTC(2024, 7, 8, 23, 55, 0, 250)],
    ['2024-08-08', Date.UTC(2024, 7, 8)],
    ['2024-08-09T01:55:00+02:00', Date.UTC(2024, 7, 8, 23, 55)],
  ])('%s is a time, UTC without a zone', (text, timeMs) => {
    expect(parseMoment(text)).toEqual({ kind: 'time', timeMs });
  });

  test.each(['', '+', '30s', '+30', '+-3s', 'yesterday', '2024-13-01', '1723161254'])(
    '%j is neither',
    (text) => {
      expect(parseMoment(text)).toBeUndefined();
    },
  );

  test('is placed in the recording', () => {
    const firstUs = 1_723_161_253_937_085;
    expect(windowOf(firstUs)).toEqual({ fromUs: firstUs, toUs: Infinity });
    expect(
      windowOf(
        firstUs,
        { kind: 'offset', offsetMs: 2 },
        { kind: 'time', timeMs: 1_723_161_260_000 },
      ),
    ).toEqual({ fromUs: firstUs + 2000, toUs: 1_723_161_260_000_000 });
  });
});
