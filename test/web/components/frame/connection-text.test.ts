import { describe, expect, test } from 'vitest';
import {
  bannerText,
  chipText,
  connectionDelayMs,
  isDataLive,
  shownState,
} from '../../../../web/components/frame/connection-text.ts';
import type { ConnectionState, ConnectionView } from '../../../../web/state/views.ts';

const NOW = 1_700_000_100_000;
const plain = (text: string): string => text.replaceAll('\u202f', ' ');
const timeOf = (timeMs: number): string => `T${(timeMs - NOW) / 1_000}`;

function connection(change: Partial<ConnectionView>): ConnectionView {
  return {
    state: 'live',
    message: '',
    feedWords: '',
    catchUpCount: 0,
    caughtUpCount: 0,
    sinceMs: NOW - 18_000,
    lastFreshMs: NOW,
    attempt: 0,
    retryAtMs: 0,
    roundTripMs: 12,
    clockOffsetMs: 0,
    tickAgeMs: 42,
    framesPerSecond: 50,
    updatesPerSecond: 100,
    bytesPerSecond: 1_000,
    requestedIntervalMs: 50,
    effectiveIntervalMs: 50,
    heldFlushCount: 0,
    actualIntervalMs: 0,
    server: 's',
    venues: [{ venue: 'SIM', isSilent: false, lastReceivedMs: NOW }],
    ...change,
  };
}

describe('connection chip', () => {
  test.each<[ConnectionState, Partial<ConnectionView>, string, string, string]>([
    ['connecting', {}, 'dotted', 'neutral', 'Connecting…'],
    ['live', {}, 'dot', 'good', 'Live 42 ms'],
    ['slow', { tickAgeMs: 3_200 }, 'half', 'warn', 'Delayed 3.2 s'],
    [
      'reconnecting',
      { attempt: 3, retryAtMs: NOW + 4_000 },
      'retry',
      'warn',
      'Reconnecting (try 3, 4 s)',
    ],
    ['reconnecting', { attempt: 1 }, 'retry', 'warn', 'Reconnecting (try 1)'],
    ['catchingUp', { catchUpCount: 50 }, 'catchUp', 'neutral', 'Catching up'],
    [
      'catchingUp',
      { catchUpCount: 50, caughtUpCount: 31 },
      'catchUp',
      'neutral',
      'Catching up 62 %',
    ],
    ['offline', {}, 'cross', 'bad', 'Offline'],
    ['logDown', {}, 'triangle', 'bad', 'No data source 18 s'],
    ['logFull', {}, 'full', 'bad', 'Log full 18 s'],
    [
      'feedDown',
      { venues: [{ venue: 'SIM', isSilent: true, lastReceivedMs: NOW - 21_000 }] },
      'triangle',
      'warn',
      'Feed stalled 21 s',
    ],
    ['rejected', {}, 'exclamation', 'bad', 'Not connected'],
  ])('shows %s as its own shape, tone and word', (state, change, shape, tone, text) => {
    const chip = chipText(connection({ state, ...change }), NOW);

    expect([chip.shape, chip.tone]).toEqual([shape, tone]);
    expect(plain(`${chip.word} ${chip.detail}`.trim())).toBe(text);
  });

  test('never claims to be live without a fresh message', () => {
    const silent = connection({ lastFreshMs: NOW - 3_500 });

    expect(shownState(silent, NOW)).toBe('slow');
    expect(chipText(silent, NOW).tone).toBe('warn');
    expect(connectionDelayMs(silent, NOW)).toBe(3_500);
  });

  test('never explains a delay by a figure that is none', () => {
    const good = { state: 'slow', tickAgeMs: 2, roundTripMs: 1 } as const;

    expect(chipText(connection({ ...good, lastFreshMs: NOW - 200 }), NOW).detail).toBe('');
    expect(connectionDelayMs(connection({ ...good, lastFreshMs: NOW - 1_400 }), NOW)).toBe(1_400);
  });

  test('falls back to the round trip while no tick has come', () => {
    expect(connectionDelayMs(connection({ tickAgeMs: -1 }), NOW)).toBe(12);
    expect(connectionDelayMs(connection({ tickAgeMs: -1, roundTripMs: 0 }), NOW)).toBe(-1);
  });

  test.each<[ConnectionState, boolean]>([
    ['live', true],
    ['slow', true],
    ['feedDown', true],
    ['connecting', false],
    ['reconnecting', false],
    ['catchingUp', false],
    ['logDown', false],
    ['logFull', false],
    ['offline', false],
    ['rejected', false],
  ])('says of %s whether prices can be fresh', (state, isLive) => {
    expect(isDataLive(state)).toBe(isLive);
  });
});

describe('connection banner', () => {
  const banner = (change: Partial<ConnectionView>): string => {
    const text = bannerText(connection(change), NOW, timeOf);
    return text === undefined ? '' : plain(text.text);
  };

  test.each<ConnectionState>(['live', 'slow', 'connecting'])('is absent while %s', (state) => {
    expect(banner({ state })).toBe('');
  });

  test('says when the connection was lost and when the next try is', () => {
    const lost = { state: 'reconnecting', retryAtMs: NOW + 4_000 } as const;

    expect(banner(lost)).toBe(
      'Connection lost at T-18. Showing last known prices. Next try in 4 s.',
    );
    expect(bannerText(connection(lost), NOW, timeOf)?.canRetry).toBe(true);
  });

  test('says that a try is under way when none is planned', () => {
    expect(banner({ state: 'reconnecting' })).toContain('Trying now…');
  });

  test('names the silent venue and for how long it is silent', () => {
    const venues = [{ venue: 'SIM', isSilent: true, lastReceivedMs: NOW - 18_000 }];

    expect(banner({ state: 'feedDown', venues })).toBe(
      'SIM has sent nothing for 18 s. Showing last known prices.',
    );
  });

  test('says that the server lost its data source', () => {
    expect(banner({ state: 'logDown' })).toBe(
      'The server lost its data source (Redis). Showing last known prices.',
    );
  });

  test('says what a full log means', () => {
    expect(banner({ state: 'logFull', message: 'The log is full.' })).toBe(
      'The log is full. Showing last known prices.',
    );
  });

  test('gives the exact reason of a refusal', () => {
    expect(banner({ state: 'rejected', message: 'Too many connections.' })).toBe(
      'Too many connections.',
    );
  });

  test('leaves a short catch-up without words', () => {
    expect(banner({ state: 'catchingUp', sinceMs: NOW - 200 })).toBe('');
    expect(banner({ state: 'catchingUp', sinceMs: NOW - 900, lastFreshMs: NOW - 37_900 })).toBe(
      'Reconnected. Restoring 37 s of missed data…',
    );
  });
});
