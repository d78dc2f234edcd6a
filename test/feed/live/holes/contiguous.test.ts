import { describe, expect, test } from 'vitest';
import {
  depth,
  gap,
  quote,
  short,
  ShortHoles,
  START_MS,
  status,
  SYMBOL,
  trade,
} from './made-ticks.ts';

/** After trades 7 at 10 ms, lost at 20 ms and back at 1,000 ms. */
function reconnected(options?: ConstructorParameters<typeof ShortHoles>[0]): ShortHoles {
  const holes = new ShortHoles(options);
  holes.push(10, trade(7, 10));
  holes.lost(20);
  holes.resumed(1_000);
  return holes;
}

describe('holes in contiguous trades', () => {
  test('lets trades, quotes, depths and statuses pass while ids go on', () => {
    const holes = new ShortHoles();

    expect(holes.push(10, trade(7, 10), quote(1, 10), depth(10))).toEqual(['7', 'q1', 'depth']);
    expect(holes.push(20, trade(8, 20), status(20))).toEqual(['8', 'status']);
    expect(holes.asked).toEqual([]);
    expect(holes.dueMs).toBe(Infinity);
  });

  test('drops a trade that came before', () => {
    const holes = new ShortHoles();
    holes.push(10, trade(7, 10), trade(8, 11));

    expect(holes.push(20, trade(7, 10, 20), trade(8, 11, 20), trade(9, 20))).toEqual(['9']);
    expect(holes.holes.counts()).toMatchObject({ repeatedTrades: 2 });
  });

  test('holds everything behind a jump, and fills it in front', () => {
    const holes = new ShortHoles();
    holes.push(10, trade(7, 10));

    expect(holes.push(20, gap(10, 20, 2), trade(10, 20))).toEqual([]);
    expect(holes.lastAsked).toBe('7..10');
    expect(holes.push(30, quote(1, 30), trade(11, 30))).toEqual([]);
    expect(holes.filled(40, [trade(8, 12), trade(9, 15)])).toEqual(['8*', '9*', '10', 'q1', '11']);
    expect(holes.push(50, trade(12, 50))).toEqual(['12']);
    expect(holes.dueMs).toBe(Infinity);
  });

  test('asks with times and instrument of both ends', () => {
    const holes = new ShortHoles();
    holes.push(10, trade(7, 10));
    holes.push(20, trade(10, 20));

    expect(holes.asked).toMatchObject([
      { afterTimeMs: START_MS + 10, beforeTimeMs: START_MS + 20, afterId: '7', beforeId: '10' },
    ]);
    expect(holes.asked[0]?.instrument.instrument.symbol).toBe(SYMBOL);
  });

  test('passes statuses while other ticks are held', () => {
    const holes = new ShortHoles();
    holes.push(10, trade(7, 10));
    holes.push(20, trade(10, 20));

    expect(holes.push(30, status(30), quote(1, 30))).toEqual(['status']);
  });

  test('says exactly between which trades others could not be had', () => {
    const holes = new ShortHoles();
    holes.push(10, trade(7, 10));
    holes.push(20, trade(12, 20));

    expect(holes.filled(40, [trade(9, 15)], false)).toEqual([]);
    expect(holes.lastAsked).toBe('9..12');
    expect(holes.filled(50, [], false)).toEqual(['gap 1 (10..15)', '9*', 'gap 2 (15..20)', '12']);
    expect(holes.holes.counts()).toMatchObject({ gaps: 2, lostTrades: 3, filledTrades: 1 });
  });

  test('says a gap at once when the trades could not be fetched', () => {
    const holes = new ShortHoles();
    holes.push(10, trade(7, 10));
    holes.push(20, trade(10, 20));

    expect(holes.filled(30, undefined)).toEqual(['gap 2 (10..20)', '10']);
  });

  test('asks again when the answer ends too early, as one that lags behind the stream does', () => {
    const holes = new ShortHoles();
    holes.push(10, trade(7, 10));
    holes.push(20, trade(10, 20));

    expect(holes.filled(30, [trade(8, 12)])).toEqual([]);
    expect(holes.asked).toHaveLength(1);
    expect(holes.dueMs).toBe(530);
    holes.expire(530);
    expect(holes.lastAsked).toBe('8..10');
    expect(holes.filled(600, [trade(9, 15)])).toEqual(['8*', '9*', '10']);
  });

  test('gives up a lagging answer after three more', () => {
    const holes = new ShortHoles();
    holes.push(10, trade(7, 10));
    holes.push(20, trade(10, 20));
    for (const [answerMs, askMs] of [
      [30, 530],
      [600, 1_600],
      [1_700, 3_700],
    ] as const) {
      expect(holes.filled(answerMs, [])).toEqual([]);
      expect(holes.dueMs).toBe(askMs);
      holes.expire(askMs);
    }

    expect(holes.filled(3_800, [])).toEqual(['gap 2 (10..20)', '10']);
    expect(holes.asked).toHaveLength(4);
  });

  test('does not wait for trades that the venue skipped', () => {
    const holes = new ShortHoles();
    holes.push(10, trade(7, 10));
    holes.push(20, trade(11, 20));

    expect(holes.filled(30, [trade(10, 15)])).toEqual(['gap 2 (10..15)', '10*', '11']);
  });

  test('ends a hold after its time, with a gap of the trades that are missing', () => {
    const holes = new ShortHoles();
    holes.push(10, trade(7, 10));
    holes.push(20, trade(10, 20));
    holes.push(30, quote(1, 30));

    expect(holes.dueMs).toBe(10_020);
    expect(holes.expire(10_019)).toEqual([]);
    expect(holes.expire(10_020)).toEqual(['gap 2 (10..20)', '10', 'q1']);
    expect(holes.filled(10_030, [trade(8, 12), trade(9, 15)])).toEqual([]);
    expect(holes.holes.counts()).toMatchObject({ lateAnswers: 1 });
  });

  test('ends a hold with its bound of ticks', () => {
    const holes = new ShortHoles({ maxHeldTicks: 3 });
    holes.push(10, trade(7, 10));
    holes.push(20, trade(9, 20));
    holes.push(30, quote(1, 30));

    expect(holes.push(40, quote(2, 40))).toEqual(['gap 1 (10..20)', '9', 'q1', 'q2']);
  });

  test('gives released ticks the time of their release as received time', () => {
    const holes = new ShortHoles();
    holes.push(10, trade(7, 10));
    holes.push(20, trade(9, 20));
    const out = holes.holes.filled(
      SYMBOL,
      { trades: [trade(8, 15)], isComplete: true },
      START_MS + 70,
    );

    expect(out.map(({ receivedTimeMs }) => receivedTimeMs - START_MS)).toEqual([70, 70]);
    expect(out.map(({ venueTimeMs }) => venueTimeMs - START_MS)).toEqual([15, 20]);
  });

  test('says the number at once where nothing can be fetched', () => {
    const holes = new ShortHoles({ canFill: false });
    holes.push(10, trade(7, 10));

    expect(holes.push(20, gap(10, 20, 2), trade(10, 20))).toEqual(['gap 2 (10..20)', '10']);
  });

  test('tells ids beyond 2^53 apart', () => {
    const holes = new ShortHoles();
    holes.push(10, trade('9007199254740991', 10));

    expect(holes.push(20, trade('9007199254740992', 20))).toEqual(['9007199254740992']);
    expect(holes.push(30, trade('9007199254740993', 30))).toEqual(['9007199254740993']);
    expect(holes.push(40, trade('9007199254740993', 40))).toEqual([]);
    expect(holes.push(50, trade('9007199254740995', 50))).toEqual([]);
    expect(holes.lastAsked).toBe('9007199254740993..9007199254740995');
    expect(holes.filled(60, [trade('9007199254740994', 45)])).toEqual([
      '9007199254740994*',
      '9007199254740995',
    ]);
  });

  test('passes trades whose ids are no digits', () => {
    const holes = new ShortHoles();
    holes.push(10, trade(7, 10));

    expect(holes.push(20, trade('', 20), trade('x1', 20), trade(8, 20))).toEqual(['', 'x1', '8']);
  });

  test('passes ticks of other symbols', () => {
    const holes = new ShortHoles();
    const other = { ...trade(1, 10), symbol: 'OTHER' };

    expect(holes.push(10, other, { ...other, tradeId: '9' })).toEqual(['1', '9']);
  });
});

describe('holes between connections with contiguous trades', () => {
  test('asks at once for what comes after the last trade', () => {
    const holes = reconnected();

    expect(holes.dueMs).toBe(1_000);
    expect(holes.expire(1_000)).toEqual([]);
    expect(holes.asked).toMatchObject([{ afterId: '7', beforeTimeMs: START_MS + 1_000 }]);
    expect(holes.lastAsked).toBe('7..');
  });

  test('releases early when the first live trade is the next one', () => {
    const holes = reconnected();

    expect(holes.push(1_001, quote(1, 1_001))).toEqual([]);
    expect(holes.push(1_010, trade(8, 1_010))).toEqual(['q1', '8']);
    expect(holes.filled(1_100, [trade(8, 1_010)])).toEqual([]);
  });

  test('asks nothing when the first live trade comes with the connection', () => {
    const holes = reconnected();

    expect(holes.push(1_000, trade(8, 1_000))).toEqual(['8']);
    expect(holes.asked).toEqual([]);
  });

  test('publishes what happened to a quiet symbol before any live trade comes', () => {
    const holes = reconnected();
    holes.push(1_001, quote(1, 1_001));

    expect(holes.filled(1_100, [trade(8, 500), trade(9, 600)])).toEqual(['8*', '9*', 'q1']);
    expect(holes.push(1_200, trade(9, 600, 1_200), trade(10, 1_200))).toEqual(['10']);
  });

  test('puts fetched trades in front of the quotes of the new connection', () => {
    const holes = reconnected();
    holes.push(1_001, quote(1, 1_001));
    holes.push(1_010, trade(10, 1_010));

    expect(holes.lastAsked).toBe('7..');
    expect(holes.filled(1_100, [trade(8, 500), trade(9, 600), trade(10, 1_010)])).toEqual([
      '8*',
      '9*',
      'q1',
      '10',
    ]);
  });

  test('does not publish a fetched trade that will still come live', () => {
    const holes = reconnected();
    holes.push(1_010, trade(9, 1_010));

    expect(holes.filled(1_100, [trade(8, 500), trade(9, 1_010), trade(10, 1_050)])).toEqual([
      '8*',
      '9',
    ]);
    expect(holes.push(1_110, trade(10, 1_050, 1_110))).toEqual(['10']);
  });

  test('says a gap of unknown number when nothing is known at the end of the hold', () => {
    const holes = reconnected();
    holes.push(1_001, quote(1, 1_001));

    expect(holes.expire(11_000)).toEqual(['gap 0 (10..1000)', 'q1']);
    expect(holes.dueMs).toBe(Infinity);
  });

  test('lets quotes go when the venue has no answer, and still waits for a trade to show that nothing is missing', () => {
    const holes = reconnected();
    holes.push(1_001, quote(1, 1_001));

    expect(holes.filled(1_100, undefined)).toEqual(['q1']);
    expect(holes.push(1_200, trade(8, 1_200))).toEqual(['8']);
    expect(holes.dueMs).toBe(Infinity);
  });

  test('says a gap of unknown number when the venue has no answer and no trade comes', () => {
    const holes = reconnected();
    holes.expire(1_000);
    holes.filled(1_100, undefined);

    expect(holes.dueMs).toBe(11_000);
    expect(holes.expire(11_000)).toEqual(['gap 0 (10..1000)']);
  });

  test('asks once more for a trade that shows what is missing after a gap of unknown number', () => {
    const holes = reconnected();
    holes.expire(11_000);
    holes.push(12_000, trade(10, 12_000));

    expect(holes.lastAsked).toBe('7..10');
    expect(holes.filled(12_100, [trade(8, 500), trade(9, 600)])).toEqual(['8*', '9*', '10']);
  });

  test('waits for a trade where nothing can be fetched, and lets quotes pass', () => {
    const holes = reconnected({ canFill: false });

    expect(holes.push(1_001, quote(1, 1_001))).toEqual(['q1']);
    expect(holes.push(1_200, trade(8, 1_200))).toEqual(['8']);
    expect(holes.dueMs).toBe(Infinity);

    holes.lost(1_300);
    holes.resumed(1_400);
    expect(holes.push(1_500, trade(11, 1_500))).toEqual(['gap 2 (1200..1500)', '11']);

    holes.lost(1_600);
    holes.resumed(1_700);
    expect(holes.expire(11_700)).toEqual(['gap 0 (1500..1700)']);
  });

  test('misses nothing of a symbol that had no trade yet', () => {
    const holes = new ShortHoles();
    holes.push(5, quote(1, 5));
    holes.lost(20);
    holes.resumed(1_000);

    expect(holes.dueMs).toBe(Infinity);
    expect(holes.push(1_010, trade(8, 1_010))).toEqual(['8']);
  });

  test('takes no confirmation of a connection that was not lost for a hole', () => {
    const holes = new ShortHoles();
    holes.push(10, trade(7, 10));
    holes.resumed(1_000);

    expect(holes.push(1_010, quote(1, 1_010))).toEqual(['q1']);
  });

  test('fills both holes when the connection is lost again during a hold', () => {
    const holes = reconnected();
    holes.push(1_010, trade(9, 1_010), quote(1, 1_020));
    expect(holes.lastAsked).toBe('7..9');
    holes.lost(1_100);
    holes.resumed(1_200);
    holes.push(1_210, quote(2, 1_210));

    expect(holes.filled(1_300, [trade(8, 500)])).toEqual([]);
    expect(holes.lastAsked).toBe('9..');
    expect(holes.filled(1_400, [trade(10, 1_150)])).toEqual(['8*', '9', 'q1', '10*', 'q2']);
  });

  test('says a gap for the second loss where only the first hole could be filled', () => {
    const holes = reconnected();
    holes.push(1_010, trade(9, 1_010), quote(1, 1_020));
    holes.lost(1_100);
    holes.resumed(1_200);
    holes.push(1_210, quote(2, 1_210));
    holes.filled(1_300, [trade(8, 500)]);

    expect(holes.expire(11_000)).toEqual(['8*', '9', 'q1', 'gap 0 (1020..1200)', 'q2']);
  });

  test('is filled by the other of two connections that overlap', () => {
    const holes = new ShortHoles();
    holes.push(10, trade(7, 10));

    expect(holes.push(20, trade(9, 20), quote(1, 20))).toEqual([]);
    expect(holes.push(25, trade(8, 15, 25))).toEqual(['8', '9', 'q1']);
    expect(holes.push(30, trade(9, 20, 30), trade(10, 30))).toEqual(['10']);
  });

  test('does not take an answer to an earlier hold for one to the present', () => {
    const holes = reconnected();
    holes.expire(1_000);
    holes.push(1_010, trade(8, 1_010));
    holes.lost(1_100);
    holes.resumed(1_200);

    expect(holes.filled(1_300, [])).toEqual([]);
    expect(holes.lastAsked).toBe('8..');
    expect(holes.filled(1_400, [trade(9, 1_150)])).toEqual(['9*']);
  });

  test('asks again after a second loss that an answer under way may not know of', () => {
    const holes = reconnected();
    holes.expire(1_000);
    holes.lost(1_100);
    holes.resumed(1_200);

    expect(holes.filled(1_300, [])).toEqual([]);
    expect(holes.asked).toHaveLength(2);
    expect(holes.filled(1_400, [trade(8, 1_150)])).toEqual(['8*']);
  });

  test('holds when only a heartbeat tells of a lost trade', () => {
    const holes = new ShortHoles();
    holes.push(10, trade(7, 10));

    expect(holes.push(1_000, gap(10, 900, 2))).toEqual([]);
    expect(holes.lastAsked).toBe('7..');
    expect(holes.filled(1_100, [trade(8, 500), trade(9, 900)])).toEqual(['8*', '9*']);
  });

  test('tells a loss that a heartbeat told of only once where nothing can be fetched', () => {
    const holes = new ShortHoles({ canFill: false });
    holes.push(10, trade(7, 10));

    expect(holes.push(1_000, gap(10, 900, 2))).toEqual(['gap 2 (10..900)']);
    expect(holes.push(1_100, trade(10, 1_100))).toEqual(['10']);
  });

  test('publishes what is held of a symbol that is given up, and forgets it', () => {
    const holes = reconnected();
    holes.push(1_010, trade(9, 1_010));

    expect(short(holes.holes.end([SYMBOL], START_MS + 1_020))).toEqual(['gap 1 (10..1010)', '9']);
    expect(holes.dueMs).toBe(Infinity);
    expect(holes.filled(1_100, [trade(8, 500)])).toEqual([]);
  });
});
