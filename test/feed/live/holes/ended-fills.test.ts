import { describe, expect, test } from 'vitest';
import { ShortHoles, trade } from './made-ticks.ts';

/** After a trade at 10 ms, lost at 20 ms and back at 1,000 ms. */
function reconnected(tradeIds: 'contiguous' | 'unique'): ShortHoles {
  const holes = new ShortHoles({ tradeIds });
  holes.push(10, trade(7, 10));
  holes.lost(20);
  holes.resumed(1_000);
  return holes;
}

describe('a hole whose answer is under way', () => {
  test('waits for no answer any more when a trade shows that nothing is missing', () => {
    const holes = reconnected('contiguous');
    holes.expire(1_000);
    expect(holes.endedCount).toBe(0);

    holes.push(1_010, trade(8, 1_010));
    expect(holes.endedCount).toBe(1);
  });

  test('waits for no answer any more when the hold has ended', () => {
    const holes = reconnected('unique');
    holes.expire(2_000);
    expect(holes.endedCount).toBe(0);
    holes.expire(11_000);
    expect(holes.endedCount).toBe(1);
    holes.filled(11_001, undefined);

    expect(holes.push(11_010, trade('x', 11_010))).toEqual(['x']);
    expect(holes.endedCount).toBe(1);
  });
});
