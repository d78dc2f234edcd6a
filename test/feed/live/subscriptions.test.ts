import { describe, expect, test } from 'vitest';
import { Backoff } from '../../../feed/live/backoff.ts';
import { Subscriptions, type SubscriptionsOptions } from '../../../feed/live/subscriptions.ts';

const ACKNOWLEDGE_MS = 10_000;

function create(options: Partial<SubscriptionsOptions> = {}): Subscriptions {
  let id = 0;
  return new Subscriptions({
    natives: ['A', 'B'],
    channels: ['trades', 'quotes'],
    acknowledges: 'id',
    acknowledgeMs: ACKNOWLEDGE_MS,
    createBackoff: () => new Backoff({ minMs: 500, maxMs: 30_000, random: () => 1 }),
    nextId: () => String(++id),
    build: (natives, channels, requestId) => [
      `${requestId}: ${channels.join()} of ${natives.join()}`,
    ],
    ...options,
  });
}

/** Sends what is due; returns its ids by text. */
function send(subscriptions: Subscriptions, nowMs: number): Record<string, string> {
  const ids: Record<string, string> = {};
  for (const { id, texts } of subscriptions.due(nowMs)) {
    for (const text of texts) ids[text.slice(text.indexOf(':') + 2)] = id;
    subscriptions.sent(id, nowMs);
  }
  return ids;
}

describe('subscriptions', () => {
  test('asks for each channel alone where answers name the request only', () => {
    const ids = send(create(), 0);

    expect(Object.keys(ids)).toEqual(['trades of A,B', 'quotes of A,B']);
  });

  test('asks for all channels at once where answers name symbols and one message is enough', () => {
    const ids = send(create({ acknowledges: 'symbols' }), 0);

    expect(Object.keys(ids)).toEqual(['trades,quotes of A,B']);
  });

  test('splits what is too much for one message, so that each has an id of its own', () => {
    const subscriptions = create({
      natives: ['A', 'B', 'C', 'D', 'E'],
      channels: ['trades'],
      build: (natives, channels, id) => {
        const texts: string[] = [];
        for (let at = 0; at < natives.length; at += 2) {
          texts.push(`${id}: ${channels.join()} of ${natives.slice(at, at + 2).join()}`);
        }
        return texts;
      },
    });

    const ids = send(subscriptions, 0);

    expect(Object.keys(ids)).toEqual(['trades of A,B', 'trades of C,D', 'trades of E']);
    expect(new Set(Object.values(ids)).size).toBe(3);
  });

  test('asks once and then waits', () => {
    const subscriptions = create();
    send(subscriptions, 0);

    expect(subscriptions.due(5_000)).toEqual([]);
  });

  test('makes a symbol live when all its channels are confirmed by their ids', () => {
    const subscriptions = create();
    const ids = send(subscriptions, 0);

    expect(subscriptions.acknowledged({ id: ids['trades of A,B'] ?? '' })).toEqual([]);
    expect(subscriptions.isComplete).toBe(false);
    expect(subscriptions.acknowledged({ id: ids['quotes of A,B'] ?? '' })).toEqual(['A', 'B']);
    expect(subscriptions.isComplete).toBe(true);
  });

  test('takes an id with a symbol for that symbol of the request alone', () => {
    const subscriptions = create({ channels: ['trades'] });
    const id = send(subscriptions, 0)['trades of A,B'] ?? '';

    expect(subscriptions.acknowledged({ id, symbols: ['A'] })).toEqual(['A']);
    expect(subscriptions.acknowledged({ id, symbols: ['B'] })).toEqual(['B']);
  });

  test('makes symbols live that a list of all that is subscribed names', () => {
    const subscriptions = create({ acknowledges: 'symbols' });
    send(subscriptions, 0);

    expect(subscriptions.acknowledged({ symbols: ['A', 'X'] })).toEqual(['A']);
    expect(subscriptions.acknowledged({ symbols: ['A', 'B'] })).toEqual(['B']);
  });

  test('confirms nothing by an answer that names nothing', () => {
    const subscriptions = create({ acknowledges: 'symbols' });
    send(subscriptions, 0);

    expect(subscriptions.acknowledged({})).toEqual([]);
  });

  test('takes what is sent for confirmed where the venue answers nothing', () => {
    const subscriptions = create({ acknowledges: 'none' });
    const [request] = subscriptions.due(0);

    expect(subscriptions.sent(request?.id ?? '', 0)).toEqual(['A', 'B']);
  });

  test('asks again for all that brought no data when a venue that answers nothing refuses something', () => {
    const subscriptions = create({ acknowledges: 'none', channels: ['trades'] });
    send(subscriptions, 0);
    subscriptions.data('B', 'trades');
    subscriptions.refusedSomething(100);

    expect(subscriptions.due(599)).toEqual([]);
    expect(Object.keys(send(subscriptions, 600))).toEqual(['trades of A']);
    subscriptions.refusedSomething(700);
    expect(subscriptions.due(1_699)).toEqual([]);
    expect(Object.keys(send(subscriptions, 1_700))).toEqual(['trades of A']);
    subscriptions.data('A', 'trades');
    expect(subscriptions.isUnproven).toBe(false);
  });

  test('takes data for a proof of its subscription', () => {
    const subscriptions = create({ acknowledges: 'symbols' });
    send(subscriptions, 0);

    expect(subscriptions.data('A', 'trades')).toBe(false);
    expect(subscriptions.data('A', 'quotes')).toBe(true);
    expect(subscriptions.data('A', 'quotes')).toBe(false);
  });

  test('asks again, after a wait, for what was not confirmed in time', () => {
    const subscriptions = create({ channels: ['trades'] });
    send(subscriptions, 0);

    expect(subscriptions.check(ACKNOWLEDGE_MS - 1).lateCount).toBe(0);
    expect(subscriptions.check(ACKNOWLEDGE_MS).lateCount).toBe(2);
    expect(subscriptions.due(ACKNOWLEDGE_MS + 499)).toEqual([]);
    expect(Object.keys(send(subscriptions, ACKNOWLEDGE_MS + 500))).toEqual(['trades of A,B']);
  });

  test('counts the time until a confirmation from when the request was really sent', () => {
    const subscriptions = create({ channels: ['trades'] });
    const [request] = subscriptions.due(0);
    subscriptions.sent(request?.id ?? '', 60_000);

    expect(subscriptions.check(60_000 + ACKNOWLEDGE_MS - 1).lateCount).toBe(0);
    expect(subscriptions.check(60_000 + ACKNOWLEDGE_MS).lateCount).toBe(2);
  });

  test('calls a connection hopeless that never confirms anything', () => {
    const subscriptions = create({ channels: ['trades'] });
    let nowMs = 0;
    const verdicts: boolean[] = [];
    for (let round = 0; round < 3; round++) {
      send(subscriptions, nowMs);
      verdicts.push(subscriptions.check(nowMs + ACKNOWLEDGE_MS).isHopeless);
      nowMs += ACKNOWLEDGE_MS + 30_000;
    }

    expect(verdicts).toEqual([false, false, true]);
  });

  test('goes on asking for one symbol on a connection that confirms others', () => {
    const subscriptions = create({ channels: ['trades'], acknowledges: 'symbols' });
    let nowMs = 0;
    for (let round = 0; round < 6; round++) {
      send(subscriptions, nowMs);
      subscriptions.acknowledged({ symbols: ['A'] });
      expect(subscriptions.check(nowMs + ACKNOWLEDGE_MS).isHopeless).toBe(false);
      nowMs += ACKNOWLEDGE_MS + 30_000;
    }
  });

  test('ends a symbol alone that the venue refuses for good', () => {
    const subscriptions = create({ channels: ['trades'], acknowledges: 'symbols' });
    send(subscriptions, 0);

    expect(subscriptions.refused('A', true, 100)).toBe('ended');
    expect(subscriptions.acknowledged({ symbols: ['B'] })).toEqual(['B']);
    expect(subscriptions.isComplete).toBe(true);
    expect(Object.keys(send(subscriptions, 1e6))).toEqual([]);
  });

  test('soon asks again for the others of a request that was refused for one symbol', () => {
    const subscriptions = create({ channels: ['trades'] });
    send(subscriptions, 0);
    subscriptions.refused('A', true, 100);

    expect(subscriptions.check(1_100).lateCount).toBe(1);
    expect(Object.keys(send(subscriptions, 1_600))).toEqual(['trades of B']);
  });

  test('asks again after a refusal that is not for good', () => {
    const subscriptions = create({ channels: ['trades'] });
    send(subscriptions, 0);

    expect(subscriptions.refused('A', false, 100)).toBe('retried');
    expect(subscriptions.due(599)).toEqual([]);
    expect(Object.keys(send(subscriptions, 600))).toEqual(['trades of A']);
  });

  test('does not give up a symbol over a second request for what was confirmed before', () => {
    const subscriptions = create({ channels: ['trades', 'depth'], acknowledges: 'symbols' });
    send(subscriptions, 0);
    subscriptions.acknowledged({ symbols: ['A', 'B'] });
    subscriptions.again('A', 'depth');
    expect(Object.keys(send(subscriptions, 1_000))).toEqual(['depth of A']);

    expect(subscriptions.refused('A', true, 1_100)).toBe('retried');
    expect(subscriptions.isComplete).toBe(true);
  });

  test('asks for less and less at once when a plan has too few symbols, and then ends those that are left', () => {
    const natives = Array.from({ length: 10 }, (_, at) => `S${String(at)}`);
    const subscriptions = create({ natives, channels: ['trades'], acknowledges: 'symbols' });
    const carried: string[] = [];
    const sizes: number[] = [];
    let ended: string[] = [];
    for (let nowMs = 0; nowMs < 400; nowMs += 20) {
      for (const { id, natives: asked } of subscriptions.due(nowMs)) {
        sizes.push(asked.length);
        subscriptions.sent(id, nowMs);
        if (carried.length + asked.length > 7) ended = subscriptions.refusedTooMany(nowMs);
        else {
          carried.push(...asked);
          subscriptions.acknowledged({ symbols: carried });
        }
      }
    }

    expect(sizes).toEqual([10, 5, 5, 2, 2, 1]);
    expect(carried).toEqual(natives.slice(0, 7));
    expect(ended).toEqual(natives.slice(7));
    expect(subscriptions.isComplete).toBe(true);
    expect(subscriptions.due(1_000_000)).toEqual([]);
  });

  test('ends the last symbol without data for each refusal of one too many that nothing is confirmed by', () => {
    const subscriptions = create({
      natives: ['A', 'B', 'C', 'D'],
      channels: ['trades'],
      acknowledges: 'none',
    });
    send(subscriptions, 0);
    subscriptions.data('D', 'trades');

    expect(subscriptions.refusedTooMany(100)).toEqual(['C']);
    expect(subscriptions.refusedTooMany(100)).toEqual(['B']);
    expect(subscriptions.due(1_000_000)).toEqual([]);
  });

  test('asks again later when symbols that were carried before are said to be too many', () => {
    const subscriptions = create({
      channels: ['trades'],
      acknowledges: 'symbols',
      established: new Set(['A', 'B']),
    });
    send(subscriptions, 0);

    expect(subscriptions.refusedTooMany(0)).toEqual([]);
    expect(subscriptions.due(499)).toEqual([]);
    expect(Object.keys(send(subscriptions, 500))).toEqual(['trades of A,B']);
  });
});
