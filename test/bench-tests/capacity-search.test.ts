/** The search for the largest number of clients. */
import { describe, expect, test } from 'vitest';
import { CapacitySearch } from '../bench/capacity-search.ts';

/** Runs the search on a system that serves up to so many clients well. */
function triedWith(capacity: number, start: number, limit: number): [number[], CapacitySearch] {
  const search = new CapacitySearch(start, limit);
  const tried: number[] = [];
  for (let next = search.next; next !== undefined; next = search.next) {
    tried.push(next);
    search.record(next <= capacity);
  }
  return [tried, search];
}

describe('the search for the capacity', () => {
  test('doubles until it is too much, then halves the gap twice', () => {
    const [tried, search] = triedWith(1_150, 100, 10_000);

    expect(tried).toEqual([100, 200, 400, 800, 1600, 1200, 1000]);
    expect(search.good).toBe(1000);
    expect(search.bad).toBe(1200);
  });

  test('looks between nothing and the first number when that is too much already', () => {
    const [tried, search] = triedWith(60, 100, 10_000);

    expect(tried).toEqual([100, 50, 75]);
    expect(search.good).toBe(50);
    expect(search.bad).toBe(75);
  });

  test('ends at the limit when nothing is too much', () => {
    const [tried, search] = triedWith(Infinity, 100, 500);

    expect(tried).toEqual([100, 200, 400, 500]);
    expect(search.good).toBe(500);
    expect(search.bad).toBeUndefined();
  });
});
