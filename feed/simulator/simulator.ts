/** The simulated venue: many seeded markets on one virtual clock. */
import { MarketDataError } from '../../proto/errors.ts';
import type { BaseInterval, Bar, Instrument, Tick } from '../../proto/types.ts';
import { CATALOGUE } from './catalogue.ts';
import { CommonFactors } from './common-factors.ts';
import { Dirt, NO_DIRT, type DirtOptions } from './dirt.ts';
import { generateInstruments } from './generated-instruments.ts';
import { HistoryFactors } from './history-factors.ts';
import { History } from './history.ts';
import type { MarketSpec } from './market-spec.ts';
import { checkOptions } from './options.ts';
import { SymbolMarket } from './symbol-market.ts';

export interface SimulatorOptions {
  /** Same seed and start, same ticks. A safe integer. */
  readonly seed: number;
  /** Number of instruments, 1..MAX_SYMBOLS: first the catalogue, then generated ones. */
  readonly symbolCount: number;
  /** Virtual time at which the market opens, UNIX milliseconds, a whole number. Trade ids count up from it. */
  readonly startTimeMs: number;
  /** Faults to mix in; a fault that is not named does not occur. */
  readonly dirt?: Partial<DirtOptions>;
  /** Multiplies the rate of events, above 0 and up to MAX_ACTIVITY; 1 unless given. Volatility stays the same. */
  readonly activity?: number;
  /** Only these of the instruments trade; their ticks are the same as among all. All of them unless given. */
  readonly symbols?: readonly string[];
}

export interface Simulator {
  /** The instruments that trade, in the order of the catalogue. */
  readonly instruments: readonly Instrument[];
  /**
   * Advances the virtual clock and returns everything that was received meanwhile.
   *
   * @param untilMs Inclusive, UNIX milliseconds; a time before the clock's returns nothing.
   * @returns       Ticks by `receivedTimeMs`; within a millisecond by instrument, then as they happened.
   */
  advance(untilMs: number): Tick[];
  /**
   * Makes closed bars before the start, ending at the opening price. The same at each call.
   *
   * @param count At most so many; 1s bars reach back 2 to 3 hours, 1m bars 72 to 73 hours, 1h bars without limit.
   * @returns     Oldest first; no bar for a span without trades, as in live data.
   * @throws {MarketDataError} ERR_SYMBOL_UNKNOWN
   */
  history(symbol: string, interval: BaseInterval, count: number): Bar[];
}

/** Virtual time made at a time: bounds the memory of the sort and the reads of the common factors. */
const SLICE_MS = 1000;

/**
 * Opens a simulated market.
 *
 * @throws {MarketDataError} ERR_CONFIG_INVALID when an option is out of its range.
 */
export function createSimulator(options: SimulatorOptions): Simulator {
  checkOptions(options);
  const { seed, startTimeMs, activity = 1 } = options;
  const specs = chooseSpecs(options);
  const factors = new CommonFactors(seed, startTimeMs);
  const dirtOptions = { ...NO_DIRT, ...options.dirt };
  const isDirty = Object.entries(dirtOptions).some(
    ([name, rate]) => name !== 'clockSkewMs' && rate > 0,
  );
  const lanes = specs.map((spec) => {
    const { symbol, tickSize } = spec.instrument;
    return {
      market: new SymbolMarket(spec, factors, { seed, startMs: startTimeMs, activity }),
      dirt: isDirty ? new Dirt(dirtOptions, seed, symbol, tickSize, startTimeMs) : null,
    };
  });
  const pastOf = createPast(specs, seed, startTimeMs);
  let clockMs = startTimeMs - 1;

  return {
    instruments: specs.map((spec) => spec.instrument),

    advance(untilMs) {
      const ticks: Tick[] = [];
      const clean: Tick[] = [];
      while (clockMs < Math.floor(untilMs)) {
        clockMs = Math.min(Math.floor(untilMs), clockMs + SLICE_MS);
        const endMs = clockMs + 1;
        factors.advance(endMs);
        const slice: Tick[] = [];
        for (const { market, dirt } of lanes) {
          if (market.nextMs >= endMs) continue;
          if (dirt === null) {
            market.run(endMs, slice);
          } else {
            clean.length = 0;
            market.run(endMs, clean);
            for (const tick of clean) dirt.pass(tick, slice);
          }
        }
        // Stable: ticks of one millisecond stay in the order of instruments, however the time is cut.
        slice.sort((left, right) => left.receivedTimeMs - right.receivedTimeMs);
        for (const tick of slice) ticks.push(tick);
      }
      return ticks;
    },

    history(symbol, interval, count) {
      return pastOf(symbol).bars(interval, count);
    },
  };
}

/** Returns each symbol's past, made when asked for; only that of the symbol asked for last is kept. */
function createPast(
  specs: readonly MarketSpec[],
  seed: number,
  startTimeMs: number,
): (symbol: string) => History {
  const factors = new HistoryFactors(seed);
  const bySymbol = new Map(specs.map((spec) => [spec.instrument.symbol, spec]));
  // A past takes about 2 MB, is the same whenever it is made, and is asked for once, interval by interval.
  let last: { readonly symbol: string; readonly past: History } | undefined;
  return (symbol) => {
    const spec = bySymbol.get(symbol);
    if (spec === undefined) {
      throw new MarketDataError(
        'ERR_SYMBOL_UNKNOWN',
        `expected one of the ${bySymbol.size} simulated symbols, got ${JSON.stringify(symbol)}; see Simulator.instruments`,
      );
    }
    if (last?.symbol !== symbol) {
      last = { symbol, past: new History(spec, factors, seed, startTimeMs) };
    }
    return last.past;
  };
}

function chooseSpecs({ seed, symbolCount, symbols }: SimulatorOptions): readonly MarketSpec[] {
  const wellKnown = CATALOGUE.slice(0, symbolCount);
  const taken = CATALOGUE.map((spec) => spec.instrument.symbol);
  const all = wellKnown.concat(generateInstruments(seed, symbolCount - wellKnown.length, taken));
  if (symbols === undefined) return all;
  const chosen = all.filter((spec) => symbols.includes(spec.instrument.symbol));
  const unknown = symbols.find((name) => !chosen.some((spec) => spec.instrument.symbol === name));
  if (unknown !== undefined) {
    throw new MarketDataError(
      'ERR_CONFIG_INVALID',
      `symbols: expected names out of the ${symbolCount} simulated instruments, got ${JSON.stringify(unknown)}`,
    );
  }
  return chosen;
}
