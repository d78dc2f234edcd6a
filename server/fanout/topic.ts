/** One symbol as the fan-out sees it: who wants it, what changed, and the bytes that say so. */
import type { ByteWriter } from '../../proto/byte-writer.ts';
import {
  GROUP,
  type SymbolInfo,
  type SymbolUpdate,
  type TopicRequest,
  type TradeListView,
} from '../../proto/frames.ts';
import { INTERVAL_MS, type Channel, type Interval, type SymbolId } from '../../proto/types.ts';
import { writeSymbolUpdate } from '../../proto/update-writer.ts';
import type { MarketState } from '../market/market-state.ts';
import type { Cohort } from './cohort.ts';
import type { FanoutCounters } from './decision.ts';
import { barsAfter, plainRequest, tradeResumeAt, tradesAfter } from './resume.ts';

const GROUP_OF: Readonly<Record<Channel, number>> = {
  quote: GROUP.quote,
  last: GROUP.last,
  statistics: GROUP.statistics,
  depth: GROUP.depth,
  trades: GROUP.trades,
};
const CONFLATED =
  GROUP.quote | GROUP.last | GROUP.statistics | GROUP.depth | GROUP.gaps | GROUP.status;

/** Where a fragment's bytes are in the arena of the running turn. */
export interface Fragment {
  readonly kind: 'conflated' | 'trades' | Interval;
  /** Group mask, trade number or open time: what tells fragments of a kind apart. */
  readonly variant: number;
  readonly start: number;
  readonly end: number;
  /** Of trades: number of the one after the last; else 0. */
  readonly nextTrade: number;
}

/** What a cohort wants of one topic, and what it has not been told yet. */
export interface Subscription {
  readonly topic: Topic;
  readonly cohort: Cohort;
  /** Without what a client held when it asked: its answer says so much already. */
  readonly request: TopicRequest;
  /** GROUP bits wanted. */
  readonly groups: number;
  /** GROUP bits that changed since the cohort was last sent them. */
  pending: number;
  /** For each of `request.bars`: earliest open time that changed since; Infinity if none. */
  readonly barsFromMs: number[];
  /** Number of the next trade the cohort has not been sent. */
  nextTrade: number;
  isCancelled: boolean;
  /** Its place among the topic's subscriptions. */
  place: number;
}

/** Shared by all subscriptions without bars: never written to. */
const NO_BARS: number[] = [];
/** Different requests that a topic remembers; a page has less than ten. */
const SHARED_REQUESTS = 32;

function isEqual(a: TopicRequest, b: TopicRequest): boolean {
  return (
    a.channels.length === b.channels.length &&
    a.bars.length === b.bars.length &&
    a.channels.every((channel, at) => channel === b.channels[at]) &&
    a.bars.every(
      ({ interval, historyCount }, at) =>
        interval === b.bars[at]?.interval && historyCount === b.bars[at].historyCount,
    )
  );
}

/** One turn of the lane: where its bytes go, and when it is. */
export interface Turn {
  readonly number: number;
  /** What the ages in its bytes count back from. */
  readonly nowMs: number;
  /** Fragments of this turn, each encoded once. */
  readonly arena: ByteWriter;
  /** The body that is being put together. */
  readonly body: ByteWriter;
  readonly counters: FanoutCounters;
}

/** What an update says of its symbol. */
type Parts = Omit<SymbolUpdate, 'symbolId' | 'isSnapshot'>;

/** One symbol. */
export class Topic {
  readonly id: SymbolId;
  state: MarketState;
  /** In no order: an array, because it is gone through for every change of the symbol. */
  readonly subscriptions: Subscription[] = [];
  /** GROUP bits changed since they were last handed out. */
  dirty = 0;
  readonly #fragments: Fragment[] = [];
  #fragmentsOfTurn = -1;
  /** What clients have asked for, each wish once: thousands of clients have a few between them. */
  readonly #requests: TopicRequest[] = [];

  constructor(id: SymbolId, state: MarketState) {
    this.id = id;
    this.state = state;
  }

  /** Makes a subscription that starts with what happens from now on, and counts it in. */
  subscribe(cohort: Cohort, request: TopicRequest): Subscription {
    let groups = GROUP.status | (request.bars.length > 0 ? GROUP.bars : 0);
    for (const channel of request.channels) groups |= GROUP_OF[channel];
    // Both may have holes.
    if (groups & (GROUP.bars | GROUP.trades)) groups |= GROUP.gaps;
    const subscription: Subscription = {
      topic: this,
      cohort,
      request: this.#shared(request),
      groups,
      pending: 0,
      barsFromMs: request.bars.length === 0 ? NO_BARS : request.bars.map(() => Infinity),
      nextTrade: this.state.trades.nextNumber,
      isCancelled: false,
      place: this.subscriptions.length,
    };
    this.subscriptions.push(subscription);
    return subscription;
  }

  /** Makes a subscription of another cohort that has been told just as much. */
  fork(subscription: Subscription, cohort: Cohort): Subscription {
    const { barsFromMs } = subscription;
    const forked = {
      ...subscription,
      cohort,
      barsFromMs: barsFromMs.length === 0 ? NO_BARS : [...barsFromMs],
      place: this.subscriptions.length,
    };
    this.subscriptions.push(forked);
    return forked;
  }

  cancel(subscription: Subscription): void {
    if (subscription.isCancelled) return;
    subscription.isCancelled = true;
    const last = this.subscriptions.pop();
    if (!last || last === subscription) return;
    this.subscriptions[subscription.place] = last;
    last.place = subscription.place;
  }

  /** Entry of the symbol table for a granted request. */
  info(request: TopicRequest): SymbolInfo {
    const { instrument } = this.state;
    return {
      symbolId: this.id,
      symbol: instrument.symbol,
      venue: instrument.venue,
      displayName: instrument.displayName,
      priceDecimals: instrument.priceDecimals,
      sizeDecimals: instrument.sizeDecimals,
      tickSize: instrument.tickSize,
      currency: instrument.currency,
      channels: request.channels,
      intervals: request.bars.map(({ interval }) => interval),
    };
  }

  /** Hands what changed to all subscriptions. Calls `onPending` for those that had nothing pending. */
  distribute(onPending: (subscription: Subscription) => void): void {
    const barsChangedFromMs = this.state.takeBarsChangedFromMs();
    for (const subscription of this.subscriptions) {
      const news = this.dirty & subscription.groups;
      if (news === 0) continue;
      if (news & GROUP.bars) {
        const { barsFromMs } = subscription;
        for (let at = 0; at < barsFromMs.length; at++) {
          barsFromMs[at] = Math.min(barsFromMs[at] ?? Infinity, barsChangedFromMs);
        }
      }
      const hadNone = subscription.pending === 0;
      subscription.pending |= news;
      if (hadNone) onPending(subscription);
    }
    this.dirty = 0;
  }

  /**
   * Appends the fragments that tell a subscription all it has pending to a body, and clears that. Each
   * is encoded at most once a turn, whoever asks.
   */
  tell(subscription: Subscription, { arena, body, number, nowMs, counters }: Turn): void {
    if (this.#fragmentsOfTurn !== number) {
      this.#fragmentsOfTurn = number;
      this.#fragments.length = 0;
    }
    const madeBefore = this.#fragments.length;
    let told = 0;
    const { pending } = subscription;
    subscription.pending = 0;
    const mask = pending & CONFLATED;
    if (mask !== 0) {
      const { start, end } =
        this.#made('conflated', mask) ??
        this.#make('conflated', mask, arena, nowMs, this.#conflated(mask));
      body.append(arena, start, end);
      told += 1;
    }
    if (pending & GROUP.bars) told += this.#tellBars(subscription, arena, body, nowMs);
    if (pending & GROUP.trades) told += this.#tellTrades(subscription, arena, body, nowMs);
    counters.fragmentsEncoded += this.#fragments.length - madeBefore;
    counters.fragmentsSent += told * subscription.cohort.members.size;
  }

  /** At most two lists: the first ends where the log has a hole. */
  #tellTrades(
    subscription: Subscription,
    arena: ByteWriter,
    body: ByteWriter,
    nowMs: number,
  ): number {
    let told = 0;
    // A snapshot may have told them since the topic was marked.
    while (subscription.nextTrade < this.state.trades.nextNumber) {
      const from = subscription.nextTrade;
      const fragment = this.#made('trades', from) ?? this.#makeTrades(from, arena, nowMs);
      subscription.nextTrade = fragment.nextTrade;
      body.append(arena, fragment.start, fragment.end);
      told += 1;
    }
    return told;
  }

  #makeTrades(from: number, arena: ByteWriter, nowMs: number): Fragment {
    const { epoch, nextNumber, holeNumber } = this.state.trades;
    const list = this.state.trades.since(from);
    const { trades, skipped } = list;
    const untilHole = holeNumber - (from + skipped);
    // Here a numbering begins that no snapshot has named, and whoever holds trades of another has missed some.
    const isStart = from === 0;
    if (untilHole > 0 && untilHole < trades.length) {
      const before: TradeListView = {
        trades: trades.slice(0, untilHole),
        skipped,
        ...(isStart && skipped === 0 && { isRestart: true }),
      };
      return this.#make('trades', from, arena, nowMs, { trades: before }, holeNumber);
    }
    const isBehindHole = from <= holeNumber && untilHole <= 0;
    const isRestart = isBehindHole || (isStart && skipped === 0);
    const told: TradeListView = {
      trades,
      skipped: isRestart ? 0 : skipped,
      ...(isRestart && { isRestart }),
      ...((isStart || isRestart) && { nextNumber, epoch }),
    };
    return this.#make('trades', from, arena, nowMs, { trades: told }, nextNumber);
  }

  #tellBars(
    { barsFromMs, request }: Subscription,
    arena: ByteWriter,
    body: ByteWriter,
    nowMs: number,
  ): number {
    let told = 0;
    for (let at = 0; at < barsFromMs.length; at++) {
      const fromMs = barsFromMs[at] ?? Infinity;
      const interval = request.bars[at]?.interval;
      if (fromMs === Infinity || interval === undefined) continue;
      barsFromMs[at] = Infinity;
      // Whoever waits for the same bar on shares its bytes, whichever trade it was that he missed.
      const openMs = fromMs - (fromMs % INTERVAL_MS[interval]);
      const { start, end } =
        this.#made(interval, openMs) ??
        this.#make(interval, openMs, arena, nowMs, {
          bars: [{ interval, isHistory: false, bars: this.state.bars(interval, openMs) }],
        });
      body.append(arena, start, end);
      told += 1;
    }
    return told;
  }

  /**
   * Everything known of what the subscription asks for, but for trades and bars that its client holds;
   * clears what it has pending.
   *
   * @param asked The request as the client made it, with what it holds.
   */
  snapshot(subscription: Subscription, asked: TopicRequest, historyLimit: number): SymbolUpdate {
    const { groups } = subscription;
    subscription.pending = 0;
    subscription.barsFromMs.fill(Infinity);
    const { trades } = this.state;
    subscription.nextTrade = trades.nextNumber;
    const bars = asked.bars
      .map((one) => barsAfter(this.state, one, historyLimit))
      .filter((series) => series !== undefined);
    return {
      symbolId: this.id,
      isSnapshot: true,
      ...this.#conflated(groups & CONFLATED),
      ...(bars.length > 0 && { bars }),
      ...(groups & GROUP.trades && { trades: tradesAfter(trades, asked.tradesAfter) }),
    };
  }

  /**
   * A request that brings a subscription's client up to date, from where it is by now, with all that the
   * topic knows then: other history, or another state.
   */
  renewal({ groups, request, nextTrade }: Subscription): TopicRequest {
    if ((groups & GROUP.trades) === 0) return request;
    return { ...request, tradesAfter: tradeResumeAt(this.state.trades, nextTrade) };
  }

  /** The request without what is held, from an earlier client if there was the same. */
  #shared(request: TopicRequest): TopicRequest {
    const known = this.#requests.find((one) => isEqual(one, request));
    if (known) return known;
    const plain = plainRequest(request);
    if (this.#requests.length < SHARED_REQUESTS) this.#requests.push(plain);
    return plain;
  }

  #conflated(mask: number): Parts {
    const { quote, last, statistics, depth, gaps, status } = this.state;
    return {
      ...(mask & GROUP.quote && quote && { quote }),
      ...(mask & GROUP.last && last && { last }),
      ...(mask & GROUP.statistics && statistics && { statistics }),
      ...(mask & GROUP.depth && depth && { depth }),
      ...(mask & GROUP.gaps && { gaps }),
      ...(mask & GROUP.status && status && { status }),
    };
  }

  /** The fragment of this turn, if somebody has asked for it. */
  #made(kind: Fragment['kind'], variant: number): Fragment | undefined {
    // A handful of variants at most: clients that kept up all want the same.
    for (const fragment of this.#fragments) {
      if (fragment.variant === variant && fragment.kind === kind) return fragment;
    }
    return undefined;
  }

  #make(
    kind: Fragment['kind'],
    variant: number,
    arena: ByteWriter,
    nowMs: number,
    parts: Parts,
    nextTrade = 0,
  ): Fragment {
    const start = arena.length;
    writeSymbolUpdate(arena, { symbolId: this.id, isSnapshot: false, ...parts }, nowMs);
    const fragment: Fragment = { kind, variant, start, end: arena.length, nextTrade };
    this.#fragments.push(fragment);
    return fragment;
  }
}
