/** What the connection chip says: of several states the worst. */
import { describe, expect, test } from 'vitest';
import type { LinkStatus } from '../../../web/client/link.ts';
import {
  connectionState,
  connectionView,
  FIRST_STATUS,
} from '../../../web/state/connection-view.ts';

const NOW_MS = 1_700_000_000_000;

const OPEN: LinkStatus = {
  ...FIRST_STATUS,
  phase: 'open',
  wasOpen: true,
  lastReceivedMs: NOW_MS - 100,
  lastFreshMs: NOW_MS - 100,
  roundTripMs: 40,
  roundTripP95Ms: 60,
  venues: [
    { venue: 'X', isSilent: false, lastReceivedMs: NOW_MS },
    { venue: 'Y', isSilent: true, lastReceivedMs: NOW_MS - 60_000 },
  ],
};
const SILENT = OPEN.venues.map((venue) => ({ ...venue, isSilent: true }));

describe('connection state', () => {
  test.each<[string, Partial<LinkStatus>, number]>([
    ['live', {}, 50],
    ['live', {}, -1],
    ['slow', { lastReceivedMs: NOW_MS - 2_001 }, 50],
    ['slow', { roundTripP95Ms: 501 }, 50],
    ['slow', {}, 2_001],
    ['connecting', { phase: 'idle', wasOpen: false }, -1],
    ['connecting', { phase: 'connecting', wasOpen: false }, -1],
    ['connecting', { phase: 'waiting', wasOpen: false }, -1],
    ['connecting', { awaitedSnapshots: 3 }, -1],
    ['catchingUp', { awaitedSnapshots: 3, isReconnected: true }, -1],
    ['reconnecting', { phase: 'waiting' }, -1],
    ['reconnecting', { phase: 'connecting' }, -1],
    ['offline', { phase: 'waiting', isOnline: false }, -1],
    ['live', { isOnline: false }, 50],
    ['logDown', { isLogConnected: false, venues: SILENT, awaitedSnapshots: 3 }, -1],
    ['logDown', { isLogConnected: false, isLogFull: true }, -1],
    ['logFull', { isLogFull: true, venues: SILENT }, -1],
    ['feedDown', { venues: SILENT, awaitedSnapshots: 3, isReconnected: true }, -1],
    ['rejected', { phase: 'rejected', isOnline: false }, -1],
  ])('is %s with %o and a tick age of %i', (expected, change, tickAgeMs) => {
    expect(connectionState({ ...OPEN, ...change }, NOW_MS, tickAgeMs)).toBe(expected);
  });

  test('is never green when the worker says nothing any more', () => {
    expect(connectionState(OPEN, NOW_MS + 2_000, -1)).toBe('slow');
  });
});

describe('connection view', () => {
  test('keeps since when a state holds', () => {
    const first = connectionView(OPEN, NOW_MS, 10, null);
    const second = connectionView(OPEN, NOW_MS + 500, 10, first);
    const third = connectionView({ ...OPEN, phase: 'waiting' }, NOW_MS + 900, -1, second);

    expect(second.sinceMs).toBe(NOW_MS);
    expect(third).toMatchObject({ state: 'reconnecting', sinceMs: NOW_MS + 900 });
  });

  test.each([
    [4500, 'bad frame', /Reload the page/],
    [4501, 'topics', /limit.*topics.*Remove/],
    [4502, '', /Reload the page/],
    [4503, 'expired', /expired.*Sign in/],
    [1009, '', /code 1009/],
  ])('says why code %i was final, and what to do', (closeCode, closeReason, pattern) => {
    const view = connectionView(
      { ...OPEN, phase: 'rejected', closeCode, closeReason },
      NOW_MS,
      -1,
      null,
    );

    expect(view.message).toMatch(pattern);
  });

  test('counts what is restored from where catching up began', () => {
    const behind = { ...OPEN, isReconnected: true };
    const first = connectionView({ ...behind, awaitedSnapshots: 50 }, NOW_MS, -1, null);
    const second = connectionView({ ...behind, awaitedSnapshots: 19 }, NOW_MS + 100, -1, first);
    const done = connectionView(behind, NOW_MS + 200, -1, second);

    expect(first).toMatchObject({ state: 'catchingUp', catchUpCount: 50, caughtUpCount: 0 });
    expect(second).toMatchObject({ catchUpCount: 50, caughtUpCount: 31 });
    expect(done).toMatchObject({ state: 'live', catchUpCount: 0, caughtUpCount: 0 });
  });

  test('says what to do about a full log', () => {
    const { message } = connectionView({ ...OPEN, isLogFull: true }, NOW_MS, -1, null);

    expect(message).toMatch(/full.*more memory.*goes on by itself/);
  });

  test('says how long the feed has been silent', () => {
    const view = connectionView({ ...OPEN, venues: SILENT }, NOW_MS + 18_000, -1, null);
    const never = SILENT.slice(0, 1).map((venue) => ({ ...venue, lastReceivedMs: 0 }));

    expect(view.message).toBe('X, Y have sent nothing for 18 s.');
    expect(connectionView({ ...OPEN, venues: never }, NOW_MS, -1, null).message).toBe(
      'X has sent nothing yet.',
    );
  });

  test('knows no pace without a connection', () => {
    const pace = {
      requestedIntervalMs: 100,
      effectiveIntervalMs: 240,
      heldFlushCount: 3,
      actualIntervalMs: 400,
    };

    expect(connectionView({ ...OPEN, ...pace }, NOW_MS, -1, null)).toMatchObject(pace);
    expect(connectionView({ ...OPEN, ...pace, phase: 'waiting' }, NOW_MS, -1, null)).toMatchObject({
      effectiveIntervalMs: 0,
      heldFlushCount: 0,
    });
  });

  test('says nothing where the chip says it all', () => {
    expect(connectionView(OPEN, NOW_MS, -1, null).message).toBe('');
  });
});
