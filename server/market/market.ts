/** All symbols of a deployment: folds batches of ticks and says what changed. */
import type { Instrument, Position, Tick } from '../../proto/types.ts';
import {
  DEFAULT_LIMITS,
  MarketState,
  type MarketCounters,
  type MarketLimits,
} from './market-state.ts';

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
   * Registers an instrument. A changed one (other decimals, for example) starts afresh, because its
   * old integers mean something else.
   *
   * @returns True if it is new or has changed.
   */
  register(instrument: Instrument): boolean {
    const known = this.#states.get(instrument.symbol);
    if (known && isSameInstrument(known.instrument, instrument)) return false;
    this.#states.set(instrument.symbol, new MarketState(instrument, this.#limits, this.counters));
    return true;
  }

  /**
   * Folds one tick; one of an unregistered symbol is counted and dropped.
   *
   * The result depends on the order of each symbol's own ticks alone, never on how the ticks of
   * several symbols are interleaved: servers read the log's partitions in different portions.
   *
   * @returns Whether the symbol is registered.
   */
  fold(tick: Tick, position: Position, onChange: OnChange): boolean {
    const state = this.#states.get(tick.symbol);
    if (!state) {
      this.counters.unknownSymbolTicks += 1;
      return false;
    }
    const groups = state.fold(tick, position);
    if (groups !== 0) onChange(state, groups);
    return true;
  }
}

function isSameInstrument(a: Instrument, b: Instrument): boolean {
  return (
    a.venue === b.venue &&
    a.priceDecimals === b.priceDecimals &&
    a.sizeDecimals === b.sizeDecimals &&
    a.tickSize === b.tickSize &&
    a.displayName === b.displayName &&
    a.currency === b.currency &&
    a.session.kind === b.session.kind &&
    (a.session.kind !== 'daily' ||
      b.session.kind !== 'daily' ||
      a.session.startMinuteUtc === b.session.startMinuteUtc)
  );
}
