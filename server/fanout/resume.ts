/** What a client that holds something already is sent instead of a whole snapshot, and how that is told. */
import type {
  BarSeriesView,
  BarsRequest,
  BarView,
  TopicRequest,
  TradeListView,
  TradeResume,
} from '../../proto/frames.ts';
import { BASE_OF, INTERVAL_MS, type Interval } from '../../proto/types.ts';
import type { MarketState } from '../market/market-state.ts';
import type { TradeRing } from '../market/trade-ring.ts';

/** Trades sent to whoever holds none that these join on to. */
const SNAPSHOT_TRADES = 100;
/**
 * Bars this long before the newest one may change after it has begun, milliseconds: by so much may a venue's
 * time be ahead of the time that closes bars (a minute), and so long are stragglers waited for (seconds).
 */
const OVERLAP_MS = 90_000;

/** The request without what the client held when it made it: what many clients can share. */
export function plainRequest({ symbol, channels, bars }: TopicRequest): TopicRequest {
  return {
    symbol,
    channels,
    bars: bars.map(({ interval, historyCount }) => ({ interval, historyCount })),
  };
}

/**
 * Where a reader is that is to be sent trade `nextNumber` next, in words that hold for any state of the
 * symbol, also for one that numbers in another way.
 */
export function tradeResumeAt(trades: TradeRing, nextNumber: number): TradeResume {
  const { epoch } = trades;
  const before = nextNumber > 0 ? trades.since(nextNumber - 1) : undefined;
  // What the ring has let go, and before the first trade: there the number must do.
  const trade = before?.skipped === 0 ? before.trades[0] : undefined;
  const { entryMs, entrySeq, index } = trade ?? { entryMs: 0, entrySeq: 0, index: 0 };
  return { entryMs, entrySeq, index, epoch, nextNumber };
}

/**
 * Trades for a client that holds those up to a place in the log, perhaps of another server.
 *
 * @param held Absent: it holds none. What fits nothing here is answered like a hole of unknown size.
 * @returns    With the numbering, unless there is no trade yet.
 */
export function tradesAfter(trades: TradeRing, held: TradeResume | undefined): TradeListView {
  const { epoch, nextNumber, holeNumber } = trades;
  if (nextNumber === 0) return { trades: [], skipped: 0 };
  const numbering = { nextNumber, epoch };
  if (!held) return { ...trades.newest(SNAPSHOT_TRADES), ...numbering };
  const number = trades.after(held);
  if (number === 0) {
    // It holds nothing of this numbering, which began anew: nobody knows what came between.
    return { ...trades.since(0), isRestart: true, ...numbering };
  }
  if (number !== undefined) return { ...trades.since(number), ...numbering };
  if (held.epoch === epoch && held.nextNumber <= nextNumber) {
    return { ...trades.since(held.nextNumber), ...numbering };
  }
  // All of these come after what it holds: whatever it has missed lies before the first of them.
  const start = Math.max(holeNumber, nextNumber - SNAPSHOT_TRADES, 0);
  return { trades: trades.since(start).trades, skipped: 0, isRestart: true, ...numbering };
}

/**
 * Bars for a client that holds some up to `afterOpenTimeMs`: those that may have changed since, or all.
 *
 * @param historyLimit Bars that the server sends of an interval at most.
 * @returns            Undefined: it wants no history, and needs none.
 */
export function barsAfter(
  state: MarketState,
  { interval, historyCount, afterOpenTimeMs }: BarsRequest,
  historyLimit: number,
): BarSeriesView | undefined {
  const limit = historyCount > 0 ? Math.min(historyCount, historyLimit) : historyLimit;
  if (afterOpenTimeMs !== undefined) {
    const bars = barsSince(state, interval, afterOpenTimeMs, limit);
    if (bars) return { interval, isHistory: false, bars };
  }
  if (historyCount === 0) return undefined;
  const bars = state.bars(interval, -Infinity, limit);
  return { interval, isHistory: true, ...(state.isHistoryAwaited && { isPartial: true }), bars };
}

/** Undefined: they are not all held, or too many. */
function barsSince(
  state: MarketState,
  interval: Interval,
  newestMs: number,
  limit: number,
): readonly BarView[] | undefined {
  const intervalMs = INTERVAL_MS[interval];
  const overlapMs = newestMs - intervalMs - OVERLAP_MS;
  const fromMs = overlapMs - (overlapMs % intervalMs);
  // Only an older bar than all that are asked for shows that none of these is missing.
  const { firstOpenMs } = state.heldBars(BASE_OF[interval], 0, 0, 0);
  if (firstOpenMs >= fromMs) return undefined;
  const bars = state.bars(interval, fromMs, limit + 1);
  return bars.length > limit ? undefined : bars;
}
