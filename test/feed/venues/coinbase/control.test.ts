import { describe, expect, test } from 'vitest';
import { classify, subscribe, unsubscribe } from '../../../../feed/venues/coinbase/control.ts';
import { coinbase } from '../../../../feed/venues/coinbase/venue.ts';

describe('Coinbase control frames', () => {
  test.each([
    [
      '{"type":"heartbeat","sequence":9,"last_trade_id":2,"product_id":"A-B"}',
      { kind: 'heartbeat' },
    ],
    [
      '{"type":"subscriptions","channels":[{"name":"ticker","product_ids":["A-B"]},{"name":"matches","product_ids":["A-B","C-D"]}]}',
      { kind: 'acknowledged', symbols: ['A-B', 'C-D'] },
    ],
    [
      '{"type":"error","message":"Failed to subscribe","reason":"XYZ-USD is not a valid product"}',
      {
        kind: 'refused',
        code: 'Failed to subscribe',
        message: 'Failed to subscribe: XYZ-USD is not a valid product',
        symbol: 'XYZ-USD',
        isFatal: true,
      },
    ],
    [
      '{"type":"error","message":"Authentication Failed"}',
      {
        kind: 'refused',
        code: 'Authentication Failed',
        message: 'Authentication Failed',
        isFatal: true,
      },
    ],
    [
      '{"type":"error","message":"ErrSlowConsume"}',
      { kind: 'refused', code: 'ErrSlowConsume', message: 'ErrSlowConsume', isFatal: false },
    ],
    ['{"type":"match","product_id":"A-B"}', undefined],
    ['{"type":"error"', undefined],
    ['[]', undefined],
  ])('%s', (frame, meaning) => {
    expect(classify(frame)).toEqual(meaning);
  });

  test('subscribe with heartbeats, for there are no pings', () => {
    const [text = ''] = subscribe(['BTC-USD'], ['trades', 'quotes', 'depth']);
    expect(JSON.parse(text)).toEqual({
      type: 'subscribe',
      product_ids: ['BTC-USD'],
      channels: ['matches', 'ticker', 'level2_batch', 'heartbeat'],
    });
    expect(unsubscribe(['BTC-USD'], ['depth'])[0]).toContain('"type":"unsubscribe"');
    expect('ping' in coinbase.stream).toBe(false);
  });

  test('take one channel back and leave the heartbeats of the others', () => {
    expect(JSON.parse(unsubscribe(['BTC-USD'], ['depth'])[0] ?? '')).toEqual({
      type: 'unsubscribe',
      product_ids: ['BTC-USD'],
      channels: ['level2_batch'],
    });
  });
});
