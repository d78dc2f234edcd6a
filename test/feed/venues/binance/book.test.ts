import { describe, expect, test } from 'vitest';
import { OrderBook, type BookDiff } from '../../../../feed/venues/binance/book.ts';

function diff(first: number, last: number, bids: number[] = [], asks: number[] = []): BookDiff {
  return { firstUpdateId: first, lastUpdateId: last, bids, asks, timeMs: last };
}

describe('order book', () => {
  test('keeps diffs until a snapshot comes, then applies those behind it', () => {
    const book = new OrderBook();

    expect(book.applyDiff(diff(5, 8, [100, 1]))).toBe('buffered');
    expect(book.applyDiff(diff(9, 12, [101, 2], [105, 4]))).toBe('buffered');
    expect(book.isValid).toBe(false);
    expect(book.applySnapshot(10, [99, 9, 98, 8], [106, 6])).toBe('applied');

    expect(book.isValid).toBe(true);
    expect(book.lastUpdateId).toBe(12);
    // The diff 5..8 is in the snapshot already and must not be applied again.
    expect(book.bestBids(10)).toEqual([101, 2, 99, 9, 98, 8]);
    expect(book.bestAsks(10)).toEqual([105, 4, 106, 6]);
  });

  test('refuses a snapshot from before the first kept diff, and takes a later one', () => {
    const book = new OrderBook();
    book.applyDiff(diff(50, 60, [100, 1]));

    expect(book.applySnapshot(40, [1, 1], [])).toBe('stale');
    expect(book.isValid).toBe(false);
    expect(book.applySnapshot(49, [90, 1], [])).toBe('applied');
    expect(book.bestBids(10)).toEqual([100, 1, 90, 1]);
  });

  test('ignores a diff that it already has', () => {
    const book = new OrderBook();
    book.applySnapshot(10, [100, 1], []);

    expect(book.applyDiff(diff(8, 10, [100, 5]))).toBe('stale');
    expect(book.bestBids(1)).toEqual([100, 1]);
  });

  test('applies a diff that overlaps what it has', () => {
    const book = new OrderBook();
    book.applySnapshot(10, [100, 1], []);

    expect(book.applyDiff(diff(9, 11, [100, 5]))).toBe('applied');
    expect(book.bestBids(1)).toEqual([100, 5]);
  });

  test('becomes invalid when updates are missing, until the next snapshot', () => {
    const book = new OrderBook();
    book.applySnapshot(10, [100, 1], []);

    expect(book.applyDiff(diff(12, 13, [101, 1]))).toBe('gap');
    expect(book.isValid).toBe(false);
    expect(book.gapCount).toBe(1);
    expect(book.applyDiff(diff(14, 15, [102, 1]))).toBe('buffered');
    expect(book.applySnapshot(13, [99, 1], [])).toBe('applied');
    expect(book.bestBids(10)).toEqual([102, 1, 99, 1]);
  });

  test('finds a gap among the diffs that it kept', () => {
    const book = new OrderBook();
    book.applyDiff(diff(1, 5));
    book.applyDiff(diff(9, 10));

    expect(book.applySnapshot(5, [1, 1], [])).toBe('stale');
    expect(book.applySnapshot(4, [1, 1], [])).toBe('gap');
    expect(book.isValid).toBe(false);
  });

  describe('of a snapshot that was cut off', () => {
    /** 100 levels a side, bids 1,000 down to 901, asks 1,001 up to 1,100, true at 10. */
    function cutBook(): OrderBook {
      const side = (best: number, step: number): number[] =>
        Array.from({ length: 100 }, (_, at) => [best + at * step, 1]).flat();
      const book = new OrderBook();
      book.applySnapshot(10, side(1_000, -1), side(1_001, 1));
      return book;
    }
    /** Takes away the best 98 bids, so that of three shown ones the last is behind the snapshot. */
    const fall = Array.from({ length: 98 }, (_, at) => [1_000 - at, 0]).flat();

    test('says where its best levels reach beyond it', () => {
      const book = cutBook();
      expect(book.isOutOfReach(50)).toBe(false);
      book.applyDiff(diff(11, 11, [...fall, 880, 5]));
      expect(book.bestBids(3)).toEqual([902, 1, 901, 1, 880, 5]);
      expect(book.isOutOfReach(2)).toBe(false);
      expect(book.isOutOfReach(3)).toBe(true);

      const rising = cutBook();
      rising.applyDiff(diff(11, 11, [], [...fall.map((n) => (n === 0 ? 0 : 2_001 - n)), 1_200, 5]));
      expect(rising.isOutOfReach(3)).toBe(true);
    });

    test('goes on while it waits, and fits what it kept to a snapshot that is older', () => {
      const book = cutBook();
      book.applyDiff(diff(11, 11, [...fall, 880, 5]));
      book.refresh();
      book.applyDiff(diff(12, 13, [902, 7]));
      book.applyDiff(diff(14, 14, [902, 8]));
      expect(book.bestBids(1)).toEqual([902, 8]);

      expect(book.applySnapshot(10, [1, 1], [])).toBe('stale');
      expect(book.bestBids(1)).toEqual([902, 8]);
      expect(book.applySnapshot(13, [902, 7, 901, 1, 890, 6, 880, 5], [1_001, 1])).toBe('applied');
      expect(book.lastUpdateId).toBe(14);
      expect(book.bestBids(9)).toEqual([902, 8, 901, 1, 890, 6, 880, 5]);
      expect(book.isRefreshing).toBe(false);
      expect(book.isOutOfReach(3)).toBe(false);
    });

    test('is lost by a gap while it waits, as ever', () => {
      const book = cutBook();
      book.refresh();
      expect(book.applyDiff(diff(13, 13))).toBe('gap');
      expect(book.isValid).toBe(false);
      expect(book.isRefreshing).toBe(false);
      expect(book.applySnapshot(13, [5, 5], [])).toBe('applied');
    });
  });

  test('knows all of a short snapshot, wherever the market goes', () => {
    const book = new OrderBook();
    book.applySnapshot(10, [100, 1], [101, 1]);
    book.applyDiff(diff(11, 11, [100, 0, 5, 1], [101, 0, 900, 1]));
    expect(book.isOutOfReach(1)).toBe(false);
  });

  test('does not go back to an older snapshot', () => {
    const book = new OrderBook();
    book.applySnapshot(10, [100, 1], []);

    expect(book.applySnapshot(9, [50, 1], [])).toBe('stale');
    expect(book.bestBids(1)).toEqual([100, 1]);
  });

  test('keeps both sides sorted from the best on, and removes levels of size 0', () => {
    const book = new OrderBook();
    book.applySnapshot(1, [100, 1, 99, 2, 98, 3], [101, 1, 102, 2, 103, 3]);

    book.applyDiff(diff(2, 2, [100, 0, 97, 7, 99.5, 5, 42, 0], [101, 0, 104, 4, 100.5, 9]));

    expect(book.bestBids(10)).toEqual([99.5, 5, 99, 2, 98, 3, 97, 7]);
    expect(book.bestAsks(3)).toEqual([100.5, 9, 102, 2, 103, 3]);
  });
});
