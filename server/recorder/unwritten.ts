/** What one partition's market has that Redis does not: closed bars, and symbols to be stored again. */
import { BASE_INTERVALS } from '../../proto/types.ts';
import type { MarketState } from '../market/market-state.ts';
import type { ClosedBar } from './partition-writer.ts';

/** Pure: takes what happens, and tells what is to be written. */
export class Unwritten {
  /** States that may have closed bars to give. */
  readonly #touched = new Set<MarketState>();
  /** State -> number of the last change of it that is not stored. */
  readonly #dirty = new Map<MarketState, number>();
  /** States whose bars wait, and until when, UNIX ms. */
  readonly #heldUntilMs = new Map<MarketState, number>();
  readonly #known = new WeakSet<MarketState>();
  readonly #bars: ClosedBar[] = [];
  #changes = 0;

  /** Bars that were taken over and are not written yet. */
  get barCount(): number {
    return this.#bars.length;
  }

  get hasDirty(): boolean {
    return this.#dirty.size > 0;
  }

  /** Number of the last change so far. */
  get changes(): number {
    return this.#changes;
  }

  /** Takes note of a state that was restored: what it gives is its own, but nothing of it has changed. */
  restored(state: MarketState): void {
    this.#known.add(state);
    this.#touched.add(state);
  }

  /**
   * Takes note of a tick.
   *
   * @param holdUntilMs If it is the state's first one: until when its bars wait, UNIX ms. Feeds write the bars
   *   from before their start a little after their first ticks, and nothing older can be added to a stream.
   */
  changed(state: MarketState, holdUntilMs: number): void {
    this.#changes += 1;
    this.#dirty.set(state, this.#changes);
    this.#touched.add(state);
    if (this.#known.has(state)) return;
    this.#known.add(state);
    this.#heldUntilMs.set(state, holdUntilMs);
  }

  /** Takes over the closed bars of all states that need not wait. */
  collect(nowMs: number): void {
    for (const state of this.#touched) {
      const heldUntilMs = this.#heldUntilMs.get(state);
      if (heldUntilMs !== undefined && heldUntilMs > nowMs) continue;
      this.#heldUntilMs.delete(state);
      this.#touched.delete(state);
      const { symbol } = state.instrument;
      for (const interval of BASE_INTERVALS) {
        for (const bar of state.takeClosedBars(interval))
          this.#bars.push({ symbol, interval, bar });
      }
    }
  }

  /** The oldest bars that are not written. */
  nextBars(count: number): readonly ClosedBar[] {
    return this.#bars.slice(0, count);
  }

  /** Takes note that the oldest `count` bars are written. */
  barsWritten(count: number): void {
    this.#bars.splice(0, count);
  }

  /** States whose snapshot in Redis is not what they are. */
  dirty(): MarketState[] {
    return [...this.#dirty.keys()];
  }

  /** Forgets a state that is not to be stored. */
  dropped(state: MarketState): void {
    this.#dirty.delete(state);
    this.#touched.delete(state);
    this.#heldUntilMs.delete(state);
  }

  /**
   * Takes note that a round of snapshots is complete.
   *
   * @param through Number of the last change when the round began. What came after it counts as not stored,
   *   even if a snapshot had it: another recorder may have written over that one.
   */
  roundWritten(through: number): void {
    for (const [state, change] of this.#dirty) if (change <= through) this.#dirty.delete(state);
  }
}
