import { describe, expect, test } from 'vitest';
import { binanceCandles } from '../../../../feed/venues/binance/candles.ts';
import {
  parseInstruments,
  requestInstruments,
} from '../../../../feed/venues/binance/instruments.ts';
import { binanceTrades } from '../../../../feed/venues/binance/trades.ts';
import { binance } from '../../../../feed/venues/binance/venue.ts';
import { barFault, instrumentFault, tickFault } from '../../../../proto/validate.ts';
import { tradeHole } from '../trade-hole.ts';
import { venueInstrument } from '../venue-instruments.ts';

const BTC = venueInstrument('BTCUSDT', 'BTC-USDT.BINANCE', 2, 5);

describe('Binance symbols', () => {
  const listed = {
    symbol: 'BTCUSDT',
    status: 'TRADING',
    baseAsset: 'BTC',
    baseAssetPrecision: 8,
    quoteAsset: 'USDT',
    quotePrecision: 8,
    filters: [
      { filterType: 'LOT_SIZE', minQty: '0.00001000', maxQty: '9000.0', stepSize: '0.00001000' },
      { filterType: 'PRICE_FILTER', minPrice: '0.01', maxPrice: '1000000', tickSize: '0.05000000' },
      { filterType: 'ICEBERG_PARTS', limit: 10 },
    ],
  };
  const parse = (...symbols: unknown[]) => parseInstruments(JSON.stringify({ symbols })).items;

  test('become instruments: decimals by the steps, base and quote by their fields', () => {
    const found = parse(listed, {
      ...listed,
      symbol: 'TUSDBTC',
      baseAsset: 'TUSD',
      quoteAsset: 'BTC',
    });
    expect(found).toEqual([
      {
        nativeSymbol: 'BTCUSDT',
        instrument: {
          symbol: 'BTC-USDT.BINANCE',
          venue: 'BINANCE',
          displayName: 'BTC / USDT',
          priceDecimals: 2,
          sizeDecimals: 5,
          tickSize: 5,
          currency: 'USDT',
          session: { kind: 'rolling24h' },
        },
      },
      expect.objectContaining({
        nativeSymbol: 'TUSDBTC',
        instrument: expect.objectContaining({
          symbol: 'TUSD-BTC.BINANCE',
          currency: 'BTC',
        }) as unknown,
      }),
    ]);
    expect(found.map(({ instrument }) => instrumentFault(instrument))).toEqual([
      undefined,
      undefined,
    ]);
  });

  test.each(['HALT', 'BREAK', 'END_OF_DAY', 'CANCEL_ONLY'])(
    'that are %s are left out',
    (status) => {
      expect(parse({ ...listed, status })).toEqual([]);
    },
  );

  test('with a name that cannot be a symbol of ours are left out, and cost nobody the others', () => {
    const odd = { ...listed, symbol: '币安人生USDT', baseAsset: '币安人生' };
    expect(parse(odd, listed).map(({ nativeSymbol }) => nativeSymbol)).toEqual(['BTCUSDT']);
  });

  test('whose steps are switched off have the precision of their assets', () => {
    const filters = [
      { filterType: 'PRICE_FILTER', tickSize: '0.00000000' },
      { filterType: 'LOT_SIZE', stepSize: '1.00000000' },
    ];
    expect(parse({ ...listed, filters })).toMatchObject([
      { instrument: { priceDecimals: 8, tickSize: 1, sizeDecimals: 0 } },
    ]);
  });

  test.each([
    ['{', /expected a JSON frame/],
    ['{"code":-1003,"msg":"Too many requests"}', /symbols is missing/],
    [JSON.stringify({ symbols: [{ ...listed, baseAsset: '' }] }), /BTCUSDT: baseAsset/],
    [JSON.stringify({ symbols: [{ ...listed, filters: {} }] }), /BTCUSDT: filters/],
    [
      JSON.stringify({
        symbols: [{ ...listed, filters: [{ filterType: 'PRICE_FILTER', tickSize: 'x' }] }],
      }),
      /BTCUSDT: tickSize is "x"/,
    ],
  ])('that are malformed say so: %s', (text, message) => {
    expect(() => parseInstruments(text)).toThrow(message);
    expect(() => parseInstruments(text)).toThrow(/^ERR_VENUE_PROTOCOL: Binance: /);
  });

  test('are asked for at their weight, without what is not needed', () => {
    expect(requestInstruments()).toEqual({
      url: 'https://api.binance.com/api/v3/exchangeInfo?symbolStatus=TRADING&showPermissionSets=false',
      weight: 20,
    });
  });
});

describe('Binance candles', () => {
  const open = Date.UTC(2026, 0, 2, 3, 4);
  // 0.5 at 100.00 and 1.5 at 104.00.
  const row = [
    open,
    '100.00000000',
    '104.00000000',
    '100.00000000',
    '104.00000000',
    '2.00000000',
    open + 59_999,
    '206.00000000',
    2,
    '1.50000000',
    '156.00000000',
    '0',
  ];
  const parse = (...rows: unknown[]) => binanceCandles.parse(JSON.stringify(rows), BTC, '1m').items;

  test('become bars, field by field', () => {
    const [bar] = parse(row);
    expect(bar).toEqual({
      openTimeMs: open,
      open: 10_000,
      high: 10_400,
      low: 10_000,
      close: 10_400,
      volume: 200_000,
      tradeCount: 2,
      // 206 x 10^2 x 10^5
      turnover: 2_060_000_000,
    });
    expect(bar && barFault(bar)).toBeUndefined();
  });

  test('of minutes without trades are left out', () => {
    const empty = row.with(5, '0.00000000').with(7, '0.00000000').with(8, 0);
    expect(parse(empty, row)).toHaveLength(1);
  });

  test('finer than the instrument is now are rounded', () => {
    expect(parse(row.with(2, '104.00600000').with(3, '99.99400000'))).toMatchObject([
      { high: 10_401, low: 9_999, open: 10_000 },
    ]);
  });

  test.each([
    ['{"code":-1121,"msg":"Invalid symbol."}', /klines is .* expected an array of arrays/],
    [JSON.stringify([row.with(1, 'x')]), /BTC-USDT.BINANCE: open/],
    [JSON.stringify([row.with(2, '90.00')]), /outside low/],
    [JSON.stringify([row.with(0, '')]), /open time/],
  ])('that are malformed say so: %s', (text, message) => {
    expect(() => binanceCandles.parse(text, BTC, '1m')).toThrow(message);
  });

  test('are asked for by opening times, the end excluded', () => {
    expect(binanceCandles.request(BTC, '1h', 3_600_000, 10_800_000, {})).toEqual({
      url: 'https://api.binance.com/api/v3/klines?symbol=BTCUSDT&interval=1h&startTime=3600000&endTime=10799999&limit=1000',
      weight: 2,
    });
  });
});

describe('Binance trades of the past', () => {
  const time = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
  const hole = tradeHole(BTC, '28456', '28459', [time - 10, time + 10]);
  const row = {
    id: 28457,
    price: '61837.63000000',
    qty: '0.02000000',
    quoteQty: '1236.75260000',
    time,
    isBuyerMaker: true,
    isBestMatch: true,
  };

  test('become trades that are marked, field by field', () => {
    const { items, next } = binanceTrades.parse(
      JSON.stringify([row, { ...row, id: 28458, isBuyerMaker: false }]),
      hole,
    );
    expect(items).toEqual([
      {
        kind: 'trade',
        symbol: 'BTC-USDT.BINANCE',
        venueTimeMs: time,
        receivedTimeMs: time,
        price: 6_183_763,
        size: 2_000,
        aggressorSide: 'sell',
        tradeId: '28457',
        isBackfill: true,
      },
      expect.objectContaining({ tradeId: '28458', aggressorSide: 'buy' }),
    ]);
    expect(items.map(tickFault)).toEqual([undefined, undefined]);
    expect(next).toBeUndefined();
  });

  test('are asked for from the last one that is there, without a key', () => {
    expect(binanceTrades.request(hole, {})).toEqual({
      url: 'https://api.binance.com/api/v3/historicalTrades?symbol=BTCUSDT&fromId=28456&limit=1000',
      weight: 25,
    });
  });

  test('are asked for again from the last one while a page is full and the hole is not', () => {
    const page = (from: number, count: number): string =>
      JSON.stringify(Array.from({ length: count }, (_, at) => ({ ...row, id: from + at })));
    const wide = tradeHole(BTC, '1000', '2501', [time, time]);
    const endless = tradeHole(BTC, '1000', undefined, [time, time]);

    expect(binanceTrades.parse(page(1000, 1000), wide).next).toMatchObject({
      url: expect.stringContaining('fromId=1999&') as string,
    });
    expect(binanceTrades.parse(page(1999, 1000), wide).next).toBeUndefined();
    expect(binanceTrades.parse(page(1000, 999), wide).next).toBeUndefined();
    expect(binanceTrades.parse(page(1000, 1000), endless).next).toBeDefined();
    expect(binanceTrades.parse(page(1999, 3), endless).next).toBeUndefined();
    expect(binanceTrades.parse('[]', wide)).toEqual({ items: [] });
  });

  test('with an absurd time say that they have none', () => {
    const { items } = binanceTrades.parse(JSON.stringify([{ ...row, time: 5 }]), hole);
    expect(items).toMatchObject([{ venueTimeMs: 0 }]);
  });

  test.each([
    ['{"code":-1003,"msg":"x"}', /trades is .* expected an array/],
    [JSON.stringify([{ ...row, id: 2 ** 53 }]), /id is .* expected an integer/],
    [JSON.stringify([{ ...row, qty: '-1' }]), /size is "-1"/],
    [JSON.stringify([{ ...row, price: '1.234' }]), /more than the 2 decimals/],
    [JSON.stringify([{ ...row, isBuyerMaker: 'yes' }]), /isBuyerMaker is "yes"/],
  ])('that are malformed say so: %s', (text, message) => {
    expect(() => binanceTrades.parse(text, hole)).toThrow(message);
  });
});

describe('Binance book snapshots', () => {
  test('are asked for, and understood by the mapper', () => {
    expect(binance.book?.request(BTC, {})).toEqual({
      url: 'https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=1000',
      weight: 50,
    });
    const answer = '{"lastUpdateId":7,"bids":[["100.00","1.5"]],"asks":[["100.01","2"]]}';
    expect(
      binance.createMapper([BTC], 5).map(answer, 1_800_000_000_000, BTC.instrument.symbol),
    ).toEqual([
      {
        kind: 'depth',
        symbol: 'BTC-USDT.BINANCE',
        venueTimeMs: 1_800_000_000_000,
        receivedTimeMs: 1_800_000_000_000,
        bids: [10_000, 150_000],
        asks: [10_001, 200_000],
      },
    ]);
  });
});
