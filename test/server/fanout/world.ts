/** A fan-out engine on a fake clock, with clients that read and check every frame that it sends them. */
import { expect } from 'vitest';
import type { TierMs, TopicRequest, TradeView } from '../../../proto/frames.ts';
import type { Tick } from '../../../proto/types.ts';
import { FanoutEngine, type Decision, type FanoutOptions } from '../../../server/fanout/engine.ts';
import { Market } from '../../../server/market/market.ts';
import { DEFAULT_LIMITS, type MarketLimits } from '../../../server/market/market-state.ts';
import type { MarketState } from '../../../server/market/market-state.ts';
import { instrument, quote, START_MS } from '../market/ticks.ts';
import { ClientModel, wantedGroups } from './client-model.ts';

export const OPTIONS: FanoutOptions = {
  window: { frames: 4, bytes: 1 << 20 },
  pace: { minMs: 16, maxMs: 1_000 },
  topicLimit: 10,
  historyLimit: 50,
  ackTimeoutMs: 30_000,
  heartbeatMs: 1_000,
};

/** Market, engine, clock and clients. */
export class World {
  readonly options: FanoutOptions;
  readonly limits: MarketLimits;
  readonly market: Market;
  readonly engine: FanoutEngine;
  readonly clients = new Map<number, ClientModel>();
  readonly sent: Uint8Array[] = [];
  nowMs = START_MS;
  flushCount = 0;
  #ticks = 0;
  readonly #trades = new Map<string, TradeView[]>();

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
    this.engine.acknowledge(key, frame);
  }

  fold(tick: Tick): void {
    const position = { entryMs: this.nowMs, entrySeq: 0, index: this.#ticks++ };
    this.market.fold(tick, position, (state, groups) => {
      const { symbol } = state.instrument;
      if (tick.kind === 'trade') {
        const { price, size, aggressorSide, receivedTimeMs, venueTimeMs } = tick;
        const view = { ...position, price, size, aggressorSide, receivedTimeMs, venueTimeMs };
        this.#trades.set(symbol, [...this.tradesOf(symbol), view]);
      }
      for (const { held } of this.clients.values()) {
        const one = held.get(symbol);
        if (one) one.unseen |= groups & wantedGroups(one.request);
      }
      this.engine.mark(state, groups);
    });
  }

  /** Lets time go by, and flushes as a scheduler without delays would. */
  pass(ms: number): void {
    const endMs = this.nowMs + ms;
    for (;;) {
      const dueMs = this.engine.nextFlushMs();
      if (dueMs === undefined || dueMs > endMs) break;
      // As in the event loop, a flush that is due already happens now.
      this.nowMs = Math.max(this.nowMs, Math.ceil(dueMs));
      this.flush();
    }
    this.nowMs = endMs;
  }

  flush(): void {
    this.flushCount += 1;
    this.engine.flush(this.nowMs);
  }

  /** Acknowledges everything and lets time go by until nobody is told anything more. */
  settle(): void {
    let sentBefore = -1;
    while (sentBefore !== this.sent.length) {
      sentBefore = this.sent.length;
      for (const key of this.clients.keys()) this.acknowledge(key);
      this.pass(2_000);
    }
    expect(this.engine.nextFlushMs()).toBeUndefined();
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
    this.sent.push(decision.bytes);
    client.receive(decision.bytes);
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
