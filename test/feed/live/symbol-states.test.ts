import { describe, expect, test } from 'vitest';
import { SymbolStates } from '../../../feed/live/symbol-states.ts';

const STALE_MS = 15_000;

function create(symbols = ['A']): SymbolStates {
  return new SymbolStates(symbols, STALE_MS, 0);
}

function taken(states: SymbolStates): string[] {
  return states
    .take(1_000)
    .map(({ symbol, state, detail }) => `${symbol} ${state} ${detail}`.trim());
}

describe('states of symbols', () => {
  test('are told in order, each once', () => {
    const states = create();
    states.connecting(['A'], 'first time');
    states.connecting(['A'], 'first time');
    states.live(['A'], 0);
    states.data('A', 10);
    states.data('A', 20);

    expect(taken(states)).toEqual(['A connecting first time', 'A live']);
    expect(taken(states)).toEqual([]);
  });

  test('are live with the first data, also before the confirmation', () => {
    const states = create();
    states.connecting(['A'], '');
    states.data('A', 10);
    states.live(['A'], 20);

    expect(taken(states)).toEqual(['A connecting', 'A live']);
  });

  test('become stale without data, and live with it', () => {
    const states = create();
    states.live(['A'], 0);
    states.check(STALE_MS - 1);
    states.check(STALE_MS);
    states.check(STALE_MS + 1);
    states.data('A', STALE_MS + 2);

    expect(taken(states)).toEqual(['A live', 'A stale no data for longer than is usual', 'A live']);
  });

  test('are not stale while there is no connection', () => {
    const states = create();
    states.live(['A'], 0);
    states.connecting(['A'], 'lost');
    states.check(10 * STALE_MS);
    states.live(['A'], 10 * STALE_MS);
    states.check(10 * STALE_MS + 1);

    expect(taken(states)).toEqual(['A live', 'A connecting lost', 'A live']);
  });

  test('tell a book that is fetched anew, and when it is there', () => {
    const states = create();
    states.live(['A'], 0);
    states.resync('A', true, 'checksum');
    states.data('A', 10);
    states.resync('A', false, '');

    expect(taken(states)).toEqual(['A live', 'A resync checksum', 'A live']);
  });

  test('stay halted until the venue says otherwise, whatever data comes', () => {
    const states = create();
    states.live(['A'], 0);
    states.halted(['A'], true, 'volatility pause');
    states.data('A', 10);
    states.halted(['A'], false, '');

    expect(taken(states)).toEqual(['A live', 'A halted volatility pause', 'A live']);
  });

  test('are fatal once, and then nothing is told of the symbol', () => {
    const states = create(['A', 'B']);
    states.fatal(['A'], 'no such symbol');
    states.fatal(['A'], 'no such symbol');
    states.live(['A', 'B'], 0);
    states.data('A', 10);
    states.connecting(['A'], '');

    expect(taken(states)).toEqual(['A fatal no such symbol', 'B live']);
    expect(states.openCount).toBe(1);
  });

  test('keep their reasons to 200 characters', () => {
    const states = create();
    states.connecting(['A'], 'x'.repeat(500));

    expect(states.take(5)[0]?.detail).toHaveLength(200);
  });

  test('are said again behind data that was held, unless they are live', () => {
    const states = create(['A', 'B', 'C']);
    states.live(['A', 'B'], 0);
    states.connecting(['A'], 'connection lost');
    taken(states);

    states.repeat(new Set(['A', 'B', 'C', 'unknown']));

    expect(taken(states)).toEqual(['A connecting connection lost']);
  });
});
