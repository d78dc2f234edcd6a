import { describe, expect, test } from 'vitest';
import { Backoff } from '../../../feed/live/backoff.ts';
import { Books } from '../../../feed/live/books.ts';

function create(): Books {
  return new Books({
    answerMs: 10_000,
    calmMs: 60_000,
    createBackoff: () => new Backoff({ minMs: 500, maxMs: 30_000, random: () => 1 }),
  });
}

/** Times at which a book is asked for that goes wrong again `wrongAfterMs` after it came, and comes at once. */
function askedTimes(wrongAfterMs: number, untilMs: number): number[] {
  const books = create();
  const asked: number[] = [];
  let rightMs = Infinity;
  books.fault('A', 0);
  for (let nowMs = 0; nowMs <= untilMs; nowMs += 100) {
    if (nowMs - rightMs >= wrongAfterMs) {
      books.fault('A', nowMs);
      rightMs = Infinity;
    }
    if (books.due(nowMs).length > 0) {
      asked.push(nowMs);
      books.right('A', nowMs);
      rightMs = nowMs;
    }
  }
  return asked;
}

describe('books of a connection', () => {
  test('are asked for at once when they go wrong the first time', () => {
    const books = create();
    books.fault('A', 100);

    expect(books.due(100)).toEqual(['A']);
    expect(books.due(100)).toEqual([]);
  });

  test('make no storm of requests when they go wrong again and again', () => {
    const asked = askedTimes(100, 120_000);

    expect(asked.slice(0, 5)).toEqual([0, 1_100, 3_200, 7_300, 15_400]);
    expect(asked.length).toBeLessThan(10);
  });

  test('are asked for at once again after a long time in which all was well', () => {
    expect(askedTimes(60_000, 130_000)).toEqual([0, 60_000, 120_000]);
  });

  test('are asked for again when none comes', () => {
    const books = create();
    books.fault('A', 0);
    books.due(0);

    expect(books.due(9_999)).toEqual([]);
    expect(books.due(10_000)).toEqual([]);
    expect(books.due(11_000)).toEqual(['A']);
  });

  test('are right when levels come, and only of that symbol', () => {
    const books = create();
    books.fault('A', 0);
    books.fault('B', 0);
    books.due(0);

    expect(books.right('A', 500)).toBe(true);
    expect(books.right('A', 600)).toBe(false);
    expect([...books.wrong]).toEqual(['B']);
  });

  test('know whether there was a book before', () => {
    const books = create();
    books.fault('A', 0);
    expect(books.hasBeenRight('A')).toBe(false);
    books.right('A', 1);

    expect(books.hasBeenRight('A')).toBe(true);
  });
});
