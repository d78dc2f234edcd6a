import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BybitMapper } from '../../../../feed/venues/bybit/map.ts';
import type { Tick } from '../../../../proto/types.ts';
import { venueInstrument } from '../venue-instruments.ts';

const NOW = 1_790_000_000_000;
const SYMBOL = 'BTC-USDT.BYBIT';

function createMapper(): BybitMapper {
  return new BybitMapper([venueInstrument('BTCUSDT', SYMBOL, 2, 6)], 2);
}

const TRADE = {
  i: '2290000000050703789',
  T: NOW - 20,
  p: '28165.38',
  v: '0.041732',
  S: 'Sell',
  s: 'BTCUSDT',
  BT: false,
};

function trades(...data: object[]): string {
  return JSON.stringify({ topic: 'publicTrade.BTCUSDT', ts: NOW, type: 'snapshot', data });
}

function book(depth: number, type: string, u: number, b: string[][], a: string[][] = []): string {
  return JSON.stringify({
    topic: `orderbook.${String(depth)}.BTCUSDT`,
    ts: NOW - 1,
    type,
    data: { s: 'BTCUSDT', b, a, u, seq: 1 },
    cts: NOW - 3,
  });
}

const SNAPSHOT = book(
  50,
  'snapshot',
  7,
  [
    ['100', '1'],
    ['99', '2'],
  ],
  [['101', '3']],
);

describe('Bybit trades', () => {
  test('become trades in their order, although their type says snapshot', () => {
    const frame = trades(TRADE, { ...TRADE, i: '2290000000050703790', S: 'Buy' });
    expect(createMapper().map(frame, NOW)).toEqual([
      {
        kind: 'trade',
        symbol: SYMBOL,
        venueTimeMs: NOW - 20,
        receivedTimeMs: NOW,
        price: 2_816_538,
        size: 41_732,
        aggressorSide: 'sell',
        tradeId: '2290000000050703789',
      },
      expect.objectContaining({ aggressorSide: 'buy', tradeId: '2290000000050703790' }),
    ]);
  });
});

describe('Bybit book of one level', () => {
  test('becomes quotes at the time of the matching engine; one sent again is told again', () => {
    const mapper = createMapper();
    const frame = book(1, 'snapshot', 5, [['100.5', '2']], [['100.51', '0.25']]);
    const quote = {
      kind: 'quote',
      symbol: SYMBOL,
      venueTimeMs: NOW - 3,
      receivedTimeMs: NOW,
      bidPrice: 10_050,
      bidSize: 2_000_000,
      askPrice: 10_051,
      askSize: 250_000,
    };
    expect(mapper.map(frame, NOW)).toEqual([quote]);
    expect(mapper.map(frame, NOW)).toEqual([quote]);
    expect(
      mapper.map(
        book(1, 'delta', 6, [
          ['100.5', '0'],
          ['100.4', '1'],
        ]),
        NOW,
      ),
    ).toEqual([{ ...quote, bidPrice: 10_040, bidSize: 1_000_000 }]);
    expect(mapper.map(book(1, 'delta', 9, [['100.4', '3']]), NOW)).toEqual([
      { ...quote, bidPrice: 0, bidSize: 0, askPrice: 0, askSize: 0 },
    ]);
    expect(mapper.takeBookFaults()).toEqual([{ symbol: SYMBOL, reason: 'gap' }]);
  });
});

describe('Bybit deeper book', () => {
  test('shows the best levels when they change', () => {
    const mapper = createMapper();
    expect(mapper.map(SNAPSHOT, NOW)).toEqual([
      {
        kind: 'depth',
        symbol: SYMBOL,
        venueTimeMs: NOW - 3,
        receivedTimeMs: NOW,
        bids: [10_000, 1_000_000, 9_900, 2_000_000],
        asks: [10_100, 3_000_000],
      },
    ]);
    expect(mapper.map(book(50, 'delta', 8, [['50', '1']]), NOW)).toEqual([]);
    expect(mapper.map(book(50, 'delta', 8, [['100', '9']]), NOW)).toEqual([]);
    expect(mapper.map(book(50, 'delta', 9, [['100', '0']]), NOW)).toMatchObject([
      { bids: [9_900, 2_000_000, 5_000, 1_000_000] },
    ]);
  });

  test('is emptied once by a gap and silent until its next snapshot', () => {
    const mapper = createMapper();
    mapper.map(SNAPSHOT, NOW);
    expect(mapper.map(book(50, 'delta', 9, [['100', '9']]), NOW)).toMatchObject([
      { bids: [], asks: [] },
    ]);
    expect(mapper.map(book(50, 'delta', 10, [['100', '9']]), NOW)).toEqual([]);
    expect(mapper.takeBookFaults()).toEqual([{ symbol: SYMBOL, reason: 'gap' }]);
    expect(mapper.map(SNAPSHOT, NOW)).toHaveLength(1);
    expect(mapper.map(book(50, 'delta', 8, [['100', '9']]), NOW)).toHaveLength(1);
  });

  test('is overwritten by update id 1, a restart of the service', () => {
    const mapper = createMapper();
    mapper.map(SNAPSHOT, NOW);
    expect(mapper.map(book(50, 'delta', 1, [['98', '5']], [['99', '5']]), NOW)).toMatchObject([
      { bids: [9_800, 5_000_000], asks: [9_900, 5_000_000] },
    ]);
    expect(mapper.takeBookFaults()).toEqual([]);
  });

  test('that is crossed, or has no snapshot, is a fault', () => {
    const mapper = createMapper();
    mapper.map(book(50, 'delta', 3, [['100', '1']]), NOW);
    mapper.map(SNAPSHOT, NOW);
    expect(mapper.map(book(50, 'delta', 8, [['101', '1']]), NOW)).toMatchObject([{ bids: [] }]);
    expect(mapper.takeBookFaults().map(({ reason }) => reason)).toEqual(['noSnapshot', 'crossed']);
  });

  test('is what a naive book would be, whatever changes come', () => {
    const level = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(fc.array(fc.array(level, { maxLength: 6 }), { maxLength: 40 }), (deltas) => {
        const mapper = new BybitMapper([venueInstrument('BTCUSDT', SYMBOL, 0, 0)], 5);
        const naive = new Map<number, number>([[50, 1]]);
        let shown: Tick | undefined = mapper.map(
          book(50, 'snapshot', 7, [], [['50', '1']]),
          NOW,
        )[0];
        deltas.forEach((levels, at) => {
          const asks = levels.map(([price, size]) => [String(price), String(size)]);
          shown = mapper.map(book(50, 'delta', 8 + at, [], asks), NOW)[0] ?? shown;
          for (const [price, size] of levels) {
            if (size === 0) naive.delete(price);
            else naive.set(price, size);
          }
          const best = [...naive].sort(([a], [b]) => a - b).slice(0, 5);
          expect(shown?.kind === 'depth' ? shown.asks : []).toEqual(best.flat());
        });
      }),
    );
  });
});

describe('other Bybit frames', () => {
  test('are counted and passed over', () => {
    const mapper = createMapper();
    mapper.map('{"success":true,"ret_msg":"pong","op":"ping"}', NOW);
    mapper.map('{"topic":"tickers.BTCUSDT","data":{}}', NOW);
    mapper.map(trades({ ...TRADE, s: 'XYZUSDT' }), NOW);
    expect(mapper.counts()).toMatchObject({
      frames: 3,
      controlFrames: 1,
      unknownEvents: 1,
      unknownSymbols: 1,
    });
  });

  test.each([
    ['{', /expected a JSON frame/],
    [trades({ ...TRADE, v: '-0.1' }), /v is "-0.1", expected a size of at least 0/],
    [trades({ ...TRADE, S: 'buy' }), /S is "buy", expected Buy or Sell/],
    [trades({ ...TRADE, i: 12 }), /i is "12", expected a text/],
    [trades({ ...TRADE, T: null }), /T is "null", expected a time/],
    [book(50, 'other', 1, []), /type is "other"/],
    [SNAPSHOT.replace('"u":7', '"u":"x7"'), /u is "x7", expected an integer/],
  ])('that are malformed say so, and the next frame is mapped: %s', (frame, message) => {
    const mapper = createMapper();
    expect(() => mapper.map(frame, NOW)).toThrow(message);
    expect(() => mapper.map(frame, NOW)).toThrow(/^ERR_VENUE_PROTOCOL: Bybit: /);
    expect(mapper.map(trades(TRADE), NOW)).toHaveLength(1);
  });
});
