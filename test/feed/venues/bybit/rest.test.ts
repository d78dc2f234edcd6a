import { describe, expect, test } from 'vitest';
import { bybit } from '../../../../feed/venues/bybit/venue.ts';
import { barFault, tickFault } from '../../../../proto/validate.ts';
import { venueInstrument } from '../venue-instruments.ts';

const BTC = venueInstrument('BTCUSDT', 'BTC-USDT.BYBIT', 2, 6);
const NONE = {};
const NOON = 1_789_999_200_000;

function answer(result: object): string {
  return JSON.stringify({ retCode: 0, retMsg: 'OK', result, retExtInfo: {}, time: NOON });
}

describe('Bybit past bars', () => {
  test('are asked for from the first to one millisecond before the end', () => {
    const { url } = bybit.candles?.request(BTC, '1h', NOON, NOON + 7_200_000, NONE) ?? { url: '' };
    expect(url).toMatch(/^https:\/\/api\.bybit\.com\/v5\/market\/kline\?/);
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      category: 'spot',
      symbol: 'BTCUSDT',
      interval: '60',
      start: '1789999200000',
      end: '1790006399999',
      limit: '1000',
    });
  });

  test('are rows of texts, of which those without volume are no bars', () => {
    const list = [
      [String(NOON + 60_000), '17071', '17071', '17071', '17071', '0', '0'],
      [String(NOON), '17071.5', '17073', '17027', '17055.55', '26.125', '445679.15'],
    ];
    const { items } = bybit.candles?.parse(answer({ symbol: 'BTCUSDT', list }), BTC, '1m') ?? {
      items: [],
    };
    expect(items).toEqual([
      {
        openTimeMs: NOON,
        open: 1_707_150,
        high: 1_707_300,
        low: 1_702_700,
        close: 1_705_555,
        volume: 26_125_000,
        tradeCount: 0,
        turnover: 445_679.15 * 1e8,
      },
    ]);
    expect(items.map(barFault)).toEqual([undefined]);
  });

  test('that are an error are refused', () => {
    const text = '{"retCode":10006,"retMsg":"Too many visits!","result":{}}';
    expect(() => bybit.candles?.parse(text, BTC, '1m')).toThrow(/got 10006 \("Too many visits!"\)/);
    expect(() => bybit.candles?.parse(answer({}), BTC, '1m')).toThrow(/list is missing/);
  });
});

describe('Bybit past trades', () => {
  const hole = {
    instrument: BTC,
    afterId: '2100000000007764262',
    afterTimeMs: NOON,
    beforeTimeMs: NOON + 60_000,
  };

  test('are the newest 60, marked as fetched afterwards, and there are no others', () => {
    const { url } = bybit.trades?.request(hole, NONE) ?? { url: '' };
    expect(url).toBe(
      'https://api.bybit.com/v5/market/recent-trade?category=spot&symbol=BTCUSDT&limit=60',
    );
    const list = [
      {
        execId: '2100000000007764263',
        symbol: 'BTCUSDT',
        price: '16618.49',
        size: '0.00012',
        side: 'Buy',
        time: String(NOON + 5),
        isBlockTrade: false,
        isRPITrade: true,
        seq: '123456',
      },
    ];
    const page = bybit.trades?.parse(answer({ category: 'spot', list }), hole) ?? { items: [] };
    expect(page).toEqual({
      isCut: false,
      items: [
        {
          kind: 'trade',
          symbol: 'BTC-USDT.BYBIT',
          venueTimeMs: NOON + 5,
          receivedTimeMs: NOON + 5,
          price: 1_661_849,
          size: 120,
          aggressorSide: 'buy',
          tradeId: '2100000000007764263',
          isBackfill: true,
        },
      ],
    });
    expect(page.items.map(tickFault)).toEqual([undefined]);
  });

  test('say so when they do not reach back to the hole', () => {
    const list = (count: number, firstMs: number): object[] =>
      Array.from({ length: count }, (_, at) => ({
        ...{ execId: String(at), price: '1', size: '1', side: 'Sell' },
        time: String(firstMs + at),
      }));
    const parse = (rows: readonly object[]) => bybit.trades?.parse(answer({ list: rows }), hole);
    expect(parse(list(60, NOON + 1))).toMatchObject({ isCut: true });
    expect(parse(list(59, NOON + 1))).toMatchObject({ isCut: false });
    expect(parse(list(60, NOON - 1))).toMatchObject({ isCut: false });
    const withLast = list(60, NOON + 1).with(3, { ...list(1, NOON)[0], execId: hole.afterId });
    expect(parse(withLast)).toMatchObject({ isCut: false });
  });

  test.each([
    [{ execId: '' }, /execId is "", expected a text/],
    [{ side: 'buy' }, /side is "buy", expected Buy or Sell/],
  ])('that are malformed are refused: %j', (rest, message) => {
    const row = { execId: '1', price: '1', size: '1', side: 'Sell', time: String(NOON), ...rest };
    expect(() => bybit.trades?.parse(answer({ list: [row] }), hole)).toThrow(message);
  });
});

test('Bybit lists its markets page by page, as long as there is a cursor', () => {
  const first = bybit.instruments.request(NONE).url;
  expect(first).toBe('https://api.bybit.com/v5/market/instruments-info?category=spot&limit=1000');
  const page = bybit.instruments.parse(answer({ list: [], nextPageCursor: 'a=b&c' }));
  expect(page).toEqual({ items: [], next: { url: `${first}&cursor=a%3Db%26c` } });
  expect(bybit.instruments.parse(answer({ list: [], nextPageCursor: '' }))).toEqual({ items: [] });
});
