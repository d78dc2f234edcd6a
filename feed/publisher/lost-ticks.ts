/** What is missing of each symbol of one partition, until it is said in the log. Pure. */
import type { Gap } from '../../proto/types.ts';

/** At most one gap for each symbol, so the memory is bounded by the symbols. */
export class LostTicks {
  readonly #gaps = new Map<string, Gap>();

  /** Gap ticks that wait. */
  get count(): number {
    return this.#gaps.size;
  }

  /** Remembers a gap; joins what waits of the same symbol already. */
  add(gap: Gap): void {
    const earlier = this.#gaps.get(gap.symbol);
    this.#gaps.set(gap.symbol, earlier === undefined ? gap : join(earlier, gap));
  }

  /** Takes up to `count` of them, those that have waited longest first. */
  take(count: number): Gap[] {
    const gaps: Gap[] = [];
    for (const [symbol, gap] of this.#gaps) {
      if (gaps.length >= count) break;
      gaps.push(gap);
      this.#gaps.delete(symbol);
    }
    return gaps;
  }
}

/** One gap over both, and over what lies between them: an unknown part of either is unknown of the whole. */
function join(earlier: Gap, later: Gap): Gap {
  const isKnown = earlier.lostTrades > 0 && later.lostTrades > 0;
  const toMs = Math.max(earlier.toMs, later.toMs);
  return {
    kind: 'gap',
    symbol: earlier.symbol,
    venueTimeMs: toMs,
    receivedTimeMs: Math.max(earlier.receivedTimeMs, later.receivedTimeMs),
    fromMs: Math.min(earlier.fromMs, later.fromMs),
    toMs,
    lostTrades: isKnown ? earlier.lostTrades + later.lostTrades : 0,
  };
}
