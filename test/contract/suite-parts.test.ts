import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toolkit } from '../../feed/adapter/toolkit.ts';
import { createVenue, samples } from '../../feed/examples/my-feed.ts';
import { holdsFor, noFaults, tickFaults, unmarkedJumps } from './faults.ts';
import { gap, trade } from './samples/made-samples.ts';
import { sampleHole } from './sample-hole.ts';
import { uncheckedChannels, uncheckedParts } from './unchecked.ts';

const deal = (id: string, symbol = 'A.X') => trade(symbol, 1, 1, 'buy', id);

describe('trade ids that are said to be contiguous', () => {
  test('may jump behind a gap tick of their symbol, and be repeated', () => {
    const ticks = [deal('1'), deal('9', 'B.X'), deal('2'), gap('A.X', 4), deal('7'), deal('7')];
    expect(unmarkedJumps(ticks)).toEqual([]);
  });

  test('that jump without one are named, also beyond 2^53', () => {
    expect(unmarkedJumps([deal('1'), gap('B.X', 4), deal('7')])).toEqual([
      expect.stringMatching(
        /^trade 7 of A.X follows 1 without a gap tick in between: if the venue/,
      ),
    ]);
    expect(unmarkedJumps([deal('9007199254740993'), deal('9007199254740995')])).toHaveLength(1);
    expect(unmarkedJumps([deal('V-1')])[0]).toMatch(/trade id "V-1" of A.X: expected digits/);
  });
});

describe('a failure', () => {
  test('says which ticks are invalid, and why, a few of them', () => {
    const faults = tickFaults([deal('1'), { ...deal('2'), size: -1 }]);
    expect(faults).toEqual([
      'tick 1, a trade of A.X, is invalid: size is -1, expected a scaled integer 0..2^53 - 1',
    ]);
    expect(() => {
      noFaults(Array.from({ length: 8 }, (_, at) => `fault ${String(at)}`));
    }).toThrow(/^fault 0\n(.*\n){4}… and 3 more$/);
    expect(() => {
      noFaults([]);
    }).not.toThrow();
  });

  test('by made-up input shows the rule, the smallest input and the reason', () => {
    const check = (value: number): void => {
      if (value >= 10) throw new Error('ten is too much');
    };
    expect(() => {
      holdsFor('stays below ten', fc.nat(), check);
    }).toThrow(/^stays below ten\n {2}given 10\n {2}but {3}ten is too much\n {2}\(seed -?\d+\)$/);
  });
});

describe('samples', () => {
  const venue = createVenue(toolkit);

  test('that are missing are listed', () => {
    expect(uncheckedParts(venue, { ...samples, control: [] })).toEqual([
      'control frames: how a subscription is confirmed (samples.control)',
      'control frames: how a request is refused (samples.control)',
    ]);
    const { candles, trades, ...rest } = samples;
    expect([candles, trades]).not.toContain(undefined);
    expect(uncheckedParts(venue, rest)).toEqual([
      'past bars (samples.candles)',
      'past trades, by which holes are filled (samples.trades)',
    ]);
    expect(uncheckedParts({ ...venue, book: { request: () => ({ url: '' }) } }, samples)).toEqual([
      'books over HTTP (samples.book)',
    ]);
    expect(uncheckedChannels(venue, samples)).toEqual([]);
    expect(uncheckedChannels(venue, { ...samples, data: samples.data.slice(0, 2) })).toEqual([
      'depth: no frame gives one (samples.data)',
    ]);
  });

  test('of past trades lie between two trades of the data', () => {
    const { trades } = samples;
    if (trades === undefined) throw new Error('expected a sample');
    expect(sampleHole(samples)).toMatchObject({
      hole: { afterId: '41', beforeId: '44' },
      before: { length: 1 },
      behind: { length: 3 },
    });
    expect(() => sampleHole({ ...samples, trades: { ...trades, afterId: '40' } })).toThrow(
      /samples.trades.afterId: expected the id of a trade of ACME-USD.EXAMPLE among samples.data, got "40"/,
    );
    expect(() => sampleHole({ ...samples, trades: { ...trades, beforeId: '41' } })).toThrow(
      /samples.trades.beforeId: .* behind that of "41", got "41"/,
    );
  });
});
