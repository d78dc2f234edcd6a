import { describe, expect, test } from 'vitest';
import { okx } from '../../../../feed/venues/okx/venue.ts';
import type { TradeHole } from '../../../../feed/venues/venue.ts';
import { barFault, tickFault } from '../../../../proto/validate.ts';
import { venueInstrument } from '../venue-instruments.ts';

const BTC = venueInstrument('BTC-USDT', 'BTC-USDT.OKX', 1, 8);
const NONE = {};
/** 2026-09-21 14:00 UTC. */
const NOON = 1_789_999_200_000;

function queryOf(url: string): Record<string, string> {
  return Object.fromEntries(new URL(url).searchParams);
}

describe('OKX past bars', () => {
  const row = [
    ...[String(NOON), '61000.5', '61100', '60900.1', '61050'],
    ...['12.5', '762500', '762812.5', '1'],
  ];

  test('are asked for between two times that the venue excludes both', () => {
    const { url } = okx.candles?.request(BTC, '1h', NOON, NOON + 7_200_000, NONE) ?? { url: '' };
    expect(url).toMatch(/^https:\/\/www\.okx\.com\/api\/v5\/market\/history-candles\?/);
    expect(queryOf(url)).toEqual({
      instId: 'BTC-USDT',
      bar: '1H',
      before: '1789999199999',
      after: '1790006400000',
      limit: '300',
    });
  });

  test('are rows of texts, of which those without volume are no bars', () => {
    const empty = [String(NOON + 60_000), '61050', '61050', '61050', '61050', '0', '0', '0', '0'];
    const text = JSON.stringify({ code: '0', msg: '', data: [empty, row] });
    const { items, next } = okx.candles?.parse(text, BTC, '1m') ?? { items: [] };
    expect(next).toBeUndefined();
    expect(items).toEqual([
      {
        openTimeMs: NOON,
        open: 610_005,
        high: 611_000,
        low: 609_001,
        close: 610_500,
        volume: 1_250_000_000,
        tradeCount: 0,
        turnover: 762_812.5 * 1e9,
      },
    ]);
    expect(items.map(barFault)).toEqual([undefined]);
  });

  test('of a time when prices had more decimals are rounded', () => {
    const old = row.with(1, '61000.55').with(4, '61000.04');
    const text = JSON.stringify({ code: '0', data: [old] });
    expect(okx.candles?.parse(text, BTC, '1m').items).toMatchObject([
      { open: 610_006, close: 610_000 },
    ]);
  });

  test.each([
    [
      '{"code":"51001","msg":"Instrument ID does not exist","data":[]}',
      /got "51001" \("Instrument ID/,
    ],
    ['{"code":"0","data":{}}', /data is .*expected an array/],
    ['{"code":"0","data":[7]}', /expected an array of arrays/],
    [JSON.stringify({ code: '0', data: [row.with(2, 'x')] }), /BTC-USDT.OKX: high of a bar is "x"/],
    [JSON.stringify({ code: '0', data: [row.with(2, '1')] }), /lie outside/],
    ['<html>', /expected a JSON frame/],
  ])('that are none are refused: %s', (text, message) => {
    expect(() => okx.candles?.parse(text, BTC, '1m')).toThrow(message);
  });
});

describe('OKX past trades', () => {
  const hole: TradeHole = {
    instrument: BTC,
    afterId: '118-120',
    afterTimeMs: NOON,
    beforeId: '125-127',
    beforeTimeMs: NOON + 1_000,
  };
  const match = (id: number, rest: object = {}): object => ({
    instId: 'BTC-USDT',
    side: 'sell',
    sz: '0.5',
    source: '0',
    px: '61000.5',
    tradeId: String(id),
    ts: String(NOON + id),
    ...rest,
  });
  const answer = (rows: readonly object[]): string =>
    JSON.stringify({ code: '0', msg: '', data: rows });
  const parse = (rows: readonly object[], of: TradeHole = hole) => {
    const page = okx.trades?.parse(answer(rows), of);
    return {
      items: page?.items,
      ids: page?.items.map(({ tradeId }) => tradeId),
      next: page?.next?.url,
    };
  };

  test('are asked for from the first match behind the hole', () => {
    const { url } = okx.trades?.request(hole, NONE) ?? { url: '' };
    expect(url).toMatch(/^https:\/\/www\.okx\.com\/api\/v5\/market\/history-trades\?/);
    expect(queryOf(url)).toEqual({ instId: 'BTC-USDT', type: '1', limit: '100', after: '125' });
    const open = { instrument: BTC, afterId: '120', afterTimeMs: NOON, beforeTimeMs: NOON };
    expect(queryOf(okx.trades?.request(open, NONE).url ?? '')).not.toHaveProperty('after');
  });

  test('are matches, marked as fetched afterwards', () => {
    const { items = [], next } = parse([match(121, { side: 'buy' })]);
    expect(items).toEqual([
      {
        kind: 'trade',
        symbol: 'BTC-USDT.OKX',
        venueTimeMs: NOON + 121,
        receivedTimeMs: NOON + 121,
        price: 610_005,
        size: 50_000_000,
        aggressorSide: 'buy',
        tradeId: '121',
        isBackfill: true,
      },
    ]);
    expect(items.map(tickFault)).toEqual([undefined]);
    expect(next).toBeUndefined();
  });

  test('end at the matches that the trades around the hole stand for', () => {
    const rows = [127, 126, 125, 124, 121, 120, 119, 118, 117].map((id) => match(id));
    // The last one before the hole has the id that it was published with: nothing is missing behind it.
    expect(parse(rows).ids).toEqual(['124', '121', '118-120']);
  });

  test('go on behind a full page until the trade before the hole', () => {
    const wide = { ...hole, beforeId: '300' };
    const page = (newest: number): object[] =>
      Array.from({ length: 100 }, (_, at) => match(newest - at));
    const first = parse(page(299), wide);
    expect(first.ids).toHaveLength(100);
    expect(queryOf(first.next ?? '')).toMatchObject({ after: '200' });
    const second = parse(page(199), wide);
    expect(second.ids?.at(-1)).toBe('118-120');
    expect(second.next).toBeUndefined();
    expect(parse(page(219), wide)).toMatchObject({ next: undefined });
    expect(parse(page(220), wide).next).toBeUndefined();
    expect(parse(page(221), wide).next).toBeDefined();
    expect(parse(page(299).slice(1), wide).next).toBeUndefined();
  });

  test('keep ids above 2^53 to the last digit', () => {
    const long = { ...hole, afterId: '9007199254740993', beforeId: '9007199254740996' };
    const rows = ['9007199254740995', '9007199254740994'].map((tradeId) =>
      match(0, { tradeId, ts: String(NOON) }),
    );
    expect(parse(rows, long).ids).toEqual(['9007199254740995', '9007199254740994']);
  });

  test('are known by the ids of all matches that a trade of the stream stands for', () => {
    expect(okx.trades?.matchIds?.('9007199254740993-9007199254740995')).toEqual([
      '9007199254740993',
      '9007199254740994',
      '9007199254740995',
    ]);
    expect(okx.trades?.matchIds?.('7')).toEqual(['7']);
    expect(okx.trades?.matchIds?.('x')).toEqual(['x']);
  });

  test.each([
    [{ tradeId: 'x' }, /tradeId is "x", expected digits/],
    [{ side: 'Buy' }, /side is "Buy", expected buy or sell/],
  ])('that are malformed are refused: %j', (rest, message) => {
    expect(() => parse([match(121, rest)])).toThrow(message);
  });
});

test('OKX lists all spot markets in one answer', () => {
  const { url } = okx.instruments.request(NONE);
  expect(url).toBe('https://www.okx.com/api/v5/public/instruments?instType=SPOT');
});
