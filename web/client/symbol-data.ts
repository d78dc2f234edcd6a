/** What the worker keeps of one symbol beside its row. */
import type { GapView, StatusView } from '../../proto/frames.ts';
import type { FeedState, Interval } from '../../proto/types.ts';
import type { BarChanges } from './bar-changes.ts';
import type { DepthChange, FeedChange, GapsChange } from './link.ts';
import { Sparkline } from './sparkline.ts';
import { TickRhythm } from './staleness.ts';
import type { SymbolEntry } from './symbol-table.ts';
import type { TradeTape } from './trade-tape.ts';

/** One symbol's. */
export interface SymbolData {
  readonly entry: SymbolEntry;
  readonly rhythm: TickRhythm;
  readonly sparkline: Sparkline;
  readonly bars: Map<Interval, BarChanges>;
  /** Whether the page wants bars or trades, and thus needs to know where they are missing. */
  hasDetails: boolean;
  /** As the page was told, or is to be by `gapsChange`; undefined: nothing. */
  gaps: readonly GapView[] | undefined;
  gapsChange: GapsChange | undefined;
  /** What the feed last said of itself; undefined: nothing. */
  status: StatusView | undefined;
  isStatusNew: boolean;
  depth: DepthChange | undefined;
  tape: TradeTape | undefined;
  /** Until the first snapshot of this connection: what is here is from before. */
  isAwaited: boolean;
  /** The server said that there will be none for now. */
  isRefused: boolean;
}

/** Begins with nothing. */
export function createSymbolData(entry: SymbolEntry): SymbolData {
  return {
    entry,
    rhythm: new TickRhythm(),
    sparkline: new Sparkline(),
    bars: new Map(),
    hasDetails: false,
    gaps: undefined,
    gapsChange: undefined,
    status: undefined,
    isStatusNew: false,
    depth: undefined,
    tape: undefined,
    isAwaited: true,
    isRefused: false,
  };
}

/** While the feed is so, nothing is fresh. */
const DOWN_STATES: readonly FeedState[] = ['connecting', 'stale', 'fatal'];

/** Whether nothing is fresh by what the feed says. */
export function isDown({ state }: StatusView): boolean {
  return DOWN_STATES.includes(state);
}

/** Tells the page. A feed that has said nothing of itself passes for live. */
export function feedChange(
  symbol: string,
  { state, detail, sinceTimeMs }: StatusView = { state: 'live', detail: '', sinceTimeMs: 0 },
  clockOffsetMs: number,
): FeedChange {
  return { symbol, state, detail, sinceMs: sinceTimeMs - clockOffsetMs };
}
