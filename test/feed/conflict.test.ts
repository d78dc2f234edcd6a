import { describe, expect, test } from 'vitest';
import {
  ConflictWatch,
  LEASE_MS,
  type ConflictSituation,
  type OtherFeed,
} from '../../feed/publisher/conflict.ts';
import { hasEnded, ownIdentity, parseIdentity } from '../../feed/publisher/feed-identity.ts';

const identity = { host: 'elsewhere', pid: 7, sinceMs: 0, scope: '' };
const other = (leaseMs: number, id = 'x'): OtherFeed => ({
  id,
  identity,
  leaseMs,
  symbols: ['AAA'],
  symbolCount: 1,
});
const at = (elapsedMs: number, change: Partial<ConflictSituation> = {}): ConflictSituation => ({
  elapsedMs,
  shouldTakeOver: false,
  wasOwner: false,
  hasEnded: () => false,
  ...change,
});

describe('conflict with another feed', () => {
  test('is settled at once when its process is known to have ended', () => {
    const watch = new ConflictWatch();

    expect(watch.judge(other(4_900), at(0, { hasEnded: () => true }))).toMatchObject({
      kind: 'oust',
      reason: 'its process has ended',
    });
  });

  test('makes the later one yield as soon as the other renews its lease', () => {
    const watch = new ConflictWatch();

    expect(watch.judge(other(4_500), at(0)).kind).toBe('wait');
    expect(watch.judge(other(4_250), at(250)).kind).toBe('wait');
    expect(watch.judge(other(4_990), at(500)).kind).toBe('yield');
  });

  test('ends with a takeover when the other shows no sign of life for as long as a lease', () => {
    const watch = new ConflictWatch();

    expect(watch.judge(other(4_500), at(0)).kind).toBe('wait');
    expect(watch.judge(other(200), at(4_300)).kind).toBe('wait');
    // Its key is still there: the clock of Redis was set back.
    expect(watch.judge(other(200), at(LEASE_MS + 1)).kind).toBe('oust');
  });

  test('ends with a takeover at once where that was asked for', () => {
    const situation = at(0, { shouldTakeOver: true });

    expect(new ConflictWatch().judge(other(5_000), situation).kind).toBe('oust');
  });

  test('makes a replaced feed yield at once, even one that was told to take over itself', () => {
    const situation = at(0, { shouldTakeOver: true, wasOwner: true });

    expect(new ConflictWatch().judge(other(5_000), situation).kind).toBe('yield');
  });

  test('watches each feed for itself', () => {
    const watch = new ConflictWatch();
    watch.judge(other(1_000, 'x'), at(0));

    expect(watch.judge(other(4_900, 'y'), at(250)).kind).toBe('wait');
  });
});

describe('identity of a feed', () => {
  test('tells a process that runs from one that has ended, where both are seen', () => {
    const own = ownIdentity(0);

    expect(hasEnded(own, own)).toBe(false);
    // Beyond the largest process id that Linux and macOS hand out.
    expect(hasEnded({ ...own, pid: 4_194_305 }, own)).toBe(true);
  });

  test('does not judge by process ids of another host, boot or container', () => {
    const own = ownIdentity(0);

    expect(hasEnded({ ...own, pid: 4_194_305, host: 'elsewhere' }, own)).toBe(false);
    expect(hasEnded({ ...own, pid: 4_194_305, scope: 'another boot' }, own)).toBe(false);
  });

  test.each([
    '',
    'null',
    '{}',
    '{"host":1,"pid":2,"sinceMs":3,"scope":""}',
    '{"host":"h","pid":0,"sinceMs":3,"scope":""}',
    '{"host":"h","pid":-1,"sinceMs":3,"scope":""}',
    '{"host":"h","pid":1,"sinceMs":1e300,"scope":""}',
  ])('is not read from %j', (text) => {
    expect(parseIdentity(text)).toBeUndefined();
  });

  test('is read as it was written', () => {
    const own = ownIdentity(1_700_000_000_000);

    expect(parseIdentity(JSON.stringify(own))).toEqual(own);
  });
});
