import { describe, expect, test } from 'vitest';
import { CoinbaseMapper } from '../../../../feed/venues/coinbase/map.ts';
import type { Tick } from '../../../../proto/types.ts';
import { venueInstrument } from '../cryptofeed-recording.ts';

const RECEIVED = Date.UTC(2022, 11, 1, 0, 0, 0, 200);
const TIME = '2022-12-01T00:00:00.122981Z';
const TIME_MS = Date.UTC(2022, 11, 1, 0, 0, 0, 122);
const SYMBOL = 'BTC-USD.COINBASE';

const MATCH = {
  type: 'match',
  trade_id: 1001,
  maker_order_id: 'a',
  taker_order_id: 'b',
  side: 'sell',
  size: '0.05000000',
  price: '17165.16',
  product_id: 'BTC-USD',
  sequence: 7,
  time: TIME,
};
const SNAPSHOT = {
  type: 'snapshot',
  product_id: 'BTC-USD',
  bids: [
    ['100.00', '1'],
    ['99.00', '2'],
    ['98.00', '3'],
  ],
  asks: [
    ['101.00', '4'],
    ['102.00', '5'],
    ['103.00', '6'],
  ],
};

function createMapper(): CoinbaseMapper {
  return new CoinbaseMapper(
    [venueInstrument('BTC-USD', 'COINBASE', 2, 8), venueInstrument('ETH-USD', 'COINBASE', 2, 8)],
    2,
  );
}

function mapOne(frame: unknown, mapper = createMapper()): Tick[] {
  return mapper.map(typeof frame === 'string' ? frame : JSON.stringify(frame), RECEIVED);
}

function update(changes: string[][], more: object = {}): unknown {
  return { type: 'l2update', product_id: 'BTC-USD', changes, time: TIME, ...more };
}

function heartbeat(lastTradeId: number): unknown {
  const time = '2022-12-01T00:00:00.100000Z';
  return {
    type: 'heartbeat',
    sequence: 9,
    last_trade_id: lastTradeId,
    product_id: 'BTC-USD',
    time,
  };
}

describe('Coinbase match', () => {
  test('becomes a trade whose taker is on the other side than the named maker', () => {
    expect(mapOne(MATCH)).toEqual([
      {
        kind: 'trade',
        symbol: SYMBOL,
        venueTimeMs: TIME_MS,
        receivedTimeMs: RECEIVED,
        price: 1_716_516,
        size: 5_000_000,
        aggressorSide: 'buy',
        tradeId: '1001',
      },
    ]);
    expect(mapOne({ ...MATCH, side: 'buy' })).toMatchObject([{ aggressorSide: 'sell' }]);
  });

  test('leaves a gap with the number of lost trades where ids jump', () => {
    const mapper = createMapper();
    mapOne({ ...MATCH, time: '2022-12-01T00:00:00.050000Z' }, mapper);

    const ticks = mapOne({ ...MATCH, trade_id: 1005 }, mapper);

    expect(ticks).toHaveLength(2);
    expect(ticks[0]).toEqual({
      kind: 'gap',
      symbol: SYMBOL,
      venueTimeMs: TIME_MS,
      receivedTimeMs: RECEIVED,
      fromMs: TIME_MS - 72,
      toMs: TIME_MS,
      lostTrades: 3,
    });
    expect(ticks[1]).toMatchObject({ kind: 'trade', tradeId: '1005' });
  });

  test('passes when it is repeated: readers drop it by its id', () => {
    const mapper = createMapper();
    mapOne(MATCH, mapper);
    expect(mapOne(MATCH, mapper)).toMatchObject([{ kind: 'trade', tradeId: '1001' }]);
  });

  test('keeps an id beyond 2^53 to the last digit, and counts on from it', () => {
    const mapper = createMapper();
    const long = (id: string): string => JSON.stringify(MATCH).replace('1001', id);

    expect(mapOne(long('9007199254740993'), mapper)).toMatchObject([
      { tradeId: '9007199254740993' },
    ]);
    expect(mapOne(long('9007199254740994'), mapper)).toHaveLength(1);
    expect(mapOne(long('9007199254740997'), mapper)).toMatchObject([
      { kind: 'gap', lostTrades: 2 },
      { tradeId: '9007199254740997' },
    ]);
  });

  test('is history as the last match of a first subscription, and missed trade of a later one', () => {
    const mapper = createMapper();
    expect(mapOne({ ...MATCH, type: 'last_match' }, mapper)).toEqual([]);
    expect(mapOne({ ...MATCH, trade_id: 1002 }, mapper)).toHaveLength(1);

    // Reconnected: nothing happened meanwhile, then again, with three trades of which only the last is told.
    expect(mapOne({ ...MATCH, type: 'last_match', trade_id: 1002 }, mapper)).toEqual([]);
    expect(mapOne({ ...MATCH, type: 'last_match', trade_id: 1005 }, mapper)).toMatchObject([
      { kind: 'gap', lostTrades: 2 },
      { kind: 'trade', tradeId: '1005' },
    ]);
    expect(mapper.counts()).toMatchObject({ historyTrades: 2, lostTrades: 2 });
  });

  test('has the received time where its own is absurd', () => {
    const mapper = createMapper();
    expect(mapOne({ ...MATCH, time: '0001-01-01T00:00:00.000000Z' }, mapper)).toMatchObject([
      { venueTimeMs: RECEIVED },
    ]);
    expect(mapper.counts()).toMatchObject({ absurdTimes: 1 });
  });
});

describe('Coinbase heartbeat', () => {
  test('gives a gap when the trade that it named has not come by the next one', () => {
    const mapper = createMapper();
    mapOne(MATCH, mapper);

    expect(mapOne(heartbeat(1003), mapper)).toEqual([]);
    expect(mapOne(heartbeat(1003), mapper)).toMatchObject([{ kind: 'gap', lostTrades: 2 }]);
    expect(mapOne(heartbeat(1003), mapper)).toEqual([]);
    expect(mapOne({ ...MATCH, trade_id: 1004 }, mapper)).toHaveLength(1);
  });

  test('says nothing while trades come, though it may overtake one', () => {
    const mapper = createMapper();
    mapOne(MATCH, mapper);
    mapOne(heartbeat(1002), mapper);

    expect(mapOne({ ...MATCH, trade_id: 1002 }, mapper)).toHaveLength(1);
    expect(mapOne(heartbeat(1002), mapper)).toEqual([]);
  });

  test('says nothing of a product whose trades are not subscribed to', () => {
    const mapper = createMapper();
    expect([mapOne(heartbeat(5), mapper), mapOne(heartbeat(9), mapper)]).toEqual([[], []]);
  });
});

describe('Coinbase ticker', () => {
  const ticker = {
    type: 'ticker',
    product_id: 'BTC-USD',
    price: '17165.16',
    best_bid: '17165.15',
    best_bid_size: '0.61540890',
    best_ask: '17167.76',
    best_ask_size: '0.18528568',
    side: 'sell',
    time: TIME,
    trade_id: 1001,
    last_size: '0.05',
  };

  test('becomes a quote', () => {
    expect(mapOne(ticker)).toEqual([
      {
        kind: 'quote',
        symbol: SYMBOL,
        venueTimeMs: TIME_MS,
        receivedTimeMs: RECEIVED,
        bidPrice: 1_716_515,
        bidSize: 61_540_890,
        askPrice: 1_716_776,
        askSize: 18_528_568,
      },
    ]);
  });

  test('is passed over where it has no sizes, and where the book gives the quotes', () => {
    const mapper = createMapper();
    mapOne({ ...ticker, best_bid_size: undefined }, mapper);
    expect(mapper.counts()).toMatchObject({ quotesWithoutSize: 1 });
    mapOne(SNAPSHOT, mapper);
    expect(mapOne(ticker, mapper)).toEqual([]);
  });

  test('may be crossed', () => {
    expect(mapOne({ ...ticker, best_bid: '17170.00' })).toMatchObject([
      { bidPrice: 1_717_000, askPrice: 1_716_776 },
    ]);
  });
});

describe('Coinbase book', () => {
  test('gives quote and depth of its snapshot at the received time', () => {
    const times = { venueTimeMs: RECEIVED, receivedTimeMs: RECEIVED };
    expect(mapOne(SNAPSHOT)).toEqual([
      {
        kind: 'quote',
        symbol: SYMBOL,
        ...times,
        bidPrice: 10_000,
        bidSize: 1e8,
        askPrice: 10_100,
        askSize: 4e8,
      },
      {
        kind: 'depth',
        symbol: SYMBOL,
        ...times,
        bids: [10_000, 1e8, 9_900, 2e8],
        asks: [10_100, 4e8, 10_200, 5e8],
      },
    ]);
  });

  test('changes by absolute sizes, and tells only what can be seen', () => {
    const mapper = createMapper();
    mapOne(SNAPSHOT, mapper);

    expect(mapOne(update([['sell', '103.00', '9']]), mapper)).toEqual([]);
    expect(mapOne(update([['buy', '99.00', '7']]), mapper)).toEqual([
      {
        kind: 'depth',
        symbol: SYMBOL,
        venueTimeMs: TIME_MS,
        receivedTimeMs: RECEIVED,
        bids: [10_000, 1e8, 9_900, 7e8],
        asks: [10_100, 4e8, 10_200, 5e8],
      },
    ]);
    const changes = [
      ['sell', '101.00', '0'],
      ['buy', '100.00', '0'],
    ];
    expect(mapOne(update(changes), mapper)).toMatchObject([
      { kind: 'quote', bidPrice: 9_900, bidSize: 7e8, askPrice: 10_200, askSize: 5e8 },
      { kind: 'depth', bids: [9_900, 7e8, 9_800, 3e8], asks: [10_200, 5e8, 10_300, 9e8] },
    ]);
  });

  test('is not trusted once it is crossed: it empties, and asks for a snapshot', () => {
    const mapper = createMapper();
    mapOne(SNAPSHOT, mapper);

    expect(mapOne(update([['buy', '101.00', '1']]), mapper)).toMatchObject([
      { kind: 'depth', bids: [], asks: [] },
    ]);
    expect(mapOne(update([['buy', '99.50', '1']]), mapper)).toEqual([]);
    expect(mapper.takeBookFaults()).toEqual([{ symbol: SYMBOL, reason: 'crossed' }]);
    expect(mapper.takeBookFaults()).toEqual([]);
    expect(mapOne(SNAPSHOT, mapper)).toMatchObject([{ kind: 'depth' }]);
  });

  test('asks for a snapshot, once, where updates come without one', () => {
    const mapper = createMapper();
    mapOne(update([['buy', '99.50', '1']]), mapper);
    mapOne(update([['buy', '99.50', '1']]), mapper);
    expect(mapper.takeBookFaults()).toEqual([{ symbol: SYMBOL, reason: 'noSnapshot' }]);
  });

  test('leaves out levels with impossible sizes', () => {
    const mapper = createMapper();
    const bids = [...SNAPSHOT.bids, ['97.00', '0.-10000'], ['96.00', '-5']];
    mapOne({ ...SNAPSHOT, bids }, mapper);
    const changes = ['100.00', '99.00'].map((price) => ['buy', price, '0.-10000']);

    expect(mapOne(update(changes), mapper)).toMatchObject([
      { kind: 'quote' },
      { bids: [9_800, 3e8] },
    ]);
    expect(mapper.counts()).toMatchObject({ malformedLevels: 4 });
  });

  test('is not trusted after a malformed update: the next one shows it empty', () => {
    const mapper = createMapper();
    mapOne(SNAPSHOT, mapper);

    const broken = [
      ['buy', '99.00', '5'],
      ['buy', 'x', '5'],
    ];
    expect(() => mapOne(update(broken), mapper)).toThrow(/ERR_VENUE_PROTOCOL: Coinbase: BTC-USD/);
    expect(mapper.takeBookFaults()).toEqual([{ symbol: SYMBOL, reason: 'gap' }]);
    expect(mapOne(update([['buy', '99.00', '5']]), mapper)).toMatchObject([{ bids: [], asks: [] }]);
  });
});

describe('other Coinbase frames', () => {
  test('are counted and passed over', () => {
    const mapper = createMapper();
    mapOne({ type: 'subscriptions', channels: [] }, mapper);
    mapOne({ type: 'error', message: 'Failed to subscribe' }, mapper);
    mapOne({ type: 'auction', product_id: 'BTC-USD' }, mapper);
    mapOne({ ...MATCH, product_id: 'DOGE-USD' }, mapper);
    expect(mapper.counts()).toMatchObject({
      frames: 4,
      controlFrames: 2,
      unknownEvents: 1,
      unknownSymbols: 1,
    });
  });

  test.each([
    ['{"type":', /expected a JSON frame/],
    ['[1]', /expected a JSON object/],
    [JSON.stringify({ ...MATCH, price: '1.234' }), /price: .*more than the 2 decimals/],
    [JSON.stringify({ ...MATCH, size: '-1' }), /size is "-1", expected a size of at least 0/],
    [JSON.stringify({ ...MATCH, size: 1 }), /expected a decimal number as string, got 1/],
    [JSON.stringify({ ...MATCH, side: 'x' }), /side is "x", expected "buy" or "sell"/],
    [JSON.stringify({ ...MATCH, trade_id: 'x' }), /trade_id is "x", expected an integer/],
    [JSON.stringify({ ...MATCH, time: 'today' }), /time is "today", expected an ISO 8601 time/],
    [JSON.stringify({ ...MATCH, product_id: 5 }), /product_id is "5", expected a product/],
    [JSON.stringify({ ...SNAPSHOT, bids: {} }), /bids is .* expected an array/],
    [JSON.stringify(update([]) as object).replace('[]', '7'), /changes is "7", expected an array/],
  ])('that are malformed say so, and the next one is mapped: %s', (frame, message) => {
    const mapper = createMapper();
    expect(() => mapper.map(frame, RECEIVED)).toThrow(message);
    expect(() => mapper.map(frame, RECEIVED)).toThrow(/^ERR_VENUE_PROTOCOL: Coinbase: /);
    expect(mapOne(MATCH, mapper)).toHaveLength(1);
  });
});
