/** Places and texts of the time axis labels: round wall-clock times of a zone, right across clock changes. */
import type { ZoneClock } from './chart-time-zone.ts';

/** One label of the time axis. */
export interface TimeTick {
  readonly timeMs: number;
  readonly label: string;
  /** Begins a day (month, year) and says so, among labels of smaller units. */
  readonly isMajor: boolean;
}

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;
const MONTH = 30.44 * DAY;

const CLOCK_STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 4, 6, 12].map((n) => n * HOUR),
];
const DAY_STEPS = [1, 2, 4, 7, 15];
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120];

/** What `timeTicks` needs to know of the axis. */
export interface TimeTickRequest {
  readonly fromMs: number;
  readonly toMs: number;
  /** Width of the plot, CSS pixels. */
  readonly width: number;
  /** Least room for one label, CSS pixels. */
  readonly minSpacing: number;
  /** No label between two bars of this length, milliseconds. */
  readonly intervalMs: number;
}

/** Labels of a time span, rising. */
export function timeTicks(request: TimeTickRequest, clock: ZoneClock): TimeTick[] {
  const { fromMs, toMs, width, minSpacing, intervalMs } = request;
  if (!(toMs > fromMs) || !(width > 0)) return [];
  const least = Math.max(intervalMs, ((toMs - fromMs) * minSpacing) / width);
  const clockStep = CLOCK_STEPS.find((step) => step >= least);
  if (clockStep !== undefined) return clockTicks(fromMs, toMs, clockStep, clock);
  const days = DAY_STEPS.find((step) => step * DAY >= least);
  if (days !== undefined) return dayTicks(fromMs, toMs, days, clock);
  const months = MONTH_STEPS.find((step) => step * MONTH >= least) ?? 120;
  return monthTicks(fromMs, toMs, months, clock);
}

function clockTicks(fromMs: number, toMs: number, step: number, clock: ZoneClock): TimeTick[] {
  const ticks: TimeTick[] = [];
  const style = step < MINUTE ? 'second' : 'minute';
  let timeMs = nextClockTick(fromMs, step, clock);
  while (timeMs <= toMs) {
    const isMajor = clock.toWall(timeMs) % DAY === 0;
    ticks.push({ timeMs, label: clock.format(timeMs, isMajor ? 'day' : style), isMajor });
    // Half a step on and then to the grid: stays right where the clocks jump by less than a step.
    timeMs = nextClockTick(timeMs + step / 2, step, clock);
  }
  return ticks;
}

/** The first instant from `timeMs` on whose wall-clock time is a multiple of `step`. */
function nextClockTick(timeMs: number, step: number, clock: ZoneClock): number {
  const offset = clock.offsetMs(timeMs);
  const wall = Math.ceil((timeMs + offset) / step) * step;
  const candidate = wall - offset;
  if (clock.toWall(candidate) % step === 0) return candidate;
  // The clocks changed in between by less than a step: the same wall time by the new offset.
  const corrected = wall - clock.offsetMs(candidate);
  return corrected >= timeMs ? corrected : candidate;
}

/** Days 1, 1 + step, ... of each month, so that every month begins with a label. */
function dayTicks(fromMs: number, toMs: number, step: number, clock: ZoneClock): TimeTick[] {
  const ticks: TimeTick[] = [];
  const first = new Date(clock.toWall(fromMs));
  let month = first.getUTCFullYear() * 12 + first.getUTCMonth();
  for (; ; month += 1) {
    const year = Math.floor(month / 12);
    const begin = Date.UTC(year, month % 12, 1);
    const dayCount = (Date.UTC(year, (month % 12) + 1, 1) - begin) / DAY;
    // The last label keeps its distance from the next month's first.
    for (let day = 0; day === 0 || day + step * 0.7 <= dayCount; day += step) {
      const timeMs = clock.fromWall(begin + day * DAY);
      if (timeMs > toMs) return ticks;
      if (timeMs < fromMs) continue;
      const isMajor = day === 0;
      const style = !isMajor ? 'day' : month % 12 === 0 ? 'year' : 'month';
      ticks.push({ timeMs, label: clock.format(timeMs, style), isMajor });
    }
  }
}

function monthTicks(fromMs: number, toMs: number, step: number, clock: ZoneClock): TimeTick[] {
  const ticks: TimeTick[] = [];
  const first = new Date(clock.toWall(fromMs));
  let month = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / step) * step;
  for (; ; month += step) {
    const timeMs = clock.fromWall(Date.UTC(Math.floor(month / 12), month % 12, 1));
    if (timeMs > toMs) return ticks;
    const isYear = month % 12 === 0;
    const label = clock.format(timeMs, isYear ? 'year' : 'month');
    if (timeMs >= fromMs) ticks.push({ timeMs, label, isMajor: isYear });
  }
}
