import { describe, expect, test } from 'vitest';
import { CLOSE_CODES } from '../../../proto/close-codes.ts';
import type { TopicRequest } from '../../../proto/frames.ts';
import { CHANNELS } from '../../../proto/types.ts';
import { quote, START_MS, trade } from '../market/ticks.ts';
import { createWorld, fillWindow, OPTIONS, QUOTES, World } from './world.ts';

const ALL: TopicRequest = {
  symbol: 'AAA',
  channels: CHANNELS,
  bars: [{ interval: '1m', historyCount: 10 }],
};
const INTERVAL_MS = OPTIONS.pace.minMs;

describe('pace', () => {
  test('the first tick after silence goes at once', () => {
    const { world, client } = createWorld();
    world.pass(60_000);

    world.fold(quote(60_000));

    expect(world.engine.nextTurnMs()).toBeLessThanOrEqual(world.nowMs);
    world.pass(0);
    expect(client.dataTimes.at(-1)).toBe(START_MS + 60_000);
  });

  test('ticks of one interval go together, the newest value alone', () => {
    const { world, client } = createWorld();
    world.pass(100);
    world.fold(quote(100, { bidPrice: 1 }));
    world.pass(0);
    const countBefore = client.messages.length;

    for (let price = 2; price <= 9; price++) world.fold(quote(100, { bidPrice: price }));
    world.pass(INTERVAL_MS - 1);
    expect(client.messages).toHaveLength(countBefore);
    world.pass(1);

    expect(client.messages).toHaveLength(countBefore + 1);
    expect(client.last?.updates).toMatchObject([{ quote: { bidPrice: 9 } }]);
  });

  test.each([50, 100, 250, 500, 1_000] as const)('a tier of %i ms is kept', (tierMs) => {
    const { world, client } = createWorld();
    world.setRate(1, tierMs);
    expect(client.last?.rates).toEqual([
      {
        requestedIntervalMs: tierMs,
        effectiveIntervalMs: tierMs,
        heldFlushCount: 0,
        actualIntervalMs: 0,
      },
    ]);
    const countBefore = client.dataTimes.length;

    for (let atMs = 0; atMs < 10_000; atMs += 10) {
      world.fold(quote(atMs));
      world.pass(10);
      world.acknowledge(1);
    }

    const times = client.dataTimes.slice(countBefore);
    expect(times.length).toBeGreaterThanOrEqual(10_000 / tierMs - 1);
    expect(times.length).toBeLessThanOrEqual(10_000 / tierMs + 2);
    // From the second on they meet on multiples of the tier, or a little before.
    const earlyMs = INTERVAL_MS / 8;
    for (const timeMs of times.slice(2)) {
      expect((timeMs + earlyMs) % tierMs).toBeLessThan(INTERVAL_MS + earlyMs);
    }
  });

  test('clients of one tier are served together and share their bytes', () => {
    const { world } = createWorld();
    for (let key = 2; key <= 20; key++) {
      world.addClient(key);
      world.subscribe(key, QUOTES);
    }
    for (const key of world.clients.keys()) {
      world.setRate(key, 100);
      world.acknowledge(key);
    }
    const before = { ...world.engine.counters };

    for (let atMs = 0; atMs < 2_000; atMs += 7) {
      world.fold(quote(atMs));
      world.pass(7);
      for (const key of world.clients.keys()) world.acknowledge(key);
    }

    const { fragmentsEncoded, fragmentsSent } = world.engine.counters;
    const encoded = fragmentsEncoded - before.fragmentsEncoded;
    expect(fragmentsSent - before.fragmentsSent).toBe(encoded * 20);
  });

  test('an overload stretches the interval for all, and is announced', () => {
    const { world, client } = createWorld();
    world.reportTurns(180);
    expect(world.engine.intervalMs).toBeGreaterThan(190);

    world.engine.sweep(world.nowMs);

    expect(client.last?.rates).toMatchObject([{ requestedIntervalMs: 0 }]);
    expect(client.last?.rates[0]?.effectiveIntervalMs).toBeGreaterThan(190);
    world.engine.sweep(world.nowMs);
    expect(client.messages.filter(({ rates }) => rates.length > 0)).toHaveLength(1);
    const countBefore = client.dataTimes.length;
    for (let atMs = 0; atMs < 2_000; atMs += 10) {
      world.fold(quote(atMs));
      world.pass(10);
      world.acknowledge(1);
    }
    expect(client.dataTimes.length - countBefore).toBeLessThanOrEqual(2_000 / 190 + 1);
  });
});

describe('window', () => {
  test('a client that acknowledges nothing is sent no more data, and nobody spins over it', () => {
    const { world, client } = createWorld(ALL);
    fillWindow(world, client);
    const framesBefore = client.lastFrame;
    expect(framesBefore).toBe(1 + OPTIONS.window.frames);
    expect(world.engine.nextTurnMs()).toBeUndefined();

    for (let count = 0; count < 100; count++) world.fold(trade(world.nowMs - START_MS));
    world.pass(10_000);

    expect(client.lastFrame).toBe(framesBefore);
    expect(world.engine.nextTurnMs()).toBeUndefined();
  });

  test('gets the newest values at once when it acknowledges', () => {
    const { world, client } = createWorld(ALL);
    fillWindow(world, client);
    world.fold(quote(0, { bidPrice: 41 }));
    world.fold(quote(0, { bidPrice: 42 }));
    world.fold(trade(0, { price: 43 }));
    world.pass(5_000);

    world.acknowledge(1);

    expect(world.engine.nextTurnMs()).toBeLessThanOrEqual(world.nowMs);
    world.pass(0);
    expect(client.last?.updates.flatMap((update) => update.quote ?? [])).toMatchObject([
      { bidPrice: 42 },
    ]);
    client.expectCaughtUp();
  });

  test('an acknowledgement of a part opens the window, too', () => {
    const { world, client } = createWorld();
    fillWindow(world, client);
    world.fold(quote(0, { bidPrice: 42 }));
    world.pass(1_000);
    const framesBefore = client.lastFrame;

    world.acknowledge(1, 2);
    world.pass(0);

    expect(client.lastFrame).toBe(framesBefore + 1);
  });

  test('a blocked client holds nobody else back', () => {
    const { world, client } = createWorld();
    const other = world.addClient(2);
    world.subscribe(2, QUOTES);
    fillWindow(world, client);
    const countBefore = other.dataTimes.length;
    const blockedBefore = client.lastFrame;
    world.acknowledge(2);

    for (let count = 0; count < 50; count++) {
      world.fold(quote(world.nowMs - START_MS));
      world.pass(INTERVAL_MS);
      world.acknowledge(2);
    }

    expect(other.dataTimes.length - countBefore).toBeGreaterThanOrEqual(49);
    expect(client.lastFrame).toBe(blockedBefore);
  });

  test('trades beyond the ring are counted as skipped', () => {
    const world = new World({}, { trades: 12 });
    world.register('AAA');
    const client = world.addClient(1);
    world.subscribe(1, { symbol: 'AAA', channels: ['trades'], bars: [] });

    for (let count = 0; count < 30; count++) world.fold(trade(0));
    world.pass(100);

    expect(client.last?.updates[0]?.trades).toMatchObject({ skipped: 18 });
    expect(client.held.get('AAA')?.skipped).toBe(18);
    client.expectCaughtUp();
  });

  test('says to a blocked client what is not data', () => {
    const { world, client } = createWorld();
    fillWindow(world, client);

    world.engine.tell(1, { pongs: [{ clientTimeMs: 5, serverTimeMs: 6 }] }, world.nowMs);
    expect(client.last).toMatchObject({ frame: 0, pongs: [{ clientTimeMs: 5 }] });
    const venue = { venue: 'TEST', isSilent: true, lastReceivedTimeMs: 1 };
    world.engine.tellAll({ venues: [venue] });
    world.pass(0);
    expect(client.last).toMatchObject({ frame: 0, venues: [venue] });
  });
});

describe('liveness', () => {
  test('an acknowledgement of a frame that was never sent closes as malformed', () => {
    const { world, client } = createWorld();

    world.engine.acknowledge(1, client.lastFrame + 1, world.nowMs);

    expect(client.closes).toMatchObject([{ code: CLOSE_CODES.malformedFrame }]);
    expect(world.engine.clientCount).toBe(0);
  });

  test('old acknowledgements and those of nothing are harmless', () => {
    const { world, client } = createWorld();
    world.acknowledge(1);
    world.engine.acknowledge(1, 0, world.nowMs);
    world.engine.acknowledge(1, 1, world.nowMs);
    world.engine.acknowledge(99, 5, world.nowMs);

    expect(client.closes).toEqual([]);
  });

  test('a client that acknowledges nothing for too long is closed as not responding', () => {
    const { world, client } = createWorld();
    world.fold(quote(0));
    world.pass(0);
    world.pass(OPTIONS.ackTimeoutMs);
    world.engine.sweep(world.nowMs);
    expect(client.closes).toEqual([]);

    world.pass(1);
    world.engine.sweep(world.nowMs);

    expect(client.closes).toMatchObject([{ code: CLOSE_CODES.notResponding }]);
  });

  test('a client that has nothing to acknowledge is not closed, however long it is quiet', () => {
    const { world, client } = createWorld();
    world.pass(86_400_000);
    world.engine.sweep(world.nowMs);

    expect(client.closes).toEqual([]);
  });

  test('a client that was sent nothing for a while gets an empty frame, also while it is blocked', () => {
    const { world, client } = createWorld();
    fillWindow(world, client);
    world.pass(OPTIONS.heartbeatMs);
    const countBefore = client.messages.length;

    world.engine.sweep(world.nowMs);
    world.engine.sweep(world.nowMs + OPTIONS.heartbeatMs - 1);

    expect(client.messages).toHaveLength(countBefore + 1);
    expect(client.last).toMatchObject({ frame: 0, updates: [], serverTimeMs: world.nowMs });
  });

  test('calls for a client that is gone do nothing', () => {
    const { world } = createWorld();
    world.clients.delete(1);
    world.engine.removeClient(1);
    world.engine.removeClient(1);

    world.subscribe(1, ALL);
    world.unsubscribe(1, 'AAA');
    world.setRate(1, 50);
    world.engine.tell(1, {}, world.nowMs);
    world.fold(quote(0));
    world.pass(1_000);

    expect(world.engine.clientCount).toBe(0);
  });
});
