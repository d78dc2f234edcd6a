import { describe, expect, test } from 'vitest';
import { paceText } from '../../../../web/components/frame/pace-text.ts';
import { demoConnection } from '../demo/demo-connection.ts';

const NOW = 1_700_000_000_000;

function pace(requested: number, effective: number, held = 0, actual = 0) {
  const text = paceText({
    ...demoConnection('live', NOW),
    requestedIntervalMs: requested,
    effectiveIntervalMs: effective,
    heldFlushCount: held,
    actualIntervalMs: actual,
  });
  return [text.interval, text.note].map((one) => one.replaceAll('\u202f', ' '));
}

describe('pace of the connection', () => {
  test.each([
    ['the fastest speed', 0, 16, '16 ms'],
    ['a stretch that nobody can see', 0, 48, '48 ms'],
    ['a chosen speed', 250, 250, '250 ms'],
    ['a chosen speed and a busy server that is fast enough for it', 1_000, 1_000, '1.0 s'],
  ])('needs no words for %s', (_, requested, effective, interval) => {
    expect(pace(requested, effective)).toEqual([interval, '']);
  });

  test('is not known before the server named it', () => {
    expect(pace(0, 0)).toEqual(['', '']);
  });

  test('is explained by a busy server', () => {
    expect(pace(0, 240)).toEqual([
      '240 ms',
      'The server is busy: updates every 240 ms instead of 16 ms.',
    ]);
    expect(pace(100, 240)[1]).toBe('The server is busy: updates every 240 ms instead of 100 ms.');
  });

  test('is explained by a device that does not keep up, before all else', () => {
    expect(pace(0, 240, 12, 800)).toEqual([
      '800 ms',
      'This device or its network takes an update every 800 ms: 12 updates waited for it and went into the next one.',
    ]);
    expect(pace(0, 16, 1, 400)[1]).toContain('1 update waited for it');
  });

  test('has no word for a moment in which something waited and nobody could see it', () => {
    expect(pace(0, 16, 2, 18)).toEqual(['16 ms', '']);
    expect(pace(1_000, 1_000, 1, 1_100)).toEqual(['1.0 s', '']);
  });
});
