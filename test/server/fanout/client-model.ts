/** A client that reads and checks every frame that the fan-out engine sends it. */
import { expect } from 'vitest';
import {
  GROUP,
  type BarView,
  type ServerMessage,
  type TopicRequest,
} from '../../../proto/frames.ts';
import type { SymbolUpdate, TradeListView } from '../../../proto/frames.ts';
import { ByteWriter } from '../../../proto/byte-writer.ts';
import { decodeServerFrame, encodeControlParts } from '../../../proto/server-frame-codec.ts';
import { writeFrameHead, writeSymbolUpdate } from '../../../proto/update-writer.ts';
import type { Channel, Interval } from '../../../proto/types.ts';
import type { MarketState } from '../../../server/market/market-state.ts';
import type { World } from './world.ts';

/** Trades that come with a snapshot at most. */
const SNAPSHOT_TRADES = 100;

const GROUP_OF: Readonly<Record<Channel, number>> = {
  quote: GROUP.quote,
  last: GROUP.last,
  statistics: GROUP.statistics,
  depth: GROUP.depth,
  trades: GROUP.trades,
};

/** GROUP bits that a request asks for. */
export function wantedGroups({ channels, bars }: TopicRequest): number {
  const conflated = channels.reduce<number>(
    (groups, channel) => groups | GROUP_OF[channel],
    GROUP.status,
  );
  const wanted = conflated | (bars.length > 0 ? GROUP.bars : 0);
  return wanted & (GROUP.bars | GROUP.trades) ? wanted | GROUP.gaps : wanted;
}

function groupsIn(update: SymbolUpdate): number {
  return (
    (update.quote ? GROUP.quote : 0) |
    (update.last ? GROUP.last : 0) |
    (update.statistics ? GROUP.statistics : 0) |
    (update.depth ? GROUP.depth : 0) |
    (update.bars ? GROUP.bars : 0) |
    (update.trades ? GROUP.trades : 0) |
    (update.gaps ? GROUP.gaps : 0) |
    (update.status ? GROUP.status : 0)
  );
}

function withoutTurnover(bars: readonly BarView[]): BarView[] {
  return bars.map(({ openTimeMs, open, high, low, close, volume, tradeCount }) => {
    return { openTimeMs, open, high, low, close, volume, tradeCount };
  });
}

/** The frame as a server would write it that knows of no other client: the oracle for shared bytes. */
function encodeNaively(message: ServerMessage): Uint8Array {
  const out = new ByteWriter();
  writeFrameHead(out, message.frame, message.serverTimeMs);
  out.raw(encodeControlParts(message));
  for (const update of message.updates) writeSymbolUpdate(out, update, message.serverTimeMs);
  return out.copy();
}

/** What a client holds of one symbol. */
interface Held {
  readonly request: TopicRequest;
  readonly view: Omit<SymbolUpdate, 'symbolId' | 'isSnapshot' | 'bars' | 'trades'>;
  readonly bars: Map<Interval, Map<number, BarView>>;
  /** Number of the trade that must come next; undefined: whichever the server begins with. */
  nextTrade: number | undefined;
  skipped: number;
  /** Trades that there were when the turns began that are under way. */
  dueTrade: number;
}

/** One client: asks, receives, checks. */
export class ClientModel {
  readonly messages: ServerMessage[] = [];
  /** When each data frame came. */
  readonly dataTimes: number[] = [];
  readonly held = new Map<string, Held>();
  readonly closes: { readonly code: number; readonly reason: string }[] = [];
  readonly #world: World;
  readonly #symbols = new Map<number, string>();
  /** What was asked for and not yet granted, or granted and not yet replaced. */
  readonly wanted = new Map<string, TopicRequest>();
  #inFlight: { readonly frame: number; readonly bytes: number }[] = [];
  #lastFrame = 0;

  /** Number of the trade that must come first of a symbol that is asked for with what is held of it. */
  readonly #resumed = new Map<string, number>();

  constructor(world: World) {
    this.#world = world;
  }

  get lastFrame(): number {
    return this.#lastFrame;
  }

  get last(): ServerMessage | undefined {
    return this.messages.at(-1);
  }

  /** Says that the next request for a symbol tells that all trades before this number are held. */
  holds(symbol: string, nextTrade: number): void {
    this.#resumed.set(symbol, nextTrade);
  }

  /** Notes an acknowledgement and says of which frame. */
  acknowledge(frame: number): void {
    this.#inFlight = this.#inFlight.filter((sent) => sent.frame > frame);
  }

  receive(bytes: Uint8Array): void {
    const message = decodeServerFrame(bytes);
    this.messages.push(message);
    expect([this.#world.nowMs, this.#world.flushMs]).toContain(message.serverTimeMs);
    if (message.frame === 0) expect(message.updates).toEqual([]);
    else this.#checkWindow(message.frame, bytes.length);
    if (message.subscribed.length === 0) expect(bytes).toEqual(encodeNaively(message));

    const described = new Set<number>();
    for (const subscribed of message.subscribed) {
      for (const symbol of subscribed.unsubscribed) this.held.delete(symbol);
      for (const info of subscribed.symbols) {
        this.#symbols.set(info.symbolId, info.symbol);
        described.add(info.symbolId);
        this.#grant(info.symbol, subscribed.requestId);
      }
    }
    const seen = new Map<string, number>();
    for (const update of message.updates) {
      const symbol = this.#symbols.get(update.symbolId);
      const held = symbol === undefined ? undefined : this.held.get(symbol);
      if (symbol === undefined || !held)
        throw new Error('expected updates of granted symbols only');
      expect(update.isSnapshot, 'a snapshot comes with its symbol table entry').toBe(
        described.has(update.symbolId),
      );
      this.#fold(symbol, held, update);
      seen.set(symbol, (seen.get(symbol) ?? 0) | groupsIn(update));
    }
    for (const [symbol, groups] of seen) {
      const held = this.held.get(symbol);
      if (!held) continue;
      expect(groups & ~wantedGroups(held.request), 'no group that was not asked for').toBe(0);
      this.#expectRecent(symbol, held);
    }
    for (const id of described) {
      expect(message.updates.some((update) => update.symbolId === id && update.isSnapshot)).toBe(
        true,
      );
    }
  }

  /** A frame that tells of a symbol tells all: what it leaves out the client already holds. */
  #expectRecent(symbol: string, { request, view, nextTrade, dueTrade }: Held): void {
    const wanted = wantedGroups(request);
    const states = this.#world.recentStates(symbol);
    for (const name of ['quote', 'last', 'statistics', 'depth'] as const) {
      if (wanted & GROUP[name]) expect(states.map((one) => one[name])).toContainEqual(view[name]);
    }
    expect(states.map((one) => one.status)).toContainEqual(view.status);
    if (wanted & GROUP.trades) expect(nextTrade ?? 0).toBeGreaterThanOrEqual(dueTrade);
    if (wanted & GROUP.gaps) expect(states.map((one) => one.gaps)).toContainEqual(view.gaps);
  }

  #checkWindow(frame: number, bytes: number): void {
    expect(frame).toBe(this.#lastFrame + 1);
    this.#lastFrame = frame;
    const { window } = this.#world.options;
    const bytesBefore = this.#inFlight.reduce((sum, sent) => sum + sent.bytes, 0);
    if (this.#inFlight.length > 0) expect(bytesBefore).toBeLessThan(window.bytes);
    this.#inFlight.push({ frame, bytes });
    expect(this.#inFlight.length).toBeLessThanOrEqual(window.frames);
    this.dataTimes.push(this.#world.nowMs);
  }

  #grant(symbol: string, requestId: number): void {
    // Nobody asked for it: the server goes on from where it was.
    const nextTrade =
      requestId === 0 ? this.held.get(symbol)?.nextTrade : this.#resumed.get(symbol);
    this.#resumed.delete(symbol);
    const request = this.wanted.get(symbol);
    if (!request) throw new Error(`expected no grant of ${symbol}`);
    const bars = new Map(
      request.bars.map(({ interval }) => [interval, new Map<number, BarView>()]),
    );
    this.held.set(symbol, {
      request,
      view: {},
      bars,
      nextTrade,
      skipped: 0,
      dueTrade: 0,
    });
  }

  /** Whatever is told must be what the source holds at this moment. */
  #fold(symbol: string, held: Held, update: SymbolUpdate): void {
    const state = this.#world.stateOf(symbol);
    const { quote, last, statistics, depth, gaps, status, bars = [], trades } = update;
    const states = update.isSnapshot ? [state] : this.#world.recentStates(symbol);
    if (quote) expect(states.map((one) => one.quote)).toContainEqual(quote);
    if (last) expect(states.map((one) => one.last)).toContainEqual(last);
    if (statistics) expect(states.map((one) => one.statistics)).toContainEqual(statistics);
    if (depth) expect(states.map((one) => one.depth)).toContainEqual(depth);
    if (gaps) expect(states.map((one) => one.gaps)).toContainEqual(gaps);
    if (status) expect(states.map((one) => one.status)).toContainEqual(status);
    Object.assign(held.view, {
      ...(quote && { quote }),
      ...(last && { last }),
      ...(statistics && { statistics }),
      ...(depth && { depth }),
      ...(gaps && { gaps }),
      ...(status && { status }),
    });
    for (const series of bars) {
      const mine = held.bars.get(series.interval);
      if (!mine) throw new Error(`expected no bars of ${series.interval}`);
      expect(series.isHistory).toBe(update.isSnapshot);
      if (series.isHistory) this.#checkHistory(state, held, series.interval, series.bars);
      for (const bar of series.bars) mine.set(bar.openTimeMs, bar);
    }
    if (trades) this.#foldTrades(symbol, held, trades, update.isSnapshot);
    else if (update.isSnapshot) held.nextTrade ??= 0;
  }

  #checkHistory(
    state: MarketState,
    held: Held,
    interval: Interval,
    bars: readonly BarView[],
  ): void {
    const request = held.request.bars.find((one) => one.interval === interval);
    const { historyLimit } = this.#world.options;
    const count = Math.max(1, Math.min(request?.historyCount ?? 0, historyLimit));
    expect(bars).toEqual(withoutTurnover(state.bars(interval, -Infinity).slice(-count)));
  }

  #foldTrades(symbol: string, held: Held, list: TradeListView, isSnapshot: boolean): void {
    const source = this.#world.tradesOf(symbol);
    if (list.isRestart) {
      // Only where the log begins, or has a hole that the client has not been told of.
      const hole = Math.max(0, this.#world.holeOf(symbol));
      expect(held.nextTrade ?? 0).toBeLessThanOrEqual(hole);
      expect(list.skipped).toBe(0);
      const [first] = list.trades;
      held.nextTrade = first ? source.findIndex((one) => one.index === first.index) : source.length;
      // From the first one on everything is told, up to the hole.
      if (held.nextTrade > 0) expect(held.nextTrade).toBeGreaterThanOrEqual(hole);
      else if (hole > 0) expect(list.trades.length).toBeLessThanOrEqual(hole);
    } else if (held.nextTrade !== undefined && !isSnapshot) {
      const hole = this.#world.holeOf(symbol);
      const end = held.nextTrade + list.skipped + list.trades.length;
      expect(held.nextTrade > hole || end <= hole, 'no hole goes by untold').toBe(true);
    }
    if (isSnapshot && held.nextTrade === undefined) {
      const count = Math.min(SNAPSHOT_TRADES, this.#world.limits.trades);
      expect(list).toMatchObject({ trades: source.slice(-count), skipped: 0 });
      held.nextTrade = source.length - list.trades.length;
    } else if (!isSnapshot) expect(list.trades.length).toBeGreaterThan(0);
    held.skipped += list.skipped;
    let next = (held.nextTrade ?? 0) + list.skipped;
    for (const one of list.trades) expect(one).toEqual(source[next++]);
    // Nothing is skipped that the server still held.
    const isBeforeHole = next === this.#world.holeOf(symbol);
    if (list.skipped > 0 && !isBeforeHole) {
      expect(list.trades).toHaveLength(this.#world.limits.trades);
    }
    held.nextTrade = next;
    if (isSnapshot) expect(next).toBe(source.length);
    if (!isSnapshot && list.nextNumber === undefined) return;
    expect(list).toMatchObject({
      nextNumber: next,
      epoch: this.#world.stateOf(symbol).tradeEpoch,
    });
  }

  /** After quiet, with everything acknowledged: nothing is missing, late or different. */
  expectCaughtUp(): void {
    expect([...this.held.keys()].sort()).toEqual(
      [...this.wanted.keys()].filter((symbol) => this.#world.market.state(symbol)).sort(),
    );
    for (const [symbol, held] of this.held) {
      expect(held.request).toEqual(this.wanted.get(symbol));
      const { quote, last, statistics, depth, gaps, status } = this.#world.stateOf(symbol);
      const groups = wantedGroups(held.request);
      expect(held.view).toEqual({
        ...(groups & GROUP.quote && quote && { quote }),
        ...(groups & GROUP.last && last && { last }),
        ...(groups & GROUP.statistics && statistics && { statistics }),
        ...(groups & GROUP.depth && depth && { depth }),
        ...(groups & GROUP.gaps && { gaps }),
        ...(status && { status }),
      });
      for (const [interval, bars] of held.bars) {
        const mine = [...bars.values()].sort((a, b) => a.openTimeMs - b.openTimeMs);
        const all = this.#world.stateOf(symbol).bars(interval, -Infinity);
        expect(mine).toEqual(withoutTurnover(all).slice(all.length - mine.length));
        const wish = held.request.bars.find((one) => one.interval === interval);
        if (all.length > 0 && wish?.historyCount) expect(mine.length).toBeGreaterThan(0);
      }
      if (groups & GROUP.trades) {
        expect(held.nextTrade ?? 0).toBe(this.#world.tradesOf(symbol).length);
      }
    }
  }
}
