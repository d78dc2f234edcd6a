import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SymbolHoles } from '../../../../feed/live/holes/symbol-holes.ts';
import type { TradeHole } from '../../../../feed/venues/venue.ts';
import { createGap, TradeSequence } from '../../../../feed/venues/trade-sequence.ts';
import type { Tick, Trade } from '../../../../proto/types.ts';
import { tickFault } from '../../../../proto/validate.ts';
import { madeInstrument, quote, START_MS, SYMBOL, trade } from './made-ticks.ts';

const HOLD_MS = 10_000;
const RUNS = { numRuns: 1_000 };

type AnswerKind = 'complete' | 'prefix' | 'sieve' | 'failing';
type Step =
  | { readonly kind: 'trade' | 'quote' | 'deliver' | 'lose' | 'drop' | 'reconnect' | 'overlap' }
  | { readonly kind: 'answer'; readonly how: AnswerKind }
  | { readonly kind: 'pass'; readonly ms: number };

interface Settings {
  readonly tradeIds: 'contiguous' | 'unique';
  readonly canFill: boolean;
  /** The venue's answers do not know its trades of the last ms. */
  readonly lagMs: number;
  readonly firstId: bigint;
}

interface Link {
  /** What happened and was not delivered yet. */
  readonly queue: Tick[];
  readonly ids: TradeSequence;
}

/** A venue with one symbol, our connections to it, and what comes out of SymbolHoles. */
class World {
  readonly settings: Settings;
  readonly holes: SymbolHoles;
  readonly published: Tick[] = [];
  readonly quotes: number[] = [];
  /** All that happened since the first trade was published. */
  readonly trades: Trade[] = [];
  readonly #fills: TradeHole[] = [];
  #links: Link[] = [];
  #ms = 0;
  #isLost = false;

  constructor(settings: Settings) {
    this.settings = settings;
    this.holes = new SymbolHoles({
      instruments: [madeInstrument()],
      tradeIds: settings.tradeIds,
      canFill: settings.canFill,
      holdMs: HOLD_MS,
      maxHeldTicks: 5_000,
      startFill: (hole) => this.#fills.push(hole),
    });
    this.#connect();
  }

  do(step: Step): void {
    this.#ms += 1;
    switch (step.kind) {
      case 'trade': {
        const index = this.settings.firstId + BigInt(this.trades.length);
        const id =
          this.settings.tradeIds === 'unique'
            ? `u${String((index * 7919n) % 100_003n)}`
            : String(index);
        this.trades.push(trade(id, this.#ms));
        for (const { queue } of this.#links) queue.push(trade(id, this.#ms));
        return;
      }
      case 'quote': {
        // Of one connection only, as lines pass them on.
        this.#links[0]?.queue.push(quote(this.quotes.length, this.#ms));
        if (this.#links.length > 0) this.quotes.push(this.quotes.length);
        return;
      }
      case 'deliver': {
        // Of connections that overlap, ids without order allow only one to count.
        const count = this.settings.tradeIds === 'unique' ? 1 : Infinity;
        for (const link of this.#links.slice(0, count)) this.#deliver(link, 1);
        return;
      }
      case 'lose': {
        const [link] = this.#links;
        const [next] = link?.queue ?? [];
        // The mapper of such a venue sees no jump.
        if (next?.kind === 'trade' && this.settings.tradeIds === 'contiguous') link?.queue.shift();
        return;
      }
      case 'drop': {
        const [link] = this.#links;
        if (link === undefined) return;
        this.#links.shift();
        for (const tick of link.queue) {
          if (tick.kind === 'quote') this.quotes.splice(this.quotes.indexOf(tick.bidPrice), 1, NaN);
        }
        // What was under way on it is lost, also where another connection is there already.
        this.holes.lost([SYMBOL], START_MS + this.#ms);
        this.#isLost = this.#links.length === 0;
        if (!this.#isLost) this.holes.resumed([SYMBOL], START_MS + this.#ms);
        for (const other of this.#links) this.#deliver(other, Infinity);
        return;
      }
      case 'reconnect':
        if (this.#links.length === 0) this.#connect();
        return;
      case 'overlap':
        if (this.#links.length === 1) this.#links.push({ queue: [], ids: new TradeSequence() });
        return;
      case 'answer':
        this.#answer(step.how);
        return;
      case 'pass':
        this.#ms += step.ms;
        this.#publish(this.holes.expire(START_MS + this.#ms));
    }
  }

  /** Everything comes to its end: nothing is under way any more. */
  finish(how: AnswerKind): void {
    this.do({ kind: 'reconnect' });
    for (let round = 0; round < 40; round++) {
      for (const link of this.#links) this.#deliver(link, Infinity);
      this.do({ kind: 'pass', ms: 400 });
      this.do({ kind: 'answer', how });
    }
    this.do({ kind: 'trade' });
    for (let round = 0; round < 40; round++) {
      for (const link of this.#links) this.#deliver(link, Infinity);
      this.do({ kind: 'pass', ms: 400 });
      this.do({ kind: 'answer', how });
    }
  }

  #connect(): void {
    this.#links.push({ queue: [], ids: new TradeSequence() });
    if (this.#isLost) this.holes.resumed([SYMBOL], START_MS + this.#ms);
    this.#isLost = false;
  }

  #deliver(link: Link, count: number): void {
    for (const tick of link.queue.splice(0, count)) {
      const receivedTimeMs = START_MS + this.#ms;
      const ticks: Tick[] = [{ ...tick, receivedTimeMs }];
      if (tick.kind === 'trade' && this.settings.tradeIds === 'contiguous') {
        const { lostTrades, previousTimeMs } = link.ids.next(tick.tradeId, tick.venueTimeMs);
        if (lostTrades > 0) {
          ticks.unshift(
            createGap(SYMBOL, lostTrades, previousTimeMs, tick.venueTimeMs, receivedTimeMs),
          );
        }
      }
      this.#publish(this.holes.push(ticks, receivedTimeMs));
    }
  }

  #answer(how: AnswerKind): void {
    const hole = this.#fills.shift();
    if (hole === undefined) return;
    const { afterId, afterTimeMs, beforeId } = hole;
    const isContiguous = this.settings.tradeIds === 'contiguous';
    const known = this.trades.filter(({ tradeId, venueTimeMs }) => {
      if (venueTimeMs > START_MS + this.#ms - this.settings.lagMs) return false;
      if (!isContiguous) return venueTimeMs >= afterTimeMs && tradeId !== afterId;
      return (
        BigInt(tradeId) > BigInt(afterId) &&
        (beforeId === undefined || BigInt(tradeId) < BigInt(beforeId))
      );
    });
    const answer = {
      complete: { trades: known, isComplete: true },
      prefix: { trades: known.slice(0, 1), isComplete: known.length <= 1 },
      sieve: { trades: known.filter((_, index) => index % 3 !== 0), isComplete: false },
      failing: undefined,
    }[how];
    this.#publish(this.holes.filled(SYMBOL, answer, START_MS + this.#ms));
  }

  #publish(ticks: readonly Tick[]): void {
    this.published.push(...ticks);
  }
}

const loss: fc.Arbitrary<Step> = fc.constantFrom(
  { kind: 'lose' },
  { kind: 'drop' },
  { kind: 'reconnect' },
  { kind: 'overlap' },
);
const usual: fc.Arbitrary<Step> = fc.constantFrom(
  { kind: 'trade' },
  { kind: 'quote' },
  { kind: 'deliver' },
);
function steps(answers: readonly AnswerKind[], maxPassMs: number): fc.Arbitrary<Step[]> {
  const how = fc.constantFrom(...answers);
  return fc.array(
    fc.oneof(
      { weight: 6, arbitrary: usual },
      { weight: 2, arbitrary: loss },
      { weight: 1, arbitrary: how.map((one): Step => ({ kind: 'answer', how: one })) },
      {
        weight: 1,
        arbitrary: fc.integer({ min: 1, max: maxPassMs }).map((ms): Step => ({ kind: 'pass', ms })),
      },
    ),
    { maxLength: 120, size: 'max' },
  );
}
const firstId = fc.constantFrom(1n, 98n, 9_007_199_254_740_970n, 10n ** 20n);

/** Runs it, with one trade and one connection before. */
function run(settings: Settings, todo: readonly Step[], end: AnswerKind): World {
  const world = new World(settings);
  world.do({ kind: 'trade' });
  world.do({ kind: 'deliver' });
  for (const step of todo) world.do(step);
  world.finish(end);
  return world;
}

function idsOf(ticks: readonly Tick[]): string[] {
  return ticks.flatMap((tick) => (tick.kind === 'trade' ? [tick.tradeId] : []));
}

/** What holds for whatever happens. */
function expectSound({ published, quotes }: World): void {
  expect(published.map(tickFault).filter(Boolean)).toEqual([]);
  const received = published.map(({ receivedTimeMs }) => receivedTimeMs);
  expect(received).toEqual([...received].sort((a, b) => a - b));
  const marks = published.flatMap((tick) => (tick.kind === 'quote' ? [tick.bidPrice] : []));
  expect(marks).toEqual(quotes.filter((mark) => !Number.isNaN(mark)));
}

describe('holes of any stream of contiguous trades', () => {
  test('pass each trade once, in order, or a gap with exactly those that are missing', () => {
    const answers = ['complete', 'prefix', 'sieve', 'failing'] as const;
    fc.assert(
      fc.property(
        steps(answers, 12_000),
        fc.record({
          tradeIds: fc.constant('contiguous' as const),
          canFill: fc.boolean(),
          lagMs: fc.constantFrom(0, 0, 3_000),
          firstId,
        }),
        fc.constantFrom(...answers),
        (todo, settings, end) => {
          const world = run(settings, todo, end);

          expectSound(world);
          let next = settings.firstId;
          let lost = 0n;
          for (const tick of world.published) {
            if (tick.kind === 'gap') lost += BigInt(tick.lostTrades);
            if (tick.kind !== 'trade') continue;
            expect(BigInt(tick.tradeId)).toBe(next + lost);
            next = BigInt(tick.tradeId) + 1n;
            lost = 0n;
          }
          expect(lost).toBe(0n);
          expect(next).toBe(settings.firstId + BigInt(world.trades.length));
        },
      ),
      RUNS,
    );
  });

  test('miss nothing, and say no gap, when every question is answered in time', () => {
    fc.assert(
      fc.property(steps(['complete'], 20), firstId, fc.constantFrom(0, 200), (todo, id, lagMs) => {
        const settings = { tradeIds: 'contiguous', canFill: true, lagMs, firstId: id } as const;
        const world = run(settings, todo, 'complete');

        expectSound(world);
        expect(idsOf(world.published)).toEqual(idsOf(world.trades));
        expect(world.published.filter(({ kind }) => kind === 'gap')).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe('holes of any stream of trades with unique ids', () => {
  test('pass each trade once, and miss none when every question is answered in time', () => {
    fc.assert(
      fc.property(steps(['complete'], 20), fc.constantFrom(0, 300), (todo, lagMs) => {
        const settings = { tradeIds: 'unique', canFill: true, lagMs, firstId: 1n } as const;
        const world = run(settings, todo, 'complete');

        expectSound(world);
        expect(idsOf(world.published).sort()).toEqual(idsOf(world.trades).sort());
        expect(world.published.filter(({ kind }) => kind === 'gap')).toEqual([]);
      }),
      RUNS,
    );
  });

  test('pass each trade at most once, and say a gap around each that is missing', () => {
    const answers = ['complete', 'prefix', 'sieve', 'failing'] as const;
    fc.assert(
      fc.property(
        steps(answers, 12_000),
        fc.boolean(),
        fc.constantFrom(...answers),
        (todo, canFill, end) => {
          const settings = { tradeIds: 'unique', canFill, lagMs: 0, firstId: 1n } as const;
          const world = run(settings, todo, end);

          expectSound(world);
          const ids = idsOf(world.published);
          expect(new Set(ids).size).toBe(ids.length);
          const gaps = world.published.flatMap((tick) => (tick.kind === 'gap' ? [tick] : []));
          const isTold = ({ tradeId, venueTimeMs }: Trade): boolean =>
            ids.includes(tradeId) ||
            gaps.some(({ fromMs, toMs }) => fromMs <= venueTimeMs && venueTimeMs <= toMs);
          expect(world.trades.filter((one) => !isTold(one))).toEqual([]);
        },
      ),
      RUNS,
    );
  });
});
