import { describe, expect, test } from 'vitest';
import { feedNews, feedText, isVenueSilent } from '../../../../web/components/shared/feed-text.ts';
import type { FeedView } from '../../../../web/state/views.ts';

const view = (state: FeedView['state'], detail = '', lastTickMs = 1_000) => ({
  feed: { state, detail, sinceMs: 0 },
  lastTickMs,
});

describe('words on a feed', () => {
  test.each([
    [
      'connecting',
      'connection lost, next try in 2 s',
      'Feed lost',
      'Feed reconnecting: connection lost, next try in 2 s',
    ],
    ['connecting', '', 'Feed lost', 'Feed reconnecting…'],
    ['stale', '', '', 'No data for longer than usual'],
    ['resync', '', '', 'Fetching the order book anew…'],
    ['halted', 'volatility pause', 'Halted', 'Trading is halted: volatility pause'],
    ['fatal', 'the API key was refused', 'No feed', 'Feed stopped: the API key was refused'],
  ] as const)('that is %s because of %j', (state, detail, word, sentence) => {
    expect(feedText(view(state, detail), false)).toMatchObject({ word, sentence });
    expect(word.length).toBeLessThanOrEqual(10);
  });

  test('are none while it is live, or says nothing of itself', () => {
    expect(feedText(view('live'), false)).toBeUndefined();
    expect(feedText({ feed: null, lastTickMs: 0 }, true)).toBeUndefined();
  });

  test('speak of a first connection where nothing has come yet', () => {
    expect(feedText(view('connecting', '', 0), false)?.sentence).toBe('Feed connecting…');
  });

  test('are told as its last ones when the server hears nothing of the venue: it may have died', () => {
    expect(feedText(view('connecting', 'next try in 2 s'), true)).toMatchObject({
      word: '',
      sentence: 'The venue is silent. The feed last said: Feed reconnecting: next try in 2 s',
    });
    // What needs somebody, and what is the venue's own word, stays true.
    expect(feedText(view('fatal'), true)?.sentence).toBe('Feed stopped');
    expect(feedText(view('halted'), true)?.word).toBe('Halted');
  });

  test('tell a screen reader also that all is well again', () => {
    expect(feedNews('AAA', view('connecting', 'try 2'))).toBe('AAA: Feed reconnecting: try 2.');
    expect(feedNews('AAA', view('live'))).toBe('AAA: feed is live again.');
  });
});

test('a venue is silent only where the server says so of just that one', () => {
  const venues = [
    { venue: 'X', isSilent: true, lastReceivedMs: 0 },
    { venue: 'Y', isSilent: false, lastReceivedMs: 0 },
  ];

  expect(isVenueSilent({ venues }, { venue: 'X' })).toBe(true);
  expect(isVenueSilent({ venues }, { venue: 'Y' })).toBe(false);
  expect(isVenueSilent({ venues }, null)).toBe(false);
});
