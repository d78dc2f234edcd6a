/** Any sequence of ticks, wishes, silence and acknowledgements: every client ends up with the truth. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TIERS_MS, type TopicRequest } from '../../../proto/frames.ts';
import { CHANNELS, FEED_STATES, INTERVALS } from '../../../proto/types.ts';
import { instrument, quote, START_MS, trade } from '../market/ticks.ts';
import { World } from './world.ts';

const KEYS = [1, 2, 3];
const SYMBOLS = ['AAA', 'BBB', 'CCC'];
/** Registered only in the course of a run. */
const LATER = 'LATER';

const key = fc.constantFrom(...KEYS);
const symbol = fc.constantFrom(...SYMBOLS, LATER);

const topic: fc.Arbitrary<TopicRequest> = fc
  .tuple(
    symbol,
    fc.subarray([...CHANNELS]),
    fc.subarray([...INTERVALS], { maxLength: 3 }),
    fc.nat(8),
  )
  .map(([name, channels, intervals, historyCount]) => ({
    symbol: name,
    channels,
    bars: intervals.map((interval) => ({ interval, historyCount })),
  }));

/** Wishes that several clients have: they then share bodies. */
const COMMON: readonly TopicRequest[][] = [
  SYMBOLS.map((name) => ({ symbol: name, channels: ['quote', 'trades'], bars: [] })),
  [{ symbol: 'AAA', channels: ['last'], bars: [{ interval: '1s', historyCount: 3 }] }],
];

const tick = fc.record({
  kind: fc.constant('tick' as const),
  symbol,
  what: fc.constantFrom('trade', 'trade', 'quote', 'depth'),
  price: fc.integer({ min: -20, max: 200 }),
  lateMs: fc.oneof(fc.constant(0), fc.nat(4_000)),
  id: fc.nat(60),
});

const step = fc.oneof(
  { weight: 14, arbitrary: tick },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('burst' as const), symbol, count: fc.nat(30) }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.nat(400) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('turns' as const), count: fc.nat(3) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('ack' as const), key, part: fc.nat(4) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('subscribe' as const),
      key,
      topics: fc.oneof(fc.array(topic, { maxLength: 3 }), fc.constantFrom(...COMMON)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unsubscribe' as const), key, symbol }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('rate' as const),
      key,
      tierMs: fc.constantFrom(...TIERS_MS),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('register' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('history' as const), symbol, count: fc.nat(9) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reload' as const), symbol }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('flush' as const), key }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('hole' as const), symbol, isRefreshed: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('gap' as const), symbol, ms: fc.nat(5_000) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('status' as const),
      symbol,
      state: fc.constantFrom(...FEED_STATES),
      detail: fc.constantFrom('', 'try 2', 'try 3'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('report' as const), ms: fc.nat(60) }) },
);

const CROWD = [1, 2, 3, 4, 5, 6, 7];
const member = fc.constantFrom(...CROWD);

/** What goes on among many clients that all want the same of a few symbols. */
const crowdStep = fc.oneof(
  { weight: 10, arbitrary: tick },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('turns' as const), count: fc.nat(4) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.nat(60) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('acks' as const), but: member }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('flush' as const), key: member }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('subscribe' as const),
      key: member,
      topics: fc.constantFrom(...COMMON),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('rate' as const),
      key: member,
      tierMs: fc.constantFrom(0 as const, 50 as const),
    }),
  },
);

type Step = typeof step | typeof crowdStep extends fc.Arbitrary<infer T> ? T : never;

function foldTick(world: World, one: Extract<Step, { kind: 'tick' }>): void {
  const times = { venueTimeMs: world.nowMs - one.lateMs, receivedTimeMs: world.nowMs };
  const head = { symbol: one.symbol, ...times };
  const { price } = one;
  if (one.what === 'trade') {
    const tradeId = one.id === 0 ? '' : String(one.id);
    world.fold(trade(0, { ...head, price, size: one.id, tradeId }));
  } else if (one.what === 'quote') {
    world.fold(quote(0, { ...head, bidPrice: price, askPrice: price + one.id }));
  } else {
    world.fold({
      kind: 'depth',
      ...head,
      bids: [price, 1, price - 1, 2],
      asks: [price + 1, one.id],
    });
  }
}

function addHistory(world: World, name: string, count: number): void {
  const state = world.market.state(name);
  if (!state) return;
  const firstMs = START_MS - count * 60_000;
  const prices = { open: 10, high: 12, low: 8, close: 11 };
  const bars = Array.from({ length: count }, (_, at) => {
    return { openTimeMs: firstMs + at * 60_000, ...prices, volume: 5, tradeCount: 2, turnover: 55 };
  });
  if (state.addHistory('1m', bars) > 0) world.engine.refresh([name], world.nowMs);
}

function run(world: World, one: Step): void {
  switch (one.kind) {
    case 'tick':
      foldTick(world, one);
      return;
    case 'burst':
      for (let at = 0; at < one.count; at++) {
        const times = { venueTimeMs: world.nowMs, receivedTimeMs: world.nowMs };
        world.fold(trade(0, { symbol: one.symbol, ...times, price: at }));
      }
      return;
    case 'pass':
      world.pass(one.ms);
      return;
    case 'turns':
      world.turns(one.count);
      return;
    case 'ack': {
      const last = world.clients.get(one.key)?.lastFrame ?? 0;
      world.acknowledge(one.key, Math.max(0, last - one.part));
      return;
    }
    case 'acks':
      for (const key of world.clients.keys()) if (key !== one.but) world.acknowledge(key);
      return;
    case 'subscribe':
      world.subscribe(one.key, ...one.topics);
      return;
    case 'unsubscribe':
      world.unsubscribe(one.key, one.symbol);
      return;
    case 'rate':
      world.setRate(one.key, one.tierMs);
      return;
    case 'register':
      world.register(LATER);
      return;
    case 'history':
      addHistory(world, one.symbol, one.count);
      return;
    case 'flush':
      world.engine.flush(one.key, world.nowMs);
      return;
    case 'reload':
      world.reload(one.symbol);
      return;
    case 'hole':
      world.markHole(one.symbol, one.isRefreshed);
      return;
    case 'gap': {
      const times = { venueTimeMs: world.nowMs, receivedTimeMs: world.nowMs };
      const fromMs = world.nowMs - one.ms;
      const span = { fromMs, toMs: world.nowMs, lostTrades: 0 };
      world.fold({ kind: 'gap', symbol: one.symbol, ...times, ...span });
      return;
    }
    case 'status': {
      const times = { venueTimeMs: world.nowMs, receivedTimeMs: world.nowMs };
      world.fold({ ...one, ...times });
      return;
    }
    case 'report':
      world.engine.reportTurn(world.nowMs, one.ms);
      world.engine.sweep(world.nowMs);
      return;
  }
}

describe('fan-out engine', () => {
  test.each([
    ['few frames', { window: { frames: 2, bytes: 1 << 20 } }],
    ['few bytes', { window: { frames: 64, bytes: 200 } }],
    ['a single frame', { window: { frames: 1, bytes: 1 } }],
    ['a wide window', { window: { frames: 64, bytes: 1 << 20 } }],
    ['one frame a turn', { window: { frames: 64, bytes: 1 << 20 }, turnFrames: 1 }],
    ['two frames a turn, few in flight', { window: { frames: 3, bytes: 1 << 20 }, turnFrames: 2 }],
    ['small frames', { window: { frames: 64, bytes: 1 << 20 }, frameBytes: 30, turnFrames: 2 }],
  ])('tells every client the truth in the end, and never more than fits, with %s', (_, options) => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 200, size: 'max' }), (steps) => {
        const world = new World({ ...options, topicLimit: 3 }, { trades: 12 });
        world.register(...SYMBOLS);
        for (const one of KEYS) world.addClient(one);

        for (const one of steps) run(world, one);
        world.settle();

        expect(world.clients.size).toBe(KEYS.length);
        for (const client of world.clients.values()) client.expectCaughtUp();
      }),
      { numRuns: 30 },
    );
  });

  test.each([
    ['one frame a turn', 0.95, { window: { frames: 3, bytes: 1 << 20 }, turnFrames: 1 }],
    ['two frames a turn', 0.7, { window: { frames: 8, bytes: 1 << 20 }, turnFrames: 2 }],
    ['all in a turn', 0.7, { window: { frames: 2, bytes: 1 << 20 } }],
    ['small frames', 0.7, { window: { frames: 3, bytes: 1 << 20 }, frameBytes: 20 }],
  ])('does so when clients want the same and share bodies, with %s', (_, share, options) => {
    let bodies = 0;
    let frames = 0;
    fc.assert(
      fc.property(fc.array(crowdStep, { minLength: 30, maxLength: 150, size: 'max' }), (steps) => {
        const world = new World(options, { trades: 12 });
        world.register(...SYMBOLS);
        for (const one of CROWD) {
          world.addClient(one);
          world.subscribe(one, ...(COMMON[one % 3 === 0 ? 1 : 0] ?? []));
        }

        for (const one of steps) run(world, one);
        world.settle();

        expect(world.clients.size).toBe(CROWD.length);
        for (const client of world.clients.values()) client.expectCaughtUp();
        bodies += world.engine.counters.bodiesAssembled;
        for (const client of world.clients.values()) frames += client.dataTimes.length;
      }),
      { numRuns: 60 },
    );
    expect(bodies, 'many frames share their body').toBeLessThan(frames * share);
  });

  test('leaves nothing behind when clients go', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 120, size: 'max' }), (steps) => {
        const world = new World({}, { trades: 12 });
        world.register(...SYMBOLS, LATER);
        for (const one of KEYS) world.addClient(one);
        for (const one of steps) run(world, one);

        for (const one of KEYS) {
          world.clients.delete(one);
          world.engine.removeClient(one);
        }
        const sentBefore = world.sent.length;
        for (const name of [...SYMBOLS, LATER]) world.fold(trade(0, { symbol: name }));
        world.pass(5_000);
        world.engine.sweep(world.nowMs);
        world.engine.refresh(['AAA'], world.nowMs);

        expect(world.engine.clientCount).toBe(0);
        expect(world.sent).toHaveLength(sentBefore);
        expect(world.engine.nextTurnMs()).toBeUndefined();
        // Nobody is subscribed to anything any more, so news wakes nobody.
        expect(world.market.register(instrument({ symbol: 'AAA' }))).toBe(false);
        world.fold(trade(0, { symbol: 'AAA' }));
        expect(world.engine.nextTurnMs()).toBeUndefined();
      }),
      { numRuns: 20 },
    );
  });
});
