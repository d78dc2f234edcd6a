/** All symbols of a deployment: folds batches of ticks and says what changed. */
import type { Instrument, Position, Tick } from '../../proto/types.ts';
import {
  DEFAULT_LIMITS,
  MarketState,
  type MarketCounters,
  type MarketLimits,
} from './market-state.ts';

/** A venue time further ahead of the received time than this does not move the venue's clock. */
const CLOCK_TRUST_MS = 5_000;

/** Called for each tick that changed something. */
export type OnChange = (state: MarketState, groups: number) => void;

/** State of all symbols. Pure: no clock, no I/O. */
export class Market {
  readonly counters: MarketCounters & { unknownSymbolTicks: number } = {
    duplicateTrades: 0,
    lateTrades: 0,
    futureTicks: 0,
    unknownSymbolTicks: 0,
  };
  readonly #limits: MarketLimits;
  readonly #states = new Map<string, MarketState>();
  /** Newest venue time by venue: a symbol's bars close by its own venue's clock. */
  readonly #venueTimes = new Map<string, number>();

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
   * @returns Whether the symbol is registered.
   */
  fold(tick: Tick, position: Position, onChange: OnChange): boolean {
    const state = this.#states.get(tick.symbol);
    if (!state) {
      this.counters.unknownSymbolTicks += 1;
      return false;
    }
    this.#moveClock(state, tick);
    const groups = state.fold(tick, position);
    if (groups !== 0) onChange(state, groups);
    return true;
  }

  #moveClock(state: MarketState, tick: Tick): void {
    const { venue } = state.instrument;
    const timeMs = Math.min(tick.venueTimeMs, tick.receivedTimeMs + CLOCK_TRUST_MS);
    const before = this.#venueTimes.get(venue) ?? 0;
    if (timeMs > before) this.#venueTimes.set(venue, timeMs);
    // Only trades change bars, so it is enough that they see how far the venue's clock has come.
    if (tick.kind === 'trade') state.closeBars(Math.max(timeMs, before));
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
