/** What a feed says of itself, folded into the state of a symbol. */
import { describe, expect, test } from 'vitest';
import { GROUP } from '../../../proto/frames.ts';
import { FEED_STATES, type Depth, type FeedState, type Status } from '../../../proto/types.ts';
import { createState, position, quote, START_MS, trade } from './ticks.ts';

function status(atMs: number, state: FeedState, detail = ''): Status {
  const receivedTimeMs = START_MS + atMs;
  const times = { venueTimeMs: receivedTimeMs, receivedTimeMs };
  return { kind: 'status', symbol: 'AAA', ...times, state, detail };
}

const DEPTH: Depth = {
  kind: 'depth',
  symbol: 'AAA',
  venueTimeMs: START_MS + 50,
  receivedTimeMs: START_MS + 50,
  bids: [99, 1],
  asks: [101, 1],
};

describe('state of a feed', () => {
  test('is what was said last, since when it holds, and changes nothing else', () => {
    const { state, fold } = createState({ graceMs: 0 });
    fold(trade(0), quote(10));
    const before = state.toSnapshot({ ms: 1, seq: 1 });

    expect(state.status).toBeUndefined();
    expect(state.fold(status(90_000, 'connecting', 'try 1'), position(5))).toBe(GROUP.status);
    expect(state.fold(status(91_000, 'connecting', 'try 2'), position(6))).toBe(GROUP.status);
    expect(state.fold(status(92_000, 'connecting', 'try 2'), position(7))).toBe(0);

    const told = { state: 'connecting', detail: 'try 2', sinceTimeMs: START_MS + 90_000 };
    expect(state.status).toEqual(told);
    // A minute later by the status: neither clock, nor bars, nor prices have moved.
    expect(state.toSnapshot({ ms: 1, seq: 1 })).toEqual({ ...before, status: told });
    expect(state.takeClosedBars('1s')).toEqual([]);
  });

  test.each<[FeedState, readonly ('trade' | 'quote' | 'depth')[]]>([
    ['live', []],
    ['connecting', ['trade', 'quote', 'depth']],
    ['stale', ['trade', 'quote', 'depth']],
    ['resync', ['depth']],
    ['halted', []],
    ['fatal', ['trade', 'quote', 'depth']],
  ])('%s is over without a word with any of: %j', (name, enders) => {
    for (const tick of [trade(50), quote(50), DEPTH]) {
      const { state } = createState();
      state.fold(status(0, name, 'why'), position(0));

      const groups = state.fold(tick, position(1));

      const isOver = enders.includes(tick.kind);
      expect((groups & GROUP.status) !== 0).toBe(isOver);
      expect(state.status).toEqual(
        isOver
          ? { state: 'live', detail: '', sinceTimeMs: START_MS + 50 }
          : { state: name, detail: 'why', sinceTimeMs: START_MS },
      );
    }
  });

  test('is not over with a trade that was fetched afterwards', () => {
    const { state } = createState();
    state.fold(status(0, 'connecting'), position(0));

    state.fold(trade(50, { isBackfill: true }), position(1));

    expect(state.status?.state).toBe('connecting');
  });

  test('knows every state', () => {
    for (const name of FEED_STATES) {
      const { state } = createState();
      state.fold(status(0, name), position(0));
      expect(state.status?.state).toBe(name);
    }
  });
});
