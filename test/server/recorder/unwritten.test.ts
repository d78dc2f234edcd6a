import { beforeEach, describe, expect, test } from 'vitest';
import { RECORDER_LIMITS } from '../../../server/recorder/limits.ts';
import { Unwritten } from '../../../server/recorder/unwritten.ts';
import { Market } from '../../../server/market/market.ts';
import type { MarketState } from '../../../server/market/market-state.ts';
import { instrument, position, trade } from '../market/ticks.ts';

describe('what is not written', () => {
  let market: Market;
  let unwritten: Unwritten;
  let state: MarketState;

  beforeEach(() => {
    market = new Market(RECORDER_LIMITS);
    market.register(instrument());
    unwritten = new Unwritten();
    const found = market.state('AAA');
    if (!found) throw new Error('expected a state');
    state = found;
  });

  function tick(atMs: number, untilMs = 0): void {
    market.fold(trade(atMs), position(0), () => undefined);
    unwritten.changed(state, { untilMs, limitMs: untilMs + 1_000 });
  }

  test('is every state that had a tick, until a round is complete that began after it', () => {
    tick(0);
    const { changes } = unwritten;
    expect(unwritten.dirty()).toEqual([state]);
    tick(10);

    unwritten.roundWritten(changes);
    expect(unwritten.hasDirty).toBe(true);
    unwritten.roundWritten(unwritten.changes);
    expect(unwritten.hasDirty).toBe(false);
  });

  test('is every closed bar, oldest first, until it is said to be written', () => {
    for (let second = 0; second < 10; second++) tick(second * 1_000);
    unwritten.collect(0);
    const times = (): number[] => unwritten.nextBars(3).map(({ bar }) => bar.openTimeMs % 10_000);
    const before = times();

    expect(unwritten.barCount).toBe(7);
    expect(times()).toEqual(before);
    unwritten.barsWritten(2);
    expect(times()[0]).toBe(before[2]);
    unwritten.collect(0);
    expect(unwritten.barCount).toBe(5);
  });

  test('does not yet give the bars of a symbol that was never heard of', () => {
    for (let second = 0; second < 10; second++) tick(second * 1_000, 500);

    unwritten.collect(499);
    expect(unwritten.barCount).toBe(0);
    unwritten.collect(500);
    expect(unwritten.barCount).toBe(7);
  });

  test('waits longer while history of the symbol is to come, but not for ever', () => {
    for (let second = 0; second < 10; second++) tick(second * 1_000, 500);
    const isPending = (symbol: string): boolean => symbol === 'AAA';

    unwritten.collect(1_499, isPending);
    expect([unwritten.barCount, unwritten.isHolding]).toEqual([0, true]);
    unwritten.collect(1_500, isPending);
    expect([unwritten.barCount, unwritten.isHolding]).toEqual([7, false]);
  });

  test('waits no longer once the history has come', () => {
    for (let second = 0; second < 10; second++) tick(second * 1_000, 500);

    unwritten.collect(600, () => true);
    unwritten.collect(600, (symbol) => symbol !== 'AAA');

    expect(unwritten.barCount).toBe(7);
  });

  test('waits for the history of a symbol that was restored before it came', () => {
    unwritten.restored(state, { untilMs: 0, limitMs: 1_000 });
    for (let second = 0; second < 10; second++) tick(second * 1_000);

    unwritten.collect(500, () => true);
    expect(unwritten.barCount).toBe(0);
    unwritten.collect(500);
    expect(unwritten.barCount).toBe(7);
  });

  test('gives at once the bars of a symbol that was restored', () => {
    unwritten.restored(state);
    for (let second = 0; second < 10; second++) tick(second * 1_000, 500);

    unwritten.collect(0);
    expect(unwritten.barCount).toBe(7);
  });
});
