/** Random valid domain objects for the property tests of the contract. */
import fc from 'fast-check';
import type {
  BarSeriesView,
  ClientMessage,
  ControlParts,
  GapView,
  SymbolUpdate,
  TradeListView,
  TradeView,
} from '../../proto/frames.ts';
import { TIERS_MS } from '../../proto/frames.ts';
import {
  CHANNELS,
  FEED_STATES,
  INTERVAL_MS,
  INTERVALS,
  type Bar,
  type Instrument,
  type SymbolId,
  type Tick,
} from '../../proto/types.ts';

const MAX = Number.MAX_SAFE_INTEGER;
const MAX_TIME_MS = 9_999_999_999_999;

/** Where the number of bytes, or the way a number is handled, changes. */
export const BOUNDARIES: readonly number[] = [
  ...[
    0,
    1,
    63,
    64,
    127,
    128,
    8191,
    8192,
    16_383,
    16_384,
    2 ** 21 - 1,
    2 ** 21,
    2 ** 28 - 1,
    2 ** 28,
  ],
  ...[2 ** 30 - 1, 2 ** 30, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 35 - 1, 2 ** 35],
  ...[2 ** 42, 2 ** 49 - 1, 2 ** 49, 2 ** 52 - 1, 2 ** 52, 2 ** 53 - 2, MAX],
];

/** 0..2^53 - 1, often at a boundary. */
export const unsigned = fc.oneof(fc.maxSafeNat(), fc.nat(100_000), fc.constantFrom(...BOUNDARIES));

/** Any safe integer, often at a boundary. */
export const signed = fc.oneof(
  unsigned,
  unsigned.filter((value) => value > 0).map((value) => -value),
);

/** Prices of which any two have an exact difference. */
export const nearPrice = fc.oneof(
  fc.integer({ min: -(2 ** 52) + 1, max: 2 ** 52 - 1 }),
  fc.integer({ min: 6_100_000, max: 6_200_000 }),
);

export const timeMs = fc.oneof(
  fc.integer({ min: 1_790_000_000_000, max: 1_790_000_100_000 }),
  fc.integer({ min: 0, max: MAX_TIME_MS }),
);
export const uint32 = fc.oneof(fc.nat(300), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
export const symbol = fc.oneof(
  fc.constantFrom('BTC-USD', 'ES.Z6', '__proto__', 'constructor'),
  fc.string({
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
    minLength: 1,
    maxLength: 64,
  }),
);
/** Any text without lone surrogates, which UTF-8 does not have. */
export const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constant('\uFEFFwith byte order mark'),
);
const side = fc.constantFrom('unknown', 'buy', 'sell' as const);

const levels = fc.array(fc.tuple(signed, unsigned), { maxLength: 50 }).map((rows) => rows.flat());

export const tick: fc.Arbitrary<Tick> = fc.oneof(
  fc
    .record({
      kind: fc.constant('trade' as const),
      symbol,
      venueTimeMs: timeMs,
      receivedTimeMs: timeMs,
      price: signed,
      size: unsigned,
      aggressorSide: side,
      tradeId: text.filter((id) => id.length <= 64),
      isBackfill: fc.boolean(),
    })
    .map(({ isBackfill, ...trade }) => (isBackfill ? { ...trade, isBackfill } : trade)),
  fc
    .record({
      kind: fc.constant('status' as const),
      symbol,
      venueTimeMs: timeMs,
      receivedTimeMs: timeMs,
      state: fc.constantFrom(...FEED_STATES),
      detail: text.filter((detail) => detail.length <= 200),
      isNewInstrument: fc.boolean(),
    })
    .map(({ isNewInstrument, ...status }) =>
      isNewInstrument ? { ...status, isNewInstrument } : status,
    ),
  fc.record({
    kind: fc.constant('quote' as const),
    symbol,
    venueTimeMs: timeMs,
    receivedTimeMs: timeMs,
    bidPrice: signed,
    bidSize: unsigned,
    askPrice: signed,
    askSize: unsigned,
  }),
  fc.record({
    kind: fc.constant('depth' as const),
    symbol,
    venueTimeMs: timeMs,
    receivedTimeMs: timeMs,
    bids: levels,
    asks: levels,
  }),
  fc
    .record({
      kind: fc.constant('gap' as const),
      symbol,
      venueTimeMs: timeMs,
      receivedTimeMs: timeMs,
      span: fc.tuple(timeMs, timeMs),
      lostTrades: unsigned,
    })
    .map(({ span: [a, b], ...rest }) => ({
      ...rest,
      fromMs: Math.min(a, b),
      toMs: Math.max(a, b),
    })),
);

export const instrument: fc.Arbitrary<Instrument> = fc
  .record({
    symbol,
    venue: text,
    displayName: text,
    priceDecimals: fc.nat(12),
    sizeDecimals: fc.nat(12),
    tickSize: unsigned.filter((size) => size > 0),
    currency: fc.string({ maxLength: 16 }),
    session: fc.oneof(
      fc.constant({ kind: 'rolling24h' as const }),
      fc.record({ kind: fc.constant('daily' as const), startMinuteUtc: fc.nat(1439) }),
    ),
  })
  .chain((base) =>
    fc
      .record({
        rank: fc.option(fc.integer({ min: 1, max: 0xffffffff }), { nil: undefined }),
        since: fc.option(fc.record({ ms: timeMs.map((ms) => ms + 1), seq: unsigned }), {
          nil: undefined,
        }),
      })
      .map(({ rank, since }) => ({
        ...base,
        ...(rank !== undefined && { rank }),
        ...(since !== undefined && { since }),
      })),
  );

/** Bars with prices out of `price`. */
function barOf(price: fc.Arbitrary<number>): fc.Arbitrary<Omit<Bar, 'turnover'>> {
  return fc
    .record({
      openTimeMs: timeMs,
      prices: fc.tuple(price, price, price, price),
      isFirstOpen: fc.boolean(),
      volume: unsigned,
      tradeCount: unsigned,
    })
    .map(({ openTimeMs, prices, isFirstOpen, volume, tradeCount }) => {
      const [low = 0, a = 0, b = 0, high = 0] = [...prices].sort((x, y) => x - y);
      const [open, close] = isFirstOpen ? [a, b] : [b, a];
      return { openTimeMs, open, high, low, close, volume, tradeCount };
    });
}

export const bar: fc.Arbitrary<Bar> = fc
  .tuple(barOf(signed), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map(([rest, turnover]) => ({ ...rest, turnover: turnover === 0 ? 0 : turnover }));

const barSeries: fc.Arbitrary<BarSeriesView> = fc
  .record({
    interval: fc.constantFrom(...INTERVALS),
    bars: fc.array(barOf(nearPrice), { maxLength: 6 }),
    gaps: fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 6, maxLength: 6 }),
    isHistory: fc.boolean(),
    isPartial: fc.boolean(),
  })
  .map(({ interval, bars, gaps, isHistory, isPartial }) => {
    let openTimeMs = INTERVAL_MS[interval] * 1000;
    const spaced = bars.map((one, at) => {
      openTimeMs += (gaps[at] ?? 1) * INTERVAL_MS[interval];
      return { ...one, openTimeMs };
    });
    return { interval, bars: spaced, isHistory, ...(isPartial && { isPartial }) };
  });

const trade: fc.Arbitrary<TradeView> = fc.record({
  entryMs: timeMs,
  entrySeq: fc.integer({ min: 0, max: 2 ** 51 - 1 }),
  index: fc.nat(1000),
  price: nearPrice,
  size: unsigned,
  aggressorSide: side,
  receivedTimeMs: timeMs,
  venueTimeMs: timeMs,
});

/** A list that says nothing is not sent. */
const tradeList: fc.Arbitrary<TradeListView> = fc
  .tuple(
    fc.array(trade, { maxLength: 6 }),
    unsigned,
    fc.boolean(),
    fc.option(fc.record({ nextNumber: unsigned.filter((one) => one > 0), epoch: uint32 })),
  )
  .filter(([trades, skipped, isRestart, numbering]) => {
    return trades.length > 0 || skipped > 0 || isRestart || numbering !== null;
  })
  .map(([trades, skipped, isRestart, numbering]) => ({
    trades,
    skipped,
    ...(isRestart && { isRestart }),
    ...numbering,
  }));

const gaps: fc.Arbitrary<GapView[]> = fc
  .array(fc.tuple(timeMs, fc.nat(1_000_000_000)), { maxLength: 6 })
  .map((spans) =>
    spans
      .sort(([a], [b]) => a - b)
      .map(([fromMs, lengthMs]) => ({ fromMs, toMs: fromMs + lengthMs })),
  );

const nearLevels = fc
  .array(fc.tuple(nearPrice, unsigned), { maxLength: 10 })
  .map((rows) => rows.flat());

/** Updates; `price` is what prices outside lists are made of. Times of quote and last are before `nowMs`. */
export function symbolUpdate(
  nowMs: number,
  price: fc.Arbitrary<number> = nearPrice,
): fc.Arbitrary<SymbolUpdate> {
  const receivedTimeMs = fc.integer({ min: 0, max: nowMs });
  return fc.record(
    {
      symbolId: uint32.map((id) => id as SymbolId),
      isSnapshot: fc.boolean(),
      quote: fc.record({
        bidPrice: price,
        bidSize: unsigned,
        askPrice: price,
        askSize: unsigned,
        receivedTimeMs,
        venueTimeMs: timeMs,
      }),
      last: fc.record({
        price,
        size: unsigned,
        aggressorSide: side,
        receivedTimeMs,
        venueTimeMs: timeMs,
      }),
      statistics: fc.record({
        open: price,
        high: price,
        low: price,
        vwap: price,
        volume: unsigned,
        tradeCount: unsigned,
      }),
      depth: fc.record({ bids: nearLevels, asks: nearLevels }),
      // On the wire a list that is empty is one that is not there.
      bars: fc.array(barSeries, { minLength: 1, maxLength: 3 }),
      trades: tradeList,
      gaps,
      status: fc.record({
        state: fc.constantFrom(...FEED_STATES),
        detail: text,
        sinceTimeMs: receivedTimeMs,
      }),
    },
    { requiredKeys: ['symbolId', 'isSnapshot'] },
  );
}

const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const few = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { maxLength: 3 });

export const controlParts: fc.Arbitrary<Required<ControlParts>> = fc.record({
  subscribed: few(
    fc.record({
      requestId: uint32,
      symbols: few(
        fc.record({
          symbolId: uint32.map((id) => id as SymbolId),
          symbol,
          venue: text,
          displayName: text,
          priceDecimals: fc.nat(12),
          sizeDecimals: fc.nat(12),
          tickSize: unsigned.filter((size) => size > 0),
          currency: text,
          channels: fc.subarray([...CHANNELS]),
          intervals: fc.subarray([...INTERVALS]),
        }),
      ),
      unsubscribed: few(symbol),
      effectiveIntervalMs: uint32,
    }),
  ),
  errors: few(
    fc.record({
      code: text,
      message: text,
      retryable: fc.boolean(),
      requestId: uint32,
      symbol: text,
    }),
  ),
  pongs: few(fc.record({ clientTimeMs: finite, serverTimeMs: finite })),
  venues: few(fc.record({ venue: text, isSilent: fc.boolean(), lastReceivedTimeMs: unsigned })),
  log: few(fc.record({ isConnected: fc.boolean(), sinceTimeMs: unsigned, isFull: fc.boolean() })),
  rates: few(
    fc.record({
      requestedIntervalMs: uint32,
      effectiveIntervalMs: uint32,
      heldFlushCount: uint32,
      actualIntervalMs: uint32,
    }),
  ),
  welcome: few(
    fc.record({
      server: text,
      heartbeatIntervalMs: uint32,
      heartbeatTimeoutMs: uint32,
      topicLimit: uint32,
      windowFrames: uint32,
      windowBytes: uint32,
    }),
  ),
});

export const clientMessage: fc.Arbitrary<ClientMessage> = fc.oneof(
  fc.record({
    kind: fc.constant('subscribe' as const),
    requestId: uint32,
    topics: few(
      fc.record(
        {
          symbol: text,
          channels: fc.shuffledSubarray([...CHANNELS]),
          bars: fc
            .tuple(fc.shuffledSubarray([...INTERVALS]), uint32, unsigned)
            .map(([intervals, historyCount, afterOpenTimeMs]) =>
              intervals.map((interval) => ({
                interval,
                historyCount,
                ...(afterOpenTimeMs > 0 && { afterOpenTimeMs }),
              })),
            ),
          tradesAfter: fc.record({
            entryMs: unsigned,
            entrySeq: unsigned,
            index: uint32,
            epoch: uint32,
            nextNumber: unsigned,
          }),
        },
        { requiredKeys: ['symbol', 'channels', 'bars'] },
      ),
    ),
  }),
  fc.record({ kind: fc.constant('unsubscribe' as const), requestId: uint32, symbols: few(text) }),
  fc.record({
    kind: fc.constant('setRate' as const),
    requestId: uint32,
    intervalMs: fc.constantFrom(...TIERS_MS),
  }),
  fc.record({ kind: fc.constant('ack' as const), frame: uint32 }),
  fc.record({ kind: fc.constant('ping' as const), clientTimeMs: finite }),
);
