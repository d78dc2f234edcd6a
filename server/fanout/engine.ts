/** The fan-out engine: who is told what, when, in which bytes. Decides; the gateway carries out. */
import { ByteWriter } from '../../proto/byte-writer.ts';
import { CLOSE_CODES } from '../../proto/close-codes.ts';
import type {
  ControlParts,
  ErrorInfo,
  Subscribed,
  SymbolInfo,
  SymbolUpdate,
  TierMs,
  TopicRequest,
} from '../../proto/frames.ts';
import type { SymbolId } from '../../proto/types.ts';
import type { MarketState } from '../market/market-state.ts';
import type { Market } from '../market/market.ts';
import { FanoutClient, type DeferredGrant } from './client.ts';
import { fault, type Execute, type FanoutCounters, type FanoutOptions } from './decision.ts';
import { assembleDataFrame, encodeControlFrame } from './frame-assembly.ts';
import { Pace } from './pace.ts';
import { BARS_PER_FRAME, Topic, type Fragment, type Subscription } from './topic.ts';

export type { Decision, Execute, FanoutCounters, FanoutOptions } from './decision.ts';

/** Pure: all times come in as arguments, all effects go out as decisions. */
export class FanoutEngine {
  readonly counters: FanoutCounters = {
    framesSent: 0,
    bytesSent: 0,
    fragmentsEncoded: 0,
    fragmentsSent: 0,
  };
  readonly #market: Market;
  readonly #options: FanoutOptions;
  readonly #execute: Execute;
  readonly #pace: Pace;
  readonly #clients = new Map<number, FanoutClient>();
  readonly #topics = new Map<string, Topic>();
  readonly #arena = new ByteWriter(1 << 16);
  #dirtyTopics: Topic[] = [];
  #queue: FanoutClient[] = [];
  #flushNumber = 0;
  #lastFlushMs = -Infinity;
  #nextSymbolId = 1;

  constructor(market: Market, options: FanoutOptions, execute: Execute) {
    this.#market = market;
    this.#options = options;
    this.#execute = execute;
    this.#pace = new Pace(options.pace);
  }

  get clientCount(): number {
    return this.#clients.size;
  }

  /** Adaptive interval at present, milliseconds. */
  get intervalMs(): number {
    return this.#pace.intervalMs;
  }

  addClient(key: number, nowMs: number): void {
    this.#clients.set(key, new FanoutClient(key, this.#options.window, nowMs));
  }

  removeClient(key: number): void {
    const client = this.#clients.get(key);
    if (!client) return;
    this.#clients.delete(key);
    client.isRemoved = true;
    client.pending.length = 0;
    for (const symbol of [...client.subscriptions.keys()]) this.#cancel(client, symbol);
  }

  /** Says to one client what is not data; acknowledgements do not hold it back. */
  tell(key: number, parts: ControlParts, nowMs: number): void {
    const client = this.#clients.get(key);
    if (client) this.#sendControl(client, parts, [], nowMs);
  }

  /** Says the same to all clients. */
  tellAll(parts: ControlParts, nowMs: number): void {
    for (const client of this.#clients.values()) this.#sendControl(client, parts, [], nowMs);
  }

  /**
   * Grants topics and sends their snapshots in the same frame as the symbol table: at once, or as soon
   * as the client's window is open.
   */
  subscribe(
    key: number,
    requestId: number,
    requests: readonly TopicRequest[],
    nowMs: number,
  ): void {
    const client = this.#clients.get(key);
    if (!client) return;
    const errors: ErrorInfo[] = [];
    let isAnyKnown = false;

    for (const request of requests) {
      const { symbol } = request;
      const isNew = client.requestOf(symbol) === undefined;
      if (isNew && client.topicCount >= this.#options.topicLimit) {
        const limit = String(this.#options.topicLimit);
        errors.push(fault('ERR_SUBSCRIPTION_LIMIT', `at most ${limit} symbols`, requestId, symbol));
        continue;
      }
      if (!this.#topicOf(symbol)) {
        client.awaited.set(symbol, request);
        const text = `no feed offers ${JSON.stringify(symbol.slice(0, 64))}`;
        errors.push(fault('ERR_SYMBOL_UNKNOWN', text, requestId, symbol));
        continue;
      }
      this.#defer(client, { requestId, request });
      isAnyKnown = true;
    }
    if (isAnyKnown) {
      this.#grantWhenOpen(client, nowMs, errors);
      return;
    }
    const subscribed = [this.#granted(client, requestId)];
    this.#sendControl(client, { subscribed, errors }, [], nowMs);
  }

  unsubscribe(key: number, requestId: number, symbols: readonly string[], nowMs: number): void {
    const client = this.#clients.get(key);
    if (!client) return;
    const unsubscribed = symbols.filter((symbol) => this.#cancel(client, symbol));
    const subscribed = [{ ...this.#granted(client, requestId), unsubscribed }];
    this.#sendControl(client, { subscribed }, [], nowMs);
  }

  setRate(key: number, tierMs: TierMs, nowMs: number): void {
    const client = this.#clients.get(key);
    if (!client) return;
    client.tierMs = tierMs;
    client.dueAtMs = Math.min(client.dueAtMs, nowMs + client.intervalMs(this.#pace.intervalMs));
    this.#sendControl(client, { rates: [client.announceRate(this.#pace.intervalMs)] }, [], nowMs);
  }

  /** Takes an acknowledgement. One of a frame that was never sent closes the connection. */
  acknowledge(key: number, frame: number): void {
    const client = this.#clients.get(key);
    if (!client || client.window.acknowledge(frame)) return;
    this.#execute({
      kind: 'close',
      client: key,
      code: CLOSE_CODES.malformedFrame,
      reason: `acknowledged frame ${String(frame)}, which was never sent`,
    });
  }

  /** Takes note that a symbol's groups have changed. */
  mark(state: MarketState, groups: number): void {
    const topic = this.#topics.get(state.instrument.symbol);
    if (!topic || topic.subscriptions.size === 0) {
      // Nobody is behind: the next subscriber starts with a snapshot.
      state.takeBarsChangedFromMs();
      return;
    }
    if (topic.dirty === 0) this.#dirtyTopics.push(topic);
    topic.dirty |= groups;
  }

  /**
   * Takes note that symbols were registered, changed their instrument, or got history: all who have or
   * await them are sent the symbol table entries and snapshots, as after `subscribe`.
   */
  refresh(symbols: readonly string[], nowMs: number): void {
    for (const symbol of symbols) {
      const state = this.#market.state(symbol);
      const topic = this.#topics.get(symbol);
      if (state && topic) topic.state = state;
    }
    for (const client of this.#clients.values()) {
      let isAnyWanted = false;
      for (const symbol of symbols) {
        const request = client.requestOf(symbol);
        if (!request || !this.#market.state(symbol)) continue;
        this.#defer(client, { requestId: client.deferred.get(symbol)?.requestId ?? 0, request });
        isAnyWanted = true;
      }
      if (isAnyWanted) this.#grantWhenOpen(client, nowMs);
    }
  }

  /**
   * When `flush` is next to be called.
   *
   * @returns UNIX ms, perhaps in the past; undefined while nobody has anything to be told.
   */
  nextFlushMs(): number | undefined {
    let dueMs = this.#dirtyTopics.length > 0 ? -Infinity : Infinity;
    for (const client of this.#queue) {
      if (client.dueAtMs < dueMs && client.window.isOpen) dueMs = client.dueAtMs;
    }
    if (dueMs === Infinity) return undefined;
    return Math.max(dueMs, this.#lastFlushMs + this.#pace.intervalMs);
  }

  /** Sends every client that is due, and has room, one frame with all it has pending. */
  flush(nowMs: number): void {
    this.#flushNumber += 1;
    this.#lastFlushMs = nowMs;
    this.#arena.reset();
    const dirty = this.#dirtyTopics;
    this.#dirtyTopics = [];
    for (const topic of dirty) topic.distribute(this.#enqueue);

    const queue = this.#queue;
    this.#queue = [];
    for (const client of queue) {
      if (client.isRemoved) continue;
      if (client.dueAtMs > nowMs || !client.window.isOpen) {
        this.#queue.push(client);
        continue;
      }
      client.isQueued = false;
      if (client.deferred.size > 0) this.#grantDeferred(client, nowMs);
      this.#sendPending(client, nowMs);
      if (client.deferred.size > 0) this.#grantLater(client, nowMs);
    }
  }

  /** Takes the duration of a flush as the caller measured it, milliseconds. */
  reportFlush(durationMs: number): void {
    this.#pace.report(durationMs);
  }

  /** Sends heartbeats and rate changes, closes clients that answer no more; call it twice a second. */
  sweep(nowMs: number): void {
    for (const client of [...this.#clients.values()]) {
      const { oldestSentMs } = client.window;
      if (oldestSentMs !== undefined && nowMs - oldestSentMs > this.#options.ackTimeoutMs) {
        this.#execute({
          kind: 'close',
          client: client.key,
          code: CLOSE_CODES.notResponding,
          reason: `no Ack for ${String(this.#options.ackTimeoutMs)} ms`,
        });
        continue;
      }
      if (client.hasRateMoved(this.#pace.intervalMs)) {
        this.#sendControl(
          client,
          { rates: [client.announceRate(this.#pace.intervalMs)] },
          [],
          nowMs,
        );
      } else if (nowMs - client.lastSentMs >= this.#options.heartbeatMs) {
        this.#sendControl(client, {}, [], nowMs);
      }
    }
  }

  readonly #enqueue = (subscription: Subscription): void => {
    const { client } = subscription;
    client.pending.push(subscription);
    this.#queueClient(client);
  };

  #queueClient(client: FanoutClient): void {
    if (client.isQueued) return;
    client.isQueued = true;
    this.#queue.push(client);
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
    if (client.window.isOpen) {
      this.#grantDeferred(client, nowMs, errors);
    } else if (errors.length > 0) {
      this.#sendControl(client, { errors }, [], nowMs);
    }
    if (client.deferred.size > 0) this.#grantLater(client, nowMs);
  }

  #grantLater(client: FanoutClient, nowMs: number): void {
    client.dueAtMs = Math.min(client.dueAtMs, nowMs);
    this.#queueClient(client);
  }

  /** Grants what fits into one frame; the caller sees to the rest. */
  #grantDeferred(client: FanoutClient, nowMs: number, errors: readonly ErrorInfo[] = []): void {
    const symbolsOf = new Map<number, SymbolInfo[]>();
    const snapshots: SymbolUpdate[] = [];
    let barCount = 0;
    for (const { requestId, request } of [...client.deferred.values()]) {
      if (barCount >= BARS_PER_FRAME) break;
      const topic = this.#topicOf(request.symbol);
      if (!topic) continue;
      snapshots.push(this.#grant(client, topic, request));
      for (const { bars } of snapshots.at(-1)?.bars ?? []) barCount += bars.length;
      const symbols = symbolsOf.get(requestId) ?? [];
      symbols.push(topic.info(request));
      symbolsOf.set(requestId, symbols);
    }
    const subscribed = [...symbolsOf].map(([requestId, symbols]) => ({
      ...this.#granted(client, requestId),
      symbols,
    }));
    this.#sendControl(client, { subscribed, errors }, snapshots, nowMs);
  }

  #granted(client: FanoutClient, requestId: number): Subscribed {
    const { effectiveIntervalMs } = client.announceRate(this.#pace.intervalMs);
    return { requestId, symbols: [], unsubscribed: [], effectiveIntervalMs };
  }

  /** Puts a subscription in place of the request, and returns its snapshot. */
  #grant(client: FanoutClient, topic: Topic, request: TopicRequest): SymbolUpdate {
    this.#cancel(client, request.symbol);
    const subscription = topic.createSubscription(client, request);
    topic.subscriptions.add(subscription);
    client.subscriptions.set(request.symbol, subscription);
    return topic.snapshot(subscription, this.#options.historyLimit);
  }

  #cancel(client: FanoutClient, symbol: string): boolean {
    const wasAwaited = client.awaited.delete(symbol);
    const wasDeferred = client.deferred.delete(symbol);
    const subscription = client.subscriptions.get(symbol);
    if (!subscription) return wasAwaited || wasDeferred;
    subscription.isCancelled = true;
    subscription.topic.subscriptions.delete(subscription);
    client.subscriptions.delete(symbol);
    return true;
  }

  #sendPending(client: FanoutClient, nowMs: number): void {
    if (client.pending.length === 0) return;
    // The snapshots sent just before may have filled it.
    if (!client.window.isOpen) {
      this.#queueClient(client);
      return;
    }
    const fragments: Fragment[] = [];
    for (const subscription of client.pending) {
      if (subscription.isCancelled || subscription.pending === 0) continue;
      const { topic } = subscription;
      this.counters.fragmentsEncoded += topic.takeFragments(
        subscription,
        this.#arena,
        this.#flushNumber,
        nowMs,
        fragments,
      );
    }
    client.pending.length = 0;
    if (fragments.length === 0) return;
    this.counters.fragmentsSent += fragments.length;

    const frame = client.window.nextFrame;
    const bytes = assembleDataFrame(this.#arena, frame, nowMs, fragments);
    this.#sendData(client, bytes, nowMs);
    client.dueAtMs = client.nextDueMs(nowMs, this.#pace.intervalMs);
  }

  /** A frame with control parts; with snapshots it is a data frame, and wants an Ack. */
  #sendControl(
    client: FanoutClient,
    parts: ControlParts,
    snapshots: readonly SymbolUpdate[],
    nowMs: number,
  ): void {
    const frame = snapshots.length > 0 ? client.window.nextFrame : 0;
    const bytes = encodeControlFrame(frame, nowMs, parts, snapshots);
    if (frame !== 0) this.#sendData(client, bytes, nowMs);
    else this.#send(client, bytes, nowMs);
  }

  #sendData(client: FanoutClient, bytes: Uint8Array, nowMs: number): void {
    client.window.sent(bytes.length, nowMs);
    this.#send(client, bytes, nowMs);
  }

  #send(client: FanoutClient, bytes: Uint8Array, nowMs: number): void {
    client.lastSentMs = nowMs;
    this.counters.framesSent += 1;
    this.counters.bytesSent += bytes.length;
    this.#execute({ kind: 'send', client: client.key, bytes });
  }
}
