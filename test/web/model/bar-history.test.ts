/** The server's answer with older bars: taken when it is right, refused when it would spoil the chart. */
import { describe, expect, test } from 'vitest';
import { parseBarHistory } from '../../../web/model/bar-history.ts';

const BAR = { open: 10, high: 12, low: 9, close: 11, volume: 5, tradeCount: 2 };
const at = (openTimeMs: number): object => ({ ...BAR, openTimeMs });

describe('bar history', () => {
  test('becomes columns', () => {
    const { bars, hasOlder, gaps } = parseBarHistory(
      { bars: [at(1_000), at(2_000)], hasOlder: true },
      3_000,
    );

    expect(hasOlder).toBe(true);
    expect([...Array.from(bars.openTimeMs)]).toEqual([1_000, 2_000]);
    expect([...Array.from(bars.close)]).toEqual([11, 11]);
    expect(gaps).toEqual([]);
  });

  test('brings the spans in which they lack data', () => {
    const gaps = [{ fromMs: 1_200, toMs: 1_300 }, { fromMs: 'x' }, null];

    expect(parseBarHistory({ bars: [], hasOlder: true, gaps }, 3_000).gaps).toEqual([gaps[0]]);
  });

  test.each([
    ['no object', 'starting'],
    ['no bars', { hasOlder: true }],
    ['not saying whether there is more', { bars: [] }],
    ['a bar that is none', { bars: [null], hasOlder: false }],
    [
      'a price that is not whole',
      { bars: [{ ...BAR, openTimeMs: 1, open: 1.5 }], hasOlder: false },
    ],
    ['times that do not rise', { bars: [at(2_000), at(2_000)], hasOlder: false }],
    ['a bar that is not older', { bars: [at(3_000)], hasOlder: false }],
  ])('is refused when it is %s', (_, answer) => {
    expect(() => parseBarHistory(answer, 3_000)).toThrow(TypeError);
  });
});
