/** A fan-out engine on a fake clock, with clients that read and check every frame that it sends them. */
import { expect } from 'vitest';
import type { TierMs, TopicRequest, TradeView } from '../../../proto/frames.ts';
import { BASE_INTERVALS, type Tick } from '../../../proto/types.ts';
import { frameNumberSize, writeFrameNumber } from '../../../proto/update-writer.ts';
import { FanoutEngine, type Decision, type FanoutOptions } from '../../../server/fanout/engine.ts';
import { Market } from '../../../server/market/market.ts';
import { DEFAULT_LIMITS, type MarketLimits } from '../../../server/market/limits.ts';
import type { MarketState } from '../../../server/market/market-state.ts';
import { instrument, quote, START_MS } from '../market/ticks.ts';
import { ClientModel } from './client-model.ts';

export const OPTIONS: FanoutOptions = {
  window: { frames: 4, bytes: 1 << 20 },
  pace: { minMs: 16, maxMs: 1_000 },
  topicLimit: 10,
  historyLimit: 50,
  ackTimeoutMs: 30_000,
  heartbeatMs: 1_000,
  turnFrames: 256,
  frameBytes: 1 << 16,
};

/** What a conflated group of a symbol may be, at one moment. */
export type StateView = Pick<
  MarketState,
  'quote' | 'last' | 'statistics' | 'depth' | 'gaps' | 'status'
>;

function viewOf({ quote, last, statistics, depth, gaps, status }: MarketState): StateView {
  return { quote, last, statistics, depth, gaps, status };
}

/** Market, engine, clock and clients. */
export class World {
  readonly options: FanoutOptions;
  readonly limits: MarketLimits;
  readonly market: Market;
  readonly engine: FanoutEngine;
  readonly clients = new Map<number, ClientModel>();
  readonly sent: Uint8Array[] = [];
  /** Clients that are gone with the next frame that they are sent, as if their sockets took no more. */
  readonly givenUp = new Set<number>();
  nowMs = START_MS;
  flushCount = 0;
  /** When the turns began that are under way, or were last. */
  flushMs = START_MS;
  #isFlushing = false;
  /** By symbol: every state since then, oldest first. */
  readonly #recent = new Map<string, StateView[]>();
  #ticks = 0;
  readonly #trades = new Map<string, TradeView[]>();
  readonly #holes = new Map<string, number>();

  constructor(options: Partial<FanoutOptions> = {}, limits: Partial<MarketLimits> = {}) {
    this.options = { ...OPTIONS, ...options };
    this.limits = { ...DEFAULT_LIMITS, ...limits };
    this.market = new Market(this.limits);
    this.engine = new FanoutEngine(this.market, this.options, (decision) => {
      this.#execute(decision);
    });
  }

  stateOf(symbol: string): MarketState {
    const state = this.market.state(symbol);
    if (!state) throw new Error(`expected ${symbol} to be registered`);
    return state;
  }

  /** Every trade that was ever folded, oldest first. */
  tradesOf(symbol: string): readonly TradeView[] {
    return this.#trades.get(symbol) ?? [];
  }

  /** States that a frame may tell of: its body may be of an earlier turn. */
  recentStates(symbol: string): readonly StateView[] {
    return [...(this.#recent.get(symbol) ?? []), viewOf(this.stateOf(symbol))];
  }

  register(...symbols: readonly string[]): void {
    for (const symbol of symbols) {
      if (this.market.register(instrument({ symbol }))) this.engine.refresh([symbol], this.nowMs);
    }
  }

  addClient(key: number): ClientModel {
    const client = new ClientModel(this);
    this.clients.set(key, client);
    this.engine.addClient(key, this.nowMs);
    return client;
  }

  subscribe(key: number, ...topics: readonly TopicRequest[]): void {
    const client = this.clients.get(key);
    for (const topic of topics) {
      const isNew = client && !client.wanted.has(topic.symbol);
      if (isNew && client.wanted.size >= this.options.topicLimit) continue;
      client?.wanted.set(topic.symbol, topic);
    }
    this.engine.subscribe(key, 1, topics, this.nowMs);
  }

  unsubscribe(key: number, ...symbols: readonly string[]): void {
    for (const symbol of symbols) this.clients.get(key)?.wanted.delete(symbol);
    this.engine.unsubscribe(key, 2, symbols, this.nowMs);
  }

  setRate(key: number, tierMs: TierMs): void {
    this.engine.setRate(key, tierMs, this.nowMs);
  }

  /** Acknowledges all that a client has received, or up to a frame of it. */
  acknowledge(key: number, frame = this.clients.get(key)?.lastFrame ?? 0): void {
    this.clients.get(key)?.acknowledge(frame);
    this.engine.acknowledge(key, frame, this.nowMs);
  }

  fold(tick: Tick): void {
    const position = { entryMs: this.nowMs, entrySeq: 0, index: this.#ticks++ };
    const before = this.market.state(tick.symbol);
    if (before) this.#remember(before);
    this.market.fold(tick, position, (state, groups) => {
      const { symbol } = state.instrument;
      if (tick.kind === 'trade') {
        const { price, size, aggressorSide, receivedTimeMs, venueTimeMs } = tick;
        const view = { ...position, price, size, aggressorSide, receivedTimeMs, venueTimeMs };
        this.#trades.set(symbol, [...this.tradesOf(symbol), view]);
      }
      this.engine.mark(state, groups);
    });
  }

  /** Puts a symbol into another state that has folded the same, as after a newer snapshot was loaded. */
  reload(symbol: string): void {
    const state = this.market.state(symbol);
    if (!state?.hasTicks) return;
    this.market.restore(state.toSnapshot({ ms: this.nowMs, seq: 0 }));
    for (const base of BASE_INTERVALS) {
      const { bars, closedBeforeMs } = state.heldBars(base, 0, Infinity, Infinity);
      const closed = bars.filter((bar) => bar.openTimeMs < closedBeforeMs);
      this.market.state(symbol)?.addHistory(base, closed);
    }
    this.engine.refresh([symbol], this.nowMs);
  }

  /** Goes on behind a part of the log that could not be read; clients need not be granted it anew. */
  markHole(symbol: string, isRefreshed: boolean): void {
    const state = this.market.state(symbol);
    if (!state) return;
    this.#remember(state);
    this.#holes.set(symbol, this.tradesOf(symbol).length);
    this.engine.mark(state, state.markGap(this.nowMs, this.nowMs));
    if (isRefreshed) this.engine.refresh([symbol], this.nowMs);
  }

  /** Number of the first trade after the newest hole of a symbol's log; -1: it has none. */
  holeOf(symbol: string): number {
    return this.#holes.get(symbol) ?? -1;
  }

  /** Lets time go by, and flushes as a scheduler without delays would. */
  pass(ms: number): void {
    const endMs = this.nowMs + ms;
    for (;;) {
      const dueMs = this.engine.nextTurnMs();
      if (dueMs === undefined || dueMs > endMs) break;
      // As in the event loop, a flush that is due already happens now.
      this.nowMs = Math.max(this.nowMs, Math.ceil(dueMs));
      this.flush();
    }
    this.nowMs = endMs;
  }

  #reportedMs = 0;

  /** Says of many intervals that serving took so long in each. */
  reportTurns(durationMs: number): void {
    this.#reportedMs = Math.max(this.#reportedMs, this.nowMs);
    for (let count = 0; count < 100; count++) {
      this.#reportedMs += this.engine.intervalMs;
      this.engine.reportTurn(this.#reportedMs, durationMs);
    }
  }

  /** One turn. */
  flush(): void {
    this.flushCount += 1;
    if (!this.#isFlushing) {
      this.flushMs = this.nowMs;
      this.#recent.clear();
      for (const { held } of this.clients.values()) {
        for (const [symbol, one] of held) {
          one.dueTrade = this.tradesOf(symbol).length;
        }
      }
    }
    this.#isFlushing = !this.engine.turn(this.nowMs);
  }

  /** A few turns, which may not be all that are due. */
  turns(count: number): void {
    for (let turn = 0; turn < count; turn++) {
      const dueMs = this.engine.nextTurnMs();
      if (dueMs === undefined || dueMs > this.nowMs) return;
      this.flush();
    }
  }

  /** Acknowledges everything and lets time go by until nobody is told anything more. */
  settle(): void {
    let sentBefore = -1;
    while (sentBefore !== this.sent.length) {
      sentBefore = this.sent.length;
      for (const key of this.clients.keys()) this.acknowledge(key);
      this.pass(2_000);
    }
    expect(this.engine.nextTurnMs()).toBeUndefined();
  }

  #remember(state: MarketState): void {
    const { symbol } = state.instrument;
    this.#recent.set(symbol, [...(this.#recent.get(symbol) ?? []), viewOf(state)]);
  }

  #execute(decision: Decision): void {
    const client = this.clients.get(decision.client);
    if (!client) throw new Error(`expected nothing for client ${String(decision.client)}`);
    if (decision.kind === 'close') {
      client.closes.push({ code: decision.code, reason: decision.reason });
      this.clients.delete(decision.client);
      this.engine.removeClient(decision.client);
      return;
    }
    if (this.givenUp.delete(decision.client)) {
      this.clients.delete(decision.client);
      this.engine.removeClient(decision.client);
      return;
    }
    const { frame, body } = decision;
    const bytes = new Uint8Array(frameNumberSize(frame) + body.length);
    bytes.set(body, writeFrameNumber(bytes, 0, frame));
    this.sent.push(bytes);
    client.receive(bytes);
  }
}

export const QUOTES: TopicRequest = { symbol: 'AAA', channels: ['quote'], bars: [] };

/** A world with AAA and BBB, and client 1, which has subscribed and acknowledged the snapshot. */
export function createWorld(
  topic: TopicRequest = QUOTES,
  options: Partial<FanoutOptions> = {},
): { world: World; client: ClientModel } {
  const world = new World(options);
  world.register('AAA', 'BBB');
  const client = world.addClient(1);
  world.subscribe(1, topic);
  world.acknowledge(1);
  return { world, client };
}

/** Sends quotes of AAA that the client does not acknowledge, until it is sent no more. */
export function fillWindow(world: World, client: ClientModel): void {
  let before = -1;
  while (client.lastFrame > before) {
    before = client.lastFrame;
    world.fold(quote(world.nowMs - START_MS));
    world.pass(1_000);
  }
}
