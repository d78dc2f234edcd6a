import { describe, expect, test } from 'vitest';
import { quote, START_MS } from '../market/ticks.ts';
import { createWorld, fillWindow, OPTIONS, QUOTES, World } from './world.ts';

describe('overload', () => {
  test('refuses new symbols with an error that says to try again, and keeps what was granted', () => {
    const { world, client } = createWorld();
    world.reportTurns(2 * OPTIONS.pace.maxMs);
    expect(world.engine.isOverloaded).toBe(true);

    world.engine.subscribe(1, 7, [{ ...QUOTES, symbol: 'BBB' }], world.nowMs);

    expect(client.last?.errors).toMatchObject([
      { code: 'ERR_SERVER_OVERLOADED', retryable: true, requestId: 7, symbol: 'BBB' },
    ]);
    world.fold(quote(0, { bidPrice: 3 }));
    world.pass(OPTIONS.pace.maxMs);
    expect(client.last?.updates).toMatchObject([{ quote: { bidPrice: 3 } }]);
  });

  test('lets a client change what it already has', () => {
    const { world, client } = createWorld();
    world.reportTurns(2 * OPTIONS.pace.maxMs);

    world.subscribe(1, { ...QUOTES, channels: ['quote', 'last'] });

    expect(client.last?.errors).toEqual([]);
    expect(client.last?.subscribed[0]?.symbols[0]?.channels).toEqual(['quote', 'last']);
  });

  test('is over by itself when flushes are fast again', () => {
    const { world, client } = createWorld();
    world.reportTurns(2 * OPTIONS.pace.maxMs);
    world.reportTurns(1);

    world.subscribe(1, { ...QUOTES, symbol: 'BBB' });

    expect(client.last?.subscribed[0]?.symbols).toMatchObject([{ symbol: 'BBB' }]);
    expect(world.engine.intervalMs).toBe(OPTIONS.pace.minMs);
  });

  test('is over by itself when there is nobody left to be served', () => {
    const { world } = createWorld();
    world.reportTurns(2 * OPTIONS.pace.maxMs);
    world.clients.delete(1);
    world.engine.removeClient(1);
    const client = world.addClient(2);
    world.subscribe(2, QUOTES);
    expect(client.last?.errors).toMatchObject([{ code: 'ERR_SERVER_OVERLOADED' }]);

    for (let second = 0; second < 300; second++) {
      world.pass(1_000);
      world.engine.sweep(world.nowMs);
    }
    world.subscribe(2, QUOTES);

    expect(client.last?.subscribed[0]?.symbols).toMatchObject([{ symbol: 'AAA' }]);
    expect(world.engine.intervalMs).toBe(OPTIONS.pace.minMs);
  });

  test('stretches all tiers that are faster, and no slower one', () => {
    const { world } = createWorld();
    world.addClient(2);
    world.subscribe(2, QUOTES);
    world.setRate(1, 50);
    world.setRate(2, 1_000);
    world.reportTurns(180);

    world.setRate(1, 50);
    world.setRate(2, 1_000);

    const rateOf = (key: number) => world.clients.get(key)?.last?.rates[0];
    expect(rateOf(1)).toMatchObject({ requestedIntervalMs: 50, effectiveIntervalMs: 200 });
    expect(rateOf(2)).toMatchObject({ requestedIntervalMs: 1_000, effectiveIntervalMs: 1_000 });
  });
});

describe('turns', () => {
  test('a flush sends no more frames in one turn than it may, and all in the end', () => {
    const world = new World({ turnFrames: 3 });
    world.register('AAA');
    for (let key = 1; key <= 8; key++) {
      world.addClient(key);
      world.subscribe(key, QUOTES);
    }
    world.fold(quote(0));
    const counts: number[] = [];
    for (let isDone = false; !isDone;) {
      const before = world.sent.length;
      isDone = world.engine.turn(world.nowMs);
      counts.push(world.sent.length - before);
    }

    expect(Math.max(...counts)).toBe(3);
    expect(counts.reduce((sum, count) => sum + count)).toBe(8);
  });

  test('what all are told takes turns, too, and comes in order', () => {
    const world = new World({ turnFrames: 3 });
    world.register('AAA');
    const clients = Array.from({ length: 8 }, (_, key) => world.addClient(key));
    const status = (isSilent: boolean) => ({ venue: 'TEST', isSilent, lastReceivedTimeMs: 1 });

    world.engine.tellAll({ venues: [status(true)] });
    world.engine.tellAll({ venues: [status(false)] });
    world.flush();
    expect(world.sent).toHaveLength(3);
    world.pass(0);

    for (const { messages } of clients) {
      expect(messages.flatMap(({ venues }) => venues)).toEqual([status(true), status(false)]);
    }
  });

  test('those who have subscribed are served while many others are granted their snapshots', () => {
    const world = new World({ turnFrames: 8, window: { frames: 1, bytes: 1 << 20 } });
    world.register('AAA', 'BBB');
    const client = world.addClient(1);
    world.subscribe(1, QUOTES);
    world.acknowledge(1);
    for (let key = 2; key <= 20; key++) {
      world.addClient(key);
      world.subscribe(key, QUOTES);
      // Has to wait for the acknowledgement of the first.
      world.subscribe(key, { ...QUOTES, symbol: 'BBB' });
      world.acknowledge(key);
    }
    const before = client.lastFrame;

    world.fold(quote(0));
    world.turns(3);

    expect(client.lastFrame).toBe(before + 1);
  });

  test('a sweep looks after the part of the clients that it is asked to, each in its turn', () => {
    const world = new World();
    const clients = Array.from({ length: 10 }, (_, key) => world.addClient(key));
    world.pass(OPTIONS.heartbeatMs);

    for (let part = 1; part <= 5; part++) {
      world.engine.sweep(world.nowMs, 0.2);
      expect(clients.filter(({ messages }) => messages.length > 0)).toHaveLength(2 * part);
    }
  });

  test('a frame takes no more symbols when it is large; the others follow with the next', () => {
    const world = new World({ frameBytes: 60, topicLimit: 40 });
    const symbols = Array.from({ length: 30 }, (_, index) => `S${String(index)}`);
    world.register(...symbols);
    const client = world.addClient(1);
    world.subscribe(1, ...symbols.map((symbol) => ({ ...QUOTES, symbol })));
    const before = world.sent.length;

    for (const symbol of symbols) world.fold(quote(0, { symbol }));
    world.settle();

    const sizes = world.sent.slice(before).map(({ length }) => length);
    expect(sizes.length).toBeGreaterThan(5);
    expect(Math.max(...sizes)).toBeLessThan(60 + 60);
    client.expectCaughtUp();
  });
});

describe('slow client', () => {
  test('is told how long its news waited, and how often it gets some', () => {
    const { world, client } = createWorld();
    fillWindow(world, client);
    world.acknowledge(1);
    world.pass(0);
    world.engine.sweep(world.nowMs);
    const acknowledgeEach = (ms: number): void => {
      for (let count = 0; count < 4; count++) {
        for (let tick = 0; tick < ms; tick += 16) {
          world.fold(quote(world.nowMs - START_MS));
          world.pass(16);
        }
        world.acknowledge(1);
      }
    };

    acknowledgeEach(512);
    world.engine.sweep(world.nowMs);

    // Four frames fit into its window, so it gets four in each 512 ms.
    const [rate] = client.messages.findLast(({ rates }) => rates.length > 0)?.rates ?? [];
    expect(rate?.effectiveIntervalMs).toBe(16);
    expect(rate?.heldFlushCount).toBeGreaterThan(80);
    expect(rate?.actualIntervalMs).toBeGreaterThan(100);
    expect(rate?.actualIntervalMs).toBeLessThan(200);
  });

  test('is told when that is over, and then no more of it', () => {
    const { world, client } = createWorld();
    fillWindow(world, client);
    world.engine.sweep(world.nowMs);
    expect(client.last?.rates[0]?.heldFlushCount).toBeGreaterThan(0);
    world.acknowledge(1);
    world.pass(0);
    world.acknowledge(1);
    for (let count = 0; count < 4; count++) {
      world.pass(1_000);
      world.engine.sweep(world.nowMs);
    }

    const rates = client.messages.flatMap((message) => message.rates);
    expect(rates.at(-1)).toMatchObject({ heldFlushCount: 0, actualIntervalMs: 0 });
    expect(rates.filter(({ heldFlushCount }) => heldFlushCount === 0)).toHaveLength(1);
  });

  test('however long it is held, what waits for it stays within its window', () => {
    const window = { frames: 64, bytes: 2_000 };
    const { world, client } = createWorld(QUOTES, { window });
    const framesBefore = world.sent.length;

    for (let count = 0; count < 1_800; count++) {
      world.fold(quote(world.nowMs - START_MS, { bidPrice: count }));
      world.pass(16);
      if (count % 60 === 0) world.engine.sweep(world.nowMs);
    }

    const sent = world.sent.slice(framesBefore).reduce((sum, { length }) => sum + length, 0);
    // The window and one frame; and about one control frame a second.
    expect(sent).toBeLessThan(window.bytes + 100 + 33 * 30);
    expect(client.closes).toEqual([]);
  });
});
