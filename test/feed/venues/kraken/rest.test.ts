import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { krakenCandles } from '../../../../feed/venues/kraken/candles.ts';
import {
  parseInstruments,
  requestInstruments,
} from '../../../../feed/venues/kraken/instruments.ts';
import { httpPair } from '../../../../feed/venues/kraken/pair-name.ts';
import { krakenTrades } from '../../../../feed/venues/kraken/trades.ts';
import { barFault, instrumentFault, tickFault } from '../../../../proto/validate.ts';
import { framesPath, whyMissing } from '../cryptofeed-recording.ts';
import { tradeHole } from '../trade-hole.ts';
import { venueInstrument } from '../venue-instruments.ts';

const BTC = venueInstrument('BTC/USD', 'BTC-USD.KRAKEN', 1, 8);

function answer(result: unknown, error: readonly string[] = []): string {
  return JSON.stringify({ error, result });
}

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
  const parse = (pairs: Record<string, unknown>) => parseInstruments(answer(pairs)).items;

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
    expect(found.map(({ instrument }) => instrumentFault(instrument))).toEqual([
      undefined,
      undefined,
    ]);
    expect(requestInstruments()).toEqual({ url: 'https://api.kraken.com/0/public/AssetPairs' });
  });

  test('that are delisted, or not on sockets, are left out; those that are held up are not', () => {
    const found = parse({
      A: { ...pair, wsname: 'A/USD', status: 'delisted' },
      B: { ...pair, wsname: undefined },
      C: { ...pair, wsname: 'C/USD', status: 'cancel_only' },
      D: { ...pair, wsname: 'D/USD', status: 'maintenance' },
      E: { ...pair, wsname: 'E/USD', pair_decimals: 14, tick_size: undefined },
    });
    expect(found.map(({ nativeSymbol }) => nativeSymbol)).toEqual(['C/USD', 'D/USD']);
  });

  test.each([
    ['BTC/USD', 'XBTUSD'],
    ['ETH/BTC', 'ETHXBT'],
    ['DOGE/EUR', 'XDGEUR'],
    ['DOGE/BTC', 'XDGXBT'],
    ['ADA/USDT', 'ADAUSDT'],
  ])('called %s on sockets are called %s over HTTP', (stream, http) => {
    expect(httpPair(stream)).toBe(http);
  });

  test.each([
    ['{', /expected a JSON frame/],
    ['{"error":["EGeneral:Too many requests"]}', /the venue reports error .*Too many requests/],
    ['{"error":[]}', /result is missing/],
    [answer({ A: 5 }), /pair A is "5"/],
    [answer({ A: { ...pair, pair_decimals: 'x' } }), /pair A: pair_decimals/],
    [answer({ A: { ...pair, tick_size: '0.05' } }), /pair A: tick_size/],
    [answer({ A: { ...pair, wsname: 'X' } }), /pair A: wsname/],
  ])('that are malformed say so: %s', (text, message) => {
    expect(() => parseInstruments(text)).toThrow(message);
    expect(() => parseInstruments(text)).toThrow(/^ERR_VENUE_PROTOCOL: Kraken: /);
  });
});

describe('Kraken candles', () => {
  const open = Date.UTC(2026, 0, 2, 3, 4);
  // Time, open, high, low, close, mean price, volume, count.
  const row = [open / 1000, '100.0', '104.0', '99.5', '103.2', '102.5', '2.00000000', 7];
  const parse = (...rows: unknown[]) =>
    krakenCandles.parse(answer({ XXBTZUSD: rows, last: open / 1000 }), BTC, '1m').items;

  test('become bars, field by field; volume times the mean price is what was turned over', () => {
    const [bar] = parse(row);
    expect(bar).toEqual({
      openTimeMs: open,
      open: 1_000,
      high: 1_040,
      low: 995,
      close: 1_032,
      volume: 200_000_000,
      tradeCount: 7,
      turnover: 1_025 * 200_000_000,
    });
    expect(bar && barFault(bar)).toBeUndefined();
  });

  test('of minutes without trades are left out', () => {
    const empty = row.with(5, '0.0').with(6, '0.00000000').with(7, 0);
    expect(parse(empty, row)).toHaveLength(1);
  });

  test('are asked for by the name of the pair over HTTP, from a second before the first', () => {
    expect(krakenCandles.request(BTC, '1h', 7_200_000, 10_800_000, {})).toEqual({
      url: 'https://api.kraken.com/0/public/OHLC?pair=XBTUSD&interval=60&since=7199',
    });
  });

  test.each([
    [answer({}, ['EQuery:Unknown asset pair']), /the venue reports error .*Unknown asset pair/],
    [answer({ last: 5 }), /rows of the pair is missing/],
    [answer({ X: [row.with(0, 'x')] }), /time of a candle is "x"/],
    [answer({ X: [row.with(4, 5)] }), /outside low/],
  ])('that are malformed say so: %s', (text, message) => {
    expect(() => krakenCandles.parse(text, BTC, '1m')).toThrow(message);
  });
});

describe('Kraken trades of the past', () => {
  const time = Date.UTC(2026, 0, 2, 3, 4, 5, 971);
  const hole = tradeHole(BTC, '499', '503', [time - 10, time + 10]);
  const row = ['105433.60000', '0.00027625', time / 1000 + 0.000_744_5, 'b', 'l', '', 500];
  const page = (rows: readonly unknown[], last = '1767323045971744512'): string =>
    answer({ XXBTZUSD: rows, last });

  test('become trades that are marked, field by field', () => {
    const { items, next } = krakenTrades.parse(
      page([row, row.with(3, 's').with(6, 501).with(4, 'm')]),
      hole,
    );
    expect(items).toEqual([
      {
        kind: 'trade',
        symbol: 'BTC-USD.KRAKEN',
        venueTimeMs: time,
        receivedTimeMs: time,
        price: 1_054_336,
        size: 27_625,
        aggressorSide: 'buy',
        tradeId: '500',
        isBackfill: true,
      },
      expect.objectContaining({ tradeId: '501', aggressorSide: 'sell' }),
    ]);
    expect(items.map(tickFault)).toEqual([undefined, undefined]);
    expect(next).toBeUndefined();
  });

  test.each([
    [1_762_795_433.971_744_5, 1_762_795_433_971],
    [1_762_795_433.971_999, 1_762_795_433_971],
    [1_762_795_433.972, 1_762_795_433_972],
    [1_762_795_433.9, 1_762_795_433_900],
    [1_762_795_433, 1_762_795_433_000],
  ])('at %d s have the millisecond that the stream gives them', (seconds, ms) => {
    const near = tradeHole(BTC, '499', '503', [ms, ms]);
    const { items } = krakenTrades.parse(page([row.with(2, seconds)]), near);
    expect(items).toMatchObject([{ venueTimeMs: ms }]);
  });

  test('are asked for by time, with everything of the millisecond of the last one', () => {
    const { url } = krakenTrades.request(hole, {});
    expect(url).toBe(
      `https://api.kraken.com/0/public/Trades?pair=XBTUSD&since=${String(time - 11)}999999&count=1000`,
    );
    const since = BigInt(/since=(\d+)/.exec(url)?.[1] ?? '');
    expect(since).toBe(BigInt(time - 10) * 1_000_000n - 1n);
  });

  test('are asked for on from the cursor, set back, while pages are full and the hole is not', () => {
    const full = Array.from({ length: 1_000 }, (_, at) => row.with(6, 500 + at));
    const wide = tradeHole(BTC, '499', '1501', [time, time]);
    expect(krakenTrades.parse(page(full), wide).next).toEqual({
      url: 'https://api.kraken.com/0/public/Trades?pair=XBTUSD&since=1767323045971744511&count=1000',
    });
    expect(krakenTrades.parse(page(full.slice(1)), wide).next).toBeUndefined();
    const filled = tradeHole(BTC, '499', '1500', [time, time]);
    expect(krakenTrades.parse(page(full), filled).next).toBeUndefined();
    const open = tradeHole(BTC, '499', undefined, [time, time]);
    expect(krakenTrades.parse(page(full), open).next).toBeDefined();
    expect(() => krakenTrades.parse(page(full, 'x'), open)).toThrow(/last is "x"/);
  });

  test.each([
    [answer({}, ['EAPI:Rate limit exceeded']), /the venue reports error .*Rate limit exceeded/],
    [page([row.with(3, 'x')]), /side is "x"/],
    [page([row.with(6, 'x')]), /trade id is "x"/],
    [page([row.with(2, '5')]), /time is "5"/],
    [page([row.with(0, 'x')]), /price: expected a decimal number/],
  ])('that are malformed say so: %s', (text, message) => {
    expect(() => krakenTrades.parse(text, hole)).toThrow(message);
  });
});

const OHLC = 'nautilus/kraken/http_ohlc.json';
const TRADES = 'nautilus/kraken/http_trades.json';

describe.skipIf(whyMissing(OHLC) !== '')(`answers of Kraken${whyMissing(OHLC)}`, () => {
  const USDT = venueInstrument('BTC/USDT', 'BTC-USDT.KRAKEN', 1, 8);
  const read = (name: string): string => readFileSync(framesPath(name), 'utf8');

  test('about the past give bars of all minutes with trades', () => {
    const rows = Object.values(
      (JSON.parse(read(OHLC)) as { result: Record<string, unknown[][]> }).result,
    )[0];
    const { items } = krakenCandles.parse(read(OHLC), USDT, '1m');
    expect(items).toHaveLength(rows?.filter((row) => row[7] !== 0).length ?? NaN);
    expect(items.length).toBeGreaterThan(100);
    expect(items.find(({ openTimeMs }) => openTimeMs === 1_762_777_200_000)).toEqual({
      openTimeMs: 1_762_777_200_000,
      open: 1_060_381,
      high: 1_060_443,
      low: 1_060_381,
      close: 1_060_401,
      volume: 8_317_981,
      tradeCount: 3,
      turnover: 1_060_396 * 8_317_981,
    });
    expect(items.filter((bar) => barFault(bar) !== undefined)).toEqual([]);
  });

  test('give trades with ids that have no holes', () => {
    const hole = tradeHole(USDT, '10218207', undefined, [1_762_795_433_000, 1_762_800_000_000]);
    const { items, next } = krakenTrades.parse(read(TRADES), hole);
    expect(items).toHaveLength(1_000);
    expect(items[0]).toMatchObject({
      tradeId: '10218208',
      price: 1_054_336,
      size: 27_625,
      aggressorSide: 'buy',
      venueTimeMs: 1_762_795_433_971,
    });
    expect(items.map(({ tradeId }) => Number(tradeId))).toEqual(
      items.map((_, at) => 10_218_208 + at),
    );
    expect(items.filter((trade) => tickFault(trade) !== undefined)).toEqual([]);
    expect(next?.url).toMatch(/pair=XBTUSDT&since=\d{19}&count=1000$/);
  });
});
