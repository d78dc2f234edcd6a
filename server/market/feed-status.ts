/** What a symbol's feed last said of itself, and when that is no longer true. Pure. */
import type { StatusView } from '../../proto/frames.ts';
import type { FeedState, Status, Tick } from '../../proto/types.ts';

/**
 * Kinds of ticks after which a state cannot be true any more, although nobody has said so: a feed that died is often
 * followed by one that says nothing of itself. `halted` is not among them: quotes go on while trading is suspended,
 * and trades from before may be reported then.
 */
const ENDED_BY: Readonly<Record<FeedState, readonly Tick['kind'][]>> = {
  live: [],
  connecting: ['trade', 'quote', 'depth'],
  stale: ['trade', 'quote', 'depth'],
  resync: ['depth'],
  halted: [],
  fatal: ['trade', 'quote', 'depth'],
};
const NOTHING: readonly Tick['kind'][] = [];

export class FeedStatus {
  #view: StatusView | undefined;
  #endedBy = NOTHING;

  /** The latest; undefined while no feed has said anything. */
  get view(): StatusView | undefined {
    return this.#view;
  }

  /** Takes a status in. @returns Whether it says anything new. */
  fold({ state, detail, receivedTimeMs }: Status): boolean {
    const before = this.#view;
    if (before?.state === state && before.detail === detail) return false;
    const sinceTimeMs = before?.state === state ? before.sinceTimeMs : receivedTimeMs;
    this.restore({ state, detail, sinceTimeMs });
    return true;
  }

  /** Takes note of a tick of the market. @returns Whether the feed is live by that, and was not before. */
  sawTick(tick: Tick): boolean {
    if (this.#endedBy.length === 0 || !this.#endedBy.includes(tick.kind)) return false;
    // What was fetched afterwards says nothing of the stream.
    if (tick.kind === 'trade' && tick.isBackfill === true) return false;
    this.restore({ state: 'live', detail: '', sinceTimeMs: tick.receivedTimeMs });
    return true;
  }

  restore(view: StatusView | undefined): void {
    this.#view = view;
    this.#endedBy = view === undefined ? NOTHING : ENDED_BY[view.state];
  }
}
