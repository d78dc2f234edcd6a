import { describe, expect, test } from 'vitest';
import { BinanceMapper } from '../../../../feed/venues/binance/map.ts';
import type { Instrument, Tick } from '../../../../proto/types.ts';

const RECEIVED = 1_723_161_254_087;

function instrument(symbol: string, priceDecimals: number, sizeDecimals: number): Instrument {
  return {
    symbol,
    venue: 'BINANCE',
    displayName: '',
    priceDecimals,
    sizeDecimals,
    tickSize: 1,
    currency: '',
    session: { kind: 'rolling24h' },
  };
}

function createMapper(): BinanceMapper {
  return new BinanceMapper([instrument('BTCUSDT', 2, 5), instrument('ETHBTC', 8, 4)], 2);
}

function mapOne(frame: unknown, mapper = createMapper()): Tick[] {
  return mapper.map(JSON.stringify(frame), RECEIVED);
}

describe('Binance depth', () => {
  const snapshot = {
    lastUpdateId: 10,
    bids: [
      ['100.00', '1'],
      ['99.99', '2'],
      ['99.98', '3'],
    ],
    asks: [
      ['100.01', '1'],
      ['100.02', '2'],
      ['100.03', '3'],
    ],
  };
  function diff(first: number, last: number, bids: string[][], asks: string[][] = []): unknown {
    const data = {
      e: 'depthUpdate',
      E: RECEIVED - 1000 + last,
      s: 'BTCUSDT',
      U: first,
      u: last,
      b: bids,
      a: asks,
    };
    return { stream: 'btcusdt@depth@100ms', data };
  }

  test('is silent before the snapshot and shows the best levels after it', () => {
    const mapper = createMapper();

    expect(mapOne(diff(9, 12, [['100.00', '0.5']]), mapper)).toEqual([]);
    expect(mapOne(snapshot, mapper)).toEqual([
      {
        kind: 'depth',
        symbol: 'BTCUSDT',
        venueTimeMs: RECEIVED - 988,
        receivedTimeMs: RECEIVED,
        bids: [10_000, 50_000, 9_999, 200_000],
        asks: [10_001, 100_000, 10_002, 200_000],
      },
    ]);
  });

  test('emits a diff only when it changes the levels that are shown', () => {
    const mapper = createMapper();
    mapOne(diff(9, 10, []), mapper);
    mapOne(snapshot, mapper);

    expect(mapOne(diff(11, 11, [['50.00', '7']]), mapper)).toEqual([]);
    expect(mapOne(diff(12, 13, [['100.00', '0']]), mapper)).toMatchObject([
      { venueTimeMs: RECEIVED - 987, bids: [9_999, 200_000, 9_998, 300_000] },
    ]);
  });

  test('says with an empty depth that a gap made the book unknown, and counts it', () => {
    const mapper = createMapper();
    mapOne(diff(9, 10, []), mapper);
    mapOne(snapshot, mapper);

    expect(mapOne(diff(15, 16, [['100.00', '9']]), mapper)).toMatchObject([{ bids: [], asks: [] }]);
    expect(mapOne(diff(17, 18, [['100.00', '8']]), mapper)).toEqual([]);
    expect(mapper.counts()).toMatchObject({ bookGaps: 1 });
    expect(mapOne({ ...snapshot, lastUpdateId: 16 }, mapper)).toMatchObject([
      { bids: [10_000, 800_000, 9_999, 200_000] },
    ]);
  });

  test('asks once for a snapshot: at the first diff, after a gap, and when one was too old', () => {
    const mapper = createMapper();
    mapOne(diff(9, 10, []), mapper);
    mapOne(diff(11, 12, []), mapper);
    expect(mapper.takeBookFaults()).toEqual([{ symbol: 'BTCUSDT', reason: 'noSnapshot' }]);
    expect(mapper.takeBookFaults()).toEqual([]);

    mapOne({ ...snapshot, lastUpdateId: 7 }, mapper);
    expect(mapper.takeBookFaults()).toEqual([{ symbol: 'BTCUSDT', reason: 'noSnapshot' }]);
    expect(mapOne(snapshot, mapper)).toHaveLength(1);
    expect(mapper.takeBookFaults()).toEqual([]);

    mapOne(diff(15, 16, []), mapper);
    mapOne(diff(17, 18, []), mapper);
    expect(mapper.takeBookFaults()).toEqual([{ symbol: 'BTCUSDT', reason: 'gap' }]);
    mapOne({ ...snapshot, lastUpdateId: 18 }, mapper);
    expect(mapper.takeBookFaults()).toEqual([]);
    expect(mapper.counts()).toMatchObject({ bookFaults: 3, bookGaps: 1 });
  });

  test('asks for a fresh snapshot where the market leaves the last one, and goes on meanwhile', () => {
    const mapper = createMapper();
    const rows = (best: number, step: number): string[][] =>
      Array.from({ length: 100 }, (_, at) => [(best + at * step).toFixed(2), '1']);
    const deep = { lastUpdateId: 10, bids: rows(100, -0.01), asks: rows(100.01, 0.01) };
    mapOne(diff(9, 10, []), mapper);
    mapOne(deep, mapper);
    mapper.takeBookFaults();
    const away = rows(100, -0.01).slice(0, 99);
    const fall = [...away.map(([price = '']) => [price, '0']), ['98.00', '4']];

    expect(mapOne(diff(11, 11, fall), mapper)).toMatchObject([
      { bids: [9_901, 100_000, 9_800, 400_000] },
    ]);
    expect(mapper.takeBookFaults()).toEqual([{ symbol: 'BTCUSDT', reason: 'noSnapshot' }]);
    expect(mapOne(diff(12, 12, [['99.01', '2']]), mapper)).toMatchObject([
      { bids: [9_901, 200_000, 9_800, 400_000] },
    ]);
    expect(mapper.takeBookFaults()).toEqual([]);
    // The same as shown, yet it is said that it came.
    const levels = [
      ['99.01', '2'],
      ['98.00', '4'],
    ];
    expect(mapOne({ ...deep, lastUpdateId: 12, bids: levels }, mapper)).toMatchObject([
      { bids: [9_901, 200_000, 9_800, 400_000] },
    ]);
    mapOne(diff(13, 13, []), mapper);
    expect(mapper.takeBookFaults()).toEqual([]);
  });

  test('asks for it again where none comes, once in a while', () => {
    const mapper = createMapper();
    const bids = Array.from({ length: 100 }, (_, at) => [(100 - at / 100).toFixed(2), '1']);
    mapOne(diff(9, 10, []), mapper);
    mapOne({ lastUpdateId: 10, bids, asks: [] }, mapper);
    mapper.takeBookFaults();
    let asked = 0;
    for (let id = 11; id < 11 + 250; id++) {
      const fall = id === 11 ? bids.slice(0, 99).map(([price = '']) => [price, '0']) : [];
      mapOne(diff(id, id, [...fall, ['98.00', String(id)]]), mapper);
      asked += mapper.takeBookFaults().length;
    }
    expect(asked).toBe(3);
  });

  test('asks for another snapshot where the diffs that were kept for it have a hole', () => {
    const mapper = createMapper();
    mapOne(diff(9, 11, []), mapper);
    mapOne(diff(13, 14, []), mapper);
    mapper.takeBookFaults();

    expect(mapOne(snapshot, mapper)).toEqual([]);
    expect(mapper.takeBookFaults()).toEqual([{ symbol: 'BTCUSDT', reason: 'gap' }]);
  });

  test('finds out by the ids that a malformed diff is missing in the book', () => {
    const mapper = createMapper();
    mapOne(diff(9, 10, []), mapper);
    mapOne(snapshot, mapper);
    mapper.takeBookFaults();

    expect(() => mapOne(diff(11, 11, [['100.00', '-1']]), mapper)).toThrow(/size of at least 0/);
    expect(mapOne(diff(12, 12, []), mapper)).toMatchObject([{ bids: [], asks: [] }]);
    expect(mapper.takeBookFaults()).toEqual([{ symbol: 'BTCUSDT', reason: 'gap' }]);
  });

  test('gives a snapshot without symbol to the symbol whose update ids are near', () => {
    const mapper = createMapper();
    const other = { e: 'depthUpdate', E: 1, s: 'ETHBTC', U: 900_000, u: 900_001, b: [], a: [] };
    mapOne(other, mapper);
    mapOne(diff(9, 10, []), mapper);

    expect(mapOne(snapshot, mapper)).toMatchObject([{ symbol: 'BTCUSDT' }]);
    expect(() => mapOne({ ...snapshot, lastUpdateId: 450_000 }, mapper)).toThrow(
      /cannot tell which symbol/,
    );
  });

  test('takes the symbol of a snapshot from the hint where there is one', () => {
    const mapper = createMapper();
    expect(mapper.map(JSON.stringify(snapshot), RECEIVED, 'BTCUSDT')).toMatchObject([
      { symbol: 'BTCUSDT', venueTimeMs: RECEIVED },
    ]);
  });

  test('takes partial depth as it is, its symbol from the stream', () => {
    const frame = { stream: 'btcusdt@depth20@100ms', data: snapshot };
    expect(mapOne(frame)).toEqual([
      {
        kind: 'depth',
        symbol: 'BTCUSDT',
        venueTimeMs: RECEIVED,
        receivedTimeMs: RECEIVED,
        bids: [10_000, 100_000, 9_999, 200_000],
        asks: [10_001, 100_000, 10_002, 200_000],
      },
    ]);
  });
});
