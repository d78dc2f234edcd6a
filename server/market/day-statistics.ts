/** Open, high, low, volume and VWAP of an instrument's day: since its session start, or of 24 hours. */
import type { StatisticsView } from '../../proto/frames.ts';
import { MINUTE_COLUMNS } from '../../proto/snapshot.ts';
import type { Bar, Session } from '../../proto/types.ts';
import { saturatingSum } from './saturate.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/** What happened in one minute. */
interface Bucket {
  minute: number;
  open: number;
  high: number;
  low: number;
  volume: number;
  tradeCount: number;
  turnover: number;
}

/**
 * Statistics of a moving day, kept as one bucket a minute.
 *
 * Sums are taken anew over the buckets whenever the day moves on, never subtracted from: so nothing
 * drifts, and a late trade counts in the minute that it belongs to.
 */
export class DayStatistics {
  readonly #session: Session;
  readonly #buckets = new Map<number, Bucket>();
  #newestMinute = -1;
  #fromMinute = 0;
  #open = 0;
  #openMinute = Infinity;
  #high = -Infinity;
  #low = Infinity;
  #volume = 0;
  #tradeCount = 0;
  #turnover = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Counts one trade at `timeMs` (venue time); one from before the current day changes nothing. */
  addTrade(timeMs: number, price: number, size: number): void {
    this.#add({
      minute: Math.floor(timeMs / MINUTE_MS),
      open: price,
      high: price,
      low: price,
      volume: size,
      tradeCount: 1,
      // The sum turns the -0 of a negative price without size into 0.
      turnover: price * size + 0,
    });
  }

  /** Counts stored one-minute bars from before the first trade. */
  addBars(bars: readonly Bar[]): void {
    for (const bar of bars) {
      this.#add({ ...bar, minute: Math.floor(bar.openTimeMs / MINUTE_MS) }, true);
    }
  }

  /** Minutes, row-major, in the order in which they are summed up when the day moves on. */
  get minutes(): Float64Array {
    const rows = new Float64Array(this.#buckets.size * MINUTE_COLUMNS);
    let at = 0;
    for (const bucket of this.#buckets.values()) {
      rows[at++] = bucket.minute;
      rows[at++] = bucket.open;
      rows[at++] = bucket.high;
      rows[at++] = bucket.low;
      rows[at++] = bucket.volume;
      rows[at++] = bucket.tradeCount;
      rows[at++] = bucket.turnover;
    }
    return rows;
  }

  /** Sum of price x size over the day; its rounding depends on the order in which it came about. */
  get turnover(): number {
    return this.#turnover;
  }

  /** Takes over what another one held; `rows` and `turnover` as it told them. */
  restore(rows: Float64Array, turnover: number): void {
    let newestMinute = -1;
    for (let at = 0; at < rows.length; at += MINUTE_COLUMNS) {
      newestMinute = Math.max(newestMinute, rows[at] ?? 0);
    }
    if (newestMinute < 0) return;
    this.#moveTo(newestMinute);
    for (let at = 0; at < rows.length; at += MINUTE_COLUMNS) this.#add(bucketAt(rows, at));
    this.#turnover = turnover;
  }

  /** Undefined before the first trade. */
  view(): StatisticsView | undefined {
    if (this.#tradeCount === 0) return undefined;
    return {
      open: this.#open,
      high: this.#high,
      low: this.#low,
      vwap: this.#vwap(),
      volume: this.#volume,
      tradeCount: this.#tradeCount,
    };
  }

  /** Sums are rounded, or stop at a limit; a mean outside the prices that it is of would be plainly wrong. */
  #vwap(): number {
    if (this.#volume === 0) return this.#open;
    // The sum turns the -0 that rounding may give into 0.
    const mean = Math.round(this.#turnover / this.#volume) + 0;
    return Math.min(this.#high, Math.max(this.#low, mean));
  }

  #add(entry: Bucket, isOlder = false): void {
    if (entry.minute > this.#newestMinute) this.#moveTo(entry.minute);
    if (entry.minute < this.#fromMinute) return;
    const bucket = this.#buckets.get(entry.minute);
    if (bucket) {
      if (isOlder) bucket.open = entry.open;
      bucket.high = Math.max(bucket.high, entry.high);
      bucket.low = Math.min(bucket.low, entry.low);
      bucket.volume = saturatingSum(bucket.volume, entry.volume);
      bucket.tradeCount += entry.tradeCount;
      bucket.turnover += entry.turnover;
    } else {
      this.#buckets.set(entry.minute, { ...entry });
    }
    this.#count(entry, isOlder);
  }

  #count(entry: Bucket, isOlder: boolean): void {
    if (entry.minute < this.#openMinute || (isOlder && entry.minute === this.#openMinute)) {
      this.#open = entry.open;
      this.#openMinute = entry.minute;
    }
    this.#high = Math.max(this.#high, entry.high);
    this.#low = Math.min(this.#low, entry.low);
    this.#volume = saturatingSum(this.#volume, entry.volume);
    this.#tradeCount += entry.tradeCount;
    this.#turnover += entry.turnover;
  }

  #moveTo(minute: number): void {
    this.#newestMinute = minute;
    const fromMinute = this.#dayStart(minute);
    if (fromMinute === this.#fromMinute) return;
    this.#fromMinute = fromMinute;
    let dropped = false;
    for (const key of this.#buckets.keys()) {
      if (key >= fromMinute) continue;
      this.#buckets.delete(key);
      dropped = true;
    }
    if (!dropped) return;
    this.#openMinute = Infinity;
    this.#high = -Infinity;
    this.#low = Infinity;
    this.#volume = 0;
    this.#tradeCount = 0;
    this.#turnover = 0;
    for (const bucket of this.#buckets.values()) this.#count(bucket, false);
  }

  #dayStart(minute: number): number {
    if (this.#session.kind === 'rolling24h') return minute - DAY_MINUTES + 1;
    const start = this.#session.startMinuteUtc;
    return Math.floor((minute - start) / DAY_MINUTES) * DAY_MINUTES + start;
  }
}

function bucketAt(rows: Float64Array, at: number): Bucket {
  return {
    minute: rows[at] ?? 0,
    open: rows[at + 1] ?? 0,
    high: rows[at + 2] ?? 0,
    low: rows[at + 3] ?? 0,
    volume: rows[at + 4] ?? 0,
    tradeCount: rows[at + 5] ?? 0,
    turnover: rows[at + 6] ?? 0,
  };
}
