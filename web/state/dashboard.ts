/** The interface of the dashboard's state as the components use it. */
import type { BarColumns } from '../model/bar-columns.ts';
import type { GapSpan } from '../model/gap-spans.ts';
import type { BookView, ConnectionView, InstrumentView, Preferences, SymbolView } from './views.ts';

/** One symbol's live values; `view` is replaced (never mutated) at most once per frame. */
export interface SymbolStore {
  readonly symbol: string;
  /** Reactive ($state.raw); null until the symbol table or the instrument list names it. */
  readonly instrument: InstrumentView | null;
  /** Reactive ($state.raw). */
  readonly view: SymbolView;
  /** Up to 60 closing prices, oldest first, about one a minute of history and the live one; not reactive. */
  readonly sparkline: Float64Array;
  /** Reactive; changes at most once a second when `sparkline` changed. */
  readonly sparklineVersion: number;
}

/** What a chart shows of its bars. */
export interface ShownSpan {
  /** UNIX milliseconds at the edges of the plot. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Whether the chart follows the newest bar. */
  readonly isLive: boolean;
}

/** What there is to say at the left edge of the bars. */
export type OlderBarsStatus =
  /** Nothing: the edge is not in sight, or more bars are to come unseen. */
  | 'hidden'
  | 'loading'
  /** The server did not give them; asked for again by itself unless that is useless. */
  | 'failed'
  /** The server cannot be asked for now. */
  | 'away'
  /** The server has no older ones. */
  | 'start'
  /** The page holds as many as it can. */
  | 'full';

/** Bars of one symbol and interval; the columns are not reactive, listeners are told once per frame. */
export interface BarStore {
  readonly columns: BarColumns;
  /** Reactive: `loading` until the history is here. */
  readonly status: 'loading' | 'ready' | 'empty';
  /** Reactive. */
  readonly older: OlderBarsStatus;
  /** Calls back after each frame that changed bars. Returns what stops it. */
  onChange(callback: () => void): () => void;
  /** Says what is looked at, so that older bars come in time; null: there is no chart. */
  look(shown: ShownSpan | null): void;
  /** Asks at once for the older bars that could not be had. */
  retryOlder(): void;
}

/** Everything the page can show and do. One instance, made in the page's entry. */
export interface Dashboard {
  /** Reactive ($state.raw). */
  readonly connection: ConnectionView;
  /** Reactive ($state.raw); all instruments that the server knows, for search. */
  readonly instruments: readonly InstrumentView[];
  /** Reactive ($state.raw); saved when changed. */
  readonly preferences: Preferences;
  /** Reactive ($state.raw); book and tape of `preferences.selected`. */
  readonly book: BookView;
  /** Reactive ($state.raw); spans without data of `preferences.selected`, oldest first. */
  readonly gaps: readonly GapSpan[];
  /** Reactive: page clock, ms, about once a second, for ages and clocks. */
  readonly nowMs: number;
  /** Reactive: drawn frames in the last second. */
  readonly drawnFramesPerSecond: number;

  /** Values of a symbol of the watchlist, or the selected one. Same object for the same symbol. */
  symbol(symbol: string): SymbolStore;
  /** Bars of the selected symbol and interval (subscribes to them while it is the selection). */
  readonly bars: BarStore;

  setPreferences(change: Partial<Preferences>): void;
  addSymbol(symbol: string): void;
  removeSymbol(symbol: string): void;
  moveSymbol(symbol: string, toIndex: number): void;
  select(symbol: string): void;
  /** Tries to connect at once. */
  retryNow(): void;
  /** Fetches the instrument list again (when the palette opens). */
  refreshInstruments(): void;
  destroy(): void;
}
