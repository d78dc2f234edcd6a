/** A page that leaves at any time and comes back, to the same or to another server, holds what one holds that never left. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Interval } from '../../../proto/types.ts';
import type { MarketState } from '../../../server/market/market-state.ts';
import { TAPE_CAPACITY, type DesiredTopic } from '../../../web/client/link.ts';
import { quote, trade } from '../../server/market/ticks.ts';
import { EngineServer, type LoggedTick } from './support/engine-server.ts';
import { HeldPage, type HeldSymbol } from './support/held-page.ts';
import { ManualClock } from './support/manual-clock.ts';

const SYMBOLS = ['AAA', 'BBB'] as const;
const SHOWN: readonly Interval[] = ['1s', '5s', '1m', '15m'];
const START_MS = 1_790_002_800_000;

/** Everything of one symbol, the row of the other. */
function topicsOf(selected: string, interval: Interval): DesiredTopic[] {
  return SYMBOLS.map((symbol) => ({
    symbol,
    channels: ['quote', 'last', 'statistics', ...(symbol === selected ? ['trades' as const] : [])],
    bars: symbol === selected ? [{ interval, historyCount: 1_000 }] : [],
  }));
}

/** Three servers on one log; one visitor who stays at the first, and one who comes and goes. */
class Rig {
  readonly clock = new ManualClock(START_MS);
  readonly log: LoggedTick[] = [];
  readonly servers: EngineServer[];
  readonly stayer: HeldPage;
  readonly leaver: HeldPage;
  readonly #trades: number;
  /** Where the one who comes and goes connects next. */
  target = 1;
  /** Servers that fold nothing for now. */
  readonly paused = new Set<number>();

  constructor(trades: number) {
    this.#trades = trades;
    this.servers = [this.#server(100_000), this.#server(trades), this.#server(trades)];
    this.stayer = new HeldPage(this.clock, (url, handlers) => {
      return this.#at(0).openSocket(url, handlers);
    });
    this.leaver = new HeldPage(this.clock, (url, handlers) => {
      return this.#at(this.target).openSocket(url, handlers);
    });
    this.show('AAA', '1s');
    this.settle();
  }

  #server(trades: number): EngineServer {
    return new EngineServer(this.clock.nowMs, SYMBOLS, trades);
  }

  #at(index: number): EngineServer {
    const server = this.servers[index];
    if (!server) throw new Error(`expected a server ${String(index)}`);
    return server;
  }

  show(selected: string, interval: Interval): void {
    for (const page of [this.stayer, this.leaver]) page.show(topicsOf(selected, interval));
  }

  trade(symbol: string, price: number, lateMs = 0, aheadMs = 0): void {
    const { now } = this.clock;
    this.append(
      trade(0, {
        symbol,
        price,
        size: 1 + (price % 7),
        venueTimeMs: now - lateMs + aheadMs,
        receivedTimeMs: now,
      }),
    );
  }

  append(tick: LoggedTick['tick']): void {
    const position = { entryMs: this.clock.now, entrySeq: this.log.length, index: 0 };
    this.log.push({ tick, position });
    for (const [index, server] of this.servers.entries()) {
      if (!this.paused.has(index)) server.fold(this.log);
    }
  }

  refuse(isRefusing: boolean): void {
    for (const server of this.servers.slice(1)) server.isRefusing = isRefusing;
  }

  /** The connection breaks; the page tries again by itself, at `target`. */
  leave(): void {
    for (const server of this.servers.slice(1)) server.dropAll(1006);
  }

  /** A server process is replaced by one that has read the log from its start, or another's snapshot and the rest. */
  restart(index: number, isFromSnapshot: boolean): void {
    this.#at(index).dropAll(1006);
    const fresh = this.#server(this.#trades);
    if (isFromSnapshot) fresh.restore(this.#at(3 - index));
    fresh.fold(this.log, this.paused.has(index) ? fresh.folded : this.log.length);
    this.servers[index] = fresh;
  }

  /** A server that is behind reads on a little. */
  advance(index: number, count: number): void {
    const server = this.#at(index);
    server.fold(this.log, Math.min(this.log.length, server.folded + count));
  }

  pump(): void {
    let isBusy = true;
    while (isBusy) {
      isBusy = false;
      for (const server of this.servers) isBusy = server.pump() || isBusy;
      for (const page of [this.stayer, this.leaver]) isBusy = page.draw() || isBusy;
    }
  }

  pass(ms: number): void {
    const endMs = this.clock.now + ms;
    while (this.clock.now < endMs) {
      this.clock.advance(Math.min(100, endMs - this.clock.now));
      for (const server of this.servers) server.sweep();
      this.pump();
    }
  }

  settle(): void {
    this.paused.clear();
    for (const server of this.servers) server.fold(this.log);
    this.pass(15_000);
    expect(this.leaver.status).toMatchObject({ phase: 'open', awaitedSnapshots: 0 });
  }

  state(symbol: string): MarketState {
    const state = this.#at(0).market.state(symbol);
    if (!state) throw new Error(`expected ${symbol}`);
    return state;
  }

  held(page: HeldPage, symbol: string): HeldSymbol {
    const held = page.symbols.get(symbol);
    if (!held) throw new Error(`expected ${symbol} on the page`);
    return held;
  }

  /** Trades of a symbol as they stand in the log, and at which number each is. */
  source(symbol: string): Map<string, number> {
    const trades = this.log.filter(({ tick }) => tick.kind === 'trade' && tick.symbol === symbol);
    return new Map(trades.map(({ position }, number) => [String(position.entrySeq), number]));
  }
}

function expectTape(rig: Rig, symbol: string, isSkipAllowed: boolean): void {
  const { trades, skips } = rig.held(rig.leaver, symbol);
  const source = rig.source(symbol);
  const numbers = trades.map(([, entrySeq]) => source.get(String(entrySeq)) ?? NaN);
  const marks = new Map(skips.map((skip) => [skip.beforeEntrySeq, skip.count]));
  expect(numbers.at(-1) ?? -1).toBe(source.size - 1);
  for (const [at, number] of numbers.entries()) {
    if (at === 0) continue;
    const missing = number - (numbers[at - 1] ?? NaN) - 1;
    expect(marks.get(trades[at]?.[1] ?? -1) ?? 0, 'exactly what is missing').toBe(missing);
  }
  if (isSkipAllowed) return;
  expect(skips).toEqual([]);
  const whole = rig.held(rig.stayer, symbol);
  expect(whole.skips).toEqual([]);
  // Who comes back may begin with more than the newest hundred: a server that is behind tells the rest live.
  const count = Math.min(trades.length, whole.trades.length);
  expect(trades.slice(-count)).toEqual(whole.trades.slice(-count));
}

function expectBars(rig: Rig, symbol: string, interval: Interval): void {
  const mine = rig.held(rig.leaver, symbol).bars.get(interval);
  const theirs = rig.held(rig.stayer, symbol).bars.get(interval);
  if (!mine || !theirs) throw new Error(`expected the history of ${symbol} ${interval}`);
  const sorted = (bars: Map<number, number[]>): [number, number[]][] =>
    [...bars].sort(([a], [b]) => a - b);
  const all = rig
    .state(symbol)
    .bars(interval, -Infinity)
    .map(({ openTimeMs, open, high, low, close, volume }) => {
      return [openTimeMs, [open, high, low, close, volume]];
    });
  expect(sorted(mine)).toEqual(all.slice(-mine.size));
  expect(mine.size).toBeGreaterThanOrEqual(Math.min(1_000, all.length));
  expect(sorted(theirs)).toEqual(all.slice(-theirs.size));
}

const symbol = fc.constantFrom(...SYMBOLS);
const step = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('trades' as const),
      symbol,
      count: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 40 })),
      price: fc.integer({ min: 1, max: 500 }),
      lateMs: fc.oneof(fc.constant(0), fc.nat(4_000)),
      aheadMs: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.nat(60_000)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('quote' as const), symbol, n: fc.nat(9) }),
  },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.nat(3_000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('away' as const), s: fc.nat(90) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('leave' as const), to: fc.constantFrom(1, 2) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('restart' as const),
      index: fc.constantFrom(1, 2),
      isFromSnapshot: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('pause' as const), index: fc.constantFrom(1, 2) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('advance' as const),
      index: fc.constantFrom(1, 2),
      count: fc.nat(30),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('show' as const),
      symbol,
      interval: fc.constantFrom(...SHOWN),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('refresh' as const), index: fc.constantFrom(1, 2) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('reload' as const), index: fc.constantFrom(1, 2) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('gap' as const), symbol, ms: fc.nat(9) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function run(rig: Rig, one: Step): void {
  const { now } = rig.clock;
  switch (one.kind) {
    case 'trades':
      for (let n = 0; n < one.count; n++) {
        rig.trade(one.symbol, one.price + n, one.lateMs, one.aheadMs);
      }
      return;
    case 'quote': {
      const times = { venueTimeMs: now, receivedTimeMs: now };
      rig.append(quote(0, { symbol: one.symbol, ...times, bidPrice: 90 + one.n }));
      return;
    }
    case 'pass':
      rig.pass(one.ms);
      return;
    case 'away':
      // Nobody gets through to a server for a while.
      rig.leave();
      rig.target = 3 - rig.target;
      rig.refuse(true);
      for (let second = 0; second < one.s; second++) {
        for (let n = 0; n < 3; n++) rig.trade('AAA', 100 + second + n);
        rig.pass(1_000);
      }
      rig.refuse(false);
      return;
    case 'leave':
      rig.target = one.to;
      rig.leave();
      return;
    case 'restart':
      rig.restart(one.index, one.isFromSnapshot);
      return;
    case 'pause':
      rig.paused.add(one.index);
      return;
    case 'advance':
      rig.advance(one.index, one.count);
      return;
    case 'show':
      rig.show(one.symbol, one.interval);
      return;
    case 'refresh':
      rig.servers[one.index]?.refresh();
      return;
    case 'reload': {
      // As after a hole in what it could read: the state of a newer snapshot replaces its own.
      const [from] = rig.servers;
      if (from) rig.servers[one.index]?.restore(from);
      return;
    }
    case 'gap': {
      const times = { symbol: one.symbol, venueTimeMs: now, receivedTimeMs: now };
      rig.append({ kind: 'gap', ...times, fromMs: now - one.ms, toMs: now, lostTrades: 0 });
    }
  }
}

describe('a page that comes back', () => {
  test.each([
    ['everything that it missed', 5_000, false],
    ['what the servers still hold, and how much is missing', 30, true],
  ])(
    'holds %s',
    (_, capacity, isSkipAllowed) => {
      let resumed = 0;
      let skipped = 0;
      fc.assert(
        fc.property(fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }), (steps) => {
          const rig = new Rig(capacity);
          for (const one of steps) run(rig, one);
          let shown: Extract<Step, { kind: 'show' }> | undefined;
          for (const one of steps) if (one.kind === 'show') shown = one;
          const selected = shown?.symbol ?? 'AAA';

          rig.settle();

          expectTape(rig, selected, isSkipAllowed);
          expectBars(rig, selected, shown?.interval ?? '1s');
          for (const name of SYMBOLS) {
            expect(rig.held(rig.leaver, name).values).toEqual(rig.held(rig.stayer, name).values);
          }
          expect(rig.held(rig.leaver, selected).gaps).toEqual(
            rig.state(selected).gaps.flatMap(({ fromMs, toMs }) => [fromMs, toMs]),
          );
          expect(rig.held(rig.leaver, selected).trades.length).toBeLessThanOrEqual(TAPE_CAPACITY);
          resumed += rig.leaver.status?.isReconnected ? 1 : 0;
          skipped += rig.held(rig.leaver, selected).skips.length;
        }),
        { seed: 4, numRuns: 60 },
      );
      expect(resumed).toBeGreaterThan(30);
      if (isSkipAllowed) expect(skipped).toBeGreaterThan(10);
    },
    60_000,
  );
});
