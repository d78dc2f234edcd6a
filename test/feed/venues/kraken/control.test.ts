import { describe, expect, test } from 'vitest';
import { BOOK_DEPTH, bookDepthFor } from '../../../../feed/venues/kraken/capabilities.ts';
import { classify, subscribe, unsubscribe } from '../../../../feed/venues/kraken/control.ts';

describe('Kraken control frames', () => {
  test.each([
    ['{"channel":"heartbeat"}', { kind: 'heartbeat' }],
    ['{"method":"pong","req_id":4}', { kind: 'pong' }],
    [
      '{"channel":"status","type":"update","data":[{"system":"maintenance"}]}',
      { kind: 'status', state: 'maintenance', isTrading: false },
    ],
    [
      '{"channel":"status","type":"update","data":[{"api_version":"v2","connection_id":13834774380200032777,"system":"online","version":"2.0.0"}]}',
      { kind: 'status', state: 'online', isTrading: true },
    ],
    [
      '{"channel":"status","type":"update","data":[{"system":"cancel_only"}]}',
      { kind: 'status', state: 'cancel_only', isTrading: false },
    ],
    [
      '{"method":"subscribe","req_id":7,"success":true,"result":{"channel":"book","symbol":"A/B"}}',
      { kind: 'acknowledged', id: '7', symbols: ['A/B'] },
    ],
    [
      '{"method":"subscribe","success":false,"symbol":"A/B","error":"Currency pair not supported A/B"}',
      {
        kind: 'refused',
        code: 'Currency pair not supported A/B',
        message: 'Currency pair not supported A/B',
        symbol: 'A/B',
        isFatal: true,
      },
    ],
    [
      '{"Error":"Exceeded msg rate"}',
      {
        kind: 'refused',
        code: 'Exceeded msg rate',
        message: 'Exceeded msg rate',
        isFatal: false,
      },
    ],
    [
      '{"method":"subscribe","success":false,"error":"EGeneral:Permission denied: x"}',
      {
        kind: 'refused',
        code: 'EGeneral:Permission denied',
        message: 'EGeneral:Permission denied: x',
        isFatal: true,
      },
    ],
    ['{"channel":"trade","type":"update","data":[]}', undefined],
    ['{"channel":', undefined],
    ['[]', undefined],
  ])('%s', (frame, meaning) => {
    expect(classify(frame)).toEqual(meaning);
  });

  test('subscribe quotes on every change, and books deep enough for every Depth', () => {
    const texts = subscribe(['BTC/USD', 'ETH/USD'], ['trades', 'quotes', 'depth'], '5');
    const symbol = ['BTC/USD', 'ETH/USD'];
    expect(texts.map((text) => JSON.parse(text) as unknown)).toEqual([
      { method: 'subscribe', params: { channel: 'trade', symbol, snapshot: true }, req_id: 5 },
      {
        method: 'subscribe',
        params: { channel: 'ticker', symbol, event_trigger: 'bbo', snapshot: true },
        req_id: 5,
      },
      {
        method: 'subscribe',
        params: { channel: 'book', symbol, depth: 100, snapshot: true },
        req_id: 5,
      },
    ]);
    expect(unsubscribe(['A/B'], ['depth'], '6').map((text) => JSON.parse(text) as unknown)).toEqual(
      [
        {
          method: 'unsubscribe',
          params: { channel: 'book', symbol: ['A/B'], depth: BOOK_DEPTH },
          req_id: 6,
        },
      ],
    );
    expect([1, 10, 11, 26, 50].map(bookDepthFor)).toEqual([10, 10, 25, 100, 100]);
  });
});
