import { describe, expect, test } from 'vitest';
import type { Trade } from '../../../../proto/types.ts';
import { gap, quote, ShortHoles, START_MS, status, trade } from './made-ticks.ts';

/** After trades a at 10 ms and b at 15 ms, lost at 20 ms and back at 1,000 ms. */
function reconnected(options?: ConstructorParameters<typeof ShortHoles>[0]): ShortHoles {
  const holes = new ShortHoles({ tradeIds: 'unique', ...options });
  holes.push(10, trade('a', 10), trade('b', 15));
  holes.lost(20);
  holes.resumed(1_000);
  return holes;
}

describe('holes in trades with unique ids', () => {
  test('lets everything pass, and drops repetitions', () => {
    const holes = new ShortHoles({ tradeIds: 'unique' });

    expect(holes.push(10, trade('a', 10), quote(1, 10), trade('b', 11))).toEqual(['a', 'q1', 'b']);
    expect(holes.push(20, trade('a', 10, 20), trade('c', 20), trade('c', 20))).toEqual(['c']);
  });

  test('remembers thousands of ids, and not all of them', () => {
    const holes = new ShortHoles({ tradeIds: 'unique' });
    for (let id = 0; id < 10_000; id++) holes.push(10, trade(id, 10));

    expect(holes.push(20, trade(9_999 - 4_096, 10))).toEqual([]);
    expect(holes.push(20, trade(0, 10))).toEqual(['0']);
  });

  test('asks for the hole of a new connection when an answer no longer lags behind it', () => {
    const holes = reconnected();

    expect(holes.dueMs).toBe(2_000);
    holes.expire(1_999);
    expect(holes.asked).toEqual([]);
    holes.expire(2_000);
    expect(holes.asked).toMatchObject([
      { afterId: 'b', afterTimeMs: START_MS + 10, beforeTimeMs: START_MS + 2_000 },
    ]);
  });

  test('publishes found trades by time in front of what was held', () => {
    const holes = reconnected();
    expect(holes.push(1_010, quote(1, 1_010), trade('x', 1_010), status(1_010))).toEqual([
      'status',
    ]);
    holes.push(1_500, trade('y', 1_500));
    holes.expire(2_000);

    const found = [trade('b', 15), trade('p', 500), trade('x', 1_010), trade('y', 1_500)];
    expect(holes.filled(2_100, found)).toEqual(['p*', 'q1', 'x', 'y']);
    expect(holes.push(2_200, trade('p', 500, 2_200), trade('z', 2_200))).toEqual(['z']);
  });

  test('fetches what happened to a quiet symbol', () => {
    const holes = reconnected();
    holes.expire(2_000);

    expect(holes.filled(2_100, [trade('p', 500), trade('q', 600)])).toEqual(['p*', 'q*']);
  });

  test('says a gap at once when the trades could not be fetched', () => {
    const holes = reconnected();
    holes.push(1_010, quote(1, 1_010), trade('x', 1_020));
    holes.expire(2_000);

    expect(holes.filled(2_100, undefined)).toEqual(['gap 0 (15..1020)', 'q1', 'x']);
  });

  test('says a gap of the whole hole in front of what was found when an answer was cut off', () => {
    const holes = reconnected();
    holes.push(1_010, trade('x', 1_010));
    holes.expire(2_000);

    expect(holes.filled(2_100, [trade('p', 500)], false)).toEqual(['gap 0 (15..1010)', 'p*', 'x']);
  });

  test('ends a hold after its time, with a gap', () => {
    const holes = reconnected();
    holes.push(1_010, quote(1, 1_010));
    holes.expire(2_000);

    expect(holes.dueMs).toBe(11_000);
    expect(holes.expire(11_000)).toEqual(['gap 0 (15..1000)', 'q1']);
    expect(holes.filled(11_100, [trade('p', 500)])).toEqual([]);
  });

  test('ends a hold with its bound of ticks', () => {
    const holes = reconnected({ maxHeldTicks: 2 });
    holes.push(1_010, quote(1, 1_010));

    expect(holes.push(1_020, quote(2, 1_020))).toEqual(['gap 0 (15..1000)', 'q1', 'q2']);
  });

  test('asks a second time when the connection was lost again during the hold', () => {
    const holes = reconnected();
    holes.push(1_010, trade('x', 1_010));
    holes.expire(2_000);
    holes.lost(2_010);
    holes.resumed(2_100);
    holes.push(2_110, trade('y', 2_110));

    expect(holes.lastAsked).toBe('b..x');
    expect(holes.filled(2_200, [trade('p', 500)])).toEqual([]);
    expect(holes.dueMs).toBe(3_100);
    holes.expire(3_100);
    expect(holes.lastAsked).toBe('x..y');
    expect(holes.filled(3_200, [trade('q', 2_050)])).toEqual(['p*', 'x', 'q*', 'y']);
  });

  test('says a gap only where the second hole could not be filled', () => {
    const holes = reconnected();
    holes.push(1_010, trade('x', 1_010));
    holes.expire(2_000);
    holes.lost(2_010);
    holes.resumed(2_100);
    holes.push(2_110, trade('y', 2_110));
    holes.filled(2_200, [trade('p', 500)]);
    holes.expire(3_100);

    expect(holes.filled(3_200, undefined)).toEqual(['p*', 'x', 'gap 0 (1010..2110)', 'y']);
  });

  test('takes a trade that comes before its confirmation for the new connection', () => {
    const holes = new ShortHoles({ tradeIds: 'unique' });
    holes.push(10, trade('a', 10));
    holes.lost(20);

    expect(holes.push(900, trade('x', 900))).toEqual([]);
    holes.resumed(1_000);
    expect(holes.dueMs).toBe(1_900);
    holes.expire(1_900);
    expect(holes.filled(2_000, [trade('p', 500)])).toEqual(['p*', 'x']);
  });

  test('keeps a found trade that a late report hides: the first held one may have an old time', () => {
    const holes = reconnected();
    holes.push(1_010, trade('late', 5, 1_010));
    holes.expire(2_000);

    expect(holes.filled(2_100, [trade('p', 500)])).toEqual(['late', 'p*']);
  });

  test('asks no later than the last trade was received, whatever time it has', () => {
    const holes = new ShortHoles({ tradeIds: 'unique' });
    holes.push(10, trade('a', 10));
    holes.push(5_000, trade('ahead', 60_000, 5_000));
    holes.lost(5_100);
    holes.resumed(6_000);
    holes.expire(7_000);

    expect(holes.asked).toMatchObject([{ afterTimeMs: START_MS + 4_000 }]);
  });

  test('makes a hole of a gap of the mapper, and believes the number that it tells', () => {
    const holes = new ShortHoles({ tradeIds: 'unique' });
    holes.push(10, trade('a', 10));

    expect(holes.push(30, gap(10, 30, 2), trade('x', 30))).toEqual([]);
    holes.expire(1_030);
    expect(holes.filled(1_100, [trade('p', 15), trade('q', 20)], false)).toEqual(['p*', 'q*', 'x']);
  });

  test('says how many of the told number were not found', () => {
    const holes = new ShortHoles({ tradeIds: 'unique' });
    holes.push(10, trade('a', 10));
    holes.push(30, gap(10, 30, 3), trade('x', 30));
    holes.expire(1_030);

    expect(holes.filled(1_100, [trade('p', 15)], false)).toEqual(['gap 2 (10..30)', 'p*', 'x']);
  });

  test('passes a gap of the mapper where nothing can be fetched', () => {
    const holes = new ShortHoles({ tradeIds: 'unique', canFill: false });
    holes.push(10, trade('a', 10));

    expect(holes.push(30, gap(10, 30, 2), trade('x', 30))).toEqual(['gap 2 (10..30)', 'x']);
  });

  test('knows single matches again that one live trade stands for', () => {
    const holes = reconnected({
      matchIds: (id) => (id === 'xyz' ? ['x', 'y', 'z'] : [id]),
    });
    holes.push(1_010, trade('xyz', 1_010));
    holes.expire(2_000);

    const found = [trade('p', 500), trade('x', 1_010), trade('y', 1_010), trade('z', 1_010)];
    expect(holes.filled(2_100, found)).toEqual(['p*', 'xyz']);
    expect(holes.push(2_200, trade('xyz', 1_010, 2_200))).toEqual([]);

    holes.lost(2_300);
    holes.resumed(2_400);
    holes.expire(3_400);
    expect(holes.filled(3_500, [trade('x', 1_010), trade('y', 1_010), trade('q', 2_350)])).toEqual([
      'q*',
    ]);
  });

  test('takes of a live trade what was not fetched before it, where it stands for several', () => {
    const sized = (id: string, size: number, atMs: number): Trade => ({ ...trade(id, atMs), size });
    const holes = reconnected({ matchIds: (id) => Array.from(id) });
    holes.push(1_010, trade('x', 1_010));
    holes.expire(2_000);
    holes.filled(2_100, [trade('x', 1_010), sized('p', 30, 1_990), sized('q', 5, 1_990)]);

    const out = holes.holes.push(
      [sized('pqr', 100, 1_990), sized('st', 7, 2_000)],
      START_MS + 2_200,
    );
    expect(out).toMatchObject([
      { tradeId: 'pqr', size: 65 },
      { tradeId: 'st', size: 7 },
    ]);
    expect(holes.push(2_300, sized('pqr', 100, 1_990))).toEqual([]);
  });

  test('makes one hole of two losses without a trade in between', () => {
    const holes = reconnected();
    holes.lost(1_100);
    holes.resumed(1_200);

    expect(holes.dueMs).toBe(2_200);
    holes.expire(2_200);
    expect(holes.filled(2_300, [trade('p', 500), trade('q', 1_150)])).toEqual(['p*', 'q*']);
    expect(holes.asked).toHaveLength(1);
  });

  test('says a gap at once after a loss where nothing can be fetched', () => {
    const holes = reconnected({ canFill: false });

    expect(holes.dueMs).toBeLessThanOrEqual(1_000);
    expect(holes.expire(1_000)).toEqual(['gap 0 (15..1000)']);
    expect(holes.push(1_010, trade('x', 1_010))).toEqual(['x']);
    expect(holes.dueMs).toBe(Infinity);
  });
});

describe('holes in trades without ids', () => {
  test('are a gap in front of the first tick after each loss', () => {
    const holes = new ShortHoles({ tradeIds: 'none' });
    holes.push(10, trade('', 10), trade('', 10));
    holes.lost(20);
    holes.resumed(1_000);

    expect(holes.push(1_010, trade('', 1_010), quote(1, 1_010))).toEqual([
      'gap 0 (10..1000)',
      '',
      'q1',
    ]);
    expect(holes.push(1_020, trade('', 1_020))).toEqual(['']);
    expect(holes.asked).toEqual([]);
  });
});
