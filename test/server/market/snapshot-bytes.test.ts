/** The bytes of snapshots: what they are documented to be, and what becomes of damaged ones. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import '../../../proto/protobuf-runtime.ts';
import { ByteWriter } from '../../../proto/byte-writer.ts';
import { isMarketDataError } from '../../../proto/errors.ts';
import { market } from '../../../proto/gen/market.js';
import { decodeSnapshot, encodeSnapshot } from '../../../proto/snapshot-codec.ts';
import type { SymbolSnapshot } from '../../../proto/snapshot.ts';
import { INTERVALS, type SymbolId } from '../../../proto/types.ts';
import { writeSymbolUpdate } from '../../../proto/update-writer.ts';
import { DEFAULT_LIMITS } from '../../../server/market/limits.ts';
import { MarketState } from '../../../server/market/market-state.ts';
import { createRandom, mutate, randomBytes } from '../../proto/damage.ts';
import { expectCode } from '../../proto/expect-code.ts';
import { dirtyTicks, placed } from './dirty-ticks.ts';
import {
  createCounters,
  createState,
  instrument,
  position,
  quote,
  START_MS,
  trade,
} from './ticks.ts';

const SEED = 20_261_121;
const RUNS = 20_000;

const AFTERWARDS = [
  trade(40 * 3_600_000, { price: 10_000, tradeId: 'new' }),
  quote(40 * 3_600_000 + 5, { bidPrice: 10_000, askPrice: 10_001 }),
  trade(64 * 3_600_000, { price: 10_001 }),
];

function bytesOf(ticks: Parameters<typeof placed>[0]): Uint8Array {
  const limits = { ...DEFAULT_LIMITS, trades: 20, tradeIds: 8, recordsBars: true };
  const state = new MarketState(instrument(), limits, createCounters());
  for (const { tick, position: place } of placed(ticks)) state.fold(tick, place);
  return encodeSnapshot(state.toSnapshot({ ms: START_MS, seq: 3 }));
}

/** Goes on from the bytes and tells a client everything, as a server does. */
function use(bytes: Uint8Array): void {
  const state = MarketState.restore(decodeSnapshot(bytes), DEFAULT_LIMITS, createCounters());
  for (const [index, tick] of AFTERWARDS.entries()) state.fold(tick, position(index));
  const { quote: best, last, statistics, depth, trades } = state;
  const out = new ByteWriter();
  writeSymbolUpdate(
    out,
    {
      symbolId: 1 as SymbolId,
      isSnapshot: true,
      ...(best && { quote: best }),
      ...(last && { last }),
      ...(statistics && { statistics }),
      ...(depth && { depth }),
      bars: INTERVALS.map((interval) => ({
        interval,
        isHistory: true,
        bars: state.bars(interval, -Infinity),
      })),
      trades: trades.newest(100),
      gaps: state.gaps,
      ...(state.status && { status: state.status }),
    },
    START_MS,
  );
  encodeSnapshot(state.toSnapshot({ ms: START_MS, seq: 4 }));
}

/** Reads a table as the schema describes it, with numbers of any length. */
class TableReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  u(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.#bytes[this.#at++] ?? 0;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  }

  s(): bigint {
    const value = this.u();
    return (value & 1n) === 1n ? -(value >> 1n) - 1n : value >> 1n;
  }

  double(): number {
    const at = this.#at;
    this.#at += 8;
    return new DataView(this.#bytes.buffer, this.#bytes.byteOffset).getFloat64(at, true);
  }
}

describe('bytes of a snapshot', () => {
  test('hold minutes, bars and trades as the schema says', () => {
    const { state, fold } = createState({ recordsBars: true });
    fold(trade(0, { price: 105, size: 3 }), trade(50, { price: 99, aggressorSide: 'sell' }));
    fold(trade(61_000, { price: 101, size: 7, venueTimeMs: START_MS + 60_990 }));
    // Beyond what a difference of doubles tells exactly.
    fold(trade(61_000, { price: 2 ** 53 - 1, size: 2 ** 53 - 1 }), trade(61_001, { price: 1 }));

    const bytes = encodeSnapshot(state.toSnapshot({ ms: START_MS, seq: 2 }));

    const message = market.v1.SymbolSnapshot.decode(bytes);
    const minutes = new TableReader(message.minutes);
    const minute = BigInt(START_MS / 60_000);
    expect(minutes.s()).toBe(2n * minute);
    expect([minutes.s(), minutes.u(), minutes.u(), minutes.u(), minutes.u()]).toEqual(
      [105, 0, 6, 4, 2].map(BigInt),
    );
    expect(minutes.s()).toBe(BigInt(3 * 105 + 99 - 105 * 4));
    expect(minutes.s()).toBe(2n + 1n);
    expect([minutes.s(), minutes.u(), minutes.u(), minutes.u(), minutes.u()]).toEqual([
      -4n,
      BigInt(2 ** 53 - 1 - 101),
      100n,
      BigInt(2 ** 53 - 1),
      3n,
    ]);
    expect(minutes.double()).toBe(7 * 101 + (2 ** 53 - 1) * (2 ** 53 - 1) + 1);
    expect(minutes.isAtEnd).toBe(true);

    const trades = new TableReader(message.trades);
    const rows = Array.from({ length: 5 }, () => [
      ...[trades.s(), trades.u(), trades.u(), trades.s()],
      ...[trades.u(), trades.u(), trades.s(), trades.s()],
    ]);
    expect(rows.slice(0, 3)).toEqual([
      [START_MS, 0, 0, 105, 3, 1, 0, 0].map(BigInt),
      [0, 0, 1, -6, 1, 2, 50, 0].map(BigInt),
      [0, 0, 2, 2, 7, 1, 61_000, -10].map(BigInt),
    ]);
    expect(trades.isAtEnd).toBe(true);

    const hours = new TableReader(message.hourBars?.rows ?? new Uint8Array());
    expect(hours.s()).toBe(BigInt((2 * START_MS) / 3_600_000) + 1n);
    expect([hours.s(), hours.u(), hours.u(), hours.s(), hours.u(), hours.u()]).toEqual([
      105n,
      BigInt(2 ** 53 - 1 - 105),
      104n,
      -104n,
      BigInt(2 ** 53 - 1),
      5n,
    ]);
  });

  test('that are damaged give a snapshot that can be gone on from, or a MarketDataError', () => {
    const samples = fc.sample(dirtyTicks, { numRuns: 60, seed: SEED }).map(bytesOf);
    const random = createRandom(SEED);
    const count = { values: 0, refused: 0 };

    for (let run = 0; run < RUNS; run++) {
      let bytes = samples[random(samples.length)] ?? new Uint8Array();
      if (random(20) === 0) bytes = randomBytes(random, random(60));
      else {
        const other = samples[random(samples.length)] ?? bytes;
        for (let times = 1 + random(2); times > 0; times--) bytes = mutate(bytes, other, random);
      }
      try {
        use(bytes);
        count.values += 1;
      } catch (error) {
        const isExpected = isMarketDataError(error) && /MALFORMED|TICK_INVALID/.test(error.code);
        if (!isExpected) {
          throw new Error(`run ${String(run)}: ${Buffer.from(bytes).toString('hex')}`, {
            cause: error,
          });
        }
        count.refused += 1;
      }
    }

    expect(count.values).toBeGreaterThan(RUNS / 100);
    expect(count.refused).toBeGreaterThan(RUNS / 100);
  }, 60_000);

  test.each<[string, (valid: SymbolSnapshot) => Partial<SymbolSnapshot>]>([
    ['a quote outside all prices', () => ({ prices: { low: 100, high: 100 } })],
    ['prices too far apart', () => ({ prices: { low: -(2 ** 53 - 1), high: 2 ** 53 - 1 } })],
    [
      'a last price outside all prices',
      ({ last }) => ({ ...(last && { last: { ...last, price: 5_000 } }) }),
    ],
    ['a depth outside all prices', () => ({ depth: { bids: [5_000, 1], asks: [] } })],
    [
      'a depth of too many levels',
      () => ({ depth: { bids: new Array<number>(102).fill(100), asks: [] } }),
    ],
    ['a clock of another era', ({ clocks }) => ({ clocks: { ...clocks, venueMs: 1e15 } })],
    ['a last time of another era', () => ({ lastTimeMs: 1e15 })],
    ['a turnover of NaN', () => ({ turnover: NaN })],
    [
      'gaps out of order',
      () => ({
        gaps: [
          { fromMs: 5, toMs: 9 },
          { fromMs: 7, toMs: 12 },
        ],
      }),
    ],
    ['a gap that ends before it begins', () => ({ gaps: [{ fromMs: 5, toMs: 4 }] })],
    [
      'a status of no time',
      () => ({ status: { state: 'stale', detail: '', sinceTimeMs: 2 ** 50 } }),
    ],
    [
      'a status with a novel for a detail',
      () => ({ status: { state: 'stale', detail: 'x'.repeat(201), sinceTimeMs: 5 } }),
    ],
    ['a minute twice', ({ minutes }) => ({ minutes: Float64Array.of(...minutes, ...minutes) })],
    [
      'a minute outside all prices',
      ({ minutes }) => ({ minutes: minutes.map((value, at) => (at % 7 === 2 ? 5_000 : value)) }),
    ],
    [
      'a bar twice',
      ({ bars }) => {
        const { rows } = bars['1h'];
        return {
          bars: { ...bars, '1h': { ...bars['1h'], rows: Float64Array.of(...rows, ...rows) } },
        };
      },
    ],
    [
      'bars closed in the middle of one',
      ({ bars }) => ({ bars: { ...bars, '1m': { ...bars['1m'], closedBeforeMs: 60_001 } } }),
    ],
    ['more trades than numbers', ({ trades }) => ({ trades: { ...trades, nextNumber: 1 } })],
    ['a hole after the newest trade', ({ trades }) => ({ trades: { ...trades, holeNumber: 9 } })],
    [
      'a trade outside all prices',
      ({ trades }) => ({
        trades: { ...trades, rows: trades.rows.map((value, at) => (at === 3 ? 5_000 : value)) },
      }),
    ],
    [
      'a trade of an unknown side',
      ({ trades }) => ({
        trades: { ...trades, rows: trades.rows.map((value, at) => (at === 5 ? 3 : value)) },
      }),
    ],
    [
      'a trade at a place that clients cannot be told',
      ({ trades }) => ({
        trades: { ...trades, rows: trades.rows.map((value, at) => (at === 1 ? 2 ** 51 : value)) },
      }),
    ],
    [
      'half a trade id',
      ({ tradeIds }) => ({ tradeIds: { ...tradeIds, newer: new Uint8Array(12) } }),
    ],
  ])('with %s are refused', (_, change) => {
    const { state, fold } = createState({ recordsBars: true });
    fold(quote(0), trade(0, { tradeId: 'a' }), trade(1));
    const valid = state.toSnapshot({ ms: START_MS, seq: 2 });
    expect(decodeSnapshot(encodeSnapshot(valid)).trades.nextNumber).toBe(2);

    const bytes = encodeSnapshot({ ...valid, ...change(valid) });

    expectCode('ERR_FRAME_MALFORMED', () => decodeSnapshot(bytes));
  });

  test.each([
    ['nothing', new Uint8Array(0)],
    ['another version', Uint8Array.of(0x08, 0x02)],
    ['no instrument', Uint8Array.of(0x08, 0x01)],
  ])('of %s are refused', (_, bytes) => {
    expectCode('ERR_FRAME_MALFORMED', () => decodeSnapshot(bytes));
  });
});
