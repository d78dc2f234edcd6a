import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BASE_OF,
  INTERVAL_MS,
  INTERVALS,
  type Bar,
  type BaseInterval,
  type Interval,
} from '../../../proto/types.ts';
import { readBars, type BarsPage, type BarsQuery } from '../../../server/history/bar-history.ts';
import type { StoredBars, StoredPortion } from '../../../server/history/stored-bars.ts';
import { createState, START_MS, trade } from '../market/ticks.ts';

/** Small enough that nearly every walk crosses from what is held to what is stored. */
const RING = { '1s': 40, '1m': 20, '1h': 5 };
const ALL = { '1s': 100_000, '1m': 100_000, '1h': 100_000 };

interface Print {
  readonly atMs: number;
  readonly price: number;
  readonly size: number;
}

/** Stored bars as a plain list, with what a test wants to go wrong. */
class ListedBars implements StoredBars {
  readonly bars: Record<BaseInterval, Bar[]> = { '1s': [], '1m': [], '1h': [] };
  wasTrimmed = false;
  readonly unreadable = new Set<number>();
  reads = 0;

  before(
    _symbol: string,
    interval: BaseInterval,
    beforeMs: number,
    fromMs: number,
    count: number,
  ): Promise<StoredPortion> {
    this.reads += 1;
    const fitting = this.bars[interval].filter(
      ({ openTimeMs }) => openTimeMs >= fromMs && openTimeMs < beforeMs,
    );
    const found = fitting.slice(Math.max(0, fitting.length - count)).reverse();
    return Promise.resolve({
      bars: found.filter(({ openTimeMs }) => !this.unreadable.has(openTimeMs)),
      unreadableMs: found.map((bar) => bar.openTimeMs).filter((ms) => this.unreadable.has(ms)),
      nextBeforeMs: found.length < count ? undefined : found.at(-1)?.openTimeMs,
    });
  }

  reach(
    _symbol: string,
    interval: BaseInterval,
  ): Promise<{ firstMs: number; wasTrimmed: boolean }> {
    const firstMs = this.bars[interval][0]?.openTimeMs ?? Infinity;
    return Promise.resolve({ firstMs, wasTrimmed: this.wasTrimmed });
  }
}

/** A server's state after these trades, and all closed bars as a recorder with room for them has them. */
function scene(prints: readonly Print[]) {
  const server = createState({ bars: RING });
  const recorder = createState({ bars: ALL });
  const stored = new ListedBars();
  for (const { atMs, price, size } of prints) {
    const tick = trade(atMs, { price, size });
    server.fold(tick);
    recorder.fold(tick);
  }
  for (const base of ['1s', '1m', '1h'] as const) {
    const held = recorder.state.heldBars(base, 0, Infinity, Infinity);
    stored.bars[base] = held.bars.filter(({ openTimeMs }) => openTimeMs < held.closedBeforeMs);
  }
  return { state: server.state, stored };
}

/** Bars straight from the trades. Shares no code with the server. */
function oracle(prints: readonly Print[], interval: Interval, fromMs = 0, toMs = Infinity) {
  const length = INTERVAL_MS[interval];
  const bars = new Map<number, Print[]>();
  for (const print of prints) {
    const openTimeMs = Math.floor((START_MS + print.atMs) / length) * length;
    if (openTimeMs >= fromMs && openTimeMs < toMs) {
      bars.set(openTimeMs, [...(bars.get(openTimeMs) ?? []), print]);
    }
  }
  return [...bars]
    .sort(([a], [b]) => a - b)
    .map(([openTimeMs, inside]) => ({
      openTimeMs,
      open: inside[0]?.price,
      high: Math.max(...inside.map(({ price }) => price)),
      low: Math.min(...inside.map(({ price }) => price)),
      close: inside.at(-1)?.price,
      volume: inside.reduce((sum, { size }) => sum + size, 0),
      tradeCount: inside.length,
    }));
}

function shown(page: { readonly bars: BarsPage['bars'] }) {
  return page.bars.map(({ openTimeMs, open, high, low, close, volume, tradeCount }) => ({
    ...{ openTimeMs, open, high, low, close, volume, tradeCount },
  }));
}

async function walk(
  { state, stored }: ReturnType<typeof scene>,
  query: BarsQuery,
): Promise<BarsPage['bars']> {
  let bars: BarsPage['bars'] = [];
  let { toMs } = query;
  for (;;) {
    const page = await readBars(state, stored, { ...query, toMs });
    expect(page.bars.length).toBeLessThanOrEqual(query.limit);
    bars = [...page.bars, ...bars];
    const oldest = page.bars[0];
    if (!page.hasOlder || !oldest || oldest.openTimeMs <= query.fromMs) return bars;
    expect(oldest.openTimeMs).toBeLessThan(toMs);
    toMs = oldest.openTimeMs;
  }
}

/** Trades with pauses from none to hours, about 400 of them. */
const prints = fc
  .array(
    fc.record({
      pauseMs: fc.oneof(
        { weight: 12, arbitrary: fc.integer({ min: 0, max: 1_500 }) },
        { weight: 3, arbitrary: fc.integer({ min: 0, max: 90_000 }) },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: 5 * 3_600_000 }) },
      ),
      price: fc.integer({ min: 90, max: 110 }),
      size: fc.integer({ min: 1, max: 9 }),
    }),
    { minLength: 1, maxLength: 400, size: 'max' },
  )
  .map((steps) => {
    let atMs = 0;
    return steps.map(({ pauseMs, price, size }) => ({ atMs: (atMs += pauseMs), price, size }));
  });
const interval = fc.constantFrom(...INTERVALS);

describe('bar history', () => {
  test('gives the same page by page, in one piece and straight from the trades', async () => {
    const range = fc.record({
      interval,
      limit: fc.integer({ min: 1, max: 40 }),
      /** Of the whole time, thousandths. */
      from: fc.integer({ min: -100, max: 1_000 }),
      length: fc.integer({ min: 0, max: 1_200 }),
    });
    await fc.assert(
      fc.asyncProperty(prints, range, async (trades, { interval, limit, from, length }) => {
        const market = scene(trades);
        const spanMs = (trades.at(-1)?.atMs ?? 0) + 1;
        const fromMs = Math.max(0, Math.floor(START_MS + (from * spanMs) / 1_000));
        const toMs = Math.ceil(fromMs + (length * spanMs) / 1_000);
        const query = { interval, fromMs, toMs, limit: 5_000 };

        const expected = oracle(trades, interval, fromMs, toMs);
        expect(shown(await readBars(market.state, market.stored, query))).toEqual(expected);
        expect(shown({ bars: await walk(market, { ...query, limit }) })).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  test('says of every page whether anything is older', async () => {
    await fc.assert(
      fc.asyncProperty(
        prints,
        interval,
        fc.integer({ min: 1, max: 30 }),
        async (trades, interval, limit) => {
          const { state, stored } = scene(trades);
          const all = oracle(trades, interval);
          for (const { openTimeMs } of all.slice(-50)) {
            const query = { interval, limit, fromMs: 0, toMs: openTimeMs };
            const page = await readBars(state, stored, query);
            const older = all.filter((bar) => bar.openTimeMs < openTimeMs);
            expect(page.hasOlder).toBe(older.length > limit);

            const from = { ...query, fromMs: openTimeMs, toMs: Infinity };
            expect((await readBars(state, stored, from)).hasOlder).toBe(
              older.length > 0 || all.filter((bar) => bar.openTimeMs >= openTimeMs).length > limit,
            );
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('never shows a bar in part, whatever was trimmed and however much the ring holds', async () => {
    await fc.assert(
      fc.asyncProperty(prints, interval, fc.nat(400), async (trades, interval, trimmed) => {
        const { state, stored } = scene(trades);
        const base = BASE_OF[interval];
        const removed = stored.bars[base].splice(0, trimmed).length;
        stored.wasTrimmed = removed > 0;
        const held = state.heldBars(base, 0, 0, 0);
        const firstMs = Math.min(held.firstOpenMs, stored.bars[base][0]?.openTimeMs ?? Infinity);

        const page = await readBars(state, stored, {
          interval,
          fromMs: 0,
          toMs: Infinity,
          limit: 5_000,
        });

        const all = oracle(trades, interval);
        const whole = removed === 0 ? all : all.filter((bar) => bar.openTimeMs >= firstMs);
        expect(shown(page)).toEqual(whole);
      }),
      { numRuns: 200 },
    );
  });

  test('names the hole between stored bars that end early and a ring that has moved on', async () => {
    const trades = Array.from({ length: 200 }, (_, at) => ({
      atMs: at * 1_000,
      price: 100,
      size: 1,
    }));
    const { state, stored } = scene(trades);
    // The recorder died in the hundredth second; the ring holds the last forty.
    stored.bars['1s'].splice(100);

    const page = await readBars(state, stored, {
      interval: '5s',
      fromMs: 0,
      toMs: Infinity,
      limit: 100,
    });

    expect(page.gaps).toEqual([{ fromMs: START_MS + 100_000, toMs: START_MS + 160_000 }]);
    expect(page.bars.map(({ tradeCount }) => tradeCount)).toEqual(Array(28).fill(5));
  });

  test('shows neither a bar that cannot be read nor one that it is a part of', async () => {
    const trades = Array.from({ length: 200 }, (_, at) => ({
      atMs: at * 1_000,
      price: 100,
      size: 1,
    }));
    const { state, stored } = scene(trades);
    stored.unreadable.add(START_MS + 51_000);

    const query = { fromMs: START_MS, toMs: START_MS + 100_000, limit: 100 };
    const seconds = await readBars(state, stored, { ...query, interval: '1s' });
    const fives = await readBars(state, stored, { ...query, interval: '5s' });
    const one = await readBars(state, stored, {
      ...query,
      interval: '5s',
      toMs: START_MS + 55_000,
      limit: 1,
    });

    expect(seconds.bars).toHaveLength(99);
    expect(fives.bars).toHaveLength(19);
    expect(fives.gaps).toEqual([{ fromMs: START_MS + 51_000, toMs: START_MS + 52_000 }]);
    expect(one.bars.map(({ openTimeMs }) => openTimeMs)).toEqual([START_MS + 45_000]);
  });

  test('asks the store nothing for what the ring holds', async () => {
    const trades = Array.from({ length: 30 }, (_, at) => ({
      atMs: at * 1_000,
      price: 100,
      size: 1,
    }));
    const { state, stored } = scene(trades);

    await readBars(state, stored, { interval: '1s', fromMs: 0, toMs: Infinity, limit: 29 });

    expect(stored.reads).toBe(0);
  });

  test('calls an answer closed only when no later trade can change it', async () => {
    const { state, stored } = scene([
      { atMs: 0, price: 100, size: 1 },
      { atMs: 10_500, price: 100, size: 1 },
    ]);
    const upTo = (seconds: number, interval: Interval = '1s') =>
      readBars(state, stored, { interval, fromMs: 0, toMs: START_MS + seconds * 1_000, limit: 10 });

    expect((await upTo(8)).isClosed).toBe(true);
    // Within the grace time a late trade may come.
    expect((await upTo(9)).isClosed).toBe(false);
    expect((await upTo(5, '5s')).isClosed).toBe(true);
    expect((await upTo(6, '5s')).isClosed).toBe(false);
    const newest = await readBars(state, stored, {
      interval: '1s',
      fromMs: 0,
      toMs: Infinity,
      limit: 1,
    });
    expect(newest.isClosed).toBe(false);
  });
});
