/** Server frames: what the writers make decodes to the same objects, also by the generated code. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import '../../proto/protobuf-runtime.ts';
import { ByteWriter } from '../../proto/byte-writer.ts';
import { GROUP, type ControlParts, type SymbolUpdate } from '../../proto/frames.ts';
import { market } from '../../proto/gen/stream.js';
import { decodeServerFrame, encodeControlParts } from '../../proto/server-frame-codec.ts';
import type { SymbolId } from '../../proto/types.ts';
import { writeFrameHead, writeSymbolUpdate } from '../../proto/update-writer.ts';
import { controlParts, symbolUpdate, uint32, signed } from './arbitraries.ts';
import { expectCode } from './expect-code.ts';

const { ServerFrame } = market.v1;
const SECOND = market.v1.Interval.INTERVAL_1S;
const DAY = market.v1.Interval.INTERVAL_1D;
const NOW_MS = 1_790_000_100_000;
const MAX = Number.MAX_SAFE_INTEGER;
const NO_PARTS: Required<ControlParts> = {
  subscribed: [],
  errors: [],
  pongs: [],
  venues: [],
  log: [],
  rates: [],
  welcome: [],
};

/** A frame as the server puts it together: head, shared fragments, control parts. */
function frameOf(
  frame: number,
  updates: readonly SymbolUpdate[],
  parts: ControlParts = {},
  serverTimeMs = NOW_MS,
): Uint8Array {
  const head = new ByteWriter();
  writeFrameHead(head, frame, serverTimeMs);
  const fragments = updates.map((update) => {
    const out = new ByteWriter(1);
    writeSymbolUpdate(out, update, serverTimeMs);
    return out.copy();
  });
  return Buffer.concat([head.copy(), ...fragments, encodeControlParts(parts)]);
}

function update(groups: Omit<SymbolUpdate, 'symbolId' | 'isSnapshot'>): SymbolUpdate {
  return { symbolId: 7 as SymbolId, isSnapshot: false, ...groups };
}

function roundTrip(
  groups: Omit<SymbolUpdate, 'symbolId' | 'isSnapshot'>,
): SymbolUpdate | undefined {
  return decodeServerFrame(frameOf(1, [update(groups)])).updates[0];
}

const TIMES = { receivedTimeMs: NOW_MS - 5, venueTimeMs: NOW_MS - 25 };

describe('server frame', () => {
  test('comes back as head, updates and control parts were written', () => {
    fc.assert(
      fc.property(
        uint32,
        fc.array(symbolUpdate(NOW_MS), { maxLength: 4 }),
        controlParts,
        (frame, updates, parts) => {
          expect(decodeServerFrame(frameOf(frame, updates, parts))).toEqual({
            frame,
            serverTimeMs: NOW_MS,
            updates,
            ...parts,
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  test('reads the same whatever order its parts are concatenated in', () => {
    fc.assert(
      fc.property(
        fc.array(symbolUpdate(NOW_MS), { maxLength: 3 }),
        controlParts,
        (updates, parts) => {
          const head = frameOf(3, []);
          const whole = frameOf(3, updates, parts);

          const turned = Buffer.concat([whole.subarray(head.length), head]);

          expect(decodeServerFrame(turned)).toEqual(decodeServerFrame(whole));
        },
      ),
      { numRuns: 100 },
    );
  });

  test('holds the fields that the schema says, read by the generated code', () => {
    fc.assert(
      fc.property(symbolUpdate(NOW_MS), (written) => {
        const wire: market.v1.SymbolUpdate.$Properties | undefined = ServerFrame.decode(
          frameOf(1, [written]),
        ).updates[0];
        const base = wire?.basePrice ?? 0;
        const groups = wire?.groups ?? 0;

        expect(wire?.symbolId).toBe(written.symbolId);
        for (const name of ['quote', 'last'] as const) {
          expect((groups & GROUP[name]) !== 0).toBe(written[name] !== undefined);
        }
        expect((groups & GROUP.snapshot) !== 0).toBe(written.isSnapshot);
        for (const name of ['statistics', 'depth'] as const) {
          expect(Boolean(wire?.[name])).toBe(written[name] !== undefined);
        }
        if (written.quote) {
          expect(base + (wire?.bidPrice ?? 0)).toBe(written.quote.bidPrice);
          expect(base + (wire?.askPrice ?? 0)).toBe(written.quote.askPrice);
          expect(NOW_MS - (wire?.quoteAgeMs ?? 0)).toBe(written.quote.receivedTimeMs);
        }
        if (written.last) {
          expect(base + (wire?.lastPrice ?? 0)).toBe(written.last.price);
          expect(wire?.lastVenueLagMs ?? 0).toBe(
            written.last.receivedTimeMs - written.last.venueTimeMs,
          );
        }
        if (written.statistics) {
          expect(base + (wire?.statistics?.vwap ?? 0)).toBe(written.statistics.vwap);
        }
        expect(wire?.depth?.bids?.length ?? 0).toBe(written.depth?.bids.length ?? 0);
        expect(wire?.bars?.map((series) => series.rows?.length)).toEqual(
          (written.bars ?? []).map((series) => series.bars.length * 7),
        );
        expect(wire?.tradeRows?.length ?? 0).toBe((written.trades?.trades.length ?? 0) * 7);
        expect(wire?.tradesSkipped ?? 0).toBe(written.trades?.skipped ?? 0);
        expect(wire?.tradesRestart ?? false).toBe(written.trades?.isRestart ?? false);
        expect(wire?.nextTradeNumber ?? 0).toBe(written.trades?.nextNumber ?? 0);
        expect(wire?.tradeEpoch ?? 0).toBe(written.trades?.epoch ?? 0);
        expect(Boolean(wire?.gaps)).toBe(written.gaps !== undefined);
        expect(wire?.gaps?.spans?.length ?? 0).toBe((written.gaps?.length ?? 0) * 2);
        expect(Boolean(wire?.status)).toBe(written.status !== undefined);
        expect(wire?.status?.detail ?? '').toBe(written.status?.detail ?? '');
        expect(NOW_MS - (wire?.status?.ageMs ?? 0)).toBe(written.status?.sinceTimeMs ?? NOW_MS);
      }),
    );
  });

  test('is re-encoded by the generated code and still read the same', () => {
    fc.assert(
      fc.property(
        fc.array(symbolUpdate(NOW_MS), { maxLength: 3 }),
        controlParts,
        (updates, parts) => {
          const bytes = frameOf(1, updates, parts);

          const again = ServerFrame.encode(ServerFrame.decode(bytes)).finish();

          expect(decodeServerFrame(again)).toEqual(decodeServerFrame(bytes));
        },
      ),
      { numRuns: 100 },
    );
  });

  test('keeps a head without updates to the server time', () => {
    expect(decodeServerFrame(frameOf(0, []))).toEqual({
      frame: 0,
      serverTimeMs: NOW_MS,
      updates: [],
      ...NO_PARTS,
    });
  });
});

describe('symbol update', () => {
  test('keeps any prices of quote, last and statistics up to 2^53 - 1, of either sign', () => {
    fc.assert(
      fc.property(symbolUpdate(NOW_MS, signed), (written) => {
        const { symbolId, isSnapshot, quote, last, statistics } = written;
        const groups = {
          symbolId,
          isSnapshot,
          ...(quote && { quote }),
          ...(last && { last }),
          ...(statistics && { statistics }),
        };

        expect(decodeServerFrame(frameOf(1, [groups])).updates).toEqual([groups]);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    [MAX, -MAX],
    [-MAX, MAX],
    [1, -MAX],
    [-2, MAX],
  ])('keeps a bid of %d beside an ask of %d', (bidPrice, askPrice) => {
    const quote = { bidPrice, bidSize: MAX, askPrice, askSize: 1, ...TIMES };

    expect(roundTrip({ quote })?.quote).toEqual(quote);
  });

  test('keeps lists whose first prices are far from the other groups', () => {
    const groups = {
      last: { price: MAX, size: 1, aggressorSide: 'sell', ...TIMES },
      depth: { bids: [-MAX, 1, -MAX + 1, 2], asks: [-5, 3] },
    } as const;

    expect(roundTrip(groups)).toEqual(update(groups));
  });

  const one = {
    entryMs: NOW_MS,
    entrySeq: 0,
    index: 0,
    size: 1,
    aggressorSide: 'buy',
    ...TIMES,
  } as const;
  const flat = { open: 0, high: 0, low: 0, close: 0, volume: 0, tradeCount: 0 };
  const unwritable: [string, Omit<SymbolUpdate, 'symbolId' | 'isSnapshot'>][] = [
    ['levels', { depth: { bids: [MAX, 1, -MAX, 1], asks: [] } }],
    [
      'trades',
      {
        trades: {
          trades: [
            { ...one, price: MAX },
            { ...one, price: -1 },
          ],
          skipped: 0,
        },
      },
    ],
    [
      'prices of a bar',
      {
        bars: [
          {
            interval: '1m',
            isHistory: true,
            bars: [{ ...flat, openTimeMs: 0, open: -MAX, low: -MAX, close: MAX, high: MAX }],
          },
        ],
      },
    ],
  ];
  test.each(unwritable)(
    'refuses %s more than 2^53 - 1 apart and takes back what it wrote',
    (_, groups) => {
      const out = new ByteWriter();
      writeFrameHead(out, 1, NOW_MS);
      const length = out.length;

      expectCode('ERR_TICK_INVALID', () => {
        writeSymbolUpdate(out, update({ ...groups, last: { ...one, price: 5 } }), NOW_MS);
      });

      expect(out.length).toBe(length);
    },
  );

  test('refuses bars that are not whole intervals apart', () => {
    const bars = [0, 90_000].map((openTimeMs) => ({ ...flat, openTimeMs }));

    expectCode('ERR_TICK_INVALID', () =>
      roundTrip({ bars: [{ interval: '1m', isHistory: true, bars }] }),
    );
  });

  test('has age 0 and an unchanged venue lag when the feed clock runs ahead of the server', () => {
    const quote = { bidPrice: 1, bidSize: 1, askPrice: 2, askSize: 1 };

    const decoded = roundTrip({
      quote: { ...quote, receivedTimeMs: NOW_MS + 30, venueTimeMs: NOW_MS + 50 },
    });

    expect(decoded?.quote).toEqual({ ...quote, receivedTimeMs: NOW_MS, venueTimeMs: NOW_MS + 20 });
  });

  test('differs from the same update at another server time by the ages alone', () => {
    const last = { price: 5, size: 1, aggressorSide: 'buy', ...TIMES } as const;

    const later = frameOf(1, [update({ last })], {}, NOW_MS + 60_000);

    expect(decodeServerFrame(later).updates).toEqual([update({ last })]);
  });

  test('keeps groups that are present but empty', () => {
    const groups = {
      depth: { bids: [], asks: [] },
      bars: [{ interval: '1m' as const, isHistory: true, bars: [] }],
      trades: { trades: [], skipped: 12 },
    };

    expect(roundTrip(groups)).toEqual(update(groups));
  });

  test('takes 20 bytes for a usual trade, its frame aside', () => {
    const head = { entryMs: NOW_MS - 12, entrySeq: 0, index: 17, aggressorSide: 'buy' } as const;
    const times = { receivedTimeMs: NOW_MS - 15, venueTimeMs: NOW_MS - 35 };
    const trades = { trades: [{ ...head, price: 1_042_350, size: 1_234, ...times }], skipped: 0 };
    const out = new ByteWriter();

    writeSymbolUpdate(out, { ...update({ trades }), symbolId: 117 as SymbolId }, NOW_MS);

    expect(out.length).toBeLessThanOrEqual(20);
  });
});

describe('server frame reader', () => {
  const wire = (body: market.v1.SymbolUpdate.$Properties): Uint8Array =>
    ServerFrame.encode({ serverTimeMs: NOW_MS, updates: [{ symbolId: 1, ...body }] }).finish();
  const wide = 2 ** 53;
  const malformed: [string, Uint8Array][] = [
    ['a server time beyond 2^53 - 1', ServerFrame.encode({ serverTimeMs: wide }).finish()],
    [
      'a price that the base lifts beyond 2^53 - 1',
      wire({ groups: 1, basePrice: MAX, bidPrice: 1 }),
    ],
    ['a base price beyond 2^53 - 1', wire({ groups: 1, basePrice: wide })],
    ['a size beyond 2^53 - 1', wire({ groups: 2, lastSize: wide })],
    ['a venue time beyond 2^53 - 1', wire({ groups: 2, lastVenueLagMs: -MAX })],
    ['statistics beyond 2^53 - 1', wire({ basePrice: -MAX, statistics: { low: -1 } })],
    ['a level beyond 2^53 - 1', wire({ depth: { bids: [MAX, 1, 1, 1] } })],
    ['a level of negative size', wire({ depth: { asks: [1, -1] } })],
    ['half a level', wire({ depth: { asks: [1, 1, 2] } })],
    ['half a bar', wire({ bars: [{ interval: SECOND, rows: [1, 2] }] })],
    [
      'a bar beyond 2^53 - 1',
      wire({ bars: [{ interval: SECOND, rows: [0, MAX, 1, 0, 0, 0, 0] }] }),
    ],
    [
      'a bar time beyond 2^53 - 1',
      wire({ bars: [{ interval: DAY, rows: [MAX, 0, 0, 0, 0, 0, 0] }] }),
    ],
    [
      'a bar of negative volume',
      wire({ bars: [{ interval: SECOND, rows: [0, 0, 0, 0, 0, -1, 0] }] }),
    ],
    ['half a trade', wire({ tradeRows: [1] })],
    ['half a gap', wire({ gaps: { spans: [1] } })],
    ['a gap beyond 2^53 - 1', wire({ gaps: { spans: [MAX, 1] } })],
    ['a trade of negative size', wire({ tradeRows: [0, 0, 0, 1, -1, 0, 0] })],
    ['a trade of negative sequence', wire({ tradeRows: [0, -4, 0, 1, 1, 0, 0] })],
    ['a packed number beyond 2^53 - 1', wire({ tradeRows: [0, 0, 0, wide, 1, 0, 0] })],
    ['a pong that is no number', ServerFrame.encode({ pongs: [{ clientTimeMs: NaN }] }).finish()],
    [
      '13 decimals',
      ServerFrame.encode({ subscribed: [{ symbols: [{ priceDecimals: 13 }] }] }).finish(),
    ],
    [
      'a tick size beyond 2^53 - 1',
      ServerFrame.encode({ subscribed: [{ symbols: [{ tickSize: wide }] }] }).finish(),
    ],
    [
      'a venue time of a status beyond 2^53 - 1',
      ServerFrame.encode({ venues: [{ lastReceivedTimeMs: wide }] }).finish(),
    ],
    ['text that is not UTF-8', Uint8Array.from([0x2a, 3, 0x0a, 1, 0xff])],
    ['a frame that ends early', Uint8Array.from([0x1a, 5, 0x08])],
  ];

  test.each(malformed)('refuses %s', (_, bytes) => {
    expectCode('ERR_FRAME_MALFORMED', () => decodeServerFrame(bytes));
  });

  test('leaves out intervals and channels of a newer server', () => {
    const bytes = Buffer.concat([
      wire({ bars: [{ interval: SECOND }] }),
      // SymbolUpdate {symbol_id 1, groups 16, bars {interval 99}}; Subscribed {symbols {channels 1, 77}}
      Buffer.from('1a09080110108a01020863', 'hex'),
      Buffer.from('220612044a02014d', 'hex'),
    ]);

    const { updates, subscribed } = decodeServerFrame(bytes);

    expect(updates.map((one) => one.bars?.length)).toEqual([1, 0]);
    expect(subscribed[0]?.symbols[0]?.channels).toEqual(['quote']);
  });

  test('takes a missing tick size as the smallest step there is', () => {
    const bytes = ServerFrame.encode({ subscribed: [{ symbols: [{ symbolId: 1 }] }] }).finish();

    expect(decodeServerFrame(bytes).subscribed[0]?.symbols[0]?.tickSize).toBe(1);
  });
});
