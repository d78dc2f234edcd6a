import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GROUP } from '../../../proto/frames.ts';
import { INTERVALS, type Instrument, type Tick } from '../../../proto/types.ts';
import { Market } from '../../../server/market/market.ts';
import type { MarketState } from '../../../server/market/market-state.ts';
import { instrument, position, quote, START_MS, trade } from './ticks.ts';

const ignore = (): void => undefined;

function marketOf(...instruments: readonly Instrument[]): Market {
  const market = new Market();
  for (const one of instruments) market.register(one);
  return market;
}

/** Everything that can be read of a state. */
function dump(state: MarketState | undefined): unknown {
  if (!state) return undefined;
  const { quote: best, last, depth, statistics, trades } = state;
  const bars = INTERVALS.map((interval) => state.bars(interval, -Infinity));
  return { best, last, depth, statistics, bars, trades: trades.newest(1_000) };
}

const tick: fc.Arbitrary<Tick> = fc
  .record({
    symbol: fc.constantFrom('AAA', 'BBB', 'CCC'),
    isTrade: fc.boolean(),
    atMs: fc.nat(20_000),
    lateMs: fc.oneof(fc.constant(0), fc.nat(6_000)),
    price: fc.integer({ min: 50, max: 150 }),
    id: fc.nat(40),
  })
  .map(({ symbol, isTrade, atMs, lateMs, price, id }) => {
    const times = { venueTimeMs: START_MS + atMs - lateMs, receivedTimeMs: START_MS + atMs };
    return isTrade
      ? trade(0, { symbol, ...times, price, tradeId: id === 0 ? '' : String(id) })
      : quote(0, { symbol, ...times, bidPrice: price });
  });

/** Ticks in the order in which a feed receives them. */
const ticks = fc
  .array(tick, { maxLength: 120, size: 'max' })
  .map((all) => all.sort((a, b) => a.receivedTimeMs - b.receivedTimeMs));

describe('market', () => {
  test('tells of each tick what it changed, and nothing of a duplicate', () => {
    const market = marketOf(instrument());
    const changes: [string, number][] = [];
    const note = (state: MarketState, groups: number): void => {
      changes.push([state.instrument.symbol, groups]);
    };

    market.fold(quote(0), position(0), note);
    market.fold(trade(1, { tradeId: '1' }), position(1), note);
    expect(market.fold(trade(2, { tradeId: '1' }), position(2), note)).toBe(true);

    const ofTrade = GROUP.statistics | GROUP.trades | GROUP.bars | GROUP.last;
    expect(changes).toEqual([
      ['AAA', GROUP.quote],
      ['AAA', ofTrade],
    ]);
    expect(market.counters.duplicateTrades).toBe(1);
  });

  test('counts and drops a tick of a symbol that is not registered', () => {
    const market = marketOf(instrument());

    expect(market.fold(trade(0, { symbol: 'ZZZ' }), position(0), ignore)).toBe(false);
    expect(market.counters.unknownSymbolTicks).toBe(1);
    expect(market.state('ZZZ')).toBeUndefined();
  });

  test.each<[string, Tick]>([
    ['a trade price', trade(1, { price: -(2 ** 53 - 1) })],
    ['a bid price', quote(1, { bidPrice: -(2 ** 53 - 1) })],
    ['an ask price', quote(1, { bidPrice: -1, askPrice: 2 ** 53 - 1 })],
    [
      'a level price',
      {
        kind: 'depth',
        symbol: 'AAA',
        venueTimeMs: START_MS,
        receivedTimeMs: START_MS,
        bids: [5, 1, -(2 ** 53 - 1), 1],
        asks: [],
      },
    ],
  ])('counts and drops a tick with %s whose differences could not be told exactly', (_, wrong) => {
    const market = marketOf(instrument());
    market.fold(trade(0, { price: 7 }), position(0), ignore);
    const before = dump(market.state('AAA'));

    market.fold(wrong, position(1), () => {
      throw new Error('expected no change');
    });

    expect(dump(market.state('AAA'))).toEqual(before);
    expect(market.counters.outOfRangeTicks).toBe(1);
  });

  test('counts and drops a trade at a position beyond 2^53', () => {
    const market = marketOf(instrument());

    market.fold(trade(0), { entryMs: START_MS, entrySeq: 2 ** 60, index: 0 }, ignore);

    expect(market.counters.outOfRangeTicks).toBe(1);
    expect(market.state('AAA')?.trades.nextNumber).toBe(0);
  });

  test('a replay of another year next to a live venue makes neither of them late', () => {
    const live = instrument({ symbol: 'LIVE', venue: 'LIVE' });
    const replay = instrument({ symbol: 'OLD', venue: 'REPLAY' });
    const market = marketOf(live, replay);
    const yearsMs = 2 * 365 * 86_400_000;

    for (let second = 0; second < 20; second++) {
      market.fold(trade(second * 1_000, { symbol: 'LIVE' }), position(second), ignore);
      const receivedTimeMs = START_MS + second * 1_000;
      const old = trade(second * 1_000 - yearsMs, { symbol: 'OLD', receivedTimeMs });
      market.fold(old, position(second), ignore);
    }

    expect(market.counters.lateTrades).toBe(0);
    for (const symbol of ['LIVE', 'OLD']) {
      expect(market.state(symbol)?.bars('1s', -Infinity)).toHaveLength(20);
    }
  });

  test('comes to the same state however the symbols are interleaved, as servers read partitions in portions', () => {
    fc.assert(
      fc.property(ticks, fc.array(fc.nat(2), { minLength: 50 }), (all, choices) => {
        const symbols = ['AAA', 'BBB', 'CCC'];
        const inOrder = marketOf(...symbols.map((symbol) => instrument({ symbol })));
        const queues = symbols.map((symbol) => all.filter((one) => one.symbol === symbol));
        for (const [index, one] of all.entries()) inOrder.fold(one, position(index), ignore);

        const mixed = marketOf(...symbols.map((symbol) => instrument({ symbol })));
        // What the choices leave over comes symbol by symbol.
        for (const choice of [
          ...choices,
          ...all.map(() => 0),
          ...all.map(() => 1),
          ...all.map(() => 2),
        ]) {
          const next = queues[choice]?.shift();
          if (next) mixed.fold(next, position(all.indexOf(next)), ignore);
        }

        for (const symbol of symbols) {
          expect(dump(mixed.state(symbol))).toEqual(dump(inOrder.state(symbol)));
        }
        expect(mixed.counters).toEqual(inOrder.counters);
      }),
    );
  });

  test('registering the same instrument again changes nothing', () => {
    const market = marketOf(instrument());
    market.fold(trade(0), position(0), ignore);

    expect(market.register(instrument())).toBe(false);
    expect(market.state('AAA')?.last).toBeDefined();
    expect([...market.states()]).toHaveLength(1);
  });

  test.each<[string, Partial<Instrument>]>([
    ['price decimals', { priceDecimals: 3 }],
    ['size decimals', { sizeDecimals: 0 }],
    ['tick size', { tickSize: 5 }],
    ['venue', { venue: 'OTHER' }],
    ['session', { session: { kind: 'daily', startMinuteUtc: 0 } }],
  ])('an instrument with another %s starts afresh', (_, change) => {
    const market = marketOf(instrument());
    market.fold(trade(0), position(0), ignore);

    expect(market.register(instrument(change))).toBe(true);

    expect(market.state('AAA')?.instrument).toEqual(instrument(change));
    expect(market.state('AAA')?.last).toBeUndefined();
    expect([...market.states()]).toHaveLength(1);
  });

  test.each<[string, Partial<Instrument>, boolean]>([
    ['display name', { displayName: 'Other' }, true],
    ['currency', { currency: 'EUR' }, true],
    ['rank', { rank: 7 }, false],
  ])('an instrument that has only got another %s keeps its state', (_, change, isTold) => {
    const market = marketOf(instrument());
    market.fold(trade(0, { tradeId: 'a' }), position(0), ignore);

    expect(market.register(instrument(change))).toBe(isTold);

    const state = market.state('AAA');
    expect(state?.instrument).toEqual(instrument(change));
    market.fold(trade(1, { tradeId: 'a' }), position(1), ignore);
    market.fold(trade(2, { tradeId: 'b' }), position(2), ignore);
    expect(state?.statistics?.tradeCount).toBe(2);
    expect(market.register(instrument(change))).toBe(false);
  });

  test('who comes back with a trade of an instrument that started afresh is not told that nothing is missing', () => {
    const market = marketOf(instrument());
    market.fold(trade(0), position(0), ignore);
    market.register(instrument({ priceDecimals: 3 }));
    market.fold(trade(1), position(1), ignore);

    expect(market.state('AAA')?.trades.after(position(0))).toBeUndefined();
    expect(market.state('AAA')?.trades.after(position(1))).toBe(1);
  });

  test('a symbol that is reset starts afresh, and says that trades may be missing', () => {
    const market = marketOf(instrument());
    market.fold(trade(0), position(0), ignore);

    market.reset('AAA');
    market.reset('ZZZ');

    expect(market.state('AAA')?.last).toBeUndefined();
    expect(market.state('AAA')?.trades.after(position(0))).toBeUndefined();
    expect(market.state('ZZZ')).toBeUndefined();
  });

  test('takes the place of a state from a snapshot, with the name that is registered by now', () => {
    const other = marketOf(instrument());
    other.fold(trade(0, { price: 77 }), position(0), ignore);
    const snapshot = other.state('AAA')?.toSnapshot({ ms: START_MS, seq: 0 });
    if (!snapshot) throw new Error('AAA is registered');
    const market = marketOf(instrument({ displayName: 'Newer', rank: 3 }));
    market.fold(trade(0, { price: 11 }), position(0), ignore);

    expect(market.restore(snapshot)).toBe(true);

    expect(market.state('AAA')?.instrument).toMatchObject({ displayName: 'Newer', rank: 3 });
    expect(market.state('AAA')?.last?.price).toBe(77);
    market.fold(trade(9, { price: 78 }), position(1), ignore);
    expect(
      market
        .state('AAA')
        ?.trades.since(0)
        .trades.map(({ price }) => price),
    ).toEqual([77, 78]);
    const fresh = new Market();
    expect(fresh.restore(snapshot)).toBe(true);
    expect(fresh.state('AAA')?.instrument).toEqual(instrument());
  });

  test('takes no snapshot of an instrument whose numbers mean something else by now', () => {
    const other = marketOf(instrument());
    other.fold(trade(0, { price: 77 }), position(0), ignore);
    const snapshot = other.state('AAA')?.toSnapshot({ ms: START_MS, seq: 0 });
    if (!snapshot) throw new Error('AAA is registered');
    const market = marketOf(instrument({ priceDecimals: 4 }));
    market.fold(trade(0, { price: 11 }), position(0), ignore);

    expect(market.restore(snapshot)).toBe(false);
    expect(market.state('AAA')?.last?.price).toBe(11);
  });

  test('marks what a process never saw on the symbols meant, and tells of them', () => {
    const market = marketOf(instrument(), instrument({ symbol: 'BBB' }));
    const told: [string, number][] = [];
    const note = (state: MarketState, groups: number): void => {
      told.push([state.instrument.symbol, groups]);
    };

    market.markGap((symbol) => symbol === 'BBB', 10, 20, note);
    market.markGap((symbol) => symbol === 'BBB', 10, 20, note);

    expect(told).toEqual([['BBB', GROUP.gaps]]);
    expect(market.state('AAA')?.gaps).toEqual([]);
    expect(market.state('BBB')?.gaps).toEqual([{ fromMs: 10, toMs: 20 }]);
  });

  test('a session that starts at another minute is another instrument', () => {
    const market = marketOf(instrument({ session: { kind: 'daily', startMinuteUtc: 5 } }));

    expect(market.register(instrument({ session: { kind: 'daily', startMinuteUtc: 5 } }))).toBe(
      false,
    );
    expect(market.register(instrument({ session: { kind: 'daily', startMinuteUtc: 6 } }))).toBe(
      true,
    );
  });
});
