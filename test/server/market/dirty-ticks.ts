/** Random ticks of one symbol as bad feeds send them, for the property tests of the market. */
import fc from 'fast-check';
import { FEED_STATES, type Position, type Tick } from '../../../proto/types.ts';
import { START_MS } from './ticks.ts';

export interface PlacedTick {
  readonly tick: Tick;
  readonly position: Position;
}

const HOUR_MS = 3_600_000;
const MAX = Number.MAX_SAFE_INTEGER;

interface Step {
  readonly waitMs: number;
  readonly lateMs: number;
  readonly receivedBackMs: number;
  readonly make: (times: { venueTimeMs: number; receivedTimeMs: number }) => Tick;
}

type Make = Step['make'];

const price = fc.oneof(
  { weight: 30, arbitrary: fc.integer({ min: 9_900, max: 10_100 }) },
  { weight: 2, arbitrary: fc.integer({ min: -50, max: 50 }) },
  { weight: 1, arbitrary: fc.constantFrom(-MAX, MAX, 0) },
);
const size = fc.oneof(
  { weight: 20, arbitrary: fc.nat(500) },
  { weight: 1, arbitrary: fc.constantFrom(0, 12_345_678_901_234, MAX) },
);
const levels = fc.array(fc.tuple(price, size), { maxLength: 4 }).map((rows) => rows.flat());

const make: fc.Arbitrary<Make> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc
      .record({
        price,
        size,
        aggressorSide: fc.constantFrom('unknown', 'buy', 'sell' as const),
        // Few ids: many are duplicates, of long ago as well.
        tradeId: fc.oneof(
          fc.constant(''),
          fc.nat(60).map((id) => String(id)),
        ),
        isBackfill: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
      })
      .map((rest): Make => (times) => ({ kind: 'trade', symbol: 'AAA', ...times, ...rest })),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({ bidPrice: price, bidSize: size, askPrice: price, askSize: size })
      .map((rest): Make => (times) => ({ kind: 'quote', symbol: 'AAA', ...times, ...rest })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ bids: levels, asks: levels })
      .map((rest): Make => (times) => ({ kind: 'depth', symbol: 'AAA', ...times, ...rest })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ length: fc.nat(20_000), lostTrades: fc.nat(9) })
      .map(({ length, lostTrades }): Make => (times) => {
        const span = { fromMs: times.venueTimeMs - length, toMs: times.venueTimeMs };
        return { kind: 'gap', symbol: 'AAA', ...times, ...span, lostTrades };
      }),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ state: fc.constantFrom(...FEED_STATES), detail: fc.constantFrom('', 'a', 'b') })
      .map((rest): Make => (times) => ({ kind: 'status', symbol: 'AAA', ...times, ...rest })),
  },
);

const step: fc.Arbitrary<Step> = fc.record({
  waitMs: fc.oneof(
    { weight: 20, arbitrary: fc.nat(900) },
    { weight: 4, arbitrary: fc.nat(90_000) },
    { weight: 1, arbitrary: fc.nat(30 * HOUR_MS) },
  ),
  lateMs: fc.oneof(
    { weight: 10, arbitrary: fc.nat(300) },
    { weight: 3, arbitrary: fc.nat(6_000) },
    { weight: 1, arbitrary: fc.nat(26 * HOUR_MS) },
    // Ahead of the received time: a little, and absurdly.
    { weight: 2, arbitrary: fc.integer({ min: -70_000, max: -1 }) },
    { weight: 1, arbitrary: fc.constant(-9 * HOUR_MS) },
  ),
  receivedBackMs: fc.oneof(
    { weight: 20, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.nat(2 * HOUR_MS) },
  ),
  make,
});

/** Ticks in the order of the log: late, early, twice, out of range, days apart, fetched afterwards, and notices. */
export const dirtyTicks: fc.Arbitrary<Tick[]> = fc
  .array(step, { minLength: 1, maxLength: 120, size: 'max' })
  .map((steps) => {
    let nowMs = START_MS;
    return steps.map(({ waitMs, lateMs, receivedBackMs, make: makeTick }) => {
      nowMs += waitMs;
      return makeTick({ venueTimeMs: nowMs - lateMs, receivedTimeMs: nowMs - receivedBackMs });
    });
  });

/** Gives ticks their places in the log: up to three in an entry. */
export function placed(ticks: readonly Tick[]): PlacedTick[] {
  return ticks.map((tick, at) => ({
    tick,
    position: {
      entryMs: START_MS + 2 * Math.floor(at / 6),
      entrySeq: Math.floor((at % 6) / 3),
      index: at % 3,
    },
  }));
}
