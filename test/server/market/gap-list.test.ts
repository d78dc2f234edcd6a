import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GapList, MAX_GAPS } from '../../../server/market/gap-list.ts';

/** The spans' rule in the plainest form: every millisecond that any of them covers. */
function covered(spans: readonly (readonly [number, number])[]): Set<number> {
  const all = new Set<number>();
  for (const [fromMs, toMs] of spans) for (let ms = fromMs; ms <= toMs; ms++) all.add(ms);
  return all;
}

const span = fc
  .tuple(fc.nat(300), fc.nat(12))
  .map(([fromMs, length]) => [fromMs, fromMs + length] as const);

describe('list of gaps', () => {
  test('covers what was marked, in order, with a free millisecond between any two', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 40 }), (spans) => {
        const list = new GapList();
        for (const [index, [fromMs, toMs]] of spans.entries()) {
          const before = list.all;

          const isNew = list.add(fromMs, toMs);

          const marked = spans.slice(0, index + 1);
          expect(covered(list.all.map((gap) => [gap.fromMs, gap.toMs]))).toEqual(covered(marked));
          expect(isNew).toBe(list.all !== before);
        }
        for (const [index, gap] of list.all.entries()) {
          expect(gap.fromMs).toBeGreaterThan(list.all[index - 1]?.toMs ?? -1);
        }
      }),
    );
  });

  test('merges gaps that touch', () => {
    const list = new GapList();
    list.add(10, 20);
    list.add(30, 40);

    expect(list.add(20, 30)).toBe(true);

    expect(list.all).toEqual([{ fromMs: 10, toMs: 40 }]);
  });

  test('says when all of a gap was marked already', () => {
    const list = new GapList();
    list.add(10, 20);

    expect(list.add(10, 20)).toBe(false);
    expect(list.add(12, 12)).toBe(false);
    expect(list.add(12, 21)).toBe(true);
  });

  test('keeps the newest 64', () => {
    const list = new GapList();
    for (let at = 0; at < MAX_GAPS + 3; at++) list.add(at * 100, at * 100 + 10);

    expect(list.all).toHaveLength(MAX_GAPS);
    expect(list.all[0]).toEqual({ fromMs: 300, toMs: 310 });
    expect(list.add(5, 6)).toBe(false);
    expect(list.all[0]).toEqual({ fromMs: 300, toMs: 310 });
  });
});
