/** Time labels lie on round wall-clock times, also where the clocks change. */
import { describe, expect, test } from 'vitest';
import { ZoneClock } from '../../../web/model/chart-time-zone.ts';
import { timeTicks } from '../../../web/model/time-ticks.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const berlin = new ZoneClock('Europe/Berlin', 'en-GB');
const utc = new ZoneClock('UTC', 'en-GB');

function labels(
  clock: ZoneClock,
  from: string,
  to: string,
  width: number,
  intervalMs = 1_000,
): string[] {
  const request = {
    fromMs: Date.parse(from),
    toMs: Date.parse(to),
    width,
    minSpacing: 80,
    intervalMs,
  };
  return timeTicks(request, clock).map((tick) => (tick.isMajor ? `*${tick.label}` : tick.label));
}

describe('time ticks', () => {
  test('are round times with room for their labels', () => {
    expect(labels(utc, '2026-02-20T11:52:30Z', '2026-02-20T13:32:30Z', 800)).toEqual([
      '12:00',
      '12:10',
      '12:20',
      '12:30',
      '12:40',
      '12:50',
      '13:00',
      '13:10',
      '13:20',
      '13:30',
    ]);
  });

  test('show seconds where they are apart by seconds', () => {
    expect(labels(utc, '2026-02-20T12:00:01Z', '2026-02-20T12:00:21Z', 400)).toEqual([
      '12:00:05',
      '12:00:10',
      '12:00:15',
      '12:00:20',
    ]);
  });

  test('name the day where one begins', () => {
    expect(labels(berlin, '2026-02-20T21:30:00Z', '2026-02-21T00:30:00Z', 300)).toEqual([
      '23:00',
      '*21 Feb',
      '01:00',
    ]);
  });

  test('stay on full hours in the night in which an hour is skipped', () => {
    const from = '2026-03-28T22:00:00Z';

    expect(labels(berlin, from, '2026-03-29T04:00:00Z', 500)).toEqual([
      '23:00',
      '*29 Mar',
      '01:00',
      '03:00',
      '04:00',
      '05:00',
      '06:00',
    ]);
  });

  test('show both of the hours that come twice', () => {
    expect(labels(berlin, '2026-10-24T22:00:00Z', '2026-10-25T03:00:00Z', 420)).toEqual([
      '*25 Oct',
      '01:00',
      '02:00',
      '02:00',
      '03:00',
      '04:00',
    ]);
  });

  test('with four hours between them meet the grid again after the clocks changed', () => {
    const shown = labels(berlin, '2026-03-28T11:00:00Z', '2026-03-29T19:00:00Z', 700);

    expect(shown).toEqual([
      '12:00',
      '16:00',
      '20:00',
      '*29 Mar',
      '04:00',
      '08:00',
      '12:00',
      '16:00',
      '20:00',
    ]);
  });

  test('lie on local midnights for days, 23 hours apart when an hour is skipped', () => {
    const request = { width: 400, minSpacing: 80, intervalMs: HOUR };
    const fromMs = Date.parse('2026-03-27T23:00:00Z');
    const ticks = timeTicks({ ...request, fromMs, toMs: fromMs + 4 * DAY }, berlin);

    const gaps = ticks.slice(1).map((tick, i) => (tick.timeMs - (ticks[i]?.timeMs ?? 0)) / HOUR);
    expect(ticks.map((tick) => tick.label)).toEqual([
      '28 Mar',
      '29 Mar',
      '30 Mar',
      '31 Mar',
      'Apr',
    ]);
    expect(gaps).toEqual([24, 23, 24, 24]);
  });

  test('begin each month with a label and keep their distance from it', () => {
    expect(labels(utc, '2026-01-20T00:00:00Z', '2026-03-12T00:00:00Z', 640, DAY)).toEqual([
      '22 Jan',
      '*Feb',
      '8 Feb',
      '15 Feb',
      '22 Feb',
      '*Mar',
      '8 Mar',
    ]);
  });

  test('are months and years for long spans', () => {
    expect(labels(utc, '2025-10-05T00:00:00Z', '2026-04-05T00:00:00Z', 600, DAY)).toEqual([
      'Nov',
      'Dec',
      '*2026',
      'Feb',
      'Mar',
      'Apr',
    ]);
    expect(labels(utc, '2010-06-05T00:00:00Z', '2026-04-05T00:00:00Z', 800, DAY)).toEqual([
      '*2012',
      '*2014',
      '*2016',
      '*2018',
      '*2020',
      '*2022',
      '*2024',
      '*2026',
    ]);
  });

  test('are never closer than the bars', () => {
    const request = {
      fromMs: 0,
      toMs: 10 * 60_000,
      width: 4_000,
      minSpacing: 80,
      intervalMs: 60_000,
    };

    expect(timeTicks(request, utc)).toHaveLength(11);
  });

  test('of an empty span are none', () => {
    const request = { fromMs: 5, toMs: 5, width: 400, minSpacing: 80, intervalMs: 1_000 };

    expect(timeTicks(request, utc)).toEqual([]);
    expect(timeTicks({ ...request, toMs: 500, width: 0 }, utc)).toEqual([]);
  });
});

describe('zone clock', () => {
  test.each([
    ['UTC', '2026-07-01T00:00:00Z', 0],
    ['Europe/Berlin', '2026-01-01T00:00:00Z', 1],
    ['Europe/Berlin', '2026-07-01T00:00:00Z', 2],
    ['America/New_York', '2026-01-01T00:00:00Z', -5],
    ['Asia/Kolkata', '2026-01-01T00:00:00Z', 5.5],
    ['Asia/Kathmandu', '2026-01-01T00:00:00Z', 5.75],
    ['Australia/Lord_Howe', '2026-01-01T00:00:00Z', 11],
  ])('knows the offset of %s at %s', (zone, at, hours) => {
    expect(new ZoneClock(zone).offsetMs(Date.parse(at))).toBe(hours * HOUR);
  });

  test('turns wall-clock times back into the same instants', () => {
    const start = Date.parse('2026-03-20T00:00:00Z');
    for (let timeMs = start; timeMs < start + 20 * DAY; timeMs += HOUR) {
      expect(berlin.fromWall(berlin.toWall(timeMs))).toBe(timeMs);
    }
  });

  test('refuses a zone that does not exist, saying which names it takes', () => {
    expect(() => new ZoneClock('Mars/Olympus')).toThrow(/IANA time zone.*got "Mars\/Olympus"/);
  });
});
