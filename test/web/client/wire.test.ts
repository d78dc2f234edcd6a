/** Hand-written reader and writer against the generated codec. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteWriter } from '../../../proto/byte-writer.ts';
import { decodeClientFrame } from '../../../proto/client-frame-codec.ts';
import { isMarketDataError } from '../../../proto/errors.ts';
import {
  TIERS_MS,
  type BarsRequest,
  type ClientMessage,
  type ControlParts,
  type SymbolUpdate,
} from '../../../proto/frames.ts';
import { decodeServerFrame, encodeControlParts } from '../../../proto/server-frame-codec.ts';
import {
  CHANNELS,
  FEED_STATES,
  INTERVAL_MS,
  INTERVALS,
  type Interval,
  type SymbolId,
} from '../../../proto/types.ts';
import { writeFrameHead, writeSymbolUpdate } from '../../../proto/update-writer.ts';
import { readServerFrame } from '../../../web/client/frame-reader.ts';
import { writeClientMessage } from '../../../web/client/message-writer.ts';

const SERVER_TIME_MS = 1_700_000_000_000;

const uint32 = fc.integer({ min: 0, max: 0xffffffff });
const size = fc.oneof(fc.nat(1_000), fc.maxSafeNat());
const price = fc.oneof(fc.integer({ min: -1_000, max: 100_000 }), fc.nat(2 ** 48));
const timeMs = fc.integer({ min: 0, max: SERVER_TIME_MS });
const times = fc
  .tuple(fc.nat(100_000), fc.integer({ min: -5_000, max: 5_000 }))
  .map(([age, lag]) => ({
    receivedTimeMs: SERVER_TIME_MS - age,
    venueTimeMs: SERVER_TIME_MS - age - lag,
  }));
const side = fc.constantFrom('unknown' as const, 'buy' as const, 'sell' as const);
const word = fc.string({ maxLength: 40, unit: 'grapheme' });
const interval = fc.constantFrom(...INTERVALS);

const quote = fc
  .tuple(fc.record({ bidPrice: price, bidSize: size, askPrice: price, askSize: size }), times)
  .map(([values, clocks]) => ({ ...values, ...clocks }));
const last = fc
  .tuple(fc.record({ price, size, aggressorSide: side }), times)
  .map(([values, clocks]) => ({ ...values, ...clocks }));
const statistics = fc.record({
  open: price,
  high: price,
  low: price,
  vwap: price,
  volume: size,
  tradeCount: size,
});
const levels = fc.array(fc.tuple(price, size), { maxLength: 12 }).map((pairs) => pairs.flat());
const bars = fc
  .tuple(
    interval,
    fc.boolean(),
    fc.nat(1_000_000),
    fc.array(fc.tuple(fc.nat(3), price, price, fc.nat(100), fc.nat(100), size, fc.nat(1_000)), {
      maxLength: 8,
    }),
  )
  .map(([name, isHistory, first, rows]) => {
    let openTimeMs = first * 86_400_000;
    return {
      interval: name,
      isHistory,
      bars: rows.map(([gap, open, close, above, below, volume, tradeCount]) => {
        openTimeMs += (gap + 1) * INTERVAL_MS[name];
        const high = Math.max(open, close) + above;
        const low = Math.min(open, close) - below;
        return { openTimeMs, open, high, low, close, volume, tradeCount };
      }),
    };
  });
const rows = fc.array(
  fc
    .tuple(
      fc.record({
        entryMs: timeMs,
        entrySeq: fc.nat(99),
        index: fc.nat(255),
        price,
        size,
        aggressorSide: side,
      }),
      times,
    )
    .map(([values, clocks]) => ({ ...values, ...clocks })),
  { maxLength: 8 },
);
const trades = fc
  .record(
    {
      skipped: fc.nat(),
      trades: rows,
      isRestart: fc.constant(true as const),
      numbering: fc.record({ nextNumber: fc.integer({ min: 1 }), epoch: uint32 }),
    },
    { requiredKeys: ['skipped', 'trades'] },
  )
  .map(({ numbering, ...list }) => ({ ...list, ...numbering }));
const gaps = fc
  .array(fc.tuple(timeMs, fc.nat(1_000_000)), { maxLength: 5 })
  .map((spans) =>
    spans.sort(([a], [b]) => a - b).map(([fromMs, ms]) => ({ fromMs, toMs: fromMs + ms })),
  );
const update: fc.Arbitrary<SymbolUpdate> = fc.record(
  {
    symbolId: uint32.map((id) => id as SymbolId),
    isSnapshot: fc.boolean(),
    quote,
    last,
    statistics,
    depth: fc.record({ bids: levels, asks: levels }),
    bars: fc.array(bars, { minLength: 1, maxLength: 3 }),
    trades,
    gaps,
    status: fc.record({
      state: fc.constantFrom(...FEED_STATES),
      detail: word,
      sinceTimeMs: timeMs,
    }),
  },
  { requiredKeys: ['symbolId', 'isSnapshot'] },
);
const few = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 3 });
const parts: fc.Arbitrary<ControlParts> = fc.record({
  subscribed: few(
    fc.record({
      requestId: uint32,
      symbols: few(
        fc.record({
          symbolId: uint32.map((id) => id as SymbolId),
          symbol: word,
          venue: word,
          displayName: word,
          priceDecimals: fc.nat(12),
          sizeDecimals: fc.nat(12),
          tickSize: fc.maxSafeNat(),
          currency: word,
          channels: fc.subarray([...CHANNELS]),
          intervals: fc.subarray([...INTERVALS]),
        }),
      ),
      unsubscribed: few(word),
      effectiveIntervalMs: uint32,
    }),
  ),
  errors: few(
    fc.record({
      code: word,
      message: word,
      retryable: fc.boolean(),
      requestId: uint32,
      symbol: word,
    }),
  ),
  pongs: few(
    fc.record({
      clientTimeMs: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      serverTimeMs: timeMs,
    }),
  ),
  venues: few(fc.record({ venue: word, isSilent: fc.boolean(), lastReceivedTimeMs: timeMs })),
  log: few(fc.record({ isConnected: fc.boolean(), sinceTimeMs: timeMs, isFull: fc.boolean() })),
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
      server: word,
      heartbeatIntervalMs: uint32,
      heartbeatTimeoutMs: uint32,
      topicLimit: uint32,
      windowFrames: uint32,
      windowBytes: uint32,
    }),
  ),
});
const frameBytes = fc
  .tuple(uint32, parts, fc.array(update, { maxLength: 5 }))
  .map(([frame, control, updates]) => {
    const out = new ByteWriter();
    writeFrameHead(out, frame, SERVER_TIME_MS);
    out.raw(encodeControlParts(control));
    for (const one of updates) writeSymbolUpdate(out, one, SERVER_TIME_MS);
    return out.copy();
  });

describe('server frame reader', () => {
  test('reads every frame as the generated codec does', () => {
    fc.assert(
      fc.property(frameBytes, (bytes) => {
        expect(readServerFrame(bytes)).toEqual(decodeServerFrame(bytes));
      }),
      { seed: 3, numRuns: 400 },
    );
  }, 30_000);

  test('reads bytes that are a part of a larger buffer', () => {
    const [bytes] = fc.sample(frameBytes, { seed: 5, numRuns: 1 });
    const larger = new Uint8Array((bytes?.length ?? 0) + 7);
    larger.set(bytes ?? [], 7);

    expect(readServerFrame(larger.subarray(7))).toEqual(readServerFrame(bytes ?? new Uint8Array()));
  });

  test('skips fields that a newer server may add', () => {
    const out = new ByteWriter();
    writeFrameHead(out, 7, SERVER_TIME_MS);
    // Field 99 as a varint, and field 98 as bytes.
    out.raw(new Uint8Array([0x98, 0x06, 0x05, 0x92, 0x06, 0x02, 0x01, 0x02]));

    expect(readServerFrame(out.copy())).toMatchObject({ frame: 7, updates: [] });
  });

  test('refuses spoilt frames with a clear error and never in another way', () => {
    let refused = 0;
    fc.assert(
      fc.property(
        frameBytes,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.nat(),
        (bytes, edits, cut) => {
          const spoilt = bytes.slice(0, bytes.length - (cut % 3));
          for (const [at, value] of edits) spoilt[at % spoilt.length] = value;
          try {
            readServerFrame(spoilt);
          } catch (error) {
            expect(isMarketDataError(error) && error.code).toBe('ERR_FRAME_MALFORMED');
            refused += 1;
          }
        },
      ),
      { seed: 9, numRuns: 2_000 },
    );
    expect(refused).toBeGreaterThan(100);
  }, 30_000);
});

function barsRequest(name: Interval): fc.Arbitrary<BarsRequest> {
  return fc.record(
    {
      interval: fc.constant(name),
      historyCount: uint32,
      afterOpenTimeMs: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    },
    { requiredKeys: ['interval', 'historyCount'] },
  );
}

describe('client message writer', () => {
  test('writes what the server reads', () => {
    const message: fc.Arbitrary<ClientMessage> = fc.oneof(
      fc.record({
        kind: fc.constant('subscribe' as const),
        requestId: uint32,
        topics: fc.array(
          fc.record(
            {
              symbol: word,
              channels: fc.subarray([...CHANNELS]),
              bars: fc
                .subarray([...INTERVALS])
                .chain((names) => fc.tuple(...names.map(barsRequest))),
              tradesAfter: fc.record({
                entryMs: size,
                entrySeq: size,
                index: uint32,
                epoch: uint32,
                nextNumber: size,
              }),
            },
            { requiredKeys: ['symbol', 'channels', 'bars'] },
          ),
        ),
      }),
      fc.record({
        kind: fc.constant('unsubscribe' as const),
        requestId: uint32,
        symbols: fc.array(word),
      }),
      fc.record({
        kind: fc.constant('setRate' as const),
        requestId: uint32,
        intervalMs: fc.constantFrom(...TIERS_MS),
      }),
      fc.record({ kind: fc.constant('ack' as const), frame: uint32 }),
      fc.record({
        kind: fc.constant('ping' as const),
        clientTimeMs: fc.double({ noNaN: true, noDefaultInfinity: true }),
      }),
    );
    fc.assert(
      fc.property(message, (one) => {
        expect(decodeClientFrame(writeClientMessage(one))).toEqual(one);
      }),
      { seed: 13, numRuns: 500 },
    );
  }, 30_000);
});
