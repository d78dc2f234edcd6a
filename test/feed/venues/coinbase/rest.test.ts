import { describe, expect, test } from 'vitest';
import { coinbaseCandles } from '../../../../feed/venues/coinbase/candles.ts';
import {
  parseInstruments,
  requestInstruments,
} from '../../../../feed/venues/coinbase/instruments.ts';
import { coinbaseTrades } from '../../../../feed/venues/coinbase/trades.ts';
import { barFault, instrumentFault, tickFault } from '../../../../proto/validate.ts';
import { tradeHole } from '../trade-hole.ts';
import { venueInstrument } from '../venue-instruments.ts';

const BTC = venueInstrument('BTC-USD', 'BTC-USD.COINBASE', 2, 8);

describe('Coinbase products', () => {
  const product = {
    id: 'BTC-USD',
    base_currency: 'BTC',
    quote_currency: 'USD',
    base_increment: '0.00000001',
    quote_increment: '0.05',
    status: 'online',
    trading_disabled: false,
  };
  const parse = (...products: unknown[]) => parseInstruments(JSON.stringify(products)).items;

  test('become instruments, those that trade', () => {
    const found = parse(
      product,
      { ...product, id: 'OLD-USD', status: 'delisted' },
      { ...product, id: 'OFF-USD', trading_disabled: true },
    );
    expect(found).toEqual([
      {
        nativeSymbol: 'BTC-USD',
        instrument: {
          symbol: 'BTC-USD.COINBASE',
          venue: 'COINBASE',
          displayName: 'BTC / USD',
          priceDecimals: 2,
          sizeDecimals: 8,
          tickSize: 5,
          currency: 'USD',
          session: { kind: 'rolling24h' },
        },
      },
    ]);
    expect(found.map(({ instrument }) => instrumentFault(instrument))).toEqual([undefined]);
    expect(requestInstruments()).toEqual({ url: 'https://api.exchange.coinbase.com/products' });
  });

  test('of the same currencies are told apart by their ids', () => {
    const found = parse({ ...product, id: 'BTCAUCTION-USD' }, product);
    expect(found.map(({ instrument }) => instrument.symbol)).toEqual([
      'BTCAUCTION-USD.COINBASE',
      'BTC-USD.COINBASE',
    ]);
  });

  test.each([
    ['{', /expected a JSON frame/],
    ['{"message":"rate limit"}', /list of products is .*rate limit.* expected an array/],
    ['[7]', /expected an array of objects/],
    [JSON.stringify([{ ...product, base_currency: '' }]), /BTC-USD: base_currency/],
    [JSON.stringify([{ ...product, quote_increment: '0' }]), /BTC-USD: quote_increment/],
  ])('that are malformed say so: %s', (text, message) => {
    expect(() => parseInstruments(text)).toThrow(message);
    expect(() => parseInstruments(text)).toThrow(/^ERR_VENUE_PROTOCOL: Coinbase: /);
  });
});

describe('Coinbase candles', () => {
  const open = Date.UTC(2026, 0, 2, 3, 4);
  // Time, low, high, open, close, volume.
  const row = [open / 1000, 100, 104.06, 101.5, 103.25, 2.00000001];
  const parse = (...rows: unknown[]) =>
    coinbaseCandles.parse(JSON.stringify(rows), BTC, '1m').items;

  test('become bars, field by field; volume times the mean price is what was turned over', () => {
    const [bar] = parse(row);
    expect(bar).toEqual({
      openTimeMs: open,
      open: 10_150,
      high: 10_406,
      low: 10_000,
      close: 10_325,
      volume: 200_000_001,
      tradeCount: 0,
      turnover: expect.closeTo(10_243.666_666_7 * 200_000_001, -6) as number,
    });
    expect(bar && barFault(bar)).toBeUndefined();
  });

  test('may be in any order, and of small numbers', () => {
    const small = venueInstrument('SHIB-USD', 'SHIB-USD.COINBASE', 8, 0);
    const text = `[[${String(open / 1000 + 60)},1.2e-5,0.00001234,0.0000121,0.0000122,1000],[${String(open / 1000)},1,1,1,1,5]]`;
    expect(coinbaseCandles.parse(text, small, '1m').items).toMatchObject([
      {
        openTimeMs: open + 60_000,
        low: 1_200,
        high: 1_234,
        open: 1_210,
        close: 1_220,
        volume: 1_000,
      },
      { openTimeMs: open },
    ]);
  });

  test.each([
    ['{"message":"NotFound"}', /candles is .*NotFound.* expected an array of arrays/],
    ['[[60,1,1,1,1]]', /volume of a bar is missing/],
    ['[[1767323040,1,0.5,1,1,1]]', /outside low/],
    ['[[60,1,1,1,1,1]]', /open time of a bar is .*expected one after 2000/],
    ['[["x",1,1,1,1,1]]', /time of a candle is "x"/],
  ])('that are malformed say so: %s', (text, message) => {
    expect(() => coinbaseCandles.parse(text, BTC, '1m')).toThrow(message);
  });

  test('are asked for by the opening times of the first and the last, at most 300 apart', () => {
    const from = Date.UTC(2026, 0, 2);
    const { url } = coinbaseCandles.request(BTC, '1m', from, from + 300 * 60_000, {});
    expect(url).toBe(
      'https://api.exchange.coinbase.com/products/BTC-USD/candles?granularity=60' +
        '&start=2026-01-02T00%3A00%3A00.000Z&end=2026-01-02T04%3A59%3A00.000Z',
    );
    expect(coinbaseCandles.maxBars).toBe(300);
  });
});

describe('Coinbase trades of the past', () => {
  const time = Date.UTC(2026, 0, 2, 3, 4, 5, 244);
  const hole = tradeHole(BTC, '70', '74', [time - 10, time + 10]);
  const row = {
    time: '2026-01-02T03:04:05.244999Z',
    trade_id: 73,
    price: '17165.16000000',
    size: '0.01000000',
    side: 'sell',
  };

  test('become trades that are marked, the taker on the other side', () => {
    const { items } = coinbaseTrades.parse(
      JSON.stringify([row, { ...row, trade_id: 72, side: 'buy' }]),
      hole,
    );
    expect(items).toEqual([
      {
        kind: 'trade',
        symbol: 'BTC-USD.COINBASE',
        venueTimeMs: time,
        receivedTimeMs: time,
        price: 1_716_516,
        size: 1_000_000,
        aggressorSide: 'buy',
        tradeId: '73',
        isBackfill: true,
      },
      expect.objectContaining({ tradeId: '72', aggressorSide: 'sell' }),
    ]);
    expect(items.map(tickFault)).toEqual([undefined, undefined]);
  });

  test('are asked for backwards from the trade behind the hole, or from the newest', () => {
    const base = 'https://api.exchange.coinbase.com/products/BTC-USD/trades?limit=1000';
    expect(coinbaseTrades.request(hole, {})).toEqual({ url: `${base}&after=74` });
    const open = tradeHole(BTC, '70', undefined, [time, time]);
    expect(coinbaseTrades.request(open, {})).toEqual({ url: base });

    const page = (...ids: number[]): string =>
      JSON.stringify(ids.map((trade_id) => ({ ...row, trade_id })));
    expect(coinbaseTrades.parse(page(73, 72), hole).next).toEqual({ url: `${base}&after=72` });
    expect(coinbaseTrades.parse(page(73, 72, 71), hole).next).toBeUndefined();
    expect(coinbaseTrades.parse(page(73, 70, 69), hole).next).toBeUndefined();
    expect(coinbaseTrades.parse('[]', hole)).toEqual({ items: [] });
  });

  test('of the year 1 say that they have no time', () => {
    const dirty = { ...row, time: '0001-01-01T00:00:00.000000Z' };
    expect(coinbaseTrades.parse(JSON.stringify([dirty]), hole).items).toMatchObject([
      { venueTimeMs: 0 },
    ]);
  });

  test.each([
    ['{"message":"Public rate limit exceeded"}', /trades is .*Public rate limit exceeded/],
    [JSON.stringify([{ ...row, side: 'x' }]), /side is "x"/],
    [JSON.stringify([{ ...row, trade_id: 'x73' }]), /trade_id is "x73"/],
    [JSON.stringify([{ ...row, size: '0.-10000' }]), /size: expected a decimal number/],
    [JSON.stringify([{ ...row, time: 'today' }]), /time is "today"/],
  ])('that are malformed say so: %s', (text, message) => {
    expect(() => coinbaseTrades.parse(text, hole)).toThrow(message);
  });
});
