import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeSnapshot, encodeSnapshot } from '../../../proto/snapshot-codec.ts';
import {
  BASE_INTERVALS,
  INTERVALS,
  type Bar,
  type BaseInterval,
  type Instrument,
  type Position,
} from '../../../proto/types.ts';
import type { MarketCounters, MarketLimits } from '../../../server/market/limits.ts';
import { MarketState } from '../../../server/market/market-state.ts';
import { createCounters, instrument, START_MS } from './ticks.ts';
import { dirtyTicks, placed, type PlacedTick } from './dirty-ticks.ts';

/** Small rings, so that they run over; but room for all bars that may be open at once. */
const SMALL: MarketLimits = {
  bars: { '1s': 150, '1m': 100, '1h': 80 },
  trades: 12,
  tradeIds: 8,
  graceMs: 2_000,
};
/** Not even room for all that is open. */
const TINY: MarketLimits = { ...SMALL, bars: { '1s': 6, '1m': 4, '1h': 3 }, recordsBars: true };
const ROOMY: MarketLimits = {
  ...SMALL,
  bars: { '1s': 5_000, '1m': 5_000, '1h': 5_000 },
  trades: 5_000,
};

type Stored = Record<BaseInterval, Bar[]>;

/** A state with its own counters. */
class Folding {
  state: MarketState;
  readonly counters: MarketCounters = createCounters();
  readonly #limits: MarketLimits;

  constructor(limits: MarketLimits, ofInstrument: Instrument) {
    this.#limits = limits;
    this.state = new MarketState(ofInstrument, limits, this.counters);
  }

  /** Folds and returns what each tick changed. */
  fold(ticks: readonly PlacedTick[]): number[] {
    return ticks.map(({ tick, position }) => this.state.fold(tick, position));
  }

  bytes(): Uint8Array {
    return encodeSnapshot(this.state.toSnapshot({ ms: START_MS, seq: 7 }));
  }

  /** Goes on from a snapshot, as another process would. */
  begin(bytes: Uint8Array): void {
    this.state = MarketState.restore(decodeSnapshot(bytes), this.#limits, this.counters);
  }
}

/** What a recorder does to the bars streams, with a refusal of what is not newer like that of Redis. */
function record(state: MarketState, stored: Stored): void {
  for (const interval of BASE_INTERVALS) {
    for (const bar of state.takeClosedBars(interval)) {
      expect(bar.openTimeMs).toBeGreaterThan(stored[interval].at(-1)?.openTimeMs ?? -1);
      stored[interval].push(bar);
    }
  }
}

const nothingStored = (): Stored => ({ '1s': [], '1m': [], '1h': [] });

/** Everything that a client can come to see. */
function dump(state: MarketState, positions: readonly Position[]): unknown {
  const { quote, last, depth, statistics, gaps, status, trades, tradeEpoch } = state;
  return {
    ...{ quote, last, depth, statistics, gaps, status, tradeEpoch },
    bars: INTERVALS.map((interval) => state.bars(interval, -Infinity)),
    newestBars: INTERVALS.map((interval) => state.bars(interval, START_MS, 3)),
    nextNumber: trades.nextNumber,
    trades: trades.since(0),
    newest: trades.newest(5),
    after: positions.map((position) => trades.after(position)),
  };
}

/** All that the next ticks depend on, with what is in no order in one. */
function plain(state: MarketState): unknown {
  const { tradeIds, ...rest } = state.toSnapshot({ ms: 5, seq: 6 });
  return { ...rest, newer: hashes(tradeIds.newer), older: hashes(tradeIds.older) };
}

function hashes(bytes: Uint8Array): string[] {
  const hex = Buffer.from(bytes).toString('hex');
  return (hex.match(/.{16}/g) ?? []).sort();
}

const session = fc.oneof(
  fc.constant({ kind: 'rolling24h' as const }),
  fc.record({ kind: fc.constant('daily' as const), startMinuteUtc: fc.nat(1439) }),
);

describe('snapshot of a state', () => {
  test('goes on like the state that it was taken of, with the stored bars in front, older or newer than it', () => {
    fc.assert(
      fc.property(
        dirtyTicks,
        session,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(SMALL, ROOMY),
        fc.boolean(),
        (all, ofSession, cut, storedCut, limits, hasHole) => {
          const ticks = placed(all);
          const at = Math.floor(cut * ticks.length);
          const storedAt = at + Math.floor(storedCut * (ticks.length - at));
          const stayed = new Folding(limits, instrument({ session: ofSession }));
          const recorder = new Folding({ ...limits, recordsBars: true }, stayed.state.instrument);
          const stored = nothingStored();
          for (const folding of [stayed, recorder]) {
            folding.fold(ticks.slice(0, at >> 1));
            if (hasHole) folding.state.markGap(START_MS, START_MS + 5);
            folding.fold(ticks.slice(at >> 1, at));
          }
          record(recorder.state, stored);
          const bytes = recorder.bytes();
          recorder.fold(ticks.slice(at, storedAt));
          record(recorder.state, stored);
          const late = new Folding(limits, stayed.state.instrument);

          late.begin(bytes);
          for (const interval of BASE_INTERVALS) late.state.addHistory(interval, stored[interval]);
          const before = { ...stayed.counters };
          const changes = late.fold(ticks.slice(at));

          expect(changes).toEqual(stayed.fold(ticks.slice(at)));
          const positions = ticks.map(({ position }) => position);
          expect(dump(late.state, positions)).toEqual(dump(stayed.state, positions));
          expect(plain(late.state)).toEqual(plain(stayed.state));
          for (const [name, count] of Object.entries(late.counters)) {
            const key = name as keyof MarketCounters;
            expect([name, count]).toEqual([name, stayed.counters[key] - before[key]]);
          }
        },
      ),
      { numRuns: 300, interruptAfterTimeLimit: 20_000 },
    );
  });

  test('gives every closed bar to the recorders once, in order, whoever of them takes over when', () => {
    fc.assert(
      fc.property(
        dirtyTicks,
        fc.array(fc.constantFrom('fold', 'record', 'takeOver', 'both'), { maxLength: 60 }),
        fc.constantFrom(SMALL, ROOMY),
        (all, acts, limits) => {
          const ticks = placed(all);
          const stayed = new Folding(ROOMY, instrument());
          stayed.fold(ticks);
          const recorder = new Folding({ ...limits, recordsBars: true }, instrument());
          const stored = nothingStored();

          for (const [index, one] of ticks.entries()) {
            recorder.fold([one]);
            const act = acts[index];
            if (act === 'record' || act === 'both') record(recorder.state, stored);
            if (act === 'takeOver' || act === 'both') recorder.begin(recorder.bytes());
          }
          record(recorder.state, stored);

          for (const interval of BASE_INTERVALS) {
            const { bars, closedBeforeMs } = stayed.state.heldBars(interval, 0, Infinity, Infinity);
            expect(stored[interval]).toEqual(
              bars.filter(({ openTimeMs }) => openTimeMs < closedBeforeMs),
            );
          }
        },
      ),
      { numRuns: 300, interruptAfterTimeLimit: 20_000 },
    );
  });

  test('gives every closed bar once also where a ring has to let bars go before they are taken', () => {
    fc.assert(
      fc.property(
        dirtyTicks,
        fc.array(fc.constantFrom('fold', 'fold', 'record', 'takeOver'), { maxLength: 60 }),
        (all, acts) => {
          const ticks = placed(all);
          const diligent = new Folding(TINY, instrument());
          const lazy = new Folding(TINY, instrument());
          const expected = nothingStored();
          const stored = nothingStored();

          for (const [index, one] of ticks.entries()) {
            diligent.fold([one]);
            record(diligent.state, expected);
            lazy.fold([one]);
            if (acts[index] === 'record') record(lazy.state, stored);
            if (acts[index] === 'takeOver') lazy.begin(lazy.bytes());
          }
          record(lazy.state, stored);

          expect(stored).toEqual(expected);
          expect(lazy.counters).toEqual(diligent.counters);
        },
      ),
      { numRuns: 300, interruptAfterTimeLimit: 20_000 },
    );
  });

  test('is the same after it was read and written again', () => {
    fc.assert(
      fc.property(dirtyTicks, (all) => {
        const first = new Folding({ ...SMALL, recordsBars: true }, instrument());
        first.fold(placed(all));
        const before = plain(first.state);

        first.begin(first.bytes());

        expect(plain(first.state)).toEqual(before);
      }),
    );
  });
});
