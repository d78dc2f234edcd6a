/** Bars of one symbol and interval as typed-array columns: bounded, sorted by time, cheap to read while drawing. */

import { BAR_FIELDS, requireCapacity, requireSortedBars, requireTime } from './chart-bar-check.ts';

/** The fields of a bar that a chart shows; prices and volume are scaled integers. */
export interface BarRow {
  /** UNIX milliseconds at which the bar begins. */
  readonly openTimeMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Sum of sizes, scaled by the size decimals. */
  readonly volume: number;
}

/** Bars as parallel arrays of one length, oldest first, times strictly rising. */
export type BarArrays = { readonly [Name in keyof BarRow]: ArrayLike<number> };

/** A span of bars inside typed arrays: the bars are at indexes `start` (inclusive) to `end` (exclusive). */
export interface BarView {
  readonly openTimeMs: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  readonly start: number;
  readonly end: number;
}

/** What `upsert` did; `dropped`: older than everything a full store holds. */
export type UpsertOutcome = 'unchanged' | 'replaced' | 'appended' | 'inserted' | 'dropped';

const FIRST_ALLOCATION = 256;

/**
 * Keeps the newest `capacity` bars, sorted, at most one for each open time.
 *
 * The arrays carry a quarter of the capacity in spare room, so the oldest bar falls out by moving
 * `start`, and everything is moved to the front only once in a quarter capacity of new bars. The
 * arrays are replaced when they grow: read them afresh after every change.
 */
export class BarColumns implements BarView {
  #capacity: number;
  #arrays = allocate(0);
  #start = 0;
  #end = 0;
  #version = 0;
  #historyVersion = 0;

  /**
   * @param capacity Most bars to keep, >= 1.
   * @throws {RangeError} When `capacity` is not a whole number >= 1.
   */
  constructor(capacity = 5_000) {
    requireCapacity(capacity);
    this.#capacity = capacity;
  }

  /** Most bars that are kept. */
  get capacity(): number {
    return this.#capacity;
  }

  /** Open times, UNIX milliseconds; valid from `start` to `end`, like the other columns. */
  get openTimeMs(): Float64Array {
    return this.#arrays.openTimeMs;
  }
  get open(): Float64Array {
    return this.#arrays.open;
  }
  get high(): Float64Array {
    return this.#arrays.high;
  }
  get low(): Float64Array {
    return this.#arrays.low;
  }
  get close(): Float64Array {
    return this.#arrays.close;
  }
  get volume(): Float64Array {
    return this.#arrays.volume;
  }
  /** Index of the oldest bar in the columns. */
  get start(): number {
    return this.#start;
  }
  /** Index after the newest bar in the columns. */
  get end(): number {
    return this.#end;
  }
  /** Count of bars. */
  get length(): number {
    return this.#end - this.#start;
  }
  /** Position of the newest bar counted from the oldest one, -1 without bars. */
  get lastIndex(): number {
    return this.length - 1;
  }
  /** Rises with every change. */
  get version(): number {
    return this.#version;
  }
  /** Rises with every change but one inside the newest bar: what a drawing of the older bars depends on. */
  get historyVersion(): number {
    return this.#historyVersion;
  }

  /** The bar at position `index` (0 = oldest, negative counts from the newest); undefined outside. */
  at(index: number): BarRow | undefined {
    const i = index < 0 ? this.#end + index : this.#start + index;
    if (!(i >= this.#start && i < this.#end)) return undefined;
    const row = {} as Record<keyof BarRow, number>;
    for (const name of BAR_FIELDS) row[name] = this.#arrays[name][i] ?? 0;
    return row;
  }

  /** Position of the newest bar that opened at or before `timeMs`; -1 if there is none. */
  indexAtOrBefore(timeMs: number): number {
    return upperBound(this.openTimeMs, this.#start, this.#end, timeMs) - 1 - this.#start;
  }

  /** Position of the bar whose open time is nearest to `timeMs` (the older one of two); -1 without bars. */
  nearestIndex(timeMs: number): number {
    const before = this.indexAtOrBefore(timeMs);
    if (before < 0) return this.length > 0 ? 0 : -1;
    if (before === this.lastIndex) return before;
    const i = this.#start + before;
    const older = this.openTimeMs[i] ?? 0;
    const newer = this.openTimeMs[i + 1] ?? 0;
    return timeMs - older <= newer - timeMs ? before : before + 1;
  }

  /**
   * Writes one bar: replaces the bar of the same open time or puts it in its place.
   *
   * @throws {RangeError} When the open time is not a whole number of milliseconds.
   */
  upsert(row: BarRow): UpsertOutcome {
    requireTime(row.openTimeMs);
    const at = upperBound(this.openTimeMs, this.#start, this.#end, row.openTimeMs);
    if (at > this.#start && this.openTimeMs[at - 1] === row.openTimeMs) {
      if (!this.#write(at - 1, row)) return 'unchanged';
      this.#changed(at < this.#end);
      return 'replaced';
    }
    if (at === this.#start && this.length === this.#capacity) return 'dropped';
    const isNewest = at === this.#end;
    const position = at - this.#start;
    this.#makeRoom();
    const target = this.#start + position;
    if (!isNewest) {
      for (const name of BAR_FIELDS) this.#arrays[name].copyWithin(target + 1, target, this.#end);
    }
    this.#end += 1;
    this.#write(target, row);
    if (this.length > this.#capacity) this.#start += 1;
    this.#changed(true);
    return isNewest ? 'appended' : 'inserted';
  }

  /**
   * Merges bars of a history answer. Of two bars with one open time the one with more volume stays,
   * for a bar only grows while it is open; at equal volume the incoming one.
   *
   * @param bars Oldest first, times strictly rising, any length.
   * @returns    Count of bars that were not held before.
   * @throws {RangeError} When lengths differ or times do not rise.
   */
  merge(bars: BarArrays): number {
    const incoming = requireSortedBars(bars);
    if (incoming === 0) return 0;
    const held = this.#arrays;
    const before = this.length;
    const end = Math.min(this.#capacity, before + incoming);
    const merged = allocate(end + this.#spare());
    let i = this.#end - 1;
    let j = incoming - 1;
    let k = end - 1;
    // From the newest backwards: what does not fit is the oldest.
    for (; k >= 0 && (i >= this.#start || j >= 0); k -= 1) {
      const heldTime = i >= this.#start ? (held.openTimeMs[i] ?? 0) : -Infinity;
      const time = j >= 0 ? (bars.openTimeMs[j] ?? 0) : -Infinity;
      const takesIncoming =
        time > heldTime || (time === heldTime && (bars.volume[j] ?? 0) >= (held.volume[i] ?? 0));
      const source = takesIncoming ? bars : held;
      const from = takesIncoming ? j : i;
      for (const name of BAR_FIELDS) merged[name][k] = source[name][from] ?? 0;
      if (heldTime >= time) i -= 1;
      if (time >= heldTime) j -= 1;
    }
    this.#arrays = merged;
    this.#start = k + 1;
    this.#end = end;
    this.#changed(true);
    return Math.max(0, this.length - before);
  }

  /**
   * Changes how many bars are kept; what no longer fits is the oldest, and its memory is freed.
   *
   * @param capacity Most bars to keep, >= 1.
   * @throws {RangeError} When `capacity` is not a whole number >= 1.
   */
  setCapacity(capacity: number): void {
    requireCapacity(capacity);
    this.#capacity = capacity;
    if (this.length <= capacity) return;
    const kept = allocate(capacity + this.#spare());
    const from = this.#end - capacity;
    for (const name of BAR_FIELDS) kept[name].set(this.#arrays[name].subarray(from, this.#end));
    this.#arrays = kept;
    this.#start = 0;
    this.#end = capacity;
    this.#changed(true);
  }

  /** Removes all bars and frees their memory. */
  clear(): void {
    if (this.length === 0) return;
    this.#arrays = allocate(0);
    this.#start = 0;
    this.#end = 0;
    this.#changed(true);
  }

  #changed(isHistory: boolean): void {
    this.#version += 1;
    if (isHistory) this.#historyVersion += 1;
  }

  #write(i: number, row: BarRow): boolean {
    let differs = false;
    for (const name of BAR_FIELDS) {
      const column = this.#arrays[name];
      if (column[i] === row[name]) continue;
      column[i] = row[name];
      differs = true;
    }
    return differs;
  }

  #spare(): number {
    return Math.max(16, this.#capacity >> 2);
  }

  /** Leaves room for one more bar at the end. */
  #makeRoom(): void {
    const size = this.openTimeMs.length;
    if (this.#end < size) return;
    const full = this.#capacity + this.#spare();
    if (size < full) {
      const grown = allocate(Math.min(full, Math.max(FIRST_ALLOCATION, size * 2)));
      for (const name of BAR_FIELDS) {
        grown[name].set(this.#arrays[name].subarray(this.#start, this.#end));
      }
      this.#arrays = grown;
    } else {
      for (const name of BAR_FIELDS) this.#arrays[name].copyWithin(0, this.#start, this.#end);
    }
    this.#end -= this.#start;
    this.#start = 0;
  }
}

/**
 * Finds the first index whose value is greater than `value`.
 *
 * @param column Rising between `start` and `end`.
 * @returns      `start`..`end`.
 */
export function upperBound(
  column: ArrayLike<number>,
  start: number,
  end: number,
  value: number,
): number {
  // New bars and ticks land at the end nearly always.
  if (start === end || value >= (column[end - 1] ?? 0)) return end;
  let low = start;
  let high = end - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((column[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function allocate(size: number): Record<keyof BarRow, Float64Array> {
  return {
    openTimeMs: new Float64Array(size),
    open: new Float64Array(size),
    high: new Float64Array(size),
    low: new Float64Array(size),
    close: new Float64Array(size),
    volume: new Float64Array(size),
  };
}
