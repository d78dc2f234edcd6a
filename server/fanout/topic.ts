/** One symbol as the fan-out sees it: who wants it, what changed, and the bytes that say so. */
import type { ByteWriter } from '../../proto/byte-writer.ts';
import {
  GROUP,
  type SymbolInfo,
  type SymbolUpdate,
  type TopicRequest,
} from '../../proto/frames.ts';
import { INTERVAL_MS, type Channel, type Interval, type SymbolId } from '../../proto/types.ts';
import { writeSymbolUpdate } from '../../proto/update-writer.ts';
import type { MarketState } from '../market/market-state.ts';
import type { FanoutClient } from './client.ts';

const GROUP_OF: Readonly<Record<Channel, number>> = {
  quote: GROUP.quote,
  last: GROUP.last,
  statistics: GROUP.statistics,
  depth: GROUP.depth,
  trades: GROUP.trades,
};
const CONFLATED = GROUP.quote | GROUP.last | GROUP.statistics | GROUP.depth;

/**
 * Bars of history in one frame, about; the rest of a Subscribe follows in further frames. What one frame
 * takes to encode is how long everybody else waits, and a client that never reads may cost one frame.
 */
export const BARS_PER_FRAME = 5_000;

/** Trades sent with a snapshot. */
const SNAPSHOT_TRADES = 100;

/** Where a fragment's bytes are in the arena of the running flush. */
export interface Fragment {
  readonly kind: 'conflated' | 'trades' | Interval;
  /** Group mask, trade number or open time: what tells fragments of a kind apart. */
  readonly variant: number;
  readonly start: number;
  readonly end: number;
}

/** What one client wants of one topic, and what it has not been told yet. */
export interface Subscription {
  readonly topic: Topic;
  readonly client: FanoutClient;
  readonly request: TopicRequest;
  /** GROUP bits wanted. */
  readonly groups: number;
  /** GROUP bits that changed since the client was last sent them. */
  pending: number;
  /** By interval wanted: earliest open time that changed since; Infinity if none. */
  readonly barsFromMs: Map<Interval, number>;
  /** Number of the next trade the client has not been sent. */
  nextTrade: number;
  isCancelled: boolean;
}

/** What an update says of its symbol. */
type Parts = Omit<SymbolUpdate, 'symbolId' | 'isSnapshot'>;

/** One symbol. */
export class Topic {
  readonly id: SymbolId;
  state: MarketState;
  readonly subscriptions = new Set<Subscription>();
  /** GROUP bits changed since the last flush. */
  dirty = 0;
  #fragments: Fragment[] = [];
  #fragmentsOfFlush = -1;

  constructor(id: SymbolId, state: MarketState) {
    this.id = id;
    this.state = state;
  }

  /** Makes the subscription of a client; the caller puts it into `subscriptions`. */
  createSubscription(client: FanoutClient, request: TopicRequest): Subscription {
    let groups = request.bars.length > 0 ? GROUP.bars : 0;
    for (const channel of request.channels) groups |= GROUP_OF[channel];
    return {
      topic: this,
      client,
      request,
      groups,
      pending: 0,
      barsFromMs: new Map(request.bars.map(({ interval }) => [interval, Infinity])),
      nextTrade: this.state.trades.nextNumber,
      isCancelled: false,
    };
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
        for (const [interval, fromMs] of subscription.barsFromMs) {
          if (barsChangedFromMs < fromMs) subscription.barsFromMs.set(interval, barsChangedFromMs);
        }
      }
      const hadNone = subscription.pending === 0;
      subscription.pending |= news;
      if (hadNone) onPending(subscription);
    }
    this.dirty = 0;
  }

  /**
   * Collects the fragments that tell a subscription all it has pending, and clears that. Each is
   * encoded at most once a flush, whoever asks.
   *
   * @param into Gets the fragments.
   * @returns Fragments that had to be encoded.
   */
  takeFragments(
    subscription: Subscription,
    arena: ByteWriter,
    flush: number,
    nowMs: number,
    into: Fragment[],
  ): number {
    if (this.#fragmentsOfFlush !== flush) {
      this.#fragmentsOfFlush = flush;
      this.#fragments = [];
    }
    const madeBefore = this.#fragments.length;
    const { pending } = subscription;
    subscription.pending = 0;
    const mask = pending & CONFLATED;
    if (mask !== 0) {
      into.push(
        this.#made('conflated', mask) ??
          this.#make('conflated', mask, arena, nowMs, this.#conflated(mask)),
      );
    }
    if (pending & GROUP.bars) {
      for (const [interval, fromMs] of subscription.barsFromMs) {
        if (fromMs === Infinity) continue;
        subscription.barsFromMs.set(interval, Infinity);
        // Whoever waits for the same bar on shares its bytes, whichever trade it was that he missed.
        const openMs = fromMs - (fromMs % INTERVAL_MS[interval]);
        into.push(
          this.#made(interval, openMs) ??
            this.#make(interval, openMs, arena, nowMs, {
              bars: [{ interval, isHistory: false, bars: this.state.bars(interval, openMs) }],
            }),
        );
      }
    }
    const { trades } = this.state;
    // A snapshot may have told them since the topic was marked.
    if (pending & GROUP.trades && subscription.nextTrade < trades.nextNumber) {
      const from = subscription.nextTrade;
      subscription.nextTrade = trades.nextNumber;
      into.push(
        this.#made('trades', from) ??
          this.#make('trades', from, arena, nowMs, { trades: trades.since(from) }),
      );
    }
    return this.#fragments.length - madeBefore;
  }

  /** Everything known of what the subscription asks for; clears what it has pending. */
  snapshot(subscription: Subscription, historyLimit: number): SymbolUpdate {
    const { groups, request } = subscription;
    subscription.pending = 0;
    for (const interval of subscription.barsFromMs.keys()) {
      subscription.barsFromMs.set(interval, Infinity);
    }
    subscription.nextTrade = this.state.trades.nextNumber;
    const bars = request.bars
      .filter(({ historyCount }) => historyCount > 0)
      .map(({ interval, historyCount }) => ({
        interval,
        isHistory: true,
        bars: this.state.bars(interval, -Infinity, Math.min(historyCount, historyLimit)),
      }));
    return {
      symbolId: this.id,
      isSnapshot: true,
      ...this.#conflated(groups & CONFLATED),
      ...(bars.length > 0 && { bars }),
      ...(groups & GROUP.trades && { trades: this.state.trades.newest(SNAPSHOT_TRADES) }),
    };
  }

  #conflated(mask: number): Parts {
    const { quote, last, statistics, depth } = this.state;
    return {
      ...(mask & GROUP.quote && quote && { quote }),
      ...(mask & GROUP.last && last && { last }),
      ...(mask & GROUP.statistics && statistics && { statistics }),
      ...(mask & GROUP.depth && depth && { depth }),
    };
  }

  /** The fragment of this flush, if somebody has asked for it. */
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
  ): Fragment {
    const start = arena.length;
    writeSymbolUpdate(arena, { symbolId: this.id, isSnapshot: false, ...parts }, nowMs);
    const fragment: Fragment = { kind, variant, start, end: arena.length };
    this.#fragments.push(fragment);
    return fragment;
  }
}
