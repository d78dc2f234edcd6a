/** The spans of venue time in which ticks of one symbol are missing. */
import type { GapView } from '../../proto/frames.ts';

/** Spans kept of each symbol. */
export const MAX_GAPS = 64;

/** Spans in order, those that overlap or touch merged; the oldest go when there are too many. */
export class GapList {
  #gaps: readonly GapView[] = [];

  /** Oldest first. A list that was handed out does not change any more. */
  get all(): readonly GapView[] {
    return this.#gaps;
  }

  /**
   * Marks `[fromMs, toMs]`.
   *
   * @returns Whether it was not marked already.
   */
  add(fromMs: number, toMs: number): boolean {
    let merged = { fromMs, toMs };
    const before: GapView[] = [];
    const after: GapView[] = [];
    for (const gap of this.#gaps) {
      if (gap.fromMs <= fromMs && gap.toMs >= toMs) return false;
      if (gap.toMs < merged.fromMs) before.push(gap);
      else if (gap.fromMs > merged.toMs) after.push(gap);
      else {
        merged = {
          fromMs: Math.min(gap.fromMs, merged.fromMs),
          toMs: Math.max(gap.toMs, merged.toMs),
        };
      }
    }
    const gaps = [...before, merged, ...after].slice(-MAX_GAPS);
    // One that is older than all of a full list is let go at once.
    if (gaps.length === this.#gaps.length && gaps[0] === this.#gaps[0] && !gaps.includes(merged)) {
      return false;
    }
    this.#gaps = gaps;
    return true;
  }

  /** Replaces the list by one that was handed out before. */
  restore(gaps: readonly GapView[]): void {
    this.#gaps = gaps.slice(-MAX_GAPS);
  }
}
