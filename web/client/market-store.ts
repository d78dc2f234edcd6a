/** Everything the worker knows of the wanted symbols, conflated until the page fetches it. */
import type { GapView, SymbolInfo, SymbolUpdate, TopicRequest } from '../../proto/frames.ts';
import { BarChanges } from './bar-changes.ts';
import {
  FLAG,
  type BarsChange,
  type DepthChange,
  type FeedChange,
  type FrameMessage,
  type GapsChange,
  type SparklineChange,
  type SymbolName,
  type TableInstrument,
  type TapeChange,
} from './link.ts';
import { QuoteRows } from './quote-rows.ts';
import { SPARKLINE_INTERVAL } from './sparkline.ts';
import { createSymbolData, feedChange, isDown, type SymbolData } from './symbol-data.ts';
import { SymbolTable } from './symbol-table.ts';
import { TradeTape } from './trade-tape.ts';

/** What makes all symbols, or all of a venue, stale at once. */
export interface Outage {
  /** Nothing comes from the server, or nothing that it sends is fresh. */
  readonly isEverything: boolean;
  readonly silentVenues: ReadonlySet<string>;
}

/** The parts of a frame that the store fills. */
export type StoreFrame = Pick<
  FrameMessage,
  | 'names'
  | 'instruments'
  | 'rowCount'
  | 'rows'
  | 'sparklines'
  | 'bars'
  | 'gaps'
  | 'feeds'
  | 'depths'
  | 'tapes'
>;

/** Folds updates; `take` gives what changed. Bounded by the symbols, however long nobody takes. */
export class MarketStore {
  readonly #table = new SymbolTable();
  readonly #rows = new QuoteRows();
  readonly #data = new Map<string, SymbolData>();
  /** Symbols with depth, tape, bars, gaps or status that may have changed. */
  readonly #touched = new Set<SymbolData>();
  #outage: Outage = { isEverything: true, silentVenues: new Set() };
  /** Symbols whose bars are to come again as a whole. */
  #outdated = new Set<string>();
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

  /**
   * Keeps data of exactly these topics.
   *
   * @returns Symbols that begin anew in part, so that the server has to send them as a whole, even if it
   *   was not told that they were not wanted for a moment.
   */
  setTopics(topics: readonly TopicRequest[]): string[] {
    const wanted = new Map(topics.map((topic) => [topic.symbol, topic]));
    for (const symbol of [...this.#data.keys()]) {
      if (!wanted.has(symbol)) this.#remove(symbol);
    }
    return [...wanted.values()]
      .filter((topic) => this.#adjust(this.#ensure(topic.symbol), topic))
      .map(({ symbol }) => symbol);
  }

  /** Adds to a request what is here already, so that the server need only send what is new since. */
  resumed(topic: TopicRequest): TopicRequest {
    const data = this.#data.get(topic.symbol);
    if (!data) return topic;
    const tradesAfter = topic.channels.includes('trades') ? data.tape?.resume : undefined;
    // Where data is missing, the bars lack it: another server may have them whole.
    const hasHoles = (data.gaps?.length ?? 0) > 0;
    const bars = topic.bars.map((one) => {
      const afterOpenTimeMs = hasHoles ? undefined : data.bars.get(one.interval)?.newestOpenMs;
      return afterOpenTimeMs === undefined ? one : { ...one, afterOpenTimeMs };
    });
    return { ...topic, bars, ...(tradesAfter && { tradesAfter }) };
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

  /**
   * Takes lines of the symbol table. Symbols that are not wanted any more are left out.
   *
   * @returns Symbols whose numbers mean something else than before: what is here of them is void.
   */
  describe(infos: readonly SymbolInfo[]): string[] {
    const changed: string[] = [];
    for (const info of infos) {
      const before = this.#table.get(info.symbol)?.info;
      if (!this.#table.describe(info)) continue;
      this.#instruments.set(info.symbol, instrumentOf(info));
      if (before && !isSameScale(before, info)) {
        this.#forget(info.symbol);
        changed.push(info.symbol);
      }
    }
    return changed;
  }

  #forget(symbol: string): void {
    const data = this.#data.get(symbol);
    if (!data) return;
    data.tape?.reset();
    data.sparkline.forgetHistory();
    for (const changes of data.bars.values()) changes.forget();
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
    this.#applyTrades(data, update);
    this.#applyGaps(data, update);
    this.#applyStatus(data, update);
    this.#judge(data, serverNowMs);
    return true;
  }

  /** Gives, once, the symbols whose bars the server has to send as a whole, though it was asked for less. */
  takeOutdated(): string[] {
    const symbols = [...this.#outdated];
    this.#outdated.clear();
    return symbols;
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

  #applyTrades(data: SymbolData, { isSnapshot, trades }: SymbolUpdate): void {
    if (!data.tape) return;
    // A snapshot that has no list says that there are no trades: whatever comes next begins a numbering.
    if (trades || isSnapshot) data.tape.add(trades ?? NO_TRADES, isSnapshot);
    if (data.tape.hasChange) this.#touched.add(data);
  }

  #applyGaps(data: SymbolData, update: SymbolUpdate): void {
    const { isSnapshot, gaps } = update;
    // A snapshot tells all there is.
    const told = gaps ?? (isSnapshot ? [] : undefined);
    if (!told || !data.hasDetails || (data.gaps && isSameGaps(told, data.gaps))) return;
    if (isSnapshot && data.gaps) this.#forgetBars(data, update);
    data.gaps = told;
    const spans = Float64Array.from(told.flatMap(({ fromMs, toMs }) => [fromMs, toMs]));
    data.gapsChange = { symbol: data.entry.symbol, spans };
    this.#touched.add(data);
  }

  #applyStatus(data: SymbolData, { isSnapshot, status }: SymbolUpdate): void {
    // A snapshot tells all there is.
    if (!status && (!isSnapshot || !data.status)) return;
    data.status = status;
    data.isStatusNew = true;
    this.#touched.add(data);
  }

  /** The gaps are others than before: bars that were not told just now may be of another past than these. */
  #forgetBars(data: SymbolData, { bars = [] }: SymbolUpdate): void {
    for (const [interval, changes] of data.bars) {
      const isWhole = bars.some((series) => series.interval === interval && series.isHistory);
      if (isWhole || changes.newestOpenMs === undefined) continue;
      changes.forget();
      this.#outdated.add(data.entry.symbol);
    }
  }

  #applyBars(data: SymbolData, update: SymbolUpdate): void {
    for (const series of update.bars ?? []) {
      if (series.interval === SPARKLINE_INTERVAL) data.sparkline.addBars(series, update.isSnapshot);
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

  #judge({ entry, rhythm, isAwaited, status }: SymbolData, serverNowMs: number): void {
    const { isEverything, silentVenues } = this.#outage;
    const venue = entry.info?.venue;
    const isVenueSilent = venue !== undefined && silentVenues.has(venue);
    const isFromBefore = isAwaited && rhythm.lastTimeMs > 0;
    const isFeedDown = status !== undefined && isDown(status);
    this.#rows.setStale(
      entry.index,
      isEverything || isVenueSilent || isFromBefore || isFeedDown || rhythm.isOverdue(serverNowMs),
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
    const gaps: GapsChange[] = [];
    const tapes: TapeChange[] = [];
    const feeds: FeedChange[] = [];
    for (const data of this.#touched) {
      const { symbol } = data.entry;
      if (data.depth) depths.push(data.depth);
      data.depth = undefined;
      if (data.gapsChange) gaps.push(data.gapsChange);
      data.gapsChange = undefined;
      if (data.isStatusNew) feeds.push(feedChange(symbol, data.status, clockOffsetMs));
      data.isStatusNew = false;
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
    const lists = { names, instruments, sparklines, bars, gaps, feeds, depths, tapes };
    return { ...lists, rowCount: count, rows };
  }

  #ensure(symbol: string): SymbolData {
    const known = this.#data.get(symbol);
    if (known) return known;
    const entry = this.#table.add(symbol);
    this.#rows.clear(entry.index);
    this.#names.push({ index: entry.index, symbol });
    const data = createSymbolData(entry);
    this.#data.set(symbol, data);
    return data;
  }

  /**
   * Frees what the topic no longer asks for, so that a later return does not mix old with new.
   *
   * @returns Whether something begins that was not here.
   */
  #adjust(data: SymbolData, topic: TopicRequest): boolean {
    const hasTrades = topic.channels.includes('trades');
    let isRenewed = hasTrades && !data.tape;
    if (!topic.channels.includes('depth')) data.depth = undefined;
    if (!hasTrades) data.tape = undefined;
    else data.tape ??= new TradeTape();
    data.hasDetails = hasTrades || topic.bars.length > 0;
    if (!data.hasDetails) data.gaps = data.gapsChange = undefined;
    const counts = new Map(topic.bars.map((one) => [one.interval, one.historyCount]));
    for (const interval of [...data.bars.keys()]) {
      if (!counts.has(interval)) data.bars.delete(interval);
    }
    for (const [interval, historyCount] of counts) {
      const known = data.bars.get(interval);
      if (known) {
        known.setHistoryCount(historyCount);
        continue;
      }
      data.bars.set(interval, new BarChanges(historyCount));
      isRenewed = true;
    }
    return isRenewed;
  }

  #remove(symbol: string): void {
    const data = this.#data.get(symbol);
    if (!data) return;
    this.#data.delete(symbol);
    this.#touched.delete(data);
    this.#outdated.delete(symbol);
    this.#rows.forget(data.entry.index);
    this.#names = this.#names.filter((name) => name.symbol !== symbol);
    this.#instruments.delete(symbol);
    this.#table.remove(symbol);
  }
}

const NO_TRADES = { trades: [], skipped: 0 };

function isSameGaps(a: readonly GapView[], b: readonly GapView[]): boolean {
  if (a.length !== b.length) return false;
  return a.every(({ fromMs, toMs }, at) => fromMs === b[at]?.fromMs && toMs === b[at].toMs);
}

function isSameScale(a: SymbolInfo, b: SymbolInfo): boolean {
  return (
    a.venue === b.venue && a.priceDecimals === b.priceDecimals && a.sizeDecimals === b.sizeDecimals
  );
}

function instrumentOf(info: SymbolInfo): TableInstrument {
  const { symbol, venue, displayName, priceDecimals, sizeDecimals, tickSize, currency } = info;
  return { symbol, venue, displayName, priceDecimals, sizeDecimals, tickSize, currency };
}
