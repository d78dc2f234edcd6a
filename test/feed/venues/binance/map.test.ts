import { describe, expect, test } from 'vitest';
import { BinanceMapper } from '../../../../feed/venues/binance/map.ts';
import type { Instrument, Tick } from '../../../../proto/types.ts';

const RECEIVED = 1_723_161_254_087;

function instrument(symbol: string, priceDecimals: number, sizeDecimals: number): Instrument {
  return {
    symbol,
    venue: 'BINANCE',
    displayName: '',
    priceDecimals,
    sizeDecimals,
    tickSize: 1,
    currency: '',
    session: { kind: 'rolling24h' },
  };
}

function createMapper(): BinanceMapper {
  return new BinanceMapper([instrument('BTCUSDT', 2, 5), instrument('ETHBTC', 8, 4)], 2);
}

function mapOne(frame: unknown, mapper = createMapper()): Tick[] {
  return mapper.map(JSON.stringify(frame), RECEIVED);
}

const TRADE = {
  e: 'trade',
  E: 1723161255343,
  s: 'BTCUSDT',
  t: 3735683259,
  p: '61837.63000000',
  q: '0.02000000',
  T: 1723161255342,
  m: true,
  M: true,
};

describe('Binance trade', () => {
  test('becomes a trade with scaled integers, both times, taker side and id', () => {
    expect(mapOne({ stream: 'btcusdt@trade', data: TRADE })).toEqual([
      {
        kind: 'trade',
        symbol: 'BTCUSDT',
        venueTimeMs: 1723161255342,
        receivedTimeMs: RECEIVED,
        price: 6_183_763,
        size: 2_000,
        aggressorSide: 'sell',
        tradeId: '3735683259',
      },
    ]);
  });

  test('was bought by the taker when the buyer was not the maker', () => {
    expect(mapOne({ stream: 'btcusdt@trade', data: { ...TRADE, m: false } })).toMatchObject([
      { aggressorSide: 'buy' },
    ]);
  });

  test('is the same from a raw stream, which has no envelope', () => {
    expect(mapOne(TRADE)).toEqual(mapOne({ stream: 'btcusdt@trade', data: TRADE }));
  });

  test('keeps eight decimals to the last digit', () => {
    const data = { ...TRADE, s: 'ETHBTC', p: '0.04339999', q: '12.3400' };
    expect(mapOne({ stream: 'ethbtc@trade', data })).toMatchObject([
      { price: 4_339_999, size: 123_400 },
    ]);
  });

  test('may come with microseconds', () => {
    const data = { ...TRADE, E: 1723161255343999, T: 1723161255342999 };
    expect(mapOne({ stream: 'btcusdt@trade', data })).toMatchObject([
      { venueTimeMs: 1723161255342 },
    ]);
  });
});

describe('Binance bookTicker', () => {
  test('becomes a quote; without a time of its own it has the received one', () => {
    const data = {
      u: 50093239212,
      s: 'BTCUSDT',
      b: '61837.63',
      B: '3.78826',
      a: '61837.64',
      A: '1.5',
    };
    expect(mapOne({ stream: 'btcusdt@bookTicker', data })).toEqual([
      {
        kind: 'quote',
        symbol: 'BTCUSDT',
        venueTimeMs: RECEIVED,
        receivedTimeMs: RECEIVED,
        bidPrice: 6_183_763,
        bidSize: 378_826,
        askPrice: 6_183_764,
        askSize: 150_000,
      },
    ]);
  });
});

describe('Binance depth', () => {
  const snapshot = {
    lastUpdateId: 10,
    bids: [
      ['100.00', '1'],
      ['99.99', '2'],
      ['99.98', '3'],
    ],
    asks: [
      ['100.01', '1'],
      ['100.02', '2'],
      ['100.03', '3'],
    ],
  };
  function diff(first: number, last: number, bids: string[][], asks: string[][] = []): unknown {
    const data = {
      e: 'depthUpdate',
      E: 1000 + last,
      s: 'BTCUSDT',
      U: first,
      u: last,
      b: bids,
      a: asks,
    };
    return { stream: 'btcusdt@depth@100ms', data };
  }

  test('is silent before the snapshot and shows the best levels after it', () => {
    const mapper = createMapper();

    expect(mapOne(diff(9, 12, [['100.00', '0.5']]), mapper)).toEqual([]);
    expect(mapOne(snapshot, mapper)).toEqual([
      {
        kind: 'depth',
        symbol: 'BTCUSDT',
        venueTimeMs: 1012,
        receivedTimeMs: RECEIVED,
        bids: [10_000, 50_000, 9_999, 200_000],
        asks: [10_001, 100_000, 10_002, 200_000],
      },
    ]);
  });

  test('emits a diff only when it changes the levels that are shown', () => {
    const mapper = createMapper();
    mapOne(diff(9, 10, []), mapper);
    mapOne(snapshot, mapper);

    expect(mapOne(diff(11, 11, [['50.00', '7']]), mapper)).toEqual([]);
    expect(mapOne(diff(12, 13, [['100.00', '0']]), mapper)).toMatchObject([
      { venueTimeMs: 1013, bids: [9_999, 200_000, 9_998, 300_000] },
    ]);
  });

  test('says with an empty depth that a gap made the book unknown, and counts it', () => {
    const mapper = createMapper();
    mapOne(diff(9, 10, []), mapper);
    mapOne(snapshot, mapper);

    expect(mapOne(diff(15, 16, [['100.00', '9']]), mapper)).toMatchObject([{ bids: [], asks: [] }]);
    expect(mapOne(diff(17, 18, [['100.00', '8']]), mapper)).toEqual([]);
    expect(mapper.counts()).toMatchObject({ bookGaps: 1 });
    expect(mapOne({ ...snapshot, lastUpdateId: 16 }, mapper)).toMatchObject([
      { bids: [10_000, 800_000, 9_999, 200_000] },
    ]);
  });

  test('gives a snapshot without symbol to the symbol whose update ids are near', () => {
    const mapper = createMapper();
    const other = { e: 'depthUpdate', E: 1, s: 'ETHBTC', U: 900_000, u: 900_001, b: [], a: [] };
    mapOne(other, mapper);
    mapOne(diff(9, 10, []), mapper);

    expect(mapOne(snapshot, mapper)).toMatchObject([{ symbol: 'BTCUSDT' }]);
    expect(() => mapOne({ ...snapshot, lastUpdateId: 450_000 }, mapper)).toThrow(
      /cannot tell which symbol/,
    );
  });

  test('takes the symbol of a snapshot from the hint where there is one', () => {
    const mapper = createMapper();
    expect(mapper.map(JSON.stringify(snapshot), RECEIVED, 'BTCUSDT')).toMatchObject([
      { symbol: 'BTCUSDT', venueTimeMs: RECEIVED },
    ]);
  });

  test('takes partial depth as it is, its symbol from the stream', () => {
    const frame = { stream: 'btcusdt@depth20@100ms', data: snapshot };
    expect(mapOne(frame)).toEqual([
      {
        kind: 'depth',
        symbol: 'BTCUSDT',
        venueTimeMs: RECEIVED,
        receivedTimeMs: RECEIVED,
        bids: [10_000, 100_000, 9_999, 200_000],
        asks: [10_001, 100_000, 10_002, 200_000],
      },
    ]);
  });
});

describe('other Binance frames', () => {
  test('are counted and passed over', () => {
    const mapper = createMapper();

    mapOne({ stream: 'btcusdt@kline_1m', data: { e: 'kline', E: 1, s: 'BTCUSDT', k: {} } }, mapper);
    mapOne({ e: 'serverShutdown', E: 1770123456789 }, mapper);
    mapOne({ result: null, id: 1 }, mapper);
    mapOne({ ...TRADE, s: 'DOGEUSDT' }, mapper);

    expect(mapper.counts()).toMatchObject({
      frames: 4,
      unknownEvents: 2,
      controlReplies: 1,
      unknownSymbols: 1,
    });
  });

  test.each([
    ['{"stream":', /expected a JSON frame/],
    ['[1,2]', /expected a JSON object/],
    ['{"stream":"x@trade","data":5}', /expected an object as "data"/],
    [JSON.stringify({ ...TRADE, p: '1.234' }), /BTCUSDT: p: .*more than the 2 decimals/],
    [
      JSON.stringify({ ...TRADE, p: 61837.63 }),
      /expected a decimal number as string, got 61837.63/,
    ],
    [JSON.stringify({ ...TRADE, q: '-1' }), /expected a size of at least 0/],
    [JSON.stringify({ ...TRADE, t: 'abc' }), /t is "abc", expected an integer/],
    [JSON.stringify({ ...TRADE, T: undefined }), /T is missing, expected an integer/],
    [JSON.stringify({ ...TRADE, m: 1 }), /m is "1", expected a boolean/],
    [JSON.stringify({ ...TRADE, s: 7 }), /s is "7", expected a symbol/],
    [
      '{"e":"depthUpdate","E":1,"s":"BTCUSDT","U":1,"u":2,"b":[["1"]],"a":[]}',
      /b: expected a decimal/,
    ],
    ['{"e":"depthUpdate","E":1,"s":"BTCUSDT","U":1,"u":2,"b":{},"a":[]}', /expected an array/],
    ['{"code":2,"msg":"Invalid request"}', /the venue reports error "2": "Invalid request"/],
  ])('that are malformed say so, and the next frame is mapped: %s', (frame, message) => {
    const mapper = createMapper();

    expect(() => mapper.map(frame, RECEIVED)).toThrow(message);
    expect(() => mapper.map(frame, RECEIVED)).toThrow(/^ERR_VENUE_PROTOCOL: Binance: /);
    expect(mapOne(TRADE, mapper)).toHaveLength(1);
  });
});
