import { describe, expect, test } from 'vitest';
import * as alpaca from '../../../feed/venues/alpaca/control.ts';
import { parseInstruments as alpacaInstruments } from '../../../feed/venues/alpaca/instruments.ts';
import * as finnhub from '../../../feed/venues/finnhub/control.ts';
import { parseInstruments as finnhubInstruments } from '../../../feed/venues/finnhub/instruments.ts';
import * as massive from '../../../feed/venues/massive/control.ts';
import { parseInstruments as massiveInstruments } from '../../../feed/venues/massive/instruments.ts';
import { instrumentFault } from '../../../proto/validate.ts';

const KEY = 'made-up-key-1234';

describe('Alpaca control', () => {
  test.each([
    ['[{"T":"success","msg":"connected"}]', { kind: 'status', state: 'connected' }],
    ['[{"T":"success","msg":"authenticated"}]', { kind: 'acknowledged', id: 'authentication' }],
    [
      '[{"T":"subscription","trades":["AAPL"],"quotes":["AMD","AAPL"],"bars":[]}]',
      { kind: 'acknowledged', symbols: ['AAPL', 'AMD'] },
    ],
    ['[{"T":"t","S":"AAPL"}]', undefined],
  ])('understands %s', (frame, expected) => {
    expect(alpaca.classify(frame)).toEqual(expected);
  });

  test.each([
    [400, false],
    [401, false],
    [402, true],
    [403, false],
    [404, false],
    [405, false],
    [406, false],
    [407, false],
    [409, true],
    [410, true],
    [411, true],
    [500, false],
    [999, false],
  ])('takes error %i as one that ends all: %s', (code, isFatal) => {
    const frame = JSON.stringify([{ T: 'error', code, msg: `about ${KEY}` }]);
    const control = alpaca.classify(frame);
    expect(control).toMatchObject({ kind: 'refused', code: String(code), isFatal });
    expect(JSON.stringify(control)).not.toContain(KEY);
  });

  test('sends key and secret, and lists of symbols by channel', () => {
    expect(alpaca.authenticate({ key: KEY, secret: 'b' })).toEqual([
      `{"action":"auth","key":"${KEY}","secret":"b"}`,
    ]);
    expect(alpaca.subscribe(['AAPL'], ['trades', 'quotes', 'depth'])).toEqual([
      '{"action":"subscribe","trades":["AAPL"],"quotes":["AAPL"],"statuses":["AAPL"]}',
    ]);
    expect(alpaca.unsubscribe(['AAPL'], ['depth'])).toEqual([]);
  });
});

describe('Finnhub control', () => {
  test.each([
    ['{"type":"ping"}', { kind: 'heartbeat' }],
    [
      '{"msg":"Subscribing to too many symbols","type":"error"}',
      { kind: 'refused', code: 'symbolLimit', isFatal: false },
    ],
    [
      `{"msg":"Invalid API key ${KEY}","type":"error"}`,
      { kind: 'refused', code: 'authentication', isFatal: true },
    ],
    [`{"msg":"oops ${KEY}","type":"error"}`, { kind: 'refused', code: 'error', isFatal: false }],
  ])('understands %s', (frame, expected) => {
    const control = finnhub.classify(frame);
    expect(control).toMatchObject(expected);
    expect(JSON.stringify(control)).not.toContain(KEY);
  });

  test('has the key in the address, and one text a symbol', () => {
    const connectUrl = (url: string): string => finnhub.connectUrl(url, { key: 'a b&c' });
    expect(connectUrl('wss://ws.finnhub.io')).toBe('wss://ws.finnhub.io/?token=a+b%26c');
    expect(connectUrl('ws://127.0.0.1:1/x?y=1')).toBe('ws://127.0.0.1:1/x?y=1&token=a+b%26c');
    expect(finnhub.subscribe(['AAPL', 'BINANCE:BTCUSDT'], ['trades', 'quotes'])).toEqual([
      '{"type":"subscribe","symbol":"AAPL"}',
      '{"type":"subscribe","symbol":"BINANCE:BTCUSDT"}',
    ]);
    expect(finnhub.subscribe(['AAPL'], ['quotes'])).toEqual([]);
    expect(finnhub.classify('{"type":"trade","data":[]}')).toBeUndefined();
  });
});

describe('Massive control', () => {
  test.each([
    ['connected', 'Connected', { kind: 'status', state: 'connected' }],
    ['auth_success', 'authenticated', { kind: 'acknowledged', id: 'authentication' }],
    [
      'success',
      'subscribed to: T.AAPL,Q.AAPL,T.BRK.B',
      { kind: 'acknowledged', symbols: ['AAPL', 'BRK.B'] },
    ],
    ['auth_failed', KEY, { kind: 'refused', code: 'auth_failed', isFatal: true }],
    ['error', 'authentication failed', { kind: 'refused', code: 'auth_failed', isFatal: true }],
    ['error', 'not authorized', { kind: 'refused', code: 'not_authorized', isFatal: true }],
    ['max_connections', '', { kind: 'refused', isFatal: false }],
    ['error', KEY, { kind: 'refused', code: 'error', isFatal: false }],
    ['constructor', '', { kind: 'status', state: 'constructor' }],
  ])('understands status %s: %s', (status, message, expected) => {
    const control = massive.classify(JSON.stringify([{ ev: 'status', status, message }]));
    expect(control).toMatchObject(expected);
    expect(JSON.stringify(control)).not.toContain(KEY);
  });

  test('sends the key, and topics in one text', () => {
    expect(massive.authenticate({ key: KEY })).toEqual([`{"action":"auth","params":"${KEY}"}`]);
    expect(massive.subscribe(['AAPL', 'A'], ['trades', 'quotes'])).toEqual([
      '{"action":"subscribe","params":"T.AAPL,Q.AAPL,T.A,Q.A"}',
    ]);
    expect(massive.classify('[{"ev":"T"}]')).toBeUndefined();
  });
});

describe('lists of stocks', () => {
  test('give instruments with the decimals of US stocks', () => {
    const all = [
      alpacaInstruments(
        '[{"class":"us_equity","symbol":"AAPL","name":"Apple Inc.","status":"active"},{"class":"us_equity","symbol":"X","status":"inactive"}]',
      ),
      finnhubInstruments('[{"symbol":"AAPL","description":"APPLE INC","currency":"USD"}]'),
      massiveInstruments(
        '{"results":[{"ticker":"AAPL","name":"Apple Inc.","currency_name":"usd"}]}',
      ),
    ].flatMap(({ items }) => items);
    expect(all.map(({ instrument: { symbol, displayName } }) => [symbol, displayName])).toEqual([
      ['AAPL.ALPACA', 'Apple Inc.'],
      ['AAPL.FINNHUB', 'APPLE INC'],
      ['AAPL.MASSIVE', 'Apple Inc.'],
    ]);
    for (const { nativeSymbol, instrument } of all) {
      expect(nativeSymbol).toBe('AAPL');
      expect(instrumentFault(instrument)).toBeUndefined();
      expect(instrument).toMatchObject({ priceDecimals: 4, tickSize: 100, currency: 'USD' });
    }
  });
});
