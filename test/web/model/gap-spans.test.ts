/** Spans without data: reading them, and finding those of a time. */
import { describe, expect, test } from 'vitest';
import { gapSpansOf, gapsWithin, mergeGapSpans } from '../../../web/model/gap-spans.ts';

describe('gap spans', () => {
  test('are read from pairs, oldest first, without what is no span', () => {
    expect(gapSpansOf([500, 600, 100, 100, 300, 200, 700])).toEqual([
      { fromMs: 100, toMs: 100 },
      { fromMs: 500, toMs: 600 },
    ]);
  });

  test('of two lists become one, and those that touch one span', () => {
    const span = (fromMs: number, toMs: number): object => ({ fromMs, toMs });
    const a = [span(100, 200), span(500, 600)] as never;
    const b = [span(550, 700), span(0, 50), span(200, 250)] as never;

    expect(mergeGapSpans(a, b)).toEqual([span(0, 50), span(100, 250), span(500, 700)]);
    expect(mergeGapSpans(a, [])).toBe(a);
  });

  test.each([
    ['before it', 0, 100, 0],
    ['up to its first instant', 0, 101, 1],
    ['inside it', 120, 130, 1],
    ['up to its last instant', 199, 300, 1],
    ['after it', 200, 300, 0],
  ])('touch a time %s or not', (_, fromMs, toMs, count) => {
    expect(gapsWithin([{ fromMs: 100, toMs: 200 }], fromMs, toMs)).toHaveLength(count);
  });

  test('touch the time in which they begin, also when they have no length', () => {
    const instant = [{ fromMs: 100, toMs: 100 }];

    expect(gapsWithin(instant, 100, 101)).toHaveLength(1);
    expect(gapsWithin(instant, 101, 200)).toHaveLength(0);
    expect(gapsWithin(instant, 0, 100)).toHaveLength(0);
  });
});
