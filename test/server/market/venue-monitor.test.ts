import { describe, expect, test } from 'vitest';
import { VenueMonitor } from '../../../server/market/venue-monitor.ts';

describe('venue monitor', () => {
  test('tells of a venue that falls silent and of its return, once each', () => {
    const monitor = new VenueMonitor(3_000);
    monitor.seen('X', 10_000, 9_990);

    expect(monitor.sweep(13_000)).toEqual([]);
    const silent = { venue: 'X', isSilent: true, lastReceivedTimeMs: 9_990 };
    expect(monitor.sweep(13_001)).toEqual([silent]);
    expect(monitor.sweep(20_000)).toEqual([]);
    expect(monitor.statuses()).toEqual([silent]);

    monitor.seen('X', 20_500, 20_400);
    const heard = { venue: 'X', isSilent: false, lastReceivedTimeMs: 20_400 };
    expect(monitor.sweep(20_600)).toEqual([heard]);
    expect(monitor.sweep(20_700)).toEqual([]);
  });

  test('a registered venue that never sends falls silent, too', () => {
    const monitor = new VenueMonitor(3_000);
    monitor.register('X', 10_000);
    expect(monitor.statuses()).toEqual([{ venue: 'X', isSilent: false, lastReceivedTimeMs: 0 }]);

    expect(monitor.sweep(13_001)).toEqual([{ venue: 'X', isSilent: true, lastReceivedTimeMs: 0 }]);
  });

  test('registering a venue again does not make it look alive', () => {
    const monitor = new VenueMonitor(3_000);
    monitor.register('X', 10_000);
    monitor.register('X', 12_000);

    expect(monitor.sweep(13_500)).toHaveLength(1);
  });

  test('an older entry of the log does not make a venue look older or newer than it is', () => {
    const monitor = new VenueMonitor(3_000);
    monitor.seen('X', 10_000, 9_990);
    monitor.seen('X', 4_000, 3_990);

    expect(monitor.sweep(12_000)).toEqual([]);
    expect(monitor.statuses()).toEqual([
      { venue: 'X', isSilent: false, lastReceivedTimeMs: 9_990 },
    ]);
  });

  test('judges each venue by itself', () => {
    const monitor = new VenueMonitor(3_000);
    monitor.seen('X', 10_000, 10_000);
    monitor.seen('Y', 12_000, 12_000);

    expect(monitor.sweep(14_000).map(({ venue }) => venue)).toEqual(['X']);
  });
});
