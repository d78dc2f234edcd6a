import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OkxMapper } from '../../../../feed/venues/okx/map.ts';
import type { Tick } from '../../../../proto/types.ts';
import { venueInstrument } from '../venue-instruments.ts';

const NOW = 1_790_000_000_000;
const SYMBOL = 'BTC-USDT.OKX';

function createMapper(): OkxMapper {
  return new OkxMapper([venueInstrument('BTC-USDT', SYMBOL, 1, 8)], 2);
}

function frameOf(channel: string, data: object, rest: object = {}): string {
  return JSON.stringify({ arg: { channel, instId: 'BTC-USDT' }, ...rest, data: [data] });
}

const TRADE = {
  instId: 'BTC-USDT',
  tradeId: '9007199254740993123',
  px: '42219.9',
  sz: '0.12060306',
  side: 'buy',
  ts: String(NOW - 50),
  count: '3',
};

function book(
  action: 'snapshot' | 'update',
  prevSeqId: number,
  seqId: number,
  bids: string[][],
  asks: string[][] = [],
): string {
  return frameOf(
    'books',
    { bids, asks, ts: String(NOW - 5), checksum: 0, prevSeqId, seqId },
    { action },
  );
}

const SNAPSHOT = book(
  'snapshot',
  -1,
  10,
  [
    ['100', '1'],
    ['99.9', '2'],
  ],
  [
    ['100.1', '3'],
    ['100.2', '4'],
  ],
);

describe('OKX trade', () => {
  test('becomes a trade with scaled integers, both times, taker side and its id to the last digit', () => {
    expect(createMapper().map(frameOf('trades', TRADE), NOW)).toEqual([
      {
        kind: 'trade',
        symbol: SYMBOL,
        venueTimeMs: NOW - 50,
        receivedTimeMs: NOW,
        price: 422_199,
        size: 12_060_306,
        aggressorSide: 'buy',
        tradeId: '9007199254740993121-9007199254740993123',
      },
    ]);
  });

  test('has the ids of all matches that it stands for', () => {
    const idOf = (count: unknown): string[] =>
      createMapper()
        .map(frameOf('trades', { ...TRADE, tradeId: '123', count }), NOW)
        .flatMap((tick) => (tick.kind === 'trade' ? [tick.tradeId] : []));
    expect(idOf('3')).toEqual(['121-123']);
    expect(idOf('1')).toEqual(['123']);
    expect(idOf(undefined)).toEqual(['123']);
  });

  test('that comes twice passes twice: readers drop it by its id', () => {
    const mapper = createMapper();
    mapper.map(frameOf('trades', TRADE), NOW);
    expect(mapper.map(frameOf('trades', TRADE), NOW)).toHaveLength(1);
  });

  test('of days ago that a subscription repeats is history and no tick', () => {
    const mapper = createMapper();
    const old = frameOf('trades', { ...TRADE, ts: String(NOW - 3 * 86_400_000) });
    const subscribed = '{"event":"subscribe","arg":{"channel":"trades","instId":"BTC-USDT"}}';

    expect(mapper.map(old, NOW)).toEqual([]);
    expect(mapper.map(old, NOW)).toMatchObject([{ venueTimeMs: NOW }]);
    mapper.map(subscribed, NOW);
    expect(mapper.map(old, NOW)).toEqual([]);
    expect(mapper.counts()).toMatchObject({ historyTrades: 2, absurdTimes: 1 });
  });

  test('counts jumps of ids, with the matches that one trade stands for', () => {
    const mapper = createMapper();
    for (const [tradeId, count] of [
      ['5', '1'],
      ['8', '3'],
      ['8', '3'],
      ['11', '2'],
    ]) {
      mapper.map(frameOf('trades', { ...TRADE, tradeId, count }), NOW);
    }
    expect(mapper.counts()).toMatchObject({ tradeIdJumps: 1 });
  });
});

describe('OKX quote', () => {
  const quote = {
    kind: 'quote',
    symbol: SYMBOL,
    venueTimeMs: NOW - 5,
    receivedTimeMs: NOW,
    bidPrice: 84_769,
    bidSize: 25_600_000_000,
    askPrice: 84_768,
    askSize: 41_500_000_000,
  };

  test('comes from bbo-tbt, also a crossed one', () => {
    const data = {
      asks: [['8476.8', '415', '0', '13']],
      bids: [['8476.9', '256', '0', '12']],
      ts: String(NOW - 5),
      seqId: 123456,
    };
    expect(createMapper().map(frameOf('bbo-tbt', data), NOW)).toEqual([quote]);
    expect(createMapper().map(frameOf('bbo-tbt', { ...data, bids: [] }), NOW)).toEqual([
      { ...quote, bidPrice: 0, bidSize: 0 },
    ]);
  });

  test('comes from tickers, where an empty text is a side without orders', () => {
    const data = { askPx: '8476.8', askSz: '415', bidPx: '', bidSz: '', ts: String(NOW - 5) };
    expect(createMapper().map(frameOf('tickers', data), NOW)).toEqual([
      { ...quote, bidPrice: 0, bidSize: 0 },
    ]);
  });

  test('with an absurd time has the received one', () => {
    const mapper = createMapper();
    const data = { asks: [], bids: [], ts: '1000', seqId: 1 };
    expect(mapper.map(frameOf('bbo-tbt', data), NOW)).toMatchObject([{ venueTimeMs: NOW }]);
    expect(mapper.counts()).toMatchObject({ absurdTimes: 1 });
  });
});

describe('OKX book', () => {
  test('shows the best levels of the snapshot, then what changes them', () => {
    const mapper = createMapper();
    expect(mapper.map(SNAPSHOT, NOW)).toEqual([
      {
        kind: 'depth',
        symbol: SYMBOL,
        venueTimeMs: NOW - 5,
        receivedTimeMs: NOW,
        bids: [1000, 100_000_000, 999, 200_000_000],
        asks: [1001, 300_000_000, 1002, 400_000_000],
      },
    ]);
    expect(mapper.map(book('update', 10, 11, [['50', '1']]), NOW)).toEqual([]);
    expect(mapper.map(book('update', 11, 11, []), NOW)).toEqual([]);
    expect(mapper.map(book('update', 11, 4, [['100', '0']]), NOW)).toMatchObject([
      { bids: [999, 200_000_000, 500, 100_000_000] },
    ]);
    // The numbers went down after a maintenance, and the chain goes on from there.
    expect(mapper.map(book('update', 4, 5, [], [['100.1', '0']]), NOW)).toMatchObject([
      { asks: [1002, 400_000_000] },
    ]);
    expect(mapper.takeBookFaults()).toEqual([]);
  });

  test('is emptied once by a gap, reported once, and silent until its next snapshot', () => {
    const mapper = createMapper();
    mapper.map(SNAPSHOT, NOW);

    expect(mapper.map(book('update', 11, 12, [['100', '9']]), NOW)).toMatchObject([
      { kind: 'depth', bids: [], asks: [] },
    ]);
    expect(mapper.map(book('update', 12, 13, [['100', '8']]), NOW)).toEqual([]);
    expect(mapper.takeBookFaults()).toEqual([{ symbol: SYMBOL, reason: 'gap' }]);
    expect(mapper.takeBookFaults()).toEqual([]);
    expect(mapper.map(SNAPSHOT, NOW)).toMatchObject([
      { bids: [1000, 100_000_000, 999, 200_000_000] },
    ]);
    expect(mapper.map(book('update', 10, 11, [['100', '7']]), NOW)).toHaveLength(1);
    expect(mapper.counts()).toMatchObject({ bookGaps: 1 });
  });

  test('ignores the same update twice', () => {
    const mapper = createMapper();
    mapper.map(SNAPSHOT, NOW);
    mapper.map(book('update', 10, 11, [['100', '5']]), NOW);
    expect(mapper.map(book('update', 10, 11, [['100', '5']]), NOW)).toEqual([]);
    expect(mapper.takeBookFaults()).toEqual([]);
  });

  test('without snapshot is a fault, told once', () => {
    const mapper = createMapper();
    expect(mapper.map(book('update', 1, 2, [['100', '1']]), NOW)).toEqual([]);
    mapper.map(book('update', 2, 3, [['100', '1']]), NOW);
    expect(mapper.takeBookFaults()).toEqual([{ symbol: SYMBOL, reason: 'noSnapshot' }]);
  });

  test('of five levels is a snapshot each time', () => {
    const data = { bids: [['100', '1']], asks: [['101', '1']], ts: String(NOW), seqId: 7 };
    const mapper = createMapper();
    expect(mapper.map(frameOf('books5', data), NOW)).toMatchObject([{ bids: [1000, 100_000_000] }]);
    expect(mapper.map(frameOf('books5', { ...data, seqId: 99, bids: [] }), NOW)).toMatchObject([
      { bids: [] },
    ]);
  });

  test('is what a naive book would be, whatever changes come', () => {
    const level = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(fc.array(fc.array(level, { maxLength: 6 }), { maxLength: 40 }), (updates) => {
        const mapper = new OkxMapper([venueInstrument('BTC-USDT', SYMBOL, 0, 0)], 5);
        const naive = new Map<number, number>();
        let shown: Tick | undefined;
        let seqId = 0;
        mapper.map(book('snapshot', -1, 0, [], [['99', '1']]), NOW);
        for (const levels of updates) {
          const bids = levels.map(([price, size]) => [String(price), String(size)]);
          const ticks = mapper.map(book('update', seqId, (seqId += 3), bids), NOW);
          for (const [price, size] of levels) {
            if (size === 0) naive.delete(price);
            else naive.set(price, size);
          }
          shown = ticks[0] ?? shown;
          const best = [...naive].sort(([a], [b]) => b - a).slice(0, 5);
          expect(shown?.kind === 'depth' ? shown.bids : []).toEqual(best.flat());
        }
      }),
    );
  });
});

describe('other OKX frames', () => {
  test('are counted and passed over', () => {
    const mapper = createMapper();
    mapper.map('pong', NOW);
    mapper.map('{"event":"error","code":"60012","msg":"Invalid request"}', NOW);
    mapper.map(frameOf('candle1D', {}), NOW);
    mapper.map(frameOf('trades', TRADE).replaceAll('BTC-USDT', 'XYZ-USDT'), NOW);
    mapper.map('{}', NOW);
    expect(mapper.counts()).toMatchObject({
      frames: 5,
      controlFrames: 2,
      unknownEvents: 2,
      unknownSymbols: 1,
    });
  });

  test.each([
    ['{"arg":', /expected a JSON frame/],
    ['[]', /expected a JSON object/],
    ['{"arg":{"channel":"trades","instId":"BTC-USDT"},"data":{}}', /expected an array of objects/],
    [frameOf('trades', { ...TRADE, px: '1.23' }), /px: .*more than the 1 decimals/],
    [frameOf('trades', { ...TRADE, sz: '-1' }), /sz is "-1", expected a size of at least 0/],
    [frameOf('trades', { ...TRADE, side: 'up' }), /side is "up", expected buy or sell/],
    [frameOf('trades', { ...TRADE, ts: 'x' }), /ts is "x", expected a time/],
    [frameOf('trades', { ...TRADE, tradeId: 5 }), /tradeId is "5", expected a text/],
    [frameOf('trades', { ...TRADE, count: '0' }), /count is "0", expected a number 1\.\.100000/],
    [frameOf('trades', { ...TRADE, count: '1000000000' }), /expected a number 1\.\.100000/],
    [frameOf('books', { bids: [], asks: [], ts: '1' }), /action is missing/],
    [SNAPSHOT.replace('"seqId":10', '"seqId":9007199254740993'), /seqId is .*2\^53 - 1/],
  ])('that are malformed say so, and the next frame is mapped: %s', (frame, message) => {
    const mapper = createMapper();
    expect(() => mapper.map(frame, NOW)).toThrow(message);
    expect(() => mapper.map(frame, NOW)).toThrow(/^ERR_VENUE_PROTOCOL: OKX: /);
    expect(mapper.map(frameOf('trades', TRADE), NOW)).toHaveLength(1);
  });
});
