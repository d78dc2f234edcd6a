/** What a valid instrument, tick and bar is, case by case. */
import { describe, expect, test } from 'vitest';
import type {
  Bar,
  Depth,
  FeedState,
  Gap,
  Instrument,
  Quote,
  Status,
  Trade,
} from '../../proto/types.ts';
import {
  assertBar,
  assertInstrument,
  barFault,
  instrumentFault,
  MAX_DEPTH_LEVELS,
  tickFault,
} from '../../proto/validate.ts';
import { expectCode } from './expect-code.ts';

const MAX = Number.MAX_SAFE_INTEGER;
const TIMES = { symbol: 'A', venueTimeMs: 1_790_000_000_000, receivedTimeMs: 1_790_000_000_001 };
const TRADE: Trade = {
  kind: 'trade',
  ...TIMES,
  price: 5,
  size: 1,
  aggressorSide: 'buy',
  tradeId: '',
};
const QUOTE: Quote = { kind: 'quote', ...TIMES, bidPrice: 5, bidSize: 1, askPrice: 6, askSize: 1 };
const DEPTH: Depth = { kind: 'depth', ...TIMES, bids: [5, 1, 4, 2], asks: [6, 1] };
const STATUS: Status = { kind: 'status', ...TIMES, state: 'stale', detail: 'quiet' };
const GAP: Gap = { kind: 'gap', ...TIMES, fromMs: 5_000, toMs: 5_001, lostTrades: 3 };
const BAR: Bar = {
  openTimeMs: 0,
  open: 2,
  high: 3,
  low: 1,
  close: 2,
  volume: 1,
  tradeCount: 1,
  turnover: 2,
};
const INSTRUMENT: Instrument = {
  symbol: 'A',
  venue: '',
  displayName: '',
  priceDecimals: 0,
  sizeDecimals: 0,
  tickSize: 1,
  currency: '',
  session: { kind: 'rolling24h' },
};

describe('instrument', () => {
  test.each<[string, Partial<Instrument>]>([
    ['one character', {}],
    ['64 characters of punctuation', { symbol: '!~'.repeat(32) }],
    ['most decimals', { priceDecimals: 12, sizeDecimals: 12 }],
    ['the largest tick', { tickSize: MAX }],
    ['a day from midnight', { session: { kind: 'daily', startMinuteUtc: 0 } }],
    ['a day from the last minute', { session: { kind: 'daily', startMinuteUtc: 1439 } }],
  ])('with %s is valid', (_, change) => {
    expect(instrumentFault({ ...INSTRUMENT, ...change })).toBeUndefined();
  });

  test.each<[string, Partial<Instrument>, string]>([
    ['no symbol', { symbol: '' }, 'printable ASCII'],
    ['65 characters', { symbol: 'x'.repeat(65) }, 'printable ASCII'],
    ['a space', { symbol: 'A B' }, 'printable ASCII'],
    ['a line end', { symbol: 'A\n' }, 'printable ASCII'],
    ['an umlaut', { symbol: 'Ä' }, 'printable ASCII'],
    ['a long venue', { venue: 'x'.repeat(65) }, 'venue'],
    ['a long name', { displayName: 'x'.repeat(201) }, 'display name'],
    ['a long currency', { currency: 'x'.repeat(17) }, 'currency'],
    ['negative decimals', { priceDecimals: -1 }, 'priceDecimals is -1'],
    ['13 decimals', { sizeDecimals: 13 }, 'sizeDecimals is 13'],
    ['half a decimal', { priceDecimals: 0.5 }, 'priceDecimals is 0.5'],
    ['tick size 0', { tickSize: 0 }, 'tickSize is 0'],
    ['an inexact tick size', { tickSize: MAX + 1 }, 'tickSize'],
    ['minute -1', { session: { kind: 'daily', startMinuteUtc: -1 } }, '0..1439'],
    ['a past before 1970', { since: { ms: -1, seq: 0 } }, 'since is no log entry'],
    ['minute 1440', { session: { kind: 'daily', startMinuteUtc: 1440 } }, '0..1439'],
  ])('with %s is refused', (_, change, part) => {
    const message = expectCode('ERR_TICK_INVALID', () => {
      assertInstrument({ ...INSTRUMENT, ...change });
    });

    expect(message).toContain(part);
  });
});

describe('tick', () => {
  test.each([
    ['trade', TRADE],
    ['trade of extreme price and size', { ...TRADE, price: -MAX, size: MAX }],
    ['trade of size 0', { ...TRADE, size: 0 }],
    ['trade with an id of 64 characters', { ...TRADE, tradeId: 'x'.repeat(64) }],
    ['trade of the latest time', { ...TRADE, venueTimeMs: 9_999_999_999_999 }],
    ['quote', QUOTE],
    ['crossed quote', { ...QUOTE, bidPrice: 7 }],
    ['one-sided quote', { ...QUOTE, askPrice: 0, askSize: 0 }],
    ['depth', DEPTH],
    ['gap', GAP],
    ['gap of no length and unknown loss', { ...GAP, toMs: GAP.fromMs, lostTrades: 0 }],
    ['trade that fills a hole', { ...TRADE, isBackfill: true }],
    ['status', STATUS],
    ['status of a new instrument', { ...STATUS, isNewInstrument: true }],
    ['status with a detail of 200 characters', { ...STATUS, detail: 'x'.repeat(200) }],
    ['empty depth', { ...DEPTH, bids: [], asks: [] }],
    ['depth of all levels', { ...DEPTH, bids: new Array<number>(MAX_DEPTH_LEVELS * 2).fill(1) }],
  ])('that is a %s is valid', (_, tick) => {
    expect(tickFault(tick)).toBeUndefined();
  });

  test.each([
    ['venue time below 0', { ...TRADE, venueTimeMs: -1 }, 'venue time -1'],
    ['received time in microseconds', { ...QUOTE, receivedTimeMs: 1e16 }, 'received time'],
    ['fraction of a millisecond', { ...TRADE, receivedTimeMs: 0.5 }, 'received time 0.5'],
    ['float price', { ...TRADE, price: 5.01 }, 'price is 5.01'],
    ['price of NaN', { ...TRADE, price: NaN }, 'price is NaN'],
    ['inexact price', { ...TRADE, price: MAX + 1 }, 'price is'],
    ['negative size', { ...TRADE, size: -1 }, 'size is -1'],
    ['long trade id', { ...TRADE, tradeId: 'x'.repeat(65) }, '65 characters'],
    ['float bid', { ...QUOTE, bidPrice: 0.1 }, 'bid price'],
    ['float ask', { ...QUOTE, askPrice: 0.1 }, 'ask price'],
    ['negative bid size', { ...QUOTE, bidSize: -1 }, 'bid size'],
    ['infinite ask size', { ...QUOTE, askSize: Infinity }, 'ask size'],
    ['half a level', { ...DEPTH, bids: [1] }, 'bids: expected pairs'],
    ['level of float price', { ...DEPTH, asks: [0.5, 1] }, 'asks price'],
    ['level of negative size', { ...DEPTH, asks: [5, -1] }, 'asks size'],
    ['gap that ends before it begins', { ...GAP, toMs: 1_000 }, 'before its begin'],
    ['gap that begins before 1970', { ...GAP, fromMs: -1 }, 'gap begins at -1'],
    ['gap that ends in microseconds', { ...GAP, toMs: 1e16 }, 'gap ends at 1'],
    ['status of no state', { ...STATUS, state: 'fine' as FeedState }, 'expected one of live'],
    ['status with a long detail', { ...STATUS, detail: 'x'.repeat(201) }, '201 characters'],
    ['gap of half a trade', { ...GAP, lostTrades: 0.5 }, 'lost trades is 0.5'],
    ['one level too many', { ...DEPTH, bids: new Array<number>(102).fill(1) }, '51 levels'],
  ])('with a %s is refused', (_, tick, part) => {
    expect(tickFault(tick)).toContain(part);
  });
});

describe('bar', () => {
  test('with equal prices, or extreme ones, is valid', () => {
    expect(barFault({ ...BAR, open: 2, high: 2, low: 2, close: 2 })).toBeUndefined();
    expect(barFault({ ...BAR, high: MAX, low: -MAX, volume: MAX })).toBeUndefined();
  });

  test.each<[string, Partial<Bar>, string]>([
    ['a negative open time', { openTimeMs: -1 }, 'open time'],
    ['a float open', { open: 1.5 }, 'open is 1.5'],
    ['a high below its close', { close: 4 }, 'outside'],
    ['a low above its open', { low: 3 }, 'outside'],
    ['a negative volume', { volume: -1 }, 'volume'],
    ['half a trade', { tradeCount: 0.5 }, 'trade count'],
    ['a turnover of NaN', { turnover: NaN }, 'turnover is NaN'],
  ])('with %s is refused', (_, change, part) => {
    const message = expectCode('ERR_TICK_INVALID', () => {
      assertBar({ ...BAR, ...change });
    });

    expect(message).toContain(part);
  });
});
