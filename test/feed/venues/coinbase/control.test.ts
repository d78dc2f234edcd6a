import { describe, expect, test } from 'vitest';
import {
  classify,
  ping,
  subscribe,
  unsubscribe,
} from '../../../../feed/venues/coinbase/control.ts';
import { parseInstruments } from '../../../../feed/venues/coinbase/instruments.ts';
import { instrumentFault } from '../../../../proto/validate.ts';

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
    expect(ping()).toBeUndefined();
  });

  test('take one channel back and leave the heartbeats of the others', () => {
    expect(JSON.parse(unsubscribe(['BTC-USD'], ['depth'])[0] ?? '')).toEqual({
      type: 'unsubscribe',
      product_ids: ['BTC-USD'],
      channels: ['level2_batch'],
    });
  });
});

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

  test('become instruments, those that trade', () => {
    const text = JSON.stringify([
      product,
      { ...product, id: 'OLD-USD', status: 'delisted' },
      { ...product, id: 'OFF-USD', trading_disabled: true },
    ]);
    const found = parseInstruments(text);
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
  });

  test.each([
    ['{', /expected the list of products as JSON/],
    ['{"message":"rate limit"}', /expected an array of products.*rate limit/],
    ['[7]', /expected a product/],
    [JSON.stringify([{ ...product, base_currency: '' }]), /BTC-USD.*: base_currency/],
    [JSON.stringify([{ ...product, quote_increment: '0' }]), /BTC-USD: quote_increment/],
  ])('that are malformed say so: %s', (text, message) => {
    expect(() => parseInstruments(text)).toThrow(message);
  });
});
