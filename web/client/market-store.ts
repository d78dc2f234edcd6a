/** Everything the worker knows of the wanted symbols, conflated until the page fetches it. */
import type { SymbolInfo, SymbolUpdate, TopicRequest } from '../../proto/frames.ts';
import type { Interval } from '../../proto/types.ts';
import { BarChanges } from './bar-changes.ts';
import {
  FLAG,
  type BarsChange,
  type DepthChange,
  type FrameMessage,
  type SparklineChange,
  type SymbolName,
  type TableInstrument,
  type TapeChange,
} from './link.ts';
import { QuoteRows } from './quote-rows.ts';
import { Sparkline, SPARKLINE_INTERVAL } from './sparkline.ts';
import { TickRhythm } from './staleness.ts';
import { SymbolTable, type SymbolEntry } from './symbol-table.ts';
import { TradeTape } from './trade-tape.ts';

/** What is kept of one symbol beside its row. */
interface SymbolData {
  readonly entry: SymbolEntry;
  readonly rhythm: TickRhythm;
  readonly sparkline: Sparkline;
  readonly bars: Map<Interval, BarChanges>;
  depth: DepthChange | undefined;
  tape: TradeTape | undefined;
  /** Until the first snapshot of this connection: what is here is from before. */
  isAwaited: boolean;
  /** The server said that there will be none for now. */
  isRefused: boolean;
}

/** What makes all symbols, or all of a venue, stale at once. */
export interface Outage {
  /** Nothing comes from the server, or nothing that it sends is fresh. */
  readonly isEverything: boolean;
  readonly silentVenues: ReadonlySet<string>;
}

/** The parts of a frame that the store fills. */
export type StoreFrame = Pick<
  FrameMessage,
  'names' | 'instruments' | 'rowCount' | 'rows' | 'sparklines' | 'bars' | 'depths' | 'tapes'
>;

/** Folds updates; `take` gives what changed. Bounded by the symbols, however long nobody takes. */
export class MarketStore {
  readonly #table = new SymbolTable();
  readonly #rows = new QuoteRows();
  readonly #data = new Map<string, SymbolData>();
  /** Symbols with depth, tape or bars that may have changed. */
  readonly #touched = new Set<SymbolData>();
  #outage: Outage = { isEverything: true, silentVenues: new Set() };
  #names: SymbolName[] = [];
  #instruments = new Map<string, TableInstrument>();

  /** Whether `take` would give something at `nowMs`. */
  hasChange(nowMs: number): boolean {
    return (
      this.#rows.dirtyCount > 0 ||
      this.#touched.size > 0 ||
      this.#names.length > 0 ||
      this.#instruments.size > 0 ||
      this.sparklineDueMs <= nowMs
    );
  }

  /** When the next sparkline has something to take; Infinity: none. */
  get sparklineDueMs(): number {
    let dueMs = Infinity;
    for (const { sparkline } of this.#data.values()) dueMs = Math.min(dueMs, sparkline.dueMs);
    return dueMs;
  }

  /** Symbols without a snapshot on this connection, those left out that the server refused. */
  get awaitedCount(): number {
    let count = 0;
    for (const data of this.#data.values()) if (data.isAwaited && !data.isRefused) count += 1;
    return count;
  }

  /** Whether the sparkline of a symbol still needs its history. */
  needsSparkline(symbol: string): boolean {
    return this.#data.get(symbol)?.sparkline.hasHistory !== true;
  }

  /** Keeps data of exactly these topics. */
  setTopics(topics: readonly TopicRequest[]): void {
    const wanted = new Map(topics.map((topic) => [topic.symbol, topic]));
    for (const symbol of [...this.#data.keys()]) {
      if (!wanted.has(symbol)) this.#remove(symbol);
    }
    for (const topic of wanted.values()) this.#adjust(this.#ensure(topic.symbol), topic);
  }

  /** A new connection: ids are void, everything shown is from before. */
  reconnected(): void {
    this.#table.reconnected();
    for (const data of this.#data.values()) {
      data.isAwaited = true;
      data.isRefused = false;
      data.sparkline.forgetHistory();
    }
  }

  /** Takes lines of the symbol table. Symbols that are not wanted any more are left out. */
  describe(infos: readonly SymbolInfo[]): void {
    for (const info of infos) {
      if (!this.#table.describe(info)) continue;
      this.#instruments.set(info.symbol, instrumentOf(info));
    }
  }

  /** The server said that it has no such symbol (now): nobody waits for it, and what is here is old. */
  refuse(symbol: string): void {
    const data = this.#data.get(symbol);
    if (data) data.isRefused = true;
  }

  /**
   * Folds one update.
   *
   * @param serverNowMs Server clock, to judge the age of what came.
   * @returns           False when it is of a symbol that is not in the table.
   */
  apply(update: SymbolUpdate, serverNowMs: number): boolean {
    const entry = this.#table.byId(update.symbolId);
    const data = entry && this.#data.get(entry.symbol);
    if (!data) return false;
    const { index } = data.entry;
    if (update.isSnapshot) {
      data.isAwaited = false;
      data.isRefused = false;
      this.#rows.mark(index, FLAG.isQuiet);
    }
    // First the history, then the price that is newer than it.
    if (update.bars) this.#applyBars(data, update);
    this.#applyTicks(data, update);
    if (update.statistics) this.#rows.setStatistics(index, update.statistics);
    if (update.depth) {
      data.depth = { symbol: data.entry.symbol, ...update.depth };
      this.#touched.add(data);
    }
    if (update.trades && data.tape) {
      data.tape.add(update.trades, update.isSnapshot);
      if (data.tape.hasChange) this.#touched.add(data);
    }
    this.#judge(data, serverNowMs);
    return true;
  }

  #applyTicks(data: SymbolData, { isSnapshot, quote, last }: SymbolUpdate): void {
    const { index } = data.entry;
    if (quote) this.#rows.setQuote(index, quote);
    if (last) {
      this.#rows.setLast(index, last);
      data.sparkline.add(last.price, last.venueTimeMs);
    }
    const tickMs = Math.max(quote?.receivedTimeMs ?? 0, last?.receivedTimeMs ?? 0);
    if (!data.rhythm.add(tickMs, !isSnapshot)) return;
    this.#rows.setTickTime(index, tickMs);
    if (!isSnapshot) this.#rows.mark(index, FLAG.hasTick);
  }

  #applyBars(data: SymbolData, update: SymbolUpdate): void {
    for (const series of update.bars ?? []) {
      if (series.interval === SPARKLINE_INTERVAL && series.isHistory) {
        data.sparkline.setHistory(series.bars);
      }
      const changes = data.bars.get(series.interval);
      if (!changes) continue;
      changes.add(series);
      if (changes.hasChange) this.#touched.add(data);
    }
  }

  /** Judges every symbol anew: time has passed, or the connection, the log or a venue changed. */
  judge(serverNowMs: number, outage: Outage): void {
    this.#outage = outage;
    for (const data of this.#data.values()) this.#judge(data, serverNowMs);
  }

  #judge({ entry, rhythm, isAwaited }: SymbolData, serverNowMs: number): void {
    const { isEverything, silentVenues } = this.#outage;
    const venue = entry.info?.venue;
    const isVenueSilent = venue !== undefined && silentVenues.has(venue);
    const isFromBefore = isAwaited && rhythm.lastTimeMs > 0;
    this.#rows.setStale(
      entry.index,
      isEverything || isVenueSilent || isFromBefore || rhythm.isOverdue(serverNowMs),
    );
  }

  /**
   * Gives what changed since the last call.
   *
   * @param buffer        For the rows, if it is large enough.
   * @param clockOffsetMs Server clock minus page clock.
   */
  take(buffer: ArrayBuffer | null, clockOffsetMs: number, nowMs: number): StoreFrame {
    const { rows, count } = this.#rows.copyDirty(buffer, clockOffsetMs);
    const sparklines: SparklineChange[] = [];
    for (const { entry, sparkline } of this.#data.values()) {
      if (sparkline.dueMs > nowMs) continue;
      sparklines.push({ symbol: entry.symbol, closes: sparkline.take(nowMs) });
    }
    const depths: DepthChange[] = [];
    const bars: BarsChange[] = [];
    const tapes: TapeChange[] = [];
    for (const data of this.#touched) {
      const { symbol } = data.entry;
      if (data.depth) depths.push(data.depth);
      data.depth = undefined;
      for (const [interval, changes] of data.bars) {
        if (changes.hasChange) bars.push(changes.take(symbol, interval));
      }
      if (data.tape?.hasChange) tapes.push(data.tape.take(symbol));
    }
    this.#touched.clear();
    const names = this.#names;
    const instruments = [...this.#instruments.values()];
    this.#names = [];
    this.#instruments.clear();
    return { names, instruments, rowCount: count, rows, sparklines, bars, depths, tapes };
  }

  #ensure(symbol: string): SymbolData {
    const known = this.#data.get(symbol);
    if (known) return known;
    const entry = this.#table.add(symbol);
    this.#rows.clear(entry.index);
    this.#names.push({ index: entry.index, symbol });
    const data: SymbolData = {
      entry,
      rhythm: new TickRhythm(),
      sparkline: new Sparkline(),
      bars: new Map(),
      depth: undefined,
      tape: undefined,
      isAwaited: true,
      isRefused: false,
    };
    this.#data.set(symbol, data);
    return data;
  }

  /** Frees what the topic no longer asks for, so that a later return does not mix old with new. */
  #adjust(data: SymbolData, topic: TopicRequest): void {
    if (!topic.channels.includes('depth')) data.depth = undefined;
    if (!topic.channels.includes('trades')) data.tape = undefined;
    else data.tape ??= new TradeTape();
    const intervals = new Set(topic.bars.map(({ interval }) => interval));
    for (const interval of [...data.bars.keys()]) {
      if (!intervals.has(interval)) data.bars.delete(interval);
    }
    for (const interval of intervals) {
      if (!data.bars.has(interval)) data.bars.set(interval, new BarChanges());
    }
  }

  #remove(symbol: string): void {
    const data = this.#data.get(symbol);
    if (!data) return;
    this.#data.delete(symbol);
    this.#touched.delete(data);
    this.#rows.forget(data.entry.index);
    this.#names = this.#names.filter((name) => name.symbol !== symbol);
    this.#instruments.delete(symbol);
    this.#table.remove(symbol);
  }
}

function instrumentOf(info: SymbolInfo): TableInstrument {
  const { symbol, venue, displayName, priceDecimals, sizeDecimals, tickSize, currency } = info;
  return { symbol, venue, displayName, priceDecimals, sizeDecimals, tickSize, currency };
}
