import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BookSide } from '../../../feed/venues/order-book.ts';
import { TradeSequence } from '../../../feed/venues/trade-sequence.ts';
import { isAbsurdTime, parseIsoTime } from '../../../feed/venues/venue-time.ts';

describe('venue time', () => {
  test('is read as Date reads it, whatever the day', () => {
    const first = new Date(Date.UTC(0, 0, 1)).setUTCFullYear(1);
    fc.assert(
      fc.property(fc.integer({ min: first, max: Date.UTC(2200, 0) }), (ms) => {
        expect(parseIsoTime(new Date(ms).toISOString())).toBe(ms);
      }),
    );
  });

  test.each([
    ['2021-04-17T16:43:30.244999Z', 30_244],
    ['2021-04-17T16:43:30.244999999Z', 30_244],
    ['2021-04-17T16:43:30.2Z', 30_200],
    ['2021-04-17T16:43:30Z', 30_000],
    ['2021-04-17T18:43:30.244+02:00', 30_244],
  ])('%s is cut to the millisecond, never rounded', (text, milliseconds) => {
    expect(parseIsoTime(text)).toBe(Date.UTC(2021, 3, 17, 16, 43) + milliseconds);
  });

  test.each([
    '',
    'today',
    '2021-04-17T16:43:3xZ',
    '2021-13-17T16:43:30Z',
    '2021-04-17T16:43:30.xZ',
  ])('%j is none', (text) => {
    expect(parseIsoTime(text)).toBeNaN();
  });

  test('is absurd when more than a day away, or no number', () => {
    const day = 86_400_000;
    expect([day, -day, 0].map((away) => isAbsurdTime(1e12 + away, 1e12))).toEqual([
      false,
      false,
      false,
    ]);
    expect([day + 1, -day - 1, NaN].map((away) => isAbsurdTime(1e12 + away, 1e12))).toEqual([
      true,
      true,
      true,
    ]);
  });
});

describe('trade sequence', () => {
  test('counts what is missing, also across 2^53', () => {
    const sequence = new TradeSequence();
    expect(sequence.next('9007199254740990', 5)).toMatchObject({ kind: 'first' });
    expect(sequence.next('9007199254740991', 6)).toMatchObject({ kind: 'new', lostTrades: 0 });
    expect(sequence.next('9007199254740995', 7)).toEqual({
      kind: 'new',
      lostTrades: 3,
      previousTimeMs: 6,
    });
    expect(sequence.next('9007199254740995', 8)).toMatchObject({ kind: 'repeated' });
    expect(sequence.next('12', 8)).toMatchObject({ kind: 'repeated' });
    expect(sequence.hasSeen('9007199254740994')).toBe(true);
    expect(sequence.hasSeen('9007199254740996')).toBe(false);
  });
});

describe('book side', () => {
  test.each([1, -1] as const)('stays equal to a sorted map (direction %i)', (direction) => {
    const change = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 120 }),
        fc.integer({ min: 1, max: 12 }),
        (all, top) => {
          const side = new BookSide(direction);
          const plain = new Map<number, number>();
          const sorted = (): number[] => [...plain].sort(([a], [b]) => (b - a) * direction).flat();
          let before = side.best(top);
          for (const [price, size] of all) {
            const rank = side.set(price, size, `${String(price)}:${String(size)}`);
            if (size === 0) plain.delete(price);
            else plain.set(price, size);
            const best = side.best(top);
            expect(best).toEqual(sorted().slice(0, top * 2));
            // The place tells truly whether what is seen has changed.
            if (rank >= top) expect(best).toEqual(before);
            else expect(best).not.toEqual(before);
            before = best;
          }
          const levels = sorted();
          expect(side.textAt(0)).toBe(
            levels.length === 0 ? undefined : levels.slice(0, 2).join(':'),
          );
          side.truncate(3);
          expect(side.best(50)).toEqual(levels.slice(0, 6));
          side.replace(levels);
          expect(side.best(50)).toEqual(levels);
        },
      ),
    );
  });
});
