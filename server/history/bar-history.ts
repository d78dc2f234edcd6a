/** Bars of any range: those that the market holds, with older stored ones in front of them. */
import type { BarView, GapView } from '../../proto/frames.ts';
import { BASE_OF, INTERVAL_MS, type BaseInterval, type Interval } from '../../proto/types.ts';
import type { HeldBars } from '../market/symbol-bars.ts';
import { BackwardBars } from './backward-bars.ts';
import type { StoredBars, StoredPortion } from './stored-bars.ts';

/** What of a symbol's state is needed. */
export interface BarHolder {
  readonly instrument: { readonly symbol: string };
  /** Times between which ticks are missing, oldest first. */
  readonly gaps: readonly GapView[];
  heldBars(interval: BaseInterval, fromMs: number, toMs: number, limit: number): HeldBars;
}

export interface BarsQuery {
  readonly interval: Interval;
  /** Bars that open at or after this, UNIX ms. */
  readonly fromMs: number;
  /** Bars that open before this, UNIX ms; Infinity: up to the newest. */
  readonly toMs: number;
  /** At most this many, the newest; >= 1. */
  readonly limit: number;
}

export interface BarsPage {
  /** Oldest first; the newest of all may still be open. */
  readonly bars: readonly BarView[];
  /** Whether there is anything older than the first bar, or than `fromMs` when there is no bar. */
  readonly hasOlder: boolean;
  /** Times within the answer's range between which ticks are missing, oldest first. */
  readonly gaps: readonly GapView[];
  /** Whether no later tick can change the answer. */
  readonly isClosed: boolean;
  /** Bars of the base interval that had to be looked at: what the answer has cost. */
  readonly baseBars: number;
}

/** Stored bars read at once: what decoding them takes is how long everybody else waits. */
const PORTION = 500;
/** Base bars for one answer at most; one that would need more is shorter. */
const BASE_LIMIT = 12_000;
/** Pages without a whole bar that are passed over for one answer. */
const EMPTY_PAGES = 20;

/**
 * Reads a page of bars. A merged bar that lacks some of its parts never passes for a whole one, except
 * the newest, which is still open, and at the true beginning.
 *
 * @throws {MarketDataError} ERR_REDIS_UNAVAILABLE when stored bars are needed and cannot be read.
 */
export async function readBars(
  state: BarHolder,
  stored: StoredBars,
  query: BarsQuery,
): Promise<BarsPage> {
  let { page, nextToMs } = await readPage(state, stored, query);
  // Who is told of older bars needs one to go on from.
  for (let at = 0; at < EMPTY_PAGES && page.bars.length === 0 && page.hasOlder; at++) {
    if (nextToMs <= query.fromMs) break;
    const next = await readPage(state, stored, { ...query, toMs: nextToMs });
    const gaps = mergedGaps(next.page.gaps, page.gaps);
    page = { ...next.page, gaps, baseBars: page.baseBars + next.page.baseBars };
    nextToMs = next.nextToMs;
  }
  return page;
}

interface PageWithCursor {
  readonly page: BarsPage;
  /** End of the page before this one. */
  readonly nextToMs: number;
}

async function readPage(
  state: BarHolder,
  stored: StoredBars,
  query: BarsQuery,
): Promise<PageWithCursor> {
  const { symbol } = state.instrument;
  const base = BASE_OF[query.interval];
  const intervalMs = INTERVAL_MS[query.interval];
  const baseMs = INTERVAL_MS[base];
  const startMs = alignUp(query.fromMs, intervalMs);
  const endMs = alignUp(query.toMs, intervalMs);
  const bars = new BackwardBars(intervalMs, baseMs, query.limit, BASE_LIMIT);

  // First what is held, all at one moment: what the ring lets go meanwhile has long been stored.
  const held = state.heldBars(base, startMs, endMs, bars.wantedCount);
  bars.addOlder(held.bars);
  const holes: GapView[] = [];
  if (!bars.isFull() && startMs < held.firstOpenMs) {
    let beforeMs: number | undefined = Math.min(endMs, held.firstOpenMs);
    while (beforeMs !== undefined && !bars.isFull()) {
      const count = Math.min(PORTION, bars.wantedCount);
      const portion = await stored.before(symbol, base, beforeMs, startMs, count);
      bars.addOlder(portion.bars.toReversed());
      for (const openMs of portion.unreadableMs) {
        holes.push({ fromMs: openMs, toMs: openMs + baseMs });
      }
      beforeMs = portion.nextBeforeMs;
    }
    const seam = await seamOf(held, baseMs, () =>
      stored.before(symbol, base, held.firstOpenMs, 0, 1),
    );
    if (seam.hole) holes.push(seam.hole);
    // Asked last, because what is stored may have been trimmed while it was read.
    const { firstMs, wasTrimmed } = await stored.reach(symbol, base);
    const reachMs = wasTrimmed ? Math.min(firstMs, held.firstOpenMs) : -Infinity;
    bars.dropBefore(Math.max(reachMs, seam.wholeFromMs));
  }
  for (const hole of holes) bars.dropOverlapping(hole);
  const hasOlder =
    bars.isFull() ||
    held.firstOpenMs < startMs ||
    (startMs > 0 && !isEmpty(await stored.before(symbol, base, startMs, 0, 1)));
  const page = bars.newest();
  const pageStartMs = hasOlder && page[0] ? Math.max(startMs, page[0].openTimeMs) : startMs;
  const gaps = mergedGaps(state.gaps, holes).filter(
    ({ fromMs, toMs }) => fromMs < endMs && toMs > pageStartMs,
  );
  const isClosed = endMs <= held.closedBeforeMs;
  return {
    page: { bars: page, hasOlder, gaps, isClosed, baseBars: bars.baseCount },
    nextToMs: bars.isFull() ? bars.oldestEndMs : startMs,
  };
}

/** How the held bars join on to the stored ones. */
interface Seam {
  /** What the ring has let go and nobody has stored; undefined: nothing. */
  readonly hole?: GapView;
  /** Bars that open before this lack parts; -Infinity: none does. */
  readonly wholeFromMs: number;
}

async function seamOf(
  { lostThroughMs }: HeldBars,
  baseMs: number,
  newestStored: () => Promise<StoredPortion>,
): Promise<Seam> {
  if (lostThroughMs === -Infinity) return { wholeFromMs: -Infinity };
  const { bars, unreadableMs } = await newestStored();
  const joinsMs = bars[0]?.openTimeMs ?? unreadableMs[0];
  if (joinsMs === undefined) return { wholeFromMs: lostThroughMs + baseMs };
  if (joinsMs >= lostThroughMs) return { wholeFromMs: -Infinity };
  return {
    hole: { fromMs: joinsMs + baseMs, toMs: lostThroughMs + baseMs },
    wholeFromMs: -Infinity,
  };
}

function mergedGaps(a: readonly GapView[], b: readonly GapView[]): readonly GapView[] {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
  return [...a, ...b].sort((one, other) => one.fromMs - other.fromMs);
}

function isEmpty({ bars, unreadableMs }: StoredPortion): boolean {
  return bars.length + unreadableMs.length === 0;
}

function alignUp(timeMs: number, intervalMs: number): number {
  return Number.isFinite(timeMs) ? Math.ceil(timeMs / intervalMs) * intervalMs : timeMs;
}
