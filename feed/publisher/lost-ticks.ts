/** What is to be said of each symbol of one partition in front of what waits of it, until it is in the log. Pure. */
import type { Gap, Notice, Status } from '../../proto/types.ts';

/** At most one gap and one status for each symbol, so the memory is bounded by the symbols. */
export class LostTicks {
  readonly #gaps = new Map<string, Gap>();
  readonly #statuses = new Map<string, Status>();

  /** Notices that wait. */
  get count(): number {
    return this.#gaps.size + this.#statuses.size;
  }

  /** Remembers a notice: a gap joins what waits of the same symbol already, a status replaces it. */
  add(notice: Notice): void {
    const { symbol } = notice;
    if (notice.kind === 'status') {
      this.#statuses.set(symbol, notice);
      return;
    }
    const earlier = this.#gaps.get(symbol);
    this.#gaps.set(symbol, earlier === undefined ? notice : join(earlier, notice));
  }

  /** Takes up to `count` of them, gaps in front, and of each those that have waited longest. */
  take(count: number): Notice[] {
    const notices: Notice[] = [];
    for (const waiting of [this.#gaps, this.#statuses]) {
      for (const [symbol, notice] of waiting) {
        if (notices.length >= count) return notices;
        notices.push(notice);
        waiting.delete(symbol);
      }
    }
    return notices;
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
