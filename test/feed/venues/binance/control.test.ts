import { describe, expect, test } from 'vitest';
import { classify, subscribe, unsubscribe } from '../../../../feed/venues/binance/control.ts';

describe('Binance control frames', () => {
  test.each([
    ['{"result":null,"id":1}', { kind: 'acknowledged', id: '1' }],
    ['{"id":"a7","result":null}', { kind: 'acknowledged', id: 'a7' }],
    ['{"result":null,"id":null}', { kind: 'acknowledged' }],
    [
      '{"e":"serverShutdown","E":1770123456789}',
      { kind: 'closingSoon', message: 'the server is about to shut down' },
    ],
    [
      '{"stream":"!serverShutdown","data":{"e":"serverShutdown","E":1770123456789}}',
      { kind: 'closingSoon', message: 'the server is about to shut down' },
    ],
    [
      '{"code":2,"msg":"Invalid request: too many parameters"}',
      {
        kind: 'refused',
        code: '2',
        message: 'Invalid request: too many parameters',
        isFatal: true,
      },
    ],
    [
      '{"code":0,"msg":"Unknown property","id":3}',
      { kind: 'refused', code: '0', message: 'Unknown property', isFatal: true },
    ],
    [
      '{"code":3,"msg":"Invalid JSON: expected value at line 1 column 2"}',
      {
        kind: 'refused',
        code: '3',
        message: 'Invalid JSON: expected value at line 1 column 2',
        isFatal: true,
      },
    ],
    [
      '{"error":{"code":2,"msg":"Invalid request: invalid stream"},"id":2}',
      { kind: 'refused', code: '2', message: 'Invalid request: invalid stream', isFatal: true },
    ],
    [
      '{"error":{"code":-1121,"msg":"Invalid symbol."},"id":2}',
      { kind: 'refused', code: '-1121', message: 'Invalid symbol.', isFatal: true },
    ],
    [
      '{"code":-1003,"msg":"Too many requests."}',
      { kind: 'refused', code: '-1003', message: 'Too many requests.', isFatal: false },
    ],
    [
      '{"code":-1008,"msg":"Server is currently overloaded."}',
      {
        kind: 'refused',
        code: '-1008',
        message: 'Server is currently overloaded.',
        isFatal: false,
      },
    ],
    ['{"code":17,"msg":5}', { kind: 'refused', code: '17', message: '5', isFatal: false }],
  ])('%s', (frame, meaning) => {
    expect(classify(frame)).toEqual(meaning);
  });

  test.each([
    '{"stream":"btcusdt@trade","data":{"e":"trade","s":"BTCUSDT","t":1}}',
    '{ "stream" : "btcusdt@depth@100ms", "data": {"e":"depthUpdate"}}',
    '{"e":"trade","s":"BTCUSDT","t":1,"code":5}',
    '{"u":1,"s":"BTCUSDT","b":"1"}',
    '{"lastUpdateId":5,"bids":[],"asks":[]}',
    '{"something":"new"}',
    '{"stream":"!serverShutdown","data":',
    '[]',
    '',
  ])('mean nothing for the connection where they are market data, or not known: %s', (frame) => {
    expect(classify(frame)).toBeUndefined();
  });

  test('subscribe streams in lower case, with the id that is answered', () => {
    const texts = subscribe(['BTCUSDT', 'ETHBTC'], ['trades', 'quotes', 'depth'], '12');
    expect(texts.map((text) => JSON.parse(text) as unknown)).toEqual([
      {
        method: 'SUBSCRIBE',
        params: [
          'btcusdt@trade',
          'btcusdt@bookTicker',
          'btcusdt@depth@100ms',
          'ethbtc@trade',
          'ethbtc@bookTicker',
          'ethbtc@depth@100ms',
        ],
        id: 12,
      },
    ]);
    expect(unsubscribe(['BTCUSDT'], ['depth'], '13')).toEqual([
      '{"method":"UNSUBSCRIBE","params":["btcusdt@depth@100ms"],"id":13}',
    ]);
  });

  test('subscribe many in portions of a hundred, each stream once', () => {
    const natives = Array.from({ length: 85 }, (_, at) => `S${String(at)}USDT`);
    const requests = subscribe(natives, ['trades', 'quotes', 'depth'], '1').map(
      (text) => JSON.parse(text) as { params: string[]; id: number },
    );
    expect(requests.map(({ params, id }) => [params.length, id])).toEqual([
      [100, 1],
      [100, 1],
      [55, 1],
    ]);
    expect(new Set(requests.flatMap(({ params }) => params)).size).toBe(255);
  });
});
