import { describe, expect, test } from 'vitest';
import { classify } from '../../../../feed/venues/alpaca/control.ts';
import { alpaca } from '../../../../feed/venues/alpaca/venue.ts';
import { stockInstrument } from '../../../../feed/venues/stock-reader.ts';
import { barFault, tickFault } from '../../../../proto/validate.ts';

const AAPL = stockInstrument('AAPL', 'ALPACA', '');
const KEYS = { key: 'made-up-key', secret: 'made-up-secret' };
const HEADERS = { 'APCA-API-KEY-ID': 'made-up-key', 'APCA-API-SECRET-KEY': 'made-up-secret' };
const OPEN = Date.UTC(2022, 3, 11, 13, 30);

describe('Alpaca past bars', () => {
  test('are asked for newest first, without the end, from the exchanges of the stream', () => {
    const { url, headers } = alpaca.candles?.request(AAPL, '1h', OPEN, OPEN + 60_000, KEYS) ?? {
      url: '',
    };
    expect(url).toMatch(/^https:\/\/data\.alpaca\.markets\/v2\/stocks\/AAPL\/bars\?/);
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      timeframe: '1Hour',
      start: '2022-04-11T13:30:00.000Z',
      end: '2022-04-11T13:30:59.999Z',
      limit: '10000',
      adjustment: 'raw',
      feed: 'iex',
      sort: 'desc',
    });
    expect(headers).toEqual(HEADERS);
  });

  test('have numbers, a mean price and how many trades', () => {
    const bar = { t: '2022-04-11T13:30:00Z', o: 168.99, h: 169.015, l: 168.5, c: 168.75 };
    const bars = [{ ...bar, v: 1200, n: 35, vw: 168.751234 }];
    const text = JSON.stringify({ bars, symbol: 'AAPL', next_page_token: 'x' });
    const { items, next } = alpaca.candles?.parse(text, AAPL, '1m') ?? { items: [] };
    expect(next).toBeUndefined();
    expect(items).toEqual([
      {
        openTimeMs: OPEN,
        open: 1_689_900,
        high: 1_690_150,
        low: 1_685_000,
        close: 1_687_500,
        volume: 1_200_000_000,
        tradeCount: 35,
        turnover: 168.751234 * 10_000 * 1_200_000_000,
      },
    ]);
    expect(items.map(barFault)).toEqual([undefined]);
  });

  test('may be none', () => {
    const text = '{"bars":null,"symbol":"AAPL","next_page_token":null}';
    expect(alpaca.candles?.parse(text, AAPL, '1m')).toEqual({ items: [] });
  });
});

describe('Alpaca past trades', () => {
  const hole = {
    instrument: AAPL,
    afterId: 'V-1',
    afterTimeMs: OPEN,
    beforeId: 'V-9',
    beforeTimeMs: OPEN + 1_500,
  };

  test('are asked for with the last millisecond as a whole', () => {
    const { url, headers } = alpaca.trades?.request(hole, KEYS) ?? { url: '' };
    expect(url).toMatch(/^https:\/\/data\.alpaca\.markets\/v2\/stocks\/AAPL\/trades\?/);
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      start: '2022-04-11T13:30:00.000Z',
      end: '2022-04-11T13:30:01.500999999Z',
      limit: '10000',
      feed: 'iex',
      sort: 'asc',
    });
    expect(headers).toEqual(HEADERS);
  });

  test('have the ids of the stream, and go on at the token', () => {
    const trade = { t: '2022-04-11T13:30:00.002951946Z', x: 'V', p: 168.04, s: 50, c: ['@'], i: 7 };
    const text = JSON.stringify({ trades: [trade], symbol: 'AAPL', next_page_token: 'QUE=' });
    const page = alpaca.trades?.parse(text, hole) ?? { items: [] };
    expect(page.items).toEqual([
      {
        kind: 'trade',
        symbol: 'AAPL.ALPACA',
        venueTimeMs: OPEN + 2,
        receivedTimeMs: OPEN + 2,
        price: 1_680_400,
        size: 50_000_000,
        aggressorSide: 'unknown',
        tradeId: 'V-7',
        isBackfill: true,
      },
    ]);
    expect(page.items.map(tickFault)).toEqual([undefined]);
    const first = alpaca.trades?.request(hole, KEYS).url ?? '';
    // The keys are those of the first request: who reads an answer does not know them.
    expect(page.next).toEqual({ url: `${first}&page_token=QUE%3D` });
  });

  test('keep ids above 2^53 to the last digit, and end without a token', () => {
    const text =
      '{"trades":[{"t":"2022-04-11T13:30:00Z","x":"D","p":1,"s":1,"i": 18446744073709551557}],"next_page_token":null}';
    const page = alpaca.trades?.parse(text, hole);
    expect(page).toMatchObject({ items: [{ tradeId: 'D-18446744073709551557' }] });
    expect(page).not.toHaveProperty('next');
    expect(alpaca.trades?.parse('{"trades":null}', hole)).toEqual({ items: [] });
  });
});

describe('Alpaca list of assets', () => {
  test('is asked for with both keys, and holds what can be a symbol', () => {
    const { url, headers } = alpaca.instruments.request(KEYS);
    expect(url).toBe(
      'https://paper-api.alpaca.markets/v2/assets?status=active&asset_class=us_equity',
    );
    expect(headers).toEqual(HEADERS);
    const assets = ['BRK.B', 'NO T', '', null].map((symbol) => ({
      class: 'us_equity',
      status: 'active',
      symbol,
      name: 'x',
    }));
    const { items } = alpaca.instruments.parse(JSON.stringify(assets));
    expect(items.map(({ instrument }) => instrument.symbol)).toEqual(['BRK.B.ALPACA']);
  });
});

describe('Alpaca trading status', () => {
  const status = (sc: string): object => ({
    ...{ T: 's', S: 'AAPL', sc, sm: 'Trading Halt', rc: 'T12' },
    ...{ rm: 'For information', t: '2021-02-22T19:15:00Z', z: 'C' },
  });

  test.each([
    ['H', 'halted'],
    ['2', 'halted'],
    ['P', 'halted'],
    ['T', 'resumed'],
    ['3', 'resumed'],
  ])('%s says that the stock is %s', (code, kind) => {
    expect(classify(JSON.stringify([status(code)]))).toEqual({
      kind,
      symbol: 'AAPL',
      message: 'Trading Halt: For information',
    });
  });

  test('is found behind trades, and is none of our business otherwise', () => {
    expect(classify(JSON.stringify([{ T: 't' }, status('H')]))).toMatchObject({ kind: 'halted' });
    expect(classify(JSON.stringify([status('Q')]))).toBeUndefined();
    expect(classify(JSON.stringify([status('7')]))).toBeUndefined();
    expect(classify('[{"T":"s"')).toBeUndefined();
  });
});

describe('Alpaca at another address of the stream', () => {
  const at = (url: string) => alpaca.forStream?.(url) ?? alpaca;
  const hole = { instrument: AAPL, afterId: 'D-1', afterTimeMs: OPEN, beforeTimeMs: OPEN + 1_000 };

  test('asks for bars and missed trades of the feed that the address names', () => {
    const sip = at('wss://stream.data.alpaca.markets/v2/sip');

    expect(sip.trades?.request(hole, KEYS).url).toContain('feed=sip');
    expect(sip.candles?.request(AAPL, '1m', OPEN, OPEN + 60_000, KEYS).url).toContain('feed=sip');
    expect(at('ws://127.0.0.1:1/v2/iex').trades?.request(hole, KEYS).url).toContain('feed=iex');
  });

  test('asks for none of a feed that HTTP does not have: a hole would be filled from other exchanges', () => {
    const other = at('wss://stream.data.alpaca.markets/v2/test');

    expect(other.trades).toBeUndefined();
    expect(other.candles).toBeUndefined();
    expect(other.capabilities).toBe(alpaca.capabilities);
  });
});
