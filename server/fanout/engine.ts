/** The fan-out engine: who is told what, when, in which bytes. Decides; the gateway carries out. */
import { ByteWriter } from '../../proto/byte-writer.ts';
import { CLOSE_CODES, type CloseCode } from '../../proto/close-codes.ts';
import { ERROR_CATALOGUE, type ErrorCode } from '../../proto/errors.ts';
import type {
  ControlParts,
  ErrorInfo,
  SymbolInfo,
  SymbolUpdate,
  TierMs,
  TopicRequest,
} from '../../proto/frames.ts';
import type { SymbolId } from '../../proto/types.ts';
import type { MarketState } from '../market/market-state.ts';
import type { Market } from '../market/market.ts';
import { FanoutClient } from './client.ts';
import type { WindowLimits } from './flow-window.ts';
import { assembleDataFrame, encodeControlFrame } from './frame-assembly.ts';
import { Pace, type PaceLimits } from './pace.ts';
import { Topic, type Fragment, type Subscription } from './topic.ts';

export interface FanoutOptions {
  readonly window: WindowLimits;
  readonly pace: PaceLimits;
  /** Symbols a client may have. */
  readonly topicLimit: number;
  /** Bars of history per interval and topic. */
  readonly historyLimit: number;
  /** A client that acknowledges nothing for this long is closed, milliseconds. */
  readonly ackTimeoutMs: number;
  /** A client that was sent nothing for this long gets an empty frame, milliseconds. */
  readonly heartbeatMs: number;
}

/** What the gateway has to do. */
export type Decision =
  | { readonly kind: 'send'; readonly client: number; readonly bytes: Uint8Array }
  | {
      readonly kind: 'close';
      readonly client: number;
      readonly code: CloseCode;
      readonly reason: string;
    };

/** Carries out a decision at once. */
export type Execute = (decision: Decision) => void;

export interface FanoutCounters {
  framesSent: number;
  bytesSent: number;
  fragmentsEncoded: number;
  fragmentsSent: number;
}

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

  /** Grants topics and sends their snapshots in the same frame as the symbol table. */
  subscribe(
    key: number,
    requestId: number,
    requests: readonly TopicRequest[],
    nowMs: number,
  ): void {
    const client = this.#clients.get(key);
    if (!client) return;
    const symbols: SymbolInfo[] = [];
    const errors: ErrorInfo[] = [];
    const snapshots: SymbolUpdate[] = [];
    for (const request of requests) {
      const { symbol } = request;
      const isNew = !client.subscriptions.has(symbol) && !client.awaited.has(symbol);
      if (isNew && client.topicCount >= this.#options.topicLimit) {
        const limit = String(this.#options.topicLimit);
        errors.push(fault('ERR_SUBSCRIPTION_LIMIT', `at most ${limit} symbols`, requestId, symbol));
        continue;
      }
      const topic = this.#topicOf(symbol);
      if (!topic) {
        client.awaited.set(symbol, request);
        const text = `no feed offers ${JSON.stringify(symbol.slice(0, 64))}`;
        errors.push(fault('ERR_SYMBOL_UNKNOWN', text, requestId, symbol));
        continue;
      }
      snapshots.push(this.#grant(client, topic, request));
      symbols.push(topic.info(request));
    }
    const effectiveIntervalMs = this.#announced(client);
    const subscribed = [{ requestId, symbols, unsubscribed: [], effectiveIntervalMs }];
    this.#sendControl(client, { subscribed, errors }, snapshots, nowMs);
  }

  unsubscribe(key: number, requestId: number, symbols: readonly string[], nowMs: number): void {
    const client = this.#clients.get(key);
    if (!client) return;
    const unsubscribed = symbols.filter((symbol) => this.#cancel(client, symbol));
    const effectiveIntervalMs = this.#announced(client);
    this.#sendControl(
      client,
      { subscribed: [{ requestId, symbols: [], unsubscribed, effectiveIntervalMs }] },
      [],
      nowMs,
    );
  }

  setRate(key: number, tierMs: TierMs, nowMs: number): void {
    const client = this.#clients.get(key);
    if (!client) return;
    client.tierMs = tierMs;
    client.dueAtMs = Math.min(client.dueAtMs, nowMs + client.intervalMs(this.#pace.intervalMs));
    this.#sendControl(client, { rates: [this.#rateOf(client)] }, [], nowMs);
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
   * Takes note that a symbol was registered, changed its instrument, or got history: all who have or
   * await it are sent the symbol table entry and a snapshot.
   */
  refresh(symbol: string, nowMs: number): void {
    const state = this.#market.state(symbol);
    if (!state) return;
    const known = this.#topics.get(symbol);
    if (known) known.state = state;
    for (const client of this.#clients.values()) {
      const request = client.awaited.get(symbol) ?? client.subscriptions.get(symbol)?.request;
      const topic = request && this.#topicOf(symbol);
      if (!request || !topic) continue;
      const snapshot = this.#grant(client, topic, request);
      const effectiveIntervalMs = this.#announced(client);
      const symbols = [topic.info(request)];
      const subscribed = [{ requestId: 0, symbols, unsubscribed: [], effectiveIntervalMs }];
      this.#sendControl(client, { subscribed }, [snapshot], nowMs);
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
      this.#sendPending(client, nowMs);
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
      if (this.#hasRateMoved(client)) {
        this.#sendControl(client, { rates: [this.#rateOf(client)] }, [], nowMs);
      } else if (nowMs - client.lastSentMs >= this.#options.heartbeatMs) {
        this.#sendControl(client, {}, [], nowMs);
      }
    }
  }

  readonly #enqueue = (subscription: Subscription): void => {
    const { client } = subscription;
    client.pending.push(subscription);
    if (client.isQueued) return;
    client.isQueued = true;
    this.#queue.push(client);
  };

  #topicOf(symbol: string): Topic | undefined {
    const known = this.#topics.get(symbol);
    if (known) return known;
    const state = this.#market.state(symbol);
    if (!state) return undefined;
    const topic = new Topic(this.#nextSymbolId++ as SymbolId, state);
    this.#topics.set(symbol, topic);
    return topic;
  }

  /** Puts a subscription in place of the one before, and returns its snapshot. */
  #grant(client: FanoutClient, topic: Topic, request: TopicRequest): SymbolUpdate {
    this.#cancel(client, request.symbol);
    const subscription = topic.createSubscription(client, request);
    topic.subscriptions.add(subscription);
    client.subscriptions.set(request.symbol, subscription);
    return topic.snapshot(subscription, this.#options.historyLimit);
  }

  #cancel(client: FanoutClient, symbol: string): boolean {
    const wasAwaited = client.awaited.delete(symbol);
    const subscription = client.subscriptions.get(symbol);
    if (!subscription) return wasAwaited;
    subscription.isCancelled = true;
    subscription.topic.subscriptions.delete(subscription);
    client.subscriptions.delete(symbol);
    return true;
  }

  #sendPending(client: FanoutClient, nowMs: number): void {
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
    client.dueAtMs = this.#nextDueMs(client, nowMs);
  }

  /** Fixed tiers meet on common multiples, so that clients of a tier share their fragments. */
  #nextDueMs(client: FanoutClient, nowMs: number): number {
    const intervalMs = client.intervalMs(this.#pace.intervalMs);
    if (client.tierMs === 0) return nowMs + intervalMs;
    return Math.floor(nowMs / client.tierMs) * client.tierMs + Math.max(client.tierMs, intervalMs);
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

  #announced(client: FanoutClient): number {
    client.announcedIntervalMs = Math.round(client.intervalMs(this.#pace.intervalMs));
    return client.announcedIntervalMs;
  }

  #rateOf(client: FanoutClient): { requestedIntervalMs: number; effectiveIntervalMs: number } {
    const effectiveIntervalMs = this.#announced(client);
    return { requestedIntervalMs: client.tierMs, effectiveIntervalMs };
  }

  /** Only what a person would notice is worth a frame. */
  #hasRateMoved(client: FanoutClient): boolean {
    const nowMs = client.intervalMs(this.#pace.intervalMs);
    const { announcedIntervalMs } = client;
    if (announcedIntervalMs === 0) return false;
    return Math.abs(nowMs - announcedIntervalMs) > Math.max(10, announcedIntervalMs / 2);
  }
}

function fault(code: ErrorCode, message: string, requestId: number, symbol: string): ErrorInfo {
  return { code, message, retryable: ERROR_CATALOGUE[code].retryable, requestId, symbol };
}
