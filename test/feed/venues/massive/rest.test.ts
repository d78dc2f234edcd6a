import { describe, expect, test } from 'vitest';
import { classify } from '../../../../feed/venues/massive/control.ts';
import { massive } from '../../../../feed/venues/massive/venue.ts';
import { stockInstrument } from '../../../../feed/venues/stock-reader.ts';
import { barFault, tickFault } from '../../../../proto/validate.ts';

const AAPL = stockInstrument('AAPL', 'MASSIVE', '');
const KEYS = { key: 'made-up-key' };
const HEADERS = { Authorization: 'Bearer made-up-key' };
const OPEN = Date.UTC(2022, 3, 11, 13, 30);

describe('Massive past bars', () => {
  test('are asked for newest first, as they were', () => {
    expect(massive.candles?.request(AAPL, '1m', OPEN, OPEN + 60_000, KEYS)).toEqual({
      url: 'https://api.massive.com/v2/aggs/ticker/AAPL/range/1/minute/1649683800000/1649683859999?adjusted=false&sort=desc&limit=50000',
      headers: HEADERS,
    });
    expect(massive.candles?.request(AAPL, '1h', OPEN, OPEN + 60_000, KEYS).url).toMatch(
      /\/1\/hour\//,
    );
  });

  test('have numbers, a mean price and how many trades', () => {
    const bar = {
      t: OPEN,
      o: 168.99,
      h: 169.015,
      l: 168.5,
      c: 168.75,
      v: 1200.5,
      n: 35,
      vw: 168.8,
    };
    const text = JSON.stringify({ status: 'OK', ticker: 'AAPL', results: [bar], next_url: 'x' });
    const { items, next } = massive.candles?.parse(text, AAPL, '1m') ?? { items: [] };
    expect(next).toBeUndefined();
    expect(items).toEqual([
      {
        openTimeMs: OPEN,
        open: 1_689_900,
        high: 1_690_150,
        low: 1_685_000,
        close: 1_687_500,
        volume: 1_200_500_000,
        tradeCount: 35,
        turnover: 168.8 * 10_000 * 1_200_500_000,
      },
    ]);
    expect(items.map(barFault)).toEqual([undefined]);
  });

  test('may be none', () => {
    expect(massive.candles?.parse('{"status":"OK","resultsCount":0}', AAPL, '1m')).toEqual({
      items: [],
    });
  });
});

describe('Massive past trades', () => {
  const hole = {
    instrument: AAPL,
    afterId: '11-1',
    afterTimeMs: OPEN,
    beforeTimeMs: OPEN + 1_500,
  };

  test('are asked for by nanoseconds, with the last millisecond as a whole', () => {
    const { url, headers } = massive.trades?.request(hole, KEYS) ?? { url: '' };
    expect(url).toMatch(/^https:\/\/api\.massive\.com\/v3\/trades\/AAPL\?/);
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      'timestamp.gte': '1649683800000000000',
      'timestamp.lte': '1649683801500999999',
      order: 'asc',
      sort: 'timestamp',
      limit: '50000',
    });
    expect(headers).toEqual(HEADERS);
  });

  test('have the ids of the stream, and go on at the next address', () => {
    const next = 'https://api.massive.com/v3/trades/AAPL?cursor=YWN0';
    const text = `{"status":"OK","next_url":"${next}","results":[
      {"conditions":[12,41],"exchange":11,"id":"1","participant_timestamp":1649683800015577000,"price":171.55,"sequence_number":1063,"sip_timestamp":1649683800016036600,"size":100,"tape":3},
      {"exchange":4,"id":"71675","trf_id":202,"price":171.5501,"sip_timestamp":1649683800017000000,"size":0,"decimal_size":"0.25","tape":3}]}`;
    const page = massive.trades?.parse(text, hole) ?? { items: [] };
    expect(page.next).toEqual({ url: next });
    expect(page.items).toEqual([
      {
        kind: 'trade',
        symbol: 'AAPL.MASSIVE',
        venueTimeMs: OPEN + 16,
        receivedTimeMs: OPEN + 16,
        price: 1_715_500,
        size: 100_000_000,
        aggressorSide: 'unknown',
        tradeId: '11-1',
        isBackfill: true,
      },
      {
        kind: 'trade',
        symbol: 'AAPL.MASSIVE',
        venueTimeMs: OPEN + 17,
        receivedTimeMs: OPEN + 17,
        price: 1_715_501,
        size: 250_000,
        aggressorSide: 'unknown',
        tradeId: '4-202-71675',
        isBackfill: true,
      },
    ]);
    expect(page.items.map(tickFault)).toEqual([undefined, undefined]);
    expect(massive.trades?.parse('{"status":"OK"}', hole)).toEqual({ items: [] });
  });
});

describe('Massive list of tickers', () => {
  test('is asked for from the first to the last that is wanted', () => {
    const { url, headers } = massive.instruments.request(KEYS, ['TSLA', 'AAPL', 'MSFT']);
    expect(url).toMatch(/^https:\/\/api\.massive\.com\/v3\/reference\/tickers\?/);
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      market: 'stocks',
      active: 'true',
      order: 'asc',
      sort: 'ticker',
      limit: '1000',
      'ticker.gte': 'AAPL',
      'ticker.lte': 'TSLA',
    });
    expect(headers).toEqual(HEADERS);
    expect(massive.instruments.request(KEYS).url).not.toContain('ticker.gte');
  });

  test('goes on at the next address', () => {
    const next = 'https://api.massive.com/v3/reference/tickers?cursor=YWN0';
    const results = [{ ticker: 'A', name: 'Agilent', currency_name: 'usd' }, { ticker: 'B AD' }];
    const page = massive.instruments.parse(JSON.stringify({ results, next_url: next }));
    expect(page.items.map(({ nativeSymbol }) => nativeSymbol)).toEqual(['A']);
    expect(page.next).toEqual({ url: next });
    expect(() => massive.instruments.parse('{"status":"ERROR"}')).toThrow(/results is missing/);
  });
});

describe('Massive frames of several statuses', () => {
  const status = (name: string, message: string): object => ({
    ev: 'status',
    status: name,
    message,
  });

  test('confirm all topics that they name', () => {
    const frame = [
      status('success', 'subscribed to: T.AAPL'),
      status('success', 'subscribed to: Q.AAPL'),
      status('success', 'subscribed to: T.MSFT'),
    ];
    expect(classify(JSON.stringify(frame))).toEqual({
      kind: 'acknowledged',
      symbols: ['AAPL', 'MSFT'],
    });
  });

  test('are a refusal if there is one among them', () => {
    const frame = [status('success', 'subscribed to: T.AAPL'), status('error', 'not authorized')];
    expect(classify(JSON.stringify(frame))).toMatchObject({
      kind: 'refused',
      code: 'not_authorized',
    });
  });

  test.each([
    ['max_connections', 'Maximum number of connections exceeded.', false],
    ['slow_consumer', '', false],
    ['force_disconnect', '', false],
    ['auth_timeout', '', false],
    ['auth_failed', "Your plan doesn't include websocket access.", true],
  ])('take %s as such', (code, message, isFatal) => {
    expect(classify(JSON.stringify([status(code, message)]))).toMatchObject({
      kind: 'refused',
      code,
      isFatal,
    });
  });
});

describe('Massive halts', () => {
  const band = (indicator: number): string =>
    `[{"ev":"LULD","h":3.63,"l":2.97,"i":[${String(indicator)}],"z":3,"T":"ATHR","t":1788877046310003385,"q":3209681}]`;

  test('are told by two indicators of price bands', () => {
    expect(classify(band(17))).toMatchObject({ kind: 'halted', symbol: 'ATHR' });
    expect(classify(band(18))).toMatchObject({ kind: 'resumed', symbol: 'ATHR' });
    expect(classify(band(15))).toBeUndefined();
  });
});
