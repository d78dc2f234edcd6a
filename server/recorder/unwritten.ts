/** What one partition's market has that Redis does not: closed bars, and symbols to be stored again. */
import { BASE_INTERVALS } from '../../proto/types.ts';
import type { MarketState } from '../market/market-state.ts';
import type { ClosedBar } from './partition-writer.ts';

/** How long the bars of a state wait, UNIX ms. */
export interface Hold {
  readonly untilMs: number;
  /** The same while history of the symbol is still to come; not before `untilMs`. */
  readonly limitMs: number;
}

/** Pure: takes what happens, and tells what is to be written. */
export class Unwritten {
  /** States that may have closed bars to give. */
  readonly #touched = new Set<MarketState>();
  /** State -> number of the last change of it that is not stored. */
  readonly #dirty = new Map<MarketState, number>();
  /** States whose bars wait. */
  readonly #held = new Map<MarketState, Hold>();
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

  /**
   * Takes note of a state that was restored: what it gives is its own, but nothing of it has changed.
   *
   * @param hold If history of it is still to come: how long its bars wait.
   */
  restored(state: MarketState, hold?: Hold): void {
    this.#known.add(state);
    this.#touched.add(state);
    if (hold) this.#held.set(state, hold);
  }

  /** Whether bars of any state wait. */
  get isHolding(): boolean {
    return this.#held.size > 0;
  }

  /**
   * Takes note of a tick.
   *
   * @param hold If it is the state's first one: how long its bars wait. Feeds write the bars from before their start
   *   a little after their first ticks, and nothing older can be added to a stream.
   */
  changed(state: MarketState, hold: Hold): void {
    this.#changes += 1;
    this.#dirty.set(state, this.#changes);
    this.#touched.add(state);
    if (this.#known.has(state)) return;
    this.#known.add(state);
    this.#held.set(state, hold);
  }

  /**
   * Takes over the closed bars of all states that need not wait.
   *
   * @param isPending Says of which symbols history is still to come.
   */
  collect(nowMs: number, isPending: (symbol: string) => boolean = () => false): void {
    for (const state of this.#touched) {
      const { instrument } = state;
      const hold = this.#held.get(state);
      if (hold && nowMs < (isPending(instrument.symbol) ? hold.limitMs : hold.untilMs)) continue;
      this.#held.delete(state);
      this.#touched.delete(state);
      for (const interval of BASE_INTERVALS) {
        for (const bar of state.takeClosedBars(interval))
          this.#bars.push({ instrument, interval, bar });
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
    this.#held.delete(state);
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
