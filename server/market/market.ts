/** All symbols of a deployment: folds batches of ticks and says what changed. */
import type { SymbolSnapshot } from '../../proto/snapshot.ts';
import type { EntryPosition, Instrument, Position, Tick } from '../../proto/types.ts';
import { DEFAULT_LIMITS, type MarketCounters, type MarketLimits } from './limits.ts';
import { MarketState } from './market-state.ts';

/** Called for each tick that changed something. */
export type OnChange = (state: MarketState, groups: number) => void;

/** State of all symbols. Pure: no clock, no I/O. */
export class Market {
  readonly counters: MarketCounters & { unknownSymbolTicks: number } = {
    duplicateTrades: 0,
    lateTrades: 0,
    futureTicks: 0,
    unknownSymbolTicks: 0,
    outOfRangeTicks: 0,
    lostTrades: 0,
  };
  readonly #limits: MarketLimits;
  readonly #states = new Map<string, MarketState>();

  constructor(limits: MarketLimits = DEFAULT_LIMITS) {
    this.#limits = limits;
  }

  /** All states, in order of registration. */
  states(): IterableIterator<MarketState> {
    return this.#states.values();
  }

  /** State of a symbol; undefined if it is not registered. */
  state(symbol: string): MarketState | undefined {
    return this.#states.get(symbol);
  }

  /**
   * Registers an instrument. One that has only got another name, currency or rank keeps its state; one
   * that has changed otherwise (other decimals, for example) starts afresh, because its old integers
   * mean something else.
   *
   * @returns True if clients have to be told: it is new, or more than its rank has changed.
   */
  register(instrument: Instrument): boolean {
    const known = this.#states.get(instrument.symbol);
    if (!known) {
      this.#states.set(instrument.symbol, this.#fresh(instrument));
      return true;
    }
    const before = known.instrument;
    if (!isSameMeaning(before, instrument)) {
      const state = this.#fresh(instrument);
      // Whoever comes back with a trade of the old instrument has missed some.
      state.trades.markHole();
      this.#states.set(instrument.symbol, state);
      return true;
    }
    known.describe(instrument);
    return before.displayName !== instrument.displayName || before.currency !== instrument.currency;
  }

  /**
   * Puts a symbol into the state of a snapshot, in place of the one that it has. Its closed bars are not
   * in there: `addHistory` of the new state puts them in front.
   *
   * @returns False, and nothing is changed, when the symbol is registered as an instrument whose
   *   numbers mean something else.
   */
  restore(snapshot: SymbolSnapshot): boolean {
    const { symbol } = snapshot.instrument;
    const instrument = this.#states.get(symbol)?.instrument ?? snapshot.instrument;
    if (!isSameMeaning(instrument, snapshot.instrument)) return false;
    const state = MarketState.restore(snapshot, this.#limits, this.counters);
    state.describe(instrument);
    this.#states.set(symbol, state);
    return true;
  }

  /** Lets a symbol start afresh: what its state was built from is gone. */
  reset(symbol: string): void {
    const known = this.#states.get(symbol);
    if (!known) return;
    const state = this.#fresh(known.instrument);
    state.trades.markHole();
    this.#states.set(symbol, state);
  }

  /**
   * Marks a span of venue time whose ticks this process never saw.
   *
   * @param isMeant Says which symbols miss them.
   * @param onChange Called for each of them.
   */
  markGap(
    isMeant: (symbol: string) => boolean,
    fromMs: number,
    toMs: number,
    onChange: OnChange,
  ): void {
    for (const [symbol, state] of this.#states) {
      if (!isMeant(symbol)) continue;
      const groups = state.markGap(fromMs, toMs);
      if (groups !== 0) onChange(state, groups);
    }
  }

  /**
   * Folds one tick; one of an unregistered symbol is counted and dropped.
   *
   * The result depends on the order of each symbol's own ticks alone, never on how the ticks of
   * several symbols are interleaved: servers read the log's partitions in different portions.
   *
   * @returns Whether the symbol is registered, and the tick one of its instrument.
   */
  fold(tick: Tick, position: Position, onChange: OnChange): boolean {
    const state = this.#states.get(tick.symbol);
    if (!state) {
      this.counters.unknownSymbolTicks += 1;
      return false;
    }
    const { since } = state.instrument;
    if (since && !isAfter(position, since)) return false;
    const groups = state.fold(tick, position);
    if (groups !== 0) onChange(state, groups);
    return true;
  }

  #fresh(instrument: Instrument): MarketState {
    return new MarketState(instrument, this.#limits, this.counters);
  }
}

function isAfter({ entryMs, entrySeq }: Position, { ms, seq }: EntryPosition): boolean {
  return entryMs === ms ? entrySeq > seq : entryMs > ms;
}

/** Whether the numbers and days of two instruments mean the same, and they have the same past. */
function isSameMeaning(a: Instrument, b: Instrument): boolean {
  return (
    a.venue === b.venue &&
    a.since?.ms === b.since?.ms &&
    a.since?.seq === b.since?.seq &&
    a.priceDecimals === b.priceDecimals &&
    a.sizeDecimals === b.sizeDecimals &&
    a.tickSize === b.tickSize &&
    a.session.kind === b.session.kind &&
    (a.session.kind !== 'daily' ||
      b.session.kind !== 'daily' ||
      a.session.startMinuteUtc === b.session.startMinuteUtc)
  );
}
