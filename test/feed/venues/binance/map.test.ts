import { describe, expect, test } from 'vitest';
import { BinanceMapper } from '../../../../feed/venues/binance/map.ts';
import type { Instrument, Tick } from '../../../../proto/types.ts';
import { venueInstrument } from '../venue-instruments.ts';

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

describe('Binance trade ids', () => {
  function trade(id: number, T = RECEIVED - 500): unknown {
    return { stream: 'btcusdt@trade', data: { ...TRADE, t: id, T } };
  }

  test('that jump give a gap before the trade behind it, with its number and times', () => {
    const mapper = createMapper();
    expect(mapOne(trade(100, RECEIVED - 900), mapper)).toMatchObject([{ tradeId: '100' }]);
    expect(mapOne(trade(101, RECEIVED - 800), mapper)).toMatchObject([{ tradeId: '101' }]);

    expect(mapOne(trade(105, RECEIVED - 300), mapper)).toMatchObject([
      {
        kind: 'gap',
        symbol: 'BTCUSDT',
        lostTrades: 3,
        fromMs: RECEIVED - 800,
        toMs: RECEIVED - 300,
        venueTimeMs: RECEIVED - 300,
        receivedTimeMs: RECEIVED,
      },
      { kind: 'trade', tradeId: '105' },
    ]);
    expect(mapper.counts()).toMatchObject({ lostTrades: 3 });
  });

  test('that come again give the trade again, and no gap: whoever keeps trades drops it', () => {
    const mapper = createMapper();
    mapOne(trade(100), mapper);
    mapOne(trade(101), mapper);

    expect(mapOne(trade(100), mapper)).toMatchObject([{ kind: 'trade', tradeId: '100' }]);
    expect(mapOne(trade(102), mapper)).toHaveLength(1);
  });

  test('are those of each symbol', () => {
    const mapper = createMapper();
    mapOne(trade(100), mapper);
    const other = { ...TRADE, s: 'ETHBTC', p: '0.04', t: 7 };
    expect(mapOne(other, mapper)).toHaveLength(1);
    expect(mapOne(trade(101), mapper)).toHaveLength(1);
  });
});

describe('Binance times', () => {
  test.each([0, 4_102_444_800_000])('that are absurd (%d) become the received one', (T) => {
    const mapper = createMapper();
    expect(mapOne({ ...TRADE, T }, mapper)).toMatchObject([{ venueTimeMs: RECEIVED }]);
    expect(mapper.counts()).toMatchObject({ absurdTimes: 1 });
  });
});

describe('Binance symbols of live instruments', () => {
  const live = (): BinanceMapper =>
    new BinanceMapper([venueInstrument('BTCUSDT', 'BTC-USDT.BINANCE', 2, 5)], 2);

  test('are ours in every tick, the names of the venue in every frame', () => {
    const mapper = live();
    const quote = { u: 1, s: 'BTCUSDT', b: '1.00', B: '1', a: '2.00', A: '1' };
    const diff = { e: 'depthUpdate', E: RECEIVED, s: 'BTCUSDT', U: 5, u: 6, b: [], a: [] };
    const snapshot = { lastUpdateId: 5, bids: [['1.00', '1']], asks: [['2.00', '1']] };

    const ticks = [
      ...mapOne(TRADE, mapper),
      ...mapOne(quote, mapper),
      ...mapOne(diff, mapper),
      ...mapper.map(JSON.stringify(snapshot), RECEIVED, 'BTC-USDT.BINANCE'),
      ...mapOne({ stream: 'btcusdt@depth5', data: { ...snapshot, asks: [] } }, mapper),
    ];

    expect(ticks.map(({ kind, symbol }) => [kind, symbol])).toEqual(
      ['trade', 'quote', 'depth', 'depth'].map((kind) => [kind, 'BTC-USDT.BINANCE']),
    );
  });

  test('that nobody wants are counted, in snapshots too', () => {
    const mapper = live();
    const snapshot = '{"lastUpdateId":5,"bids":[],"asks":[]}';
    expect(mapper.map(snapshot, RECEIVED, 'ETH-USDT.BINANCE')).toEqual([]);
    expect(mapper.counts()).toMatchObject({ unknownSymbols: 1 });
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

describe('other Binance frames', () => {
  test('are counted and passed over', () => {
    const mapper = createMapper();

    mapOne({ stream: 'btcusdt@kline_1m', data: { e: 'kline', E: 1, s: 'BTCUSDT', k: {} } }, mapper);
    mapOne({ e: 'serverShutdown', E: 1770123456789 }, mapper);
    mapOne({ result: null, id: 1 }, mapper);
    mapOne({ ...TRADE, s: 'DOGEUSDT' }, mapper);

    expect(mapper.counts()).toMatchObject({
      frames: 4,
      unknownEvents: 1,
      controlFrames: 2,
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
    [JSON.stringify({ ...TRADE, T: undefined }), /T is missing, expected a time/],
    [JSON.stringify({ ...TRADE, m: 1 }), /m is "1", expected a boolean/],
    [JSON.stringify({ ...TRADE, s: 7 }), /s is "7", expected a symbol/],
    [
      '{"e":"depthUpdate","E":1,"s":"BTCUSDT","U":1,"u":2,"b":[["1"]],"a":[]}',
      /b: expected a decimal/,
    ],
    ['{"e":"depthUpdate","E":1,"s":"BTCUSDT","U":1,"u":2,"b":{},"a":[]}', /expected an array/],
    ['{"code":2,"msg":"Invalid request"}', /the venue reports error "2": "Invalid request"/],
    ['{"error":{"code":2,"msg":"Invalid request"},"id":1}', /the venue reports error "2"/],
  ])('that are malformed say so, and the next frame is mapped: %s', (frame, message) => {
    const mapper = createMapper();

    expect(() => mapper.map(frame, RECEIVED)).toThrow(message);
    expect(() => mapper.map(frame, RECEIVED)).toThrow(/^ERR_VENUE_PROTOCOL: Binance: /);
    expect(mapOne(TRADE, mapper)).toHaveLength(1);
  });
});
