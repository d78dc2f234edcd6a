/** Answers Subscribe: who gets which symbols, and their snapshots, in portions that fit the client's window. */
import type {
  ErrorInfo,
  Subscribed,
  SymbolInfo,
  SymbolUpdate,
  TopicRequest,
} from '../../proto/frames.ts';
import type { SymbolId } from '../../proto/types.ts';
import type { Market } from '../market/market.ts';
import type { DeferredGrant, FanoutClient } from './client.ts';
import type { DataLane } from './data-lane.ts';
import { fault } from './decision.ts';
import type { Outbox } from './outbox.ts';
import type { Pace } from './pace.ts';
import { Topic } from './topic.ts';

export interface GrantingOptions {
  /** Symbols a client may have. */
  readonly topicLimit: number;
  /** Bars of history per interval and topic. */
  readonly historyLimit: number;
}

/**
 * Rows of history, trades and book in one frame, about; the rest of a Subscribe follows in further
 * frames. What one frame takes to encode is how long everybody else waits, and a client that never reads
 * may cost one frame.
 */
const ROWS_PER_FRAME = 5_000;
/** What the numbers that every snapshot has, and its entry in the symbol table, count as. */
const ROWS_OF_SYMBOL = 10;

/** All topics, and the clients that wait to be granted some. */
export class Granting {
  readonly #options: GrantingOptions;
  readonly #market: Market;
  readonly #lane: DataLane;
  readonly #outbox: Outbox;
  readonly #pace: Pace;
  readonly #topics = new Map<string, Topic>();
  /** Clients with deferred grants that have room for them. */
  readonly #ready = new Set<FanoutClient>();
  #nextSymbolId = 1;

  constructor(
    options: GrantingOptions,
    market: Market,
    lane: DataLane,
    outbox: Outbox,
    pace: Pace,
  ) {
    this.#options = options;
    this.#market = market;
    this.#lane = lane;
    this.#outbox = outbox;
    this.#pace = pace;
  }

  /** Whether `grantNext` has something to do. */
  get isDue(): boolean {
    return this.#ready.size > 0;
  }

  /** The topic of a symbol that somebody has asked for. */
  topic(symbol: string): Topic | undefined {
    return this.#topics.get(symbol);
  }

  /** Grants topics: at once as far as the client has room, the others as soon as it has. */
  subscribe(
    client: FanoutClient,
    requestId: number,
    requests: readonly TopicRequest[],
    nowMs: number,
  ): void {
    const errors: ErrorInfo[] = [];
    let isAnyKnown = false;
    for (const request of requests) {
      const error = this.#refusal(client, requestId, request);
      if (error) {
        errors.push(error);
      } else {
        this.#defer(client, { requestId, request });
        isAnyKnown = true;
      }
    }
    if (isAnyKnown) {
      this.#grantWhenOpen(client, nowMs, errors);
      return;
    }
    const subscribed = [this.#granted(client, requestId)];
    this.#outbox.parts(client, { subscribed, errors }, [], nowMs);
  }

  unsubscribe(
    client: FanoutClient,
    requestId: number,
    symbols: readonly string[],
    nowMs: number,
  ): void {
    const unsubscribed = symbols.filter((symbol) => this.#cancel(client, symbol));
    const subscribed = [{ ...this.#granted(client, requestId), unsubscribed }];
    this.#outbox.parts(client, { subscribed }, [], nowMs);
  }

  /**
   * Takes over what the market now has under these symbols, and grants it anew to those of the clients who
   * have or await it. Trades go on from where each of them is.
   */
  refresh(clients: Iterable<FanoutClient>, symbols: readonly string[], nowMs: number): void {
    // First all of them, because what they were told is numbered by the states that are about to go.
    const concerned = [...clients].filter((client) => this.#withdraw(client, symbols));
    for (const symbol of symbols) {
      const state = this.#market.state(symbol);
      const topic = this.#topics.get(symbol);
      if (state && topic) topic.state = state;
    }
    for (const client of concerned) this.#grantWhenOpen(client, nowMs);
  }

  /** @returns Whether the client has or awaits any of the symbols. */
  #withdraw(client: FanoutClient, symbols: readonly string[]): boolean {
    let isAnyWanted = false;
    for (const symbol of symbols) {
      if (!client.hasAskedFor(symbol) || !this.#market.state(symbol)) continue;
      // What is on its way to the client's cohort reaches it now, and counts as told.
      if (client.cohort.subscriptions.has(symbol)) this.#lane.isolate(client);
      const request = client.renewalOf(symbol);
      if (!request || client.isRemoved) continue;
      this.#defer(client, { requestId: client.deferred.get(symbol)?.requestId ?? 0, request });
      isAnyWanted = true;
    }
    return isAnyWanted;
  }

  /** Takes note that the client's window may be open again. */
  release(client: FanoutClient): void {
    if (client.isRemoved || client.deferred.size === 0 || !client.window.isOpen) return;
    this.#ready.add(client);
  }

  remove(client: FanoutClient): void {
    this.#ready.delete(client);
    client.deferred.clear();
    client.awaited.clear();
  }

  /** Grants one client that waits a frame full. */
  grantNext(nowMs: number): void {
    const [client] = this.#ready;
    if (!client) return;
    this.#ready.delete(client);
    if (this.#hasRoom(client)) this.#grantDeferred(client, nowMs, []);
    this.release(client);
  }

  #refusal(client: FanoutClient, requestId: number, request: TopicRequest): ErrorInfo | undefined {
    const { symbol } = request;
    const isNew = !client.hasAskedFor(symbol);
    if (isNew && client.topicCount >= this.#options.topicLimit) {
      const limit = String(this.#options.topicLimit);
      return fault('ERR_SUBSCRIPTION_LIMIT', `at most ${limit} symbols`, requestId, symbol);
    }
    if (!this.#topicOf(symbol)) {
      client.awaited.set(symbol, request);
      const text = `no feed offers ${JSON.stringify(symbol.slice(0, 64))}`;
      return fault('ERR_SYMBOL_UNKNOWN', text, requestId, symbol);
    }
    if (isNew && this.#pace.isOverloaded) {
      this.#outbox.counters.overloadRefusals += 1;
      const text = 'the server has no time for more: try again in a few seconds';
      return fault('ERR_SERVER_OVERLOADED', text, requestId, symbol);
    }
    return undefined;
  }

  #topicOf(symbol: string): Topic | undefined {
    const known = this.#topics.get(symbol);
    if (known) return known;
    const state = this.#market.state(symbol);
    if (!state) return undefined;
    const topic = new Topic(this.#nextSymbolId++ as SymbolId, state);
    this.#topics.set(symbol, topic);
    return topic;
  }

  /** Puts a request in place of whatever the client has of its symbol. */
  #defer(client: FanoutClient, deferred: DeferredGrant): void {
    const { symbol } = deferred.request;
    this.#cancel(client, symbol);
    client.deferred.set(symbol, deferred);
  }

  /** Snapshots count as data: a client that does not acknowledge must not be able to pile them up. */
  #grantWhenOpen(client: FanoutClient, nowMs: number, errors: readonly ErrorInfo[] = []): void {
    if (this.#hasRoom(client)) {
      this.#grantDeferred(client, nowMs, errors);
    } else if (errors.length > 0) {
      this.#outbox.parts(client, { errors }, [], nowMs);
    }
    this.release(client);
  }

  /** Whether the client may be granted something: what is on its way to its cohort goes first, and takes room. */
  #hasRoom(client: FanoutClient): boolean {
    if (client.window.isOpen) this.#lane.isolate(client);
    return !client.isRemoved && client.window.isOpen;
  }

  /** Grants what fits into one frame; the caller sees to the rest. */
  #grantDeferred(client: FanoutClient, nowMs: number, errors: readonly ErrorInfo[]): void {
    const symbolsOf = new Map<number, SymbolInfo[]>();
    const snapshots: SymbolUpdate[] = [];
    let rows = 0;
    for (const { requestId, request } of [...client.deferred.values()]) {
      if (rows >= ROWS_PER_FRAME) break;
      const topic = this.#topicOf(request.symbol);
      if (!topic) continue;
      const snapshot = this.#grant(client, topic, request);
      snapshots.push(snapshot);
      rows += ROWS_OF_SYMBOL + rowsOf(snapshot);
      const symbols = symbolsOf.get(requestId) ?? [];
      symbols.push(topic.info(request));
      symbolsOf.set(requestId, symbols);
    }
    const subscribed = [...symbolsOf].map(([requestId, symbols]) => ({
      ...this.#granted(client, requestId),
      symbols,
    }));
    this.#outbox.parts(client, { subscribed, errors }, snapshots, nowMs);
  }

  #granted(client: FanoutClient, requestId: number): Subscribed {
    const effectiveIntervalMs = client.announceInterval(this.#pace.intervalMs);
    return { requestId, symbols: [], unsubscribed: [], effectiveIntervalMs };
  }

  /** Puts a subscription in place of the request, and returns its snapshot. */
  #grant(client: FanoutClient, topic: Topic, request: TopicRequest): SymbolUpdate {
    this.#cancel(client, request.symbol);
    const cohort = this.#lane.isolate(client);
    const subscription = topic.subscribe(cohort, request);
    cohort.subscriptions.set(topic.state.instrument.symbol, subscription);
    return topic.snapshot(subscription, request, this.#options.historyLimit);
  }

  #cancel(client: FanoutClient, symbol: string): boolean {
    const wasAwaited = client.awaited.delete(symbol);
    const wasDeferred = client.deferred.delete(symbol);
    if (!client.cohort.subscriptions.has(symbol)) return wasAwaited || wasDeferred;
    const { subscriptions } = this.#lane.isolate(client);
    const subscription = subscriptions.get(symbol);
    if (subscription) subscription.topic.cancel(subscription);
    subscriptions.delete(symbol);
    return true;
  }
}

function rowsOf({ bars = [], trades, depth }: SymbolUpdate): number {
  let rows = trades?.trades.length ?? 0;
  if (depth) rows += (depth.bids.length + depth.asks.length) / 2;
  for (const series of bars) rows += series.bars.length;
  return rows;
}
