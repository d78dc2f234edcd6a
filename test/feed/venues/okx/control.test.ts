import { describe, expect, test } from 'vitest';
import { classify, ping, subscribe, unsubscribe } from '../../../../feed/venues/okx/control.ts';
import { parseInstruments } from '../../../../feed/venues/okx/instruments.ts';
import { instrumentFault } from '../../../../proto/validate.ts';

describe('OKX control', () => {
  test.each([
    ['pong', { kind: 'pong' }],
    [
      '{"id":"a1","event":"subscribe","arg":{"channel":"trades","instId":"BTC-USDT"},"connId":"x"}',
      { kind: 'acknowledged', id: 'a1', symbols: ['BTC-USDT'] },
    ],
    [
      '{"event":"error","code":"60018","msg":"Wrong URL or channel:trades,instId:NO-SUCH doesn\'t exist."}',
      { kind: 'refused', code: '60018', symbol: 'NO-SUCH', isFatal: true },
    ],
    [
      '{"event":"error","code":"60014","msg":"Requests too frequent"}',
      { kind: 'refused', code: '60014', isFatal: false },
    ],
    ['{"event":"notice","code":"64008","msg":"soon closed"}', { kind: 'closingSoon' }],
    ['{"event":"channel-conn-count","channel":"x","connCount":"1"}', { kind: 'status' }],
  ])('understands %s', (frame, expected) => {
    expect(classify(frame)).toMatchObject(expected);
  });

  test('leaves market data alone', () => {
    expect(classify('{"arg":{"channel":"trades"},"data":[]}')).toBeUndefined();
    expect(classify('{"event"')).toBeUndefined();
  });

  test('asks for all channels of all symbols in requests below 64 KB', () => {
    expect(
      subscribe(['BTC-USDT'], ['trades', 'depth'], 'a1').map((text): unknown => JSON.parse(text)),
    ).toEqual([
      {
        id: 'a1',
        op: 'subscribe',
        args: [
          { channel: 'trades', instId: 'BTC-USDT' },
          { channel: 'books', instId: 'BTC-USDT' },
        ],
      },
    ]);
    const natives = Array.from({ length: 3000 }, (_, at) => `COIN${String(at)}-USDT`);
    const texts = unsubscribe(natives, ['quotes'], '7');
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(65_536);
    expect(
      texts.flatMap((text) =>
        (JSON.parse(text) as { args: { instId: string }[] }).args.map(({ instId }) => instId),
      ),
    ).toEqual(natives);
    expect(ping()).toBe('ping');
  });
});

describe('OKX instrument list', () => {
  const row = {
    instType: 'SPOT',
    instId: 'BTC-USDT',
    baseCcy: 'BTC',
    quoteCcy: 'USDT',
    tickSz: '0.5',
    lotSz: '0.00000001',
    state: 'live',
  };

  test('gives symbol, decimals and tick size of what can be traded', () => {
    const data = [row, { ...row, instId: 'OLD-USDT', state: 'suspend' }];
    const { items: instruments } = parseInstruments(JSON.stringify({ code: '0', msg: '', data }));
    expect(instruments).toEqual([
      {
        nativeSymbol: 'BTC-USDT',
        instrument: {
          symbol: 'BTC-USDT.OKX',
          venue: 'OKX',
          displayName: 'BTC / USDT',
          priceDecimals: 1,
          sizeDecimals: 8,
          tickSize: 5,
          currency: 'USDT',
          session: { kind: 'rolling24h' },
        },
      },
    ]);
    expect(instruments.map(({ instrument }) => instrumentFault(instrument))).toEqual([undefined]);
  });

  test('that is an error, or has no tick size, is refused', () => {
    expect(() => parseInstruments('{"code":"50011","msg":"","data":[]}')).toThrow(/got "50011"/);
    const data = [{ ...row, tickSz: '' }];
    expect(() => parseInstruments(JSON.stringify({ code: '0', data }))).toThrow(/BTC-USDT: tickSz/);
  });
});
