import { describe, expect, test } from 'vitest';
import type { TopicRequest } from '../../../proto/frames.ts';
import { CHANNELS, type Bar } from '../../../proto/types.ts';
import { instrument, quote, START_MS, trade } from '../market/ticks.ts';
import type { FanoutOptions } from '../../../server/fanout/engine.ts';
import { createWorld, fillWindow, QUOTES, World } from './world.ts';

const ALL: TopicRequest = {
  symbol: 'AAA',
  channels: CHANNELS,
  bars: [{ interval: '1m', historyCount: 10 }],
};

function bar(openTimeMs: number): Bar {
  const prices = { open: 10, high: 12, low: 8, close: 11 };
  return { openTimeMs, ...prices, volume: 5, tradeCount: 2, turnover: 55 };
}

describe('granting', () => {
  test('a snapshot of all that is known comes in the frame of the symbol table', () => {
    const world = new World();
    world.register('AAA');
    world.fold(quote(0, { bidPrice: 7 }));
    world.fold(trade(0, { price: 8 }));
    const client = world.addClient(1);

    world.subscribe(1, ALL);

    expect(client.messages).toHaveLength(1);
    const [info] = client.last?.subscribed[0]?.symbols ?? [];
    expect(info).toMatchObject({ symbol: 'AAA', venue: 'TEST', priceDecimals: 2, tickSize: 1 });
    expect(info?.channels).toEqual(CHANNELS);
    expect(client.last?.updates).toMatchObject([
      { symbolId: info?.symbolId, isSnapshot: true, quote: { bidPrice: 7 }, last: { price: 8 } },
    ]);
    client.expectCaughtUp();
  });

  test('a large history is spread over frames, so that none holds up everybody else', () => {
    const symbols = ['AAA', 'BBB', 'CCC', 'DDD'];
    const world = new World({ historyLimit: 4_000 });
    world.register(...symbols);
    const bars = Array.from({ length: 4_000 }, (_, index) =>
      bar(START_MS - (4_000 - index) * 60_000),
    );
    for (const symbol of symbols) world.stateOf(symbol).addHistory('1m', bars);
    const client = world.addClient(1);
    const topics = symbols.map((symbol) => ({
      symbol,
      channels: CHANNELS,
      bars: [{ interval: '1m' as const, historyCount: 4_000 }],
    }));

    world.subscribe(1, ...topics);

    const granted = (): string[][] =>
      client.messages.map(({ subscribed }) =>
        subscribed.flatMap((one) => one.symbols.map(({ symbol }) => symbol)),
      );
    expect(granted()).toEqual([['AAA', 'BBB']]);
    world.settle();
    expect(granted().filter((some) => some.length > 0)).toEqual([
      ['AAA', 'BBB'],
      ['CCC', 'DDD'],
    ]);
    client.expectCaughtUp();
  });

  test('a symbol without a trade has no bars, and shows none', () => {
    const { client } = createWorld(ALL);

    expect(client.messages[0]?.updates[0]?.bars).toEqual([
      { interval: '1m', isHistory: true, bars: [] },
    ]);
  });

  test('an unknown symbol is an error now and a grant once somebody registers it', () => {
    const { world, client } = createWorld();
    world.subscribe(1, { ...QUOTES, symbol: 'NEW' });
    expect(client.last).toMatchObject({
      frame: 0,
      subscribed: [{ requestId: 1, symbols: [] }],
      errors: [{ code: 'ERR_SYMBOL_UNKNOWN', requestId: 1, symbol: 'NEW' }],
    });

    world.register('NEW');

    expect(client.last?.subscribed).toMatchObject([{ requestId: 0, symbols: [{ symbol: 'NEW' }] }]);
    world.fold(quote(0, { symbol: 'NEW' }));
    world.settle();
    client.expectCaughtUp();
  });

  test('a symbol that was unsubscribed while it was awaited is not granted', () => {
    const { world, client } = createWorld();
    world.subscribe(1, { ...QUOTES, symbol: 'NEW' });
    world.unsubscribe(1, 'NEW');
    expect(client.last?.subscribed).toMatchObject([{ requestId: 2, unsubscribed: ['NEW'] }]);
    const countBefore = client.messages.length;

    world.register('NEW');

    expect(client.messages).toHaveLength(countBefore);
  });

  test('symbols beyond the limit are errors, awaited ones count, replaced ones do not', () => {
    const { world, client } = createWorld(QUOTES, { topicLimit: 2 });
    world.subscribe(1, { ...QUOTES, symbol: 'NEW' });

    world.subscribe(1, { ...QUOTES, symbol: 'BBB' }, ALL);

    expect(client.last?.errors).toMatchObject([{ code: 'ERR_SUBSCRIPTION_LIMIT', symbol: 'BBB' }]);
    expect(client.last?.subscribed).toMatchObject([{ symbols: [{ symbol: 'AAA' }] }]);
    world.unsubscribe(1, 'NEW');
    world.subscribe(1, { ...QUOTES, symbol: 'BBB' });
    expect(client.last?.errors).toEqual([]);
  });

  test('history that comes later is sent to those who have the symbol, and to nobody else', () => {
    const { world, client } = createWorld(ALL);
    const other = world.addClient(2);
    world.subscribe(2, { ...ALL, symbol: 'BBB' });
    const countBefore = other.messages.length;
    world.fold(trade(0));
    world.settle();

    world.stateOf('AAA').addHistory('1m', [bar(START_MS - 120_000), bar(START_MS - 60_000)]);
    world.engine.refresh(['AAA'], world.nowMs);

    expect(client.last?.updates[0]?.bars?.[0]).toMatchObject({ isHistory: true });
    expect(client.last?.updates[0]?.bars?.[0]?.bars).toHaveLength(3);
    expect(other.messages).toHaveLength(countBefore);
    client.expectCaughtUp();
  });

  test('an instrument that changed is described and shown anew', () => {
    const { world, client } = createWorld();
    world.fold(quote(0));
    world.pass(100);
    world.market.register(instrument({ priceDecimals: 5 }));

    world.engine.refresh(['AAA'], world.nowMs);

    expect(client.last?.subscribed[0]?.symbols).toMatchObject([{ priceDecimals: 5 }]);
    expect(client.last?.updates).toEqual([{ symbolId: 1, isSnapshot: true }]);
  });

  test('snapshots wait for acknowledgements, too, each symbol once and with the newest wish', () => {
    const { world, client } = createWorld(QUOTES, { window: { frames: 2, bytes: 1 << 20 } });
    fillWindow(world, client);
    const frameBefore = client.lastFrame;

    for (let count = 0; count < 100; count++) world.subscribe(1, { ...QUOTES, symbol: 'BBB' });
    world.subscribe(1, { ...ALL, symbol: 'BBB' });
    world.subscribe(1, { ...QUOTES, symbol: 'NOPE' });
    world.pass(5_000);
    expect(client.lastFrame).toBe(frameBefore);
    expect(client.last?.errors).toMatchObject([{ code: 'ERR_SYMBOL_UNKNOWN' }]);
    expect(world.engine.nextTurnMs()).toBeUndefined();

    world.acknowledge(1);
    world.pass(0);

    const grants = client.messages.flatMap(({ subscribed }) => subscribed).slice(1);
    expect(grants.flatMap(({ symbols }) => symbols)).toMatchObject([
      { symbol: 'BBB', channels: CHANNELS },
    ]);
    world.settle();
    client.expectCaughtUp();
  });
});

describe('granting a client that is gone with what it is sent', () => {
  const symbols = ['AAA', 'BBB', 'CCC', 'DDD'];
  const topics = symbols.map((symbol) => ({ ...ALL, symbol }));

  function createTrading(options: Partial<FanoutOptions> = {}): World {
    const world = new World(options);
    world.register(...symbols);
    for (const symbol of symbols) world.fold(trade(0, { symbol }));
    return world;
  }

  function expectNothingLeft(world: World): void {
    expect(world.engine.clientCount).toBe(0);
    for (const symbol of symbols) world.fold(trade(1, { symbol }));
    expect(world.engine.nextTurnMs()).toBeUndefined();
  }

  test('leaves nothing behind when there is more for it than fits into a frame', () => {
    const world = createTrading({ historyLimit: 4_000 });
    const bars = Array.from({ length: 4_000 }, (_, index) =>
      bar(START_MS - (4_000 - index) * 60_000),
    );
    for (const symbol of symbols) world.stateOf(symbol).addHistory('1m', bars);
    world.addClient(1);
    world.givenUp.add(1);

    const bar1m = { interval: '1m' as const, historyCount: 4_000 };
    world.subscribe(1, ...topics.map((topic) => ({ ...topic, bars: [bar1m] })));

    expectNothingLeft(world);
  });

  test.each<[string, (world: World, key: number) => void]>([
    [
      'it asks for more',
      (world, key) => {
        world.subscribe(key, ...topics);
      },
    ],
    [
      'its symbols change',
      (world) => {
        world.engine.refresh(symbols, world.nowMs);
      },
    ],
    [
      'its tier changes',
      (world, key) => {
        world.setRate(key, 250);
      },
    ],
    [
      'it is flushed',
      (world, key) => {
        world.engine.flush(key, world.nowMs);
      },
    ],
  ])('leaves nothing behind when what its cohort is sent is brought forward as %s', (_, act) => {
    const world = createTrading({ turnFrames: 1 });
    for (const key of [1, 2]) {
      world.addClient(key);
      world.subscribe(key, QUOTES);
    }
    world.fold(quote(0));
    world.settle();
    world.fold(quote(1));
    const [first, second] = [world.clients.get(1), world.clients.get(2)];
    const before = first?.lastFrame ?? 0;
    world.flush();
    expect((first?.lastFrame ?? 0) + (second?.lastFrame ?? 0)).toBe(2 * before + 1);
    const late = first?.lastFrame === before ? 1 : 2;
    world.givenUp.add(late);

    act(world, late);

    expect(world.clients.has(late)).toBe(false);
    const other = 3 - late;
    world.fold(quote(2, { bidPrice: 7 }));
    world.settle();
    world.clients.get(other)?.expectCaughtUp();
    world.clients.delete(other);
    world.engine.removeClient(other);
    expectNothingLeft(world);
  });
});

describe('what is sent', () => {
  test('a grant waits for the place that what is on its way to the cohort takes', () => {
    const world = new World({ turnFrames: 1, window: { frames: 4, bytes: 1 << 20 } });
    world.register('AAA', 'BBB');
    const clients = [1, 2].map((key) => world.addClient(key));
    for (const key of [1, 2]) world.subscribe(key, QUOTES);
    world.fold(quote(0));
    world.settle();
    for (let n = 1; n <= 3; n++) {
      world.fold(quote(n));
      world.pass(100);
    }
    world.fold(quote(4));
    world.flush();

    // The window of neither has more than one place left, and the models check that none is overdrawn.
    for (const key of [1, 2]) world.subscribe(key, { ...QUOTES, symbol: 'BBB' });

    for (const client of clients) expect(client.held.has('BBB')).toBe(false);
    world.settle();
    for (const client of clients) client.expectCaughtUp();
  });

  test('each group mask of a symbol is encoded once a flush, whoever asks for it', () => {
    const world = new World();
    world.register('AAA', 'BBB');
    const requests: TopicRequest[] = [
      { symbol: 'AAA', channels: ['quote'], bars: [] },
      { symbol: 'AAA', channels: ['quote', 'last'], bars: [] },
      { symbol: 'AAA', channels: ['trades'], bars: [{ interval: '1m', historyCount: 1 }] },
      { symbol: 'BBB', channels: ['quote'], bars: [] },
    ];
    for (let key = 1; key <= 40; key++) {
      world.addClient(key);
      world.subscribe(key, ...requests.slice(key % 4, (key % 4) + 1));
    }
    world.pass(1_000);
    const before = { ...world.engine.counters };

    for (const symbol of ['AAA', 'BBB']) {
      world.fold(quote(0, { symbol }));
      world.fold(trade(0, { symbol }));
    }
    world.pass(0);

    const { fragmentsEncoded, fragmentsSent, framesSent } = world.engine.counters;
    expect(framesSent - before.framesSent).toBe(40);
    // AAA: quote; quote and last; bars; trades. BBB: quote.
    expect(fragmentsEncoded - before.fragmentsEncoded).toBe(5);
    expect(fragmentsSent - before.fragmentsSent).toBe(50);
  });

  test('no tick of a symbol that the client does not have wakes it', () => {
    const { world, client } = createWorld();
    const countBefore = client.messages.length;

    world.fold(quote(0, { symbol: 'BBB' }));
    world.fold(trade(0));
    world.pass(500);

    expect(client.messages).toHaveLength(countBefore);
  });

  test('bars that changed before anybody had the symbol are not told again', () => {
    const world = new World();
    world.register('AAA');
    for (let minute = 0; minute < 5; minute++) world.fold(trade(minute * 60_000));
    const client = world.addClient(1);
    world.subscribe(1, { ...ALL, channels: [] });

    world.fold(trade(240_000));
    world.pass(100);

    expect(client.last?.updates[0]?.bars?.[0]?.bars).toHaveLength(1);
  });

  test('nothing of a symbol is sent after it was unsubscribed', () => {
    const { world, client } = createWorld();
    world.fold(quote(0));

    world.unsubscribe(1, 'AAA', 'BBB');
    expect(client.last?.subscribed).toMatchObject([{ unsubscribed: ['AAA'] }]);
    const countBefore = client.messages.length;
    world.fold(quote(1));
    world.pass(500);

    expect(client.messages).toHaveLength(countBefore);
    expect(world.engine.nextTurnMs()).toBeUndefined();
  });

  test('values at the edge of what is exact go through, and what lies beyond stops nobody', () => {
    const { world, client } = createWorld(ALL);
    const edge = Number.MAX_SAFE_INTEGER;
    for (const price of [edge, 0, 1]) {
      world.fold(quote(0, { bidPrice: price, askPrice: edge - price, bidSize: edge }));
      world.fold(trade(0, { price, size: edge }));
    }
    world.fold(trade(0, { price: -1 }));

    world.settle();

    client.expectCaughtUp();
    expect(world.market.counters.outOfRangeTicks).toBe(1);
  });

  test('a trade that a snapshot told is not told again', () => {
    const { world, client } = createWorld({ symbol: 'AAA', channels: ['trades'], bars: [] });
    const other = world.addClient(2);
    world.fold(trade(0));
    world.subscribe(2, { symbol: 'AAA', channels: ['trades'], bars: [] });
    const countBefore = other.messages.length;

    world.pass(100);

    expect(other.messages).toHaveLength(countBefore);
    expect(client.held.get('AAA')?.nextTrade).toBe(1);
  });
});
