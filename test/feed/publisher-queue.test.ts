import { describe, expect, test } from 'vitest';
import { PublisherQueue } from '../../feed/publisher/queue.ts';
import type { FeedState, Tick } from '../../proto/types.ts';

const base = { symbol: 'X', venueTimeMs: 1, receivedTimeMs: 1 };
const trade = (id: number): Tick => ({
  ...base,
  kind: 'trade',
  price: 1,
  size: 1,
  aggressorSide: 'buy',
  tradeId: `t${String(id)}`,
});
const quote = (price: number): Tick => ({
  ...base,
  kind: 'quote',
  bidPrice: price,
  bidSize: 1,
  askPrice: price,
  askSize: 1,
});
const depth = (price: number): Tick => ({ ...base, kind: 'depth', bids: [price, 1], asks: [] });

function name(tick: Tick): string {
  if (tick.kind === 'trade') return tick.tradeId;
  if (tick.kind === 'gap') return `g${String(tick.fromMs)}`;
  if (tick.kind === 'status') return tick.state;
  return tick.kind === 'quote' ? `q${String(tick.bidPrice)}` : `d${String(tick.bids[0])}`;
}

describe('publisher queue', () => {
  test('gives the ticks of a partition back in the order of their arrival', () => {
    const queue = new PublisherQueue(2);
    queue.push(0, trade(1));
    queue.push(1, trade(9));
    queue.push(0, quote(2));
    queue.push(0, depth(3));
    queue.push(0, trade(4));

    expect(queue.lengthOf(0)).toBe(4);
    expect(queue.take(0, 3).map(name)).toEqual(['t1', 'q2', 'd3']);
    expect(queue.take(0, 3).map(name)).toEqual(['t4']);
    expect(queue.take(0, 3)).toEqual([]);
    expect(queue.length).toBe(1);
  });

  test('drops the oldest quotes and depths of all partitions first and counts them', () => {
    const queue = new PublisherQueue(2);
    queue.push(0, trade(1));
    queue.push(1, quote(2));
    queue.push(0, depth(3));
    queue.push(0, quote(4));
    queue.push(1, trade(5));

    queue.shrinkTo(3);

    expect(queue.dropped).toEqual({ trade: 0, quote: 1, depth: 1 });
    expect(queue.take(0, 9).map(name)).toEqual(['t1', 'q4']);
    expect(queue.take(1, 9).map(name)).toEqual(['t5']);
  });

  test('drops trades only when nothing else is left, the oldest first', () => {
    const queue = new PublisherQueue(2);
    queue.push(0, trade(1));
    queue.push(1, trade(2));
    queue.push(0, quote(3));
    queue.push(0, trade(4));

    queue.shrinkTo(1);

    expect(queue.dropped).toEqual({ trade: 2, quote: 1, depth: 0 });
    expect(queue.take(0, 9).map(name)).toEqual(['g1', 't4']);
  });

  test('keeps a status in its place, and of those that give way the newest of each symbol in front', () => {
    const queue = new PublisherQueue(1);
    const status = (state: FeedState, symbol = 'X'): Tick => ({
      ...base,
      ...{ kind: 'status', symbol, state, detail: '' },
    });
    queue.push(0, trade(1));
    queue.push(0, status('connecting'));
    queue.push(0, status('live', 'Y'));
    queue.push(0, status('stale'));
    queue.push(0, trade(2));
    queue.push(0, status('live'));
    queue.push(0, quote(3));

    queue.shrinkTo(2);

    expect(queue.dropped).toEqual({ trade: 1, quote: 1, depth: 0 });
    expect(queue.noticeCount).toBe(3);
    expect(queue.take(0, 9).map(name)).toEqual(['g1', 'stale', 'live', 't2', 'live']);
    expect(queue.lengthOf(0)).toBe(0);
  });

  test('keeps order over many thousands of ticks', () => {
    const queue = new PublisherQueue(1);
    const taken: string[] = [];
    for (let id = 0; id < 30_000; id++) {
      queue.push(0, id % 3 === 0 ? trade(id) : quote(id));
      if (id % 500 === 499) taken.push(...queue.take(0, 400).map(name));
    }
    taken.push(...queue.take(0, 30_000).map(name));

    expect(taken).toEqual(
      Array.from({ length: 30_000 }, (_, id) => `${id % 3 === 0 ? 't' : 'q'}${String(id)}`),
    );
  });
});
