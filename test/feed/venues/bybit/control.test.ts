import { describe, expect, test } from 'vitest';
import { classify, ping, subscribe } from '../../../../feed/venues/bybit/control.ts';
import { parseInstruments } from '../../../../feed/venues/bybit/instruments.ts';

describe('Bybit control', () => {
  test.each([
    ['{"success":true,"ret_msg":"pong","conn_id":"x","req_id":"","op":"ping"}', { kind: 'pong' }],
    [
      '{"success":true,"ret_msg":"","conn_id":"x","req_id":"s-1","op":"subscribe"}',
      { kind: 'acknowledged', id: 's-1' },
    ],
    [
      '{"success":false,"ret_msg":"Invalid topic: orderbook.50.XYZUSDT","conn_id":"x","op":"subscribe"}',
      { kind: 'refused', symbol: 'XYZUSDT', isFatal: true },
    ],
    [
      '{"success":false,"ret_msg":"Invalid symbol :[publicTrade.XYZUSDT]","op":"subscribe"}',
      { kind: 'refused', symbol: 'XYZUSDT', isFatal: true },
    ],
    ['{"success":false,"ret_msg":"busy","op":"subscribe"}', { kind: 'refused', isFatal: false }],
  ])('understands %s', (frame, expected) => {
    expect(classify(frame)).toMatchObject(expected);
  });

  test('leaves market data alone', () => {
    expect(classify('{"topic":"publicTrade.BTCUSDT","data":[]}')).toBeUndefined();
  });

  test('asks for at most ten topics a request', () => {
    const natives = ['A', 'B', 'C', 'D'].map((base) => `${base}USDT`);
    const requests = subscribe(natives, ['trades', 'quotes', 'depth'], 's').map(
      (text) => JSON.parse(text) as { req_id: string; op: string; args: string[] },
    );
    expect(requests.map(({ req_id: id, op, args }) => [id, op, args.length])).toEqual([
      ['s', 'subscribe', 10],
      ['s-1', 'subscribe', 2],
    ]);
    expect(requests[0]?.args.slice(0, 3)).toEqual([
      'publicTrade.AUSDT',
      'orderbook.1.AUSDT',
      'orderbook.50.AUSDT',
    ]);
    expect(JSON.parse(ping())).toEqual({ op: 'ping' });
  });
});

test('Bybit instrument list gives symbol, decimals and tick size of what can be traded', () => {
  const row = {
    symbol: 'BTCUSDT',
    baseCoin: 'BTC',
    quoteCoin: 'USDT',
    status: 'Trading',
    lotSizeFilter: { basePrecision: '0.000001' },
    priceFilter: { tickSize: '0.05' },
  };
  const list = [row, { ...row, symbol: 'OLD', status: 'Closed' }];
  expect(parseInstruments(JSON.stringify({ retCode: 0, result: { list } })).items).toMatchObject([
    {
      nativeSymbol: 'BTCUSDT',
      instrument: {
        symbol: 'BTC-USDT.BYBIT',
        priceDecimals: 2,
        sizeDecimals: 6,
        tickSize: 5,
        currency: 'USDT',
      },
    },
  ]);
  expect(() => parseInstruments('{"retCode":10001}')).toThrow(/expected retCode 0, got 10001/);
});
