/** What a client gets that says what it holds, sensible or not. */
import { describe, expect, test } from 'vitest';
import type {
  BarsRequest,
  TopicRequest,
  TradeListView,
  TradeResume,
  TradeView,
} from '../../../proto/frames.ts';
import type { SymbolId } from '../../../proto/types.ts';
import { Cohort } from '../../../server/fanout/cohort.ts';
import { FanoutEngine } from '../../../server/fanout/engine.ts';
import { barsAfter, tradeResumeAt, tradesAfter } from '../../../server/fanout/resume.ts';
import { Topic } from '../../../server/fanout/topic.ts';
import { DEFAULT_LIMITS } from '../../../server/market/limits.ts';
import { Market } from '../../../server/market/market.ts';
import type { TradeRing } from '../../../server/market/trade-ring.ts';
import { readServerFrame } from '../../../web/client/frame-reader.ts';
import { TradeTape } from '../../../web/client/trade-tape.ts';
import { createState, instrument, START_MS, trade, type StateUnderTest } from '../market/ticks.ts';
import { createWorld, OPTIONS } from './world.ts';

const TRADES: TopicRequest = { symbol: 'AAA', channels: ['trades'], bars: [] };

/** A state that has folded so many trades, one a second, and holds the newest 30 of them. */
function stateOf(count: number): StateUnderTest {
  const under = createState({ trades: 30 });
  for (let n = 0; n < count; n++) under.fold(trade(n * 1_000, { price: n }));
  return under;
}

/** What somebody holds who was told trades up to `number`. */
function heldAt(trades: TradeRing, number: number): TradeResume {
  const { epoch } = trades;
  return { entryMs: START_MS, entrySeq: 0, index: number, epoch, nextNumber: number + 1 };
}

describe('trades of a client that comes back', () => {
  const { trades } = stateOf(100).state;
  const { epoch } = trades;
  const prices = (held: TradeResume | undefined): number[] =>
    tradesAfter(trades, held).trades.map(({ price }) => price);

  test('are those after the place up to which it holds them', () => {
    expect(prices(heldAt(trades, 96))).toEqual([97, 98, 99]);
    expect(prices(heldAt(trades, 99))).toEqual([]);
    expect(tradesAfter(trades, heldAt(trades, 80))).toMatchObject({
      skipped: 0,
      nextNumber: 100,
      epoch,
    });
  });

  test('go by the place, however they were numbered where it was', () => {
    expect(prices({ ...heldAt(trades, 96), epoch: 7, nextNumber: 12_345 })).toEqual([97, 98, 99]);
  });

  test('begin anew when the log was lost, and the server knows none but later ones', () => {
    const younger = stateOf(3).state.trades;
    const before = { entryMs: START_MS - 5_000, entrySeq: 0, index: 9, epoch: 7, nextNumber: 10 };

    const list = tradesAfter(younger, before);

    expect(list.trades.map(({ price }) => price)).toEqual([0, 1, 2]);
    expect(list).toMatchObject({ skipped: 0, isRestart: true, nextNumber: 3 });
  });

  test('come with how many are missing when not all are held any more', () => {
    const list = tradesAfter(trades, heldAt(trades, 20));

    expect(list.trades).toHaveLength(30);
    expect(list).toMatchObject({ skipped: 49, nextNumber: 100 });
    expect(list.isRestart).toBeUndefined();
  });

  test('begin anew when nobody can say how many are missing', () => {
    const list = tradesAfter(trades, { ...heldAt(trades, 20), epoch: 7 });

    expect(list.trades).toHaveLength(30);
    expect(list).toMatchObject({ skipped: 0, isRestart: true });
  });

  test('are none while the server is behind the client', () => {
    const list = tradesAfter(trades, heldAt(trades, 130));

    expect(list).toMatchObject({ trades: [], skipped: 0, nextNumber: 100 });
    expect(list.isRestart).toBeUndefined();
  });

  test('begin anew behind a hole in the log, and hold none from before it', () => {
    const { state, fold } = stateOf(100);
    const held = heldAt(state.trades, 95);
    state.markGap(START_MS, START_MS + 1);
    fold(trade(200_000, { price: 500 }), trade(201_000, { price: 501 }));

    const list = tradesAfter(state.trades, held);

    expect(list.trades.map(({ price }) => price)).toEqual([500, 501]);
    expect(list).toMatchObject({ skipped: 0, isRestart: true, nextNumber: 102 });
  });

  test.each<[string, Partial<TradeResume>]>([
    ['a number beyond the next one', { entryMs: 1, nextNumber: 1e15 }],
    ['a place before all, and no number', { entryMs: 0, epoch: 0, nextNumber: 0 }],
    ['the largest numbers there are', { entryMs: 2 ** 53 - 1, entrySeq: 2 ** 53 - 1 }],
    ['a number of this server and a place of none', { entryMs: 1, nextNumber: 95 }],
  ])('come in some bounded way for %s', (_, change) => {
    const list = tradesAfter(trades, { ...heldAt(trades, 50), ...change });

    expect(list.trades.length).toBeLessThanOrEqual(30);
    expect(list.skipped).toBeLessThanOrEqual(100);
    expect(list.nextNumber).toBe(100);
  });

  test('are the newest hundred for a client that holds none', () => {
    const { state } = createState({ trades: 500 });
    for (let n = 0; n < 300; n++)
      state.trades.push(trade(n), { entryMs: n, entrySeq: 0, index: 0 });

    expect(tradesAfter(state.trades, undefined).trades).toHaveLength(100);
    expect(tradesAfter(createState().state.trades, undefined)).toEqual({ trades: [], skipped: 0 });
  });

  test('go on from wherever a reader is', () => {
    for (const next of [0, 1, 50, 70, 71, 99, 100]) {
      const list = tradesAfter(trades, tradeResumeAt(trades, next));

      expect(list.skipped + list.trades.length, String(next)).toBe(100 - next);
    }
  });
});

describe('bars of a client that comes back', () => {
  const { state } = stateOf(1_000);
  const newestMs = START_MS + 999_000;
  const answer = (change: Partial<BarsRequest>): ReturnType<typeof barsAfter> =>
    barsAfter(state, { interval: '1s', historyCount: 500, ...change }, 600);

  test('are those that may have changed since its newest', () => {
    const series = answer({ afterOpenTimeMs: newestMs - 10_000 });

    expect(series?.isHistory).toBe(false);
    expect(series?.bars.at(0)?.openTimeMs).toBeLessThan(newestMs - 10_000 - 60_000);
    expect(series?.bars.at(-1)?.openTimeMs).toBe(newestMs);
    expect(series?.bars.length).toBeLessThan(200);
  });

  test('begin with a whole bar of a longer interval', () => {
    const series = answer({ interval: '1m', afterOpenTimeMs: START_MS + 600_000 });

    expect(series?.isHistory).toBe(false);
    expect(series?.bars[0]?.openTimeMs).toBe(START_MS + 420_000);
  });

  test.each<[string, Partial<BarsRequest>]>([
    ['it holds none', {}],
    ['more are missing than it wants', { afterOpenTimeMs: START_MS + 200_000 }],
    ['it goes back further than the server', { afterOpenTimeMs: START_MS - 1_000 }],
    ['it goes back about as far as the server', { afterOpenTimeMs: START_MS + 30_000 }],
    ['its newest bar is no time at all', { afterOpenTimeMs: 1 }],
  ])('are the whole history when %s', (_, change) => {
    const series = answer(change);

    expect(series?.isHistory).toBe(true);
    expect(series?.bars).toHaveLength(500);
  });

  test('are the whole history when the server may lack some of them', () => {
    const young = stateOf(120).state;
    const wish: BarsRequest = { interval: '1s', historyCount: 500 };
    const after = (second: number): ReturnType<typeof barsAfter> =>
      barsAfter(young, { ...wish, afterOpenTimeMs: START_MS + second * 1_000 }, 600);

    expect(after(91)).toMatchObject({ isHistory: true });
    expect(after(92)).toMatchObject({ isHistory: false });
  });

  test('are called partial as long as stored ones may still be put before them', () => {
    const young = stateOf(120).state;
    const wish: BarsRequest = { interval: '1s', historyCount: 500 };
    young.isHistoryAwaited = true;
    expect(barsAfter(young, wish, 600)).toMatchObject({ isHistory: true, isPartial: true });

    young.isHistoryAwaited = false;
    expect(barsAfter(young, wish, 600)).not.toHaveProperty('isPartial');
  });

  test('are none that it lacks while the server is behind the client', () => {
    expect(answer({ afterOpenTimeMs: newestMs + 3_600_000 })).toMatchObject({
      isHistory: false,
      bars: [],
    });
    expect(answer({ afterOpenTimeMs: 2 ** 53 - 1 })).toMatchObject({ bars: [] });
  });

  test('without a wish for history are what it missed, or nothing', () => {
    expect(answer({ historyCount: 0, afterOpenTimeMs: newestMs })?.isHistory).toBe(false);
    expect(answer({ historyCount: 0, afterOpenTimeMs: 1 })).toBeUndefined();
    expect(answer({ historyCount: 0 })).toBeUndefined();
  });
});

describe('the engine', () => {
  test('does not remember what a client held when it asked: what comes later may be older', () => {
    const { state, fold } = createState();
    fold(trade(0));
    const topic = new Topic(1 as SymbolId, state);
    const asked: TopicRequest = {
      symbol: 'AAA',
      channels: ['trades'],
      bars: [{ interval: '1s', historyCount: 9, afterOpenTimeMs: START_MS }],
      tradesAfter: { entryMs: 1, entrySeq: 0, index: 0, epoch: 0, nextNumber: 0 },
    };

    const subscription = topic.subscribe(new Cohort(0), asked);
    topic.snapshot(subscription, asked, 50);

    expect(topic.renewal(subscription)).toEqual({
      ...asked,
      bars: [{ interval: '1s', historyCount: 9 }],
      tradesAfter: heldAt(state.trades, 0),
    });
  });

  test('tells of trades before and behind a hole in two lists', () => {
    const { world, client } = createWorld(TRADES);
    world.fold(trade(0));
    world.settle();
    world.fold(trade(1));
    world.fold(trade(2));
    world.markHole('AAA', false);
    world.fold(trade(3));
    world.fold(trade(4));

    world.settle();

    const lists = client.messages.flatMap(({ updates }) =>
      updates.flatMap((one) => one.trades ?? []),
    );
    expect(lists.slice(-2)).toMatchObject([
      { trades: [{ index: 1 }, { index: 2 }] },
      { trades: [{ index: 3 }, { index: 4 }], isRestart: true, nextNumber: 5 },
    ]);
    expect(lists.at(-2)?.isRestart).toBeUndefined();
    client.expectCaughtUp();
  });

  test('begins anew with the first trade of all: a client may hold some of a log that was lost', () => {
    const { world, client } = createWorld(TRADES);
    const place = { entryMs: 5, entrySeq: 0, index: 9 };
    const lost = { ...place, epoch: 7, nextNumber: 10 };
    const last: TradeView = { ...trade(-60_000), ...place };
    world.addClient(2);
    world.subscribe(2, { ...TRADES, tradesAfter: lost });

    world.fold(trade(0));
    world.fold(trade(1));
    world.settle();

    for (const one of [client, world.clients.get(2)]) {
      const tapes = one?.messages.flatMap(({ updates }) =>
        updates.flatMap(({ trades }) => trades ?? []),
      );
      expect(tapes?.at(-1)).toMatchObject({ isRestart: true, skipped: 0, nextNumber: 2 });
      const tape = new TradeTape();
      if (one !== client) tape.add({ trades: [last], skipped: 0, nextNumber: 10, epoch: 7 }, true);
      for (const list of tapes ?? []) tape.add(list, false);
      // Whoever held nothing has missed nothing.
      expect(tape.take('AAA').skips).toHaveLength(one === client ? 0 : 1);
    }
  });

  test('begins anew before a hole, too, when nothing was told before it', () => {
    const { world, client } = createWorld(TRADES);
    world.fold(trade(0));
    world.markHole('AAA', false);
    world.fold(trade(1));

    world.settle();

    const lists = client.messages.flatMap(({ updates }) =>
      updates.flatMap((one) => one.trades ?? []),
    );
    expect(lists.slice(-2)).toMatchObject([
      { trades: [{ index: 0 }], isRestart: true },
      { trades: [{ index: 1 }], isRestart: true, nextNumber: 2 },
    ]);
  });

  test.each([0, 2])('begins anew when a log with %i trades takes the place of another', (count) => {
    const market = new Market(DEFAULT_LIMITS);
    const lists: TradeListView[] = [];
    const engine = new FanoutEngine(market, OPTIONS, (decision) => {
      if (decision.kind !== 'send') return;
      const { updates } = readServerFrame(new Uint8Array(decision.body));
      lists.push(...updates.flatMap(({ trades }) => trades ?? []));
    });
    let index = 0;
    const fold = (entryMs: number): void => {
      market.fold(trade(0), { entryMs, entrySeq: 0, index: index++ }, (state, groups) => {
        engine.mark(state, groups);
      });
    };
    market.register(instrument());
    fold(START_MS);
    engine.addClient(1, START_MS);
    engine.subscribe(1, 1, [TRADES], START_MS);
    const other = createState();
    for (let n = 0; n < count; n++) {
      other.state.trades.push(trade(n), { entryMs: START_MS + 9_000 + n, entrySeq: 0, index: 0 });
    }

    market.restore(other.state.toSnapshot({ ms: START_MS + 9_500, seq: 0 }));
    engine.refresh(['AAA'], START_MS + 10_000);
    while (engine.nextTurnMs() === -Infinity) engine.turn(START_MS + 10_000);
    fold(START_MS + 11_000);
    engine.turn(START_MS + 12_000);

    const { trades, isRestart } = lists.slice(1).find((list) => list.trades.length > 0) ?? {};
    expect(trades).toHaveLength(count || 1);
    expect(isRestart).toBe(true);
  });

  test('shares the bodies of clients that asked with and without something held', () => {
    const { world } = createWorld(TRADES);
    for (let n = 0; n < 5; n++) world.fold(trade(n));
    world.settle();
    world.addClient(2).holds('AAA', 3);
    const { trades } = world.stateOf('AAA');
    world.subscribe(2, { ...TRADES, tradesAfter: tradeResumeAt(trades, 3) });
    world.settle();
    for (let n = 0; n < 3; n++) {
      world.fold(trade(10 + n));
      world.settle();
    }
    const { bodiesAssembled } = world.engine.counters;

    world.fold(trade(20));
    world.settle();

    expect(world.engine.counters.bodiesAssembled).toBe(bodiesAssembled + 1);
  });

  test('answers a large resume in portions, as the window opens', () => {
    const { world } = createWorld(TRADES, {
      window: { frames: 1, bytes: 1 << 20 },
      topicLimit: 40,
    });
    const symbols = Array.from({ length: 20 }, (_, n) => `S${String(n)}`);
    world.register(...symbols);
    for (let n = 0; n < 900; n++) {
      for (const symbol of symbols) world.fold(trade(n, { symbol }));
    }
    const client = world.addClient(2);
    const topics = symbols.map((symbol) => ({
      ...TRADES,
      symbol,
      tradesAfter: tradeResumeAt(world.stateOf(symbol).trades, 1),
    }));
    for (const symbol of symbols) client.holds(symbol, 1);

    world.subscribe(2, ...topics);
    world.settle();

    client.expectCaughtUp();
    const rows = client.messages.map(({ updates }) =>
      updates.reduce((sum, { trades }) => sum + (trades?.trades.length ?? 0), 0),
    );
    expect(Math.max(...rows)).toBeLessThan(6_000);
    expect(rows.reduce((a, b) => a + b, 0)).toBe(20 * 899);
  });
});
