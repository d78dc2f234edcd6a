import { describe, expect, test } from 'vitest';
import type { TopicRequest } from '../../../proto/frames.ts';
import { quote, START_MS, trade } from '../market/ticks.ts';
import { QUOTES, World } from './world.ts';

const TRADES: TopicRequest = { symbol: 'AAA', channels: ['quote', 'trades'], bars: [] };

/** A world with clients 1..count that all want the same and have come into step. */
function createCrowd(count: number, topic = TRADES, options = {}): World {
  const world = new World(options);
  world.register('AAA', 'BBB');
  for (let key = 1; key <= count; key++) {
    world.addClient(key);
    world.subscribe(key, topic);
  }
  tellAll(world);
  return world;
}

/** One flush of news that everybody acknowledges. */
function tellAll(world: World): void {
  world.fold(quote(world.nowMs - START_MS));
  world.pass(100);
  for (const key of world.clients.keys()) world.acknowledge(key);
}

/** Bodies assembled, and frames sent with them, by what `act` does. */
function countBodies(world: World, act: () => void): { bodies: number; frames: number } {
  const before = { ...world.engine.counters };
  act();
  const { bodiesAssembled, framesSent } = world.engine.counters;
  return {
    bodies: bodiesAssembled - before.bodiesAssembled,
    frames: framesSent - before.framesSent,
  };
}

describe('cohort', () => {
  test('clients with the same wishes share one body', () => {
    const world = createCrowd(20);

    const { bodies, frames } = countBodies(world, () => {
      tellAll(world);
    });

    expect({ bodies, frames }).toEqual({ bodies: 1, frames: 20 });
  });

  test.each([
    ['other channels', { ...TRADES, channels: ['quote'] as const }],
    ['another bar interval', { ...TRADES, bars: [{ interval: '1m' as const, historyCount: 5 }] }],
  ])('clients with %s do not', (_, other) => {
    const world = createCrowd(4);
    world.subscribe(2, other);
    tellAll(world);

    const { bodies } = countBodies(world, () => {
      tellAll(world);
    });

    expect(bodies).toBe(2);
  });

  test('a client of another tier leaves, and comes back with its tier', () => {
    const world = createCrowd(4);
    world.setRate(2, 50);
    tellAll(world);
    expect(
      countBodies(world, () => {
        tellAll(world);
      }).bodies,
    ).toBe(2);

    world.setRate(2, 0);
    tellAll(world);

    expect(
      countBodies(world, () => {
        tellAll(world);
      }).bodies,
    ).toBe(1);
  });

  test('one that falls behind costs a body only when it is back, and joins again', () => {
    const world = createCrowd(5, TRADES, { window: { frames: 2, bytes: 1 << 20 } });
    for (let count = 0; count < 6; count++) {
      world.fold(trade(0, { price: count }));
      world.pass(100);
      for (const key of [1, 2, 3, 4]) world.acknowledge(key);
    }
    const slow = world.clients.get(5);
    const held = countBodies(world, () => {
      world.fold(quote(0, { bidPrice: 5 }));
      world.pass(100);
    });
    expect(held).toEqual({ bodies: 1, frames: 4 });

    world.acknowledge(5);
    const back = countBodies(world, () => {
      world.pass(100);
    });

    expect(back).toEqual({ bodies: 1, frames: 1 });
    slow?.expectCaughtUp();
    tellAll(world);
    expect(
      countBodies(world, () => {
        tellAll(world);
      }),
    ).toEqual({ bodies: 1, frames: 5 });
  });

  test('each symbol and mask is encoded once a flush, whichever cohorts ask', () => {
    const world = new World();
    world.register('AAA', 'BBB');
    const wishes = [[QUOTES], [QUOTES, { ...QUOTES, symbol: 'BBB' }], [TRADES]];
    for (const [index, topics] of wishes.entries()) {
      world.addClient(index + 1);
      world.subscribe(index + 1, ...topics);
    }
    const before = world.engine.counters.fragmentsEncoded;

    world.fold(quote(0, { symbol: 'AAA' }));
    world.fold(quote(0, { symbol: 'BBB' }));
    world.pass(100);

    expect(world.engine.counters.fragmentsEncoded - before).toBe(2);
  });

  test('one whose socket takes no more just as it leaves takes nothing from the others', () => {
    const world = createCrowd(2, TRADES, { turnFrames: 1 });
    world.fold(quote(1));
    const sentBefore = world.engine.counters.framesSent;
    world.flush();
    expect(world.engine.counters.framesSent).toBe(sentBefore + 1);
    // The other one is about to be sent the same.
    const [late, other] = [1, 2].sort(
      (a, b) => (world.clients.get(a)?.lastFrame ?? 0) - (world.clients.get(b)?.lastFrame ?? 0),
    );
    world.givenUp.add(late ?? 0);

    world.unsubscribe(late ?? 0, 'AAA');

    expect(world.engine.clientCount).toBe(1);
    world.fold(quote(2, { bidPrice: 6 }));
    world.settle();
    world.clients.get(other ?? 0)?.expectCaughtUp();
  });

  test('the last one to go leaves no topic marked and no client waited for', () => {
    const world = createCrowd(3);
    for (const key of [1, 2, 3]) {
      world.clients.delete(key);
      world.engine.removeClient(key);
    }

    world.fold(quote(500));

    expect(world.engine.nextTurnMs()).toBeUndefined();
  });
});
