/** Spans of time in which data of the selected symbol is missing. */
import type { GapsChange } from '../client/link.ts';
import { gapSpansOf, type GapSpan } from '../model/gap-spans.ts';

const NONE: readonly GapSpan[] = [];

/** Holds one symbol at a time; bounded by what the server keeps. */
export class GapState {
  #spans: readonly GapSpan[] = $state.raw(NONE);
  #symbol = '';

  /** Oldest first. */
  get spans(): readonly GapSpan[] {
    return this.#spans;
  }

  /** Forgets them for another symbol; the same one changes nothing. */
  show(symbol: string): void {
    if (symbol === this.#symbol) return;
    this.#symbol = symbol;
    this.#spans = NONE;
  }

  /** Takes the spans of a frame: each change is all there are. */
  apply(changes: readonly GapsChange[]): void {
    for (const { symbol, spans } of changes) {
      if (symbol === this.#symbol) this.#spans = gapSpansOf(spans);
    }
  }
}
