import { describe, expect, test } from 'vitest';
import { bookDepthFor } from '../../../../feed/venues/kraken/capabilities.ts';
import { classify, ping, subscribe, unsubscribe } from '../../../../feed/venues/kraken/control.ts';
import { parseInstruments } from '../../../../feed/venues/kraken/instruments.ts';
import { instrumentFault } from '../../../../proto/validate.ts';

describe('Kraken control frames', () => {
  test.each([
    ['{"channel":"heartbeat"}', { kind: 'heartbeat' }],
    ['{"method":"pong","req_id":4}', { kind: 'pong' }],
    [
      '{"channel":"status","type":"update","data":[{"system":"maintenance"}]}',
      { kind: 'status', state: 'maintenance' },
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

  test('subscribe quotes on every change, and books with a depth that the venue offers', () => {
    const texts = subscribe(['BTC/USD', 'ETH/USD'], ['trades', 'quotes', 'depth'], '5', 12);
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
        params: { channel: 'book', symbol, depth: 25, snapshot: true },
        req_id: 5,
      },
    ]);
    expect(unsubscribe(['A/B'], ['depth']).map((text) => JSON.parse(text) as unknown)).toEqual([
      { method: 'unsubscribe', params: { channel: 'book', symbol: ['A/B'], depth: 10 } },
    ]);
    expect(ping()).toBe('{"method":"ping"}');
    expect([1, 10, 11, 26, 50].map(bookDepthFor)).toEqual([10, 10, 25, 100, 100]);
  });
});

describe('Kraken pairs', () => {
  const pair = {
    altname: 'XBTUSD',
    wsname: 'XBT/USD',
    base: 'XXBT',
    quote: 'ZUSD',
    pair_decimals: 1,
    lot_decimals: 8,
    tick_size: '0.5',
    status: 'online',
  };
  function parse(pairs: Record<string, unknown>): unknown[] {
    return parseInstruments(JSON.stringify({ error: [], result: pairs }));
  }

  test('become instruments with the names of the sockets', () => {
    const found = parse({ XXBTZUSD: pair, XDGEUR: { ...pair, wsname: 'XDG/EUR' } });
    expect(found).toEqual([
      {
        nativeSymbol: 'BTC/USD',
        instrument: {
          symbol: 'BTC-USD.KRAKEN',
          venue: 'KRAKEN',
          displayName: 'BTC / USD',
          priceDecimals: 1,
          sizeDecimals: 8,
          tickSize: 5,
          currency: 'USD',
          session: { kind: 'rolling24h' },
        },
      },
      expect.objectContaining({ nativeSymbol: 'DOGE/EUR' }),
    ]);
    const [first] = parseInstruments(JSON.stringify({ result: { XXBTZUSD: pair } }));
    expect(first && instrumentFault(first.instrument)).toBeUndefined();
  });

  test('that are not online, or not on sockets, are left out', () => {
    expect(
      parse({ A: { ...pair, status: 'cancel_only' }, B: { ...pair, wsname: undefined } }),
    ).toEqual([]);
  });

  test.each([
    ['{', /expected the list of pairs as JSON/],
    ['{"error":["EGeneral:Too many requests"]}', /expected pairs as "result".*Too many requests/],
    [JSON.stringify({ result: { A: { ...pair, pair_decimals: 'x' } } }), /pair A: pair_decimals/],
    [JSON.stringify({ result: { A: { ...pair, tick_size: '0.05' } } }), /pair A: tick_size/],
    [JSON.stringify({ result: { A: { ...pair, wsname: 'X' } } }), /pair A: wsname/],
  ])('that are malformed say so: %s', (text, message) => {
    expect(() => parseInstruments(text)).toThrow(message);
  });
});
