import { describe, expect, test } from 'vitest';
import { KrakenMapper } from '../../../../feed/venues/kraken/map.ts';
import type { Tick } from '../../../../proto/types.ts';
import { venueInstrument } from '../cryptofeed-recording.ts';
import { bookFrame, plainChecksum } from './made-frames.ts';

const RECEIVED = Date.UTC(2026, 0, 5, 12, 0, 1);
const TIME = '2026-01-05T12:00:00.440995Z';
const TIME_MS = Date.UTC(2026, 0, 5, 12, 0, 0, 440);
const SYMBOL = 'BTC-USD.KRAKEN';

function createMapper(): KrakenMapper {
  return new KrakenMapper([venueInstrument('BTC/USD', 'KRAKEN', 1, 8)], 2);
}

function mapOne(frame: string, mapper = createMapper()): Tick[] {
  return mapper.map(frame, RECEIVED);
}

function trade(id: number | string, more = '', time = TIME): string {
  return `{"symbol":"BTC/USD","side":"sell","price":95944.20,"qty":0.00027625,"ord_type":"limit","trade_id":${String(id)},"timestamp":"${time}"${more}}`;
}

function trades(type: string, ...rows: string[]): string {
  return `{"channel":"trade","type":"${type}","data":[${rows.join(',')}]}`;
}

const TICKER =
  '{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":95944.2,"bid_qty":2.5,"ask":95944.3,' +
  `"ask_qty":3.20000001,"last":95899.4,"volume":163.2,"timestamp":"${TIME}"}]}`;

const BIDS = [
  [959_442, 13_600_000],
  [959_354, 2_400_000],
  [959_201, 5_200_000],
] as const;
const ASKS = [
  [959_443, 13_600_000],
  [959_469, 9_500_000],
  [959_558, 300_000],
] as const;

function snapshot(): string {
  return bookFrame('snapshot', BIDS, ASKS, plainChecksum(new Map(BIDS), new Map(ASKS)));
}

describe('Kraken trade', () => {
  test('becomes a trade for each element, in order', () => {
    expect(mapOne(trades('update', trade(10), trade(11)))).toEqual(
      ['10', '11'].map((tradeId) => ({
        kind: 'trade',
        symbol: SYMBOL,
        venueTimeMs: TIME_MS,
        receivedTimeMs: RECEIVED,
        price: 959_442,
        size: 27_625,
        aggressorSide: 'sell',
        tradeId,
      })),
    );
  });

  test('leaves a gap where ids jump, also within one frame', () => {
    const frame = trades('update', trade(10, '', '2026-01-05T12:00:00.400Z'), trade(13));
    expect(mapOne(frame)).toMatchObject([
      { tradeId: '10' },
      { kind: 'gap', fromMs: TIME_MS - 40, toMs: TIME_MS, lostTrades: 2 },
      { tradeId: '13' },
    ]);
  });

  test('keeps ids beyond 2^53 to the last digit, and counts on from them', () => {
    const mapper = createMapper();
    const ids = ['13834774380200032777', '13834774380200032778', '13834774380200032780'];
    expect(mapOne(trades('update', ...ids.map((id) => trade(id))), mapper)).toMatchObject([
      { tradeId: ids[0] },
      { tradeId: ids[1] },
      { kind: 'gap', lostTrades: 1 },
      { tradeId: ids[2] },
    ]);
  });

  test('is history in the first snapshot; in one after a reconnect, only what was seen', () => {
    const mapper = createMapper();
    expect(mapOne(trades('snapshot', trade(7), trade(8)), mapper)).toEqual([]);
    expect(mapOne(trades('update', trade(9)), mapper)).toMatchObject([{ tradeId: '9' }]);

    expect(mapOne(trades('snapshot', trade(8), trade(9), trade(10)), mapper)).toMatchObject([
      { tradeId: '10' },
    ]);
    expect(mapper.counts()).toMatchObject({ historyTrades: 4, lostTrades: 0 });
  });

  test('does not join history and news when the snapshot was too short for the pause', () => {
    const mapper = createMapper();
    mapOne(trades('update', trade(9)), mapper);
    expect(mapOne(trades('snapshot', trade(20), trade(21)), mapper)).toMatchObject([
      { kind: 'gap', lostTrades: 10 },
      { tradeId: '20' },
      { tradeId: '21' },
    ]);
  });
});

describe('Kraken ticker', () => {
  test('becomes a quote', () => {
    expect(mapOne(TICKER)).toEqual([
      {
        kind: 'quote',
        symbol: SYMBOL,
        venueTimeMs: TIME_MS,
        receivedTimeMs: RECEIVED,
        bidPrice: 959_442,
        bidSize: 250_000_000,
        askPrice: 959_443,
        askSize: 320_000_001,
      },
    ]);
  });

  test('of an empty book in the year 1970 has no sides, and the received time', () => {
    const frame =
      '{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":0,"bid_qty":0,"ask":0,' +
      '"ask_qty":0,"timestamp":"1970-01-01T00:00:00.000000Z"}]}';
    const mapper = createMapper();
    expect(mapOne(frame, mapper)).toMatchObject([
      { venueTimeMs: RECEIVED, bidSize: 0, askSize: 0 },
    ]);
    expect(mapper.counts()).toMatchObject({ absurdTimes: 1 });
  });
});

describe('Kraken book', () => {
  test('shows the best levels of its snapshot', () => {
    expect(mapOne(snapshot())).toEqual([
      {
        kind: 'depth',
        symbol: SYMBOL,
        venueTimeMs: Date.UTC(2026, 0, 5, 12),
        receivedTimeMs: RECEIVED,
        bids: [959_442, 13_600_000, 959_354, 2_400_000],
        asks: [959_443, 13_600_000, 959_469, 9_500_000],
      },
    ]);
  });

  test('is summed after all changes of a frame, and tells only what can be seen', () => {
    const mapper = createMapper();
    mapOne(snapshot(), mapper);
    const bids = new Map<number, number>(BIDS);
    const asks = new Map<number, number>(ASKS);

    bids.set(959_201, 1);
    const unseen = bookFrame('update', [[959_201, 1]], [], plainChecksum(bids, asks));
    expect(mapOne(unseen, mapper)).toEqual([]);

    bids.delete(959_442);
    asks.set(959_400, 7);
    const changes = [
      [[959_442, 0]] as const,
      [
        [959_400, 5],
        [959_400, 7],
      ] as const,
    ] as const;
    const seen = bookFrame('update', ...changes, plainChecksum(bids, asks));
    expect(mapOne(seen, mapper)).toMatchObject([
      { bids: [959_354, 2_400_000, 959_201, 1], asks: [959_400, 7, 959_443, 13_600_000] },
    ]);
    expect(mapper.takeBookFaults()).toEqual([]);
  });

  test('is not trusted when its sum is wrong: it empties until the next snapshot', () => {
    const mapper = createMapper();
    mapOne(snapshot(), mapper);
    const wrong = bookFrame('update', [[959_354, 1]], [], 12345);

    expect(mapOne(wrong, mapper)).toMatchObject([{ kind: 'depth', bids: [], asks: [] }]);
    expect(mapOne(wrong, mapper)).toEqual([]);
    expect(mapper.takeBookFaults()).toEqual([{ symbol: SYMBOL, reason: 'checksum' }]);
    expect(mapOne(snapshot(), mapper)).toMatchObject([{ kind: 'depth' }]);
  });

  test('asks for a snapshot where updates come without one', () => {
    const mapper = createMapper();
    expect(mapOne(bookFrame('update', [[959_354, 1]], [], 1), mapper)).toEqual([]);
    expect(mapper.takeBookFaults()).toEqual([{ symbol: SYMBOL, reason: 'noSnapshot' }]);
  });

  test('is not trusted after a malformed frame: the next one shows it empty', () => {
    const mapper = createMapper();
    mapOne(snapshot(), mapper);
    const broken = bookFrame('update', [[959_354, 1]], [], 1).replace('0.00000001', '"x"');

    expect(() => mapOne(broken, mapper)).toThrow(/Kraken: BTC\/USD: qty/);
    expect(mapper.takeBookFaults()).toEqual([{ symbol: SYMBOL, reason: 'gap' }]);
    expect(mapOne(bookFrame('update', [[959_354, 1]], [], 1), mapper)).toMatchObject([
      { bids: [], asks: [] },
    ]);
  });

  test('without a sum is taken as it is, and counted', () => {
    const mapper = createMapper();
    const frame = snapshot().replace(/"checksum":\d+,/, '');
    expect(mapOne(frame, mapper)).toHaveLength(1);
    expect(mapper.counts()).toMatchObject({ uncheckedBooks: 1 });
  });
});

describe('other Kraken frames', () => {
  test('are counted and passed over', () => {
    const mapper = createMapper();
    for (const frame of [
      '{"channel":"heartbeat"}',
      '{"channel":"status","type":"update","data":[{"system":"online","connection_id":13834774380200032777}]}',
      '{"method":"pong","req_id":42}',
      '{"Error":"Exceeded msg rate"}',
      '{"channel":"ohlc","type":"update","data":[{"symbol":"BTC/USD","note":"a \\" ] } b"}]}',
      TICKER.replace('BTC/USD', 'DOGE/USD'),
    ]) {
      expect(mapOne(frame, mapper)).toEqual([]);
    }
    expect(mapper.counts()).toMatchObject({
      frames: 6,
      controlFrames: 4,
      unknownEvents: 1,
      unknownSymbols: 1,
    });
  });

  test('may have spaces and other orders of fields', () => {
    const spaced = JSON.stringify(JSON.parse(TICKER), undefined, 2);
    expect(mapOne(spaced)).toEqual(mapOne(TICKER));
  });

  test.each([
    ['', /expected a JSON object/],
    ['[1]', /expected a JSON object/],
    ['{"channel":"trade","type":"update","data":[', /expected a JSON object/],
    ['{"channel":"trade","type":"update","data":7}', /expected a JSON object/],
    ['{"channel":"ohlc","data":[{"x":"', /expected a JSON object/],
    ['{"channel":"trade","data":[]}', /type of trade is "", expected "snapshot" or "update"/],
    [trades('update', '{"side":"buy"}'), /symbol of trade is missing/],
    [trades('update', trade('"x"')), /trade_id is "x", expected digits/],
    [trades('update', trade(1).replace('sell', 'up')), /side is "up"/],
    [trades('update', trade(1).replace('.20', '.23')), /price: .*more than the 1 decimals/],
    [trades('update', trade(1).replace('0.00027625', '-1')), /qty is "-1", expected at least 0/],
    [trades('update', trade(1, '', 'soon')), /timestamp is "soon", expected an RFC 3339 time/],
    [TICKER.replace('"bid":95944.2,', ''), /bid is missing/],
  ])('that are malformed say so, and the next one is mapped: %s', (frame, message) => {
    const mapper = createMapper();
    expect(() => mapper.map(frame, RECEIVED)).toThrow(message);
    expect(() => mapper.map(frame, RECEIVED)).toThrow(/^ERR_VENUE_PROTOCOL: Kraken: /);
    expect(mapOne(TICKER, mapper)).toHaveLength(1);
  });
});
