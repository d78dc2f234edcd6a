/** Everything known of one symbol: the fold of its ticks. */
import {
  GROUP,
  type BarView,
  type DepthView,
  type GapView,
  type LastView,
  type QuoteView,
  type StatisticsView,
  type StatusView,
} from '../../proto/frames.ts';
import type { SymbolSnapshot } from '../../proto/snapshot.ts';
import {
  INTERVAL_MS,
  type Bar,
  type BaseInterval,
  type EntryPosition,
  type Gap,
  type Instrument,
  type Interval,
  type Position,
  type Tick,
  type Trade,
} from '../../proto/types.ts';
import { DayStatistics } from './day-statistics.ts';
import { DuplicateFilter } from './duplicate-filter.ts';
import { isPositionExact, PriceSpan } from './exact-range.ts';
import { FeedStatus } from './feed-status.ts';
import { GapList } from './gap-list.ts';
import type { MarketCounters, MarketLimits } from './limits.ts';
import { SymbolBars, type HeldBars } from './symbol-bars.ts';
import { TickClock } from './tick-clock.ts';
import { lastView, quoteView } from './tick-views.ts';
import { TradeRing } from './trade-ring.ts';

/** State of one symbol. Deterministic: it depends on its ticks and their order alone. */
export class MarketState {
  readonly trades: TradeRing;
  #instrument: Instrument;
  readonly #counters: MarketCounters;
  readonly #bars: SymbolBars;
  readonly #statistics: DayStatistics;
  readonly #tradeIds: DuplicateFilter;
  readonly #prices = new PriceSpan();
  readonly #clock = new TickClock();
  readonly #gaps = new GapList();
  readonly #status = new FeedStatus();
  #quote: QuoteView | undefined;
  #last: LastView | undefined;
  #depth: DepthView | undefined;
  /** Time of the trade that `#last` shows, for comparing. */
  #lastTimeMs = -Infinity;
  /** Whether stored bars may still be put in front: what is here is not all there is. */
  isHistoryAwaited = false;

  constructor(instrument: Instrument, limits: MarketLimits, counters: MarketCounters) {
    this.#instrument = instrument;
    this.trades = new TradeRing(limits.trades);
    this.#counters = counters;
    this.#bars = new SymbolBars(limits);
    this.#statistics = new DayStatistics(instrument.session);
    this.#tradeIds = new DuplicateFilter(limits.tradeIds);
  }

  /**
   * Makes a state that goes on where another one was, as if it had folded the same ticks; but the closed
   * bars are not in a snapshot: `addHistory` puts them in front.
   *
   * @param limits May be others than those of the state that the snapshot was taken of.
   */
  static restore(
    snapshot: SymbolSnapshot,
    limits: MarketLimits,
    counters: MarketCounters,
  ): MarketState {
    const state = new MarketState(snapshot.instrument, limits, counters);
    state.#quote = snapshot.quote;
    state.#last = snapshot.last;
    state.#depth = snapshot.depth;
    state.#lastTimeMs = snapshot.lastTimeMs;
    state.#clock.restore(snapshot.clocks);
    if (snapshot.prices) state.#prices.takes(snapshot.prices.low, snapshot.prices.high);
    state.#gaps.restore(snapshot.gaps);
    state.#status.restore(snapshot.status);
    state.#statistics.restore(snapshot.minutes, snapshot.turnover);
    state.#bars.restore(snapshot.bars);
    state.trades.restore(snapshot.trades);
    state.#tradeIds.restore(snapshot.tradeIds);
    state.isHistoryAwaited = true;
    return state;
  }

  get instrument(): Instrument {
    return this.#instrument;
  }

  get quote(): QuoteView | undefined {
    return this.#quote;
  }

  get last(): LastView | undefined {
    return this.#last;
  }

  get depth(): DepthView | undefined {
    return this.#depth;
  }

  get statistics(): StatisticsView | undefined {
    return this.#statistics.view();
  }

  /** Spans of venue time in which ticks are missing, oldest first, at most 64. A list does not change later. */
  get gaps(): readonly GapView[] {
    return this.#gaps.all;
  }

  /** What the feed last said of itself; undefined: nothing. */
  get status(): StatusView | undefined {
    return this.#status.view;
  }

  /** Tells this numbering of trades from others; see `TradeRing.epoch`. */
  get tradeEpoch(): number {
    return this.trades.epoch;
  }

  /**
   * Whether any quote, depth or trade has been folded. A state without is not worth storing: whoever
   * began from it would take no stored bars.
   */
  get hasTicks(): boolean {
    return this.#clock.trustedMs > 0;
  }

  /** Replaces the instrument by one whose numbers mean the same. */
  describe(instrument: Instrument): void {
    this.#instrument = instrument;
  }

  /**
   * Folds one tick.
   *
   * @returns GROUP bits of what changed; 0 for a duplicate, and for numbers that clients could not be
   *   told exactly.
   */
  fold(tick: Tick, position: Position): number {
    if (!isPositionExact(position) || !this.#prices.takesTick(tick)) {
      this.#counters.outOfRangeTicks += 1;
      return 0;
    }
    const groups = this.#foldKind(tick, position);
    // A repetition may be of the time before.
    return groups !== 0 && this.#status.sawTick(tick) ? groups | GROUP.status : groups;
  }

  /**
   * Marks a span of venue time whose ticks this process never saw, though others may have. Trades from
   * here on are numbered anew.
   *
   * @returns GROUP bits of what changed.
   */
  markGap(fromMs: number, toMs: number): number {
    this.trades.markHole();
    return this.#gaps.add(fromMs, toMs) ? GROUP.gaps : 0;
  }

  /**
   * Bars that have closed since the last call, oldest first, each once; also across a snapshot. Always
   * empty unless the state was made with `recordsBars`.
   */
  takeClosedBars(interval: BaseInterval): readonly Bar[] {
    this.#bars.close(this.#clock.trustedMs);
    return this.#bars.takeClosed(interval);
  }

  /**
   * Earliest open time of the bars changed since the last call, by the shortest base interval;
   * Infinity if none. Longer intervals start at or before it.
   */
  takeBarsChangedFromMs(): number {
    return this.#bars.takeChangedFromMs();
  }

  /**
   * Bars that overlap `[fromMs, ...)`, oldest first, the newest perhaps still open.
   *
   * @param limit At most this many, the newest.
   */
  bars(interval: Interval, fromMs: number, limit = Infinity): readonly BarView[] {
    return this.#bars.from(interval, fromMs, limit);
  }

  /**
   * Bars of a base interval that open in `[fromMs, toMs)`, and what is known of the others.
   *
   * @param limit At most this many, the newest.
   */
  heldBars(interval: BaseInterval, fromMs: number, toMs: number, limit: number): HeldBars {
    this.#bars.close(this.#clock.trustedMs);
    return this.#bars.held(interval, fromMs, toMs, limit);
  }

  /**
   * Puts stored bars in front of what the ticks have built. Bars that do not fit in, because they are
   * not aligned, not in order or beyond what clients can be told, are left out; so are those that ticks
   * have built or will build: a restored state takes what was closed at the snapshot.
   *
   * @param bars  Oldest first.
   * @param isCut Whether the store holds older ones that were not read. Longer bars, of which these
   *   would be a part only, are then not told.
   * @returns     Bars taken.
   */
  addHistory(interval: BaseInterval, bars: readonly Bar[], isCut = false): number {
    const older = this.#bars.older(interval, bars, ({ low, high }) =>
      this.#prices.takes(low, high),
    );
    if (interval === '1m') {
      // A restored state has counted its own minutes already.
      const countedFromMs = this.#bars.oldestOpenMs('1m');
      this.#statistics.addBars(older.filter(({ openTimeMs }) => openTimeMs < countedFromMs));
    }
    const newest = older.at(-1);
    if (newest) this.#rememberClose(newest, INTERVAL_MS[interval]);
    return this.#bars.prepend(interval, older, isCut);
  }

  /** @param position The last log entry of the partition that has been folded. */
  toSnapshot(position: EntryPosition): SymbolSnapshot {
    this.#bars.close(this.#clock.trustedMs);
    const prices = this.#prices.toSnapshot();
    return {
      instrument: this.#instrument,
      position,
      clocks: this.#clock.toSnapshot(),
      ...(this.#quote && { quote: this.#quote }),
      ...(this.#last && { last: this.#last }),
      lastTimeMs: this.#lastTimeMs,
      ...(this.#depth && { depth: this.#depth }),
      ...(prices && { prices }),
      gaps: this.gaps,
      ...(this.status && { status: this.status }),
      minutes: this.#statistics.minutes,
      turnover: this.#statistics.turnover,
      bars: this.#bars.toSnapshot(),
      trades: this.trades.toSnapshot(),
      tradeIds: this.#tradeIds.toSnapshot(),
    };
  }

  /** A symbol that has not traded since the start still has a last price: its age tells that it is old. */
  #rememberClose(bar: Bar, intervalMs: number): void {
    const timeMs = bar.openTimeMs + intervalMs;
    if (this.trades.nextNumber > 0 || timeMs <= this.#lastTimeMs) return;
    this.#lastTimeMs = timeMs;
    this.#last = {
      price: bar.close,
      size: 0,
      aggressorSide: 'unknown',
      receivedTimeMs: timeMs,
      venueTimeMs: timeMs,
    };
  }

  #foldKind(tick: Tick, position: Position): number {
    switch (tick.kind) {
      case 'quote':
        this.#clock.turn(tick);
        this.#quote = quoteView(tick);
        return GROUP.quote;
      case 'depth':
        this.#clock.turn(tick);
        this.#depth = { bids: tick.bids, asks: tick.asks };
        return GROUP.depth;
      case 'trade':
        return this.#foldTrade(tick, position);
      case 'gap':
        return this.#foldGap(tick);
      case 'status':
        return this.#status.fold(tick) ? GROUP.status : 0;
    }
  }

  #foldGap(gap: Gap): number {
    this.#counters.lostTrades += gap.lostTrades;
    return this.#gaps.add(gap.fromMs, gap.toMs) ? GROUP.gaps : 0;
  }

  #foldTrade(trade: Trade, position: Position): number {
    const isFuture = this.#clock.isFuture(trade);
    const timeMs = this.#clock.turn(trade);
    if (this.#tradeIds.isKnown(trade.tradeId)) {
      this.#counters.duplicateTrades += 1;
      return 0;
    }
    const { price, size } = trade;
    let groups: number = GROUP.statistics | GROUP.trades;
    this.trades.push(trade, position);

    this.#bars.close(this.#clock.trustedMs);
    if (isFuture) this.#counters.futureTicks += 1;
    const barTimeMs = isFuture ? trade.receivedTimeMs : trade.venueTimeMs;
    this.#statistics.addTrade(barTimeMs, price, size);
    // What was fetched afterwards is known to have been before what came since; a late print may say how it ended.
    const newestMs = trade.isBackfill === true ? this.#lastTimeMs : barTimeMs;
    const { isTaken, isLate } = this.#bars.addTrade(barTimeMs, price, size, newestMs);
    if (isTaken) groups |= GROUP.bars;
    if (isLate) this.#counters.lateTrades += 1;

    // A print reported late counts in volume and tape but is not the latest price.
    if (timeMs >= this.#lastTimeMs) {
      this.#lastTimeMs = timeMs;
      this.#last = lastView(trade);
      groups |= GROUP.last;
    }
    return groups;
  }
}
