/** When the feed has nothing at all for the page. */
import { describe, expect, test } from 'vitest';
import {
  connectionState,
  connectionView,
  FIRST_STATUS,
} from '../../../web/state/connection-view.ts';
import { feedOutage } from '../../../web/state/feed-outage.ts';
import type { FeedView } from '../../../web/state/views.ts';

const NOW_MS = 1_700_000_000_000;
const OPEN = {
  ...FIRST_STATUS,
  phase: 'open',
  wasOpen: true,
  lastReceivedMs: NOW_MS,
  lastFreshMs: NOW_MS,
  venues: [{ venue: 'X', isSilent: false, lastReceivedMs: NOW_MS }],
} as const;
const SILENT = { ...OPEN, venues: [{ ...OPEN.venues[0], isSilent: true }] };

function symbol(state: FeedView['state'] | null, detail = '', venue = 'X', lastTickMs = 1) {
  const feed = state === null ? null : { state, detail, sinceMs: 0 };
  return { instrument: { venue }, view: { feed, lastTickMs } };
}

describe('an outage of the feed', () => {
  test.each([
    ['no symbol is wanted', []],
    ['one symbol is live', [symbol('connecting'), symbol('live')]],
    ['one symbol is only quiet', [symbol('fatal'), symbol('stale')]],
    ['a feed says nothing of itself', [symbol('connecting'), symbol(null)]],
  ])('is none while %s', (_, symbols) => {
    expect(feedOutage(symbols)).toBeNull();
  });

  test('is one when no symbol can be had, and may pass while one is tried again', () => {
    expect(feedOutage([symbol('connecting', 'a'), symbol('fatal', 'b', 'A')])).toEqual({
      kind: 'lost',
      hadTicks: true,
      venues: ['A', 'X'],
      detail: '',
    });
    expect(feedOutage([symbol('fatal', 'a', 'X', 0), symbol('fatal', 'a', 'X', 0)])).toEqual({
      kind: 'stopped',
      hadTicks: false,
      venues: ['X'],
      detail: 'a',
    });
  });
});

describe('the connection of a page whose feed', () => {
  const lost = feedOutage([symbol('connecting', 'next try in 2 s')]);
  const stopped = feedOutage([symbol('fatal', 'the API key was refused')]);

  test('is lost says so in its words', () => {
    const view = connectionView(OPEN, NOW_MS, -1, null, lost);

    expect(view.state).toBe('feedLost');
    expect(view.message).toBe('Feed of X reconnecting: next try in 2 s.');
  });

  test('has died says that it is silent, and what it said last', () => {
    const view = connectionView(SILENT, NOW_MS + 18_000, -1, null, lost);

    expect(view.state).toBe('feedDown');
    expect(view.feedWords).toBe('The feed last said that it was reconnecting (next try in 2 s).');
  });

  test('has stopped says so, silent or not', () => {
    expect(connectionState(SILENT, NOW_MS, -1, stopped)).toBe('feedStopped');
    expect(connectionView(OPEN, NOW_MS, -1, null, stopped).message).toBe(
      'Feed of X stopped: the API key was refused.',
    );
  });

  test('is weaker than a server that is gone', () => {
    const gone = { ...OPEN, phase: 'waiting' } as const;

    expect(connectionState(gone, NOW_MS, -1, stopped)).toBe('reconnecting');
    expect(connectionState({ ...OPEN, isLogConnected: false }, NOW_MS, -1, stopped)).toBe(
      'logDown',
    );
  });
});
