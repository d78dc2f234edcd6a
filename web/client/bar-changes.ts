/** Bars of one symbol and interval that the page has not fetched yet: upserts, conflated by open time. */
import type { BarSeriesView, BarView } from '../../proto/frames.ts';
import type { Interval } from '../../proto/types.ts';
import type { BarsChange } from './link.ts';

/** Bars that the page keeps; more unfetched ones would only push each other out. */
export const BARS_CAPACITY = 5_000;

/** Fields of a bar in the order of the columns in a BarsChange. */
export const BAR_COLUMNS = ['openTimeMs', 'open', 'high', 'low', 'close', 'volume'] as const;

/** Collects changes until they are taken; holds nothing that was taken. */
export class BarChanges {
  readonly #bars = new Map<number, BarView>();
  #isHistory = false;
  #historyCount: number;
  /** Whether the history has come, or none was asked for. */
  #isWhole: boolean;
  /** Whether older bars may still come, which are not to be passed over. */
  #isPartial = false;
  #newestOpenMs: number | undefined;

  /** @param historyCount Bars that were asked for at once. */
  constructor(historyCount: number) {
    this.#historyCount = historyCount;
    this.#isWhole = historyCount === 0;
  }

  /**
   * Open time of the newest bar that the server told of, UNIX ms: up to there the page has what it had, so
   * another server need only go on from it. Undefined: all bars that were asked for are still to come.
   */
  get newestOpenMs(): number | undefined {
    return this.#newestOpenMs;
  }

  /** Takes note of what is asked for; more bars than before have to come as a whole. */
  setHistoryCount(historyCount: number): void {
    const isMore = historyCount > this.#historyCount;
    this.#historyCount = historyCount;
    if (isMore) this.forget();
  }

  /** Lets all bars come again as a whole. */
  forget(): void {
    this.#newestOpenMs = undefined;
    this.#isWhole = this.#historyCount === 0;
  }

  /** Whether there is something to take. An empty history is something. */
  get hasChange(): boolean {
    return this.#isHistory || this.#bars.size > 0;
  }

  add(series: BarSeriesView): void {
    if (series.isHistory) {
      this.#bars.clear();
      this.#isHistory = true;
      this.#isWhole = true;
      this.#isPartial = series.isPartial ?? false;
      this.#newestOpenMs = undefined;
    }
    // What changes before the history is here is in it.
    if (!this.#isWhole) return;
    // Not the maximum: a server that is behind tells older ones anew, and from there on they are its own.
    const newest = series.bars.at(-1)?.openTimeMs ?? 0;
    if (newest > 0 && !this.#isPartial) this.#newestOpenMs = newest;
    for (const bar of series.bars) {
      // Not a whole number only from a broken server; one such bar would spoil the columns.
      if (Number.isSafeInteger(bar.openTimeMs)) this.#bars.set(bar.openTimeMs, bar);
    }
    if (this.#bars.size > BARS_CAPACITY) this.#dropOldest();
  }

  take(symbol: string, interval: Interval): BarsChange {
    const bars = [...this.#bars.values()].sort((a, b) => a.openTimeMs - b.openTimeMs);
    const count = bars.length;
    const columns = new Float64Array(count * BAR_COLUMNS.length);
    for (const [column, name] of BAR_COLUMNS.entries()) {
      for (const [row, bar] of bars.entries()) columns[column * count + row] = bar[name];
    }
    const isHistory = this.#isHistory;
    this.#bars.clear();
    this.#isHistory = false;
    return { symbol, interval, isHistory, count, columns };
  }

  #dropOldest(): void {
    const times = [...this.#bars.keys()].sort((a, b) => a - b);
    for (const time of times.slice(0, times.length - BARS_CAPACITY)) this.#bars.delete(time);
    // What the page holds is older than all of these, and the hole before them is not to be shown.
    this.#isHistory = true;
  }
}
