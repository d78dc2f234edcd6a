/** Common moves of the past that all symbols' histories share, so that old bars are correlated too. */
import type { BaseInterval } from '../../proto/types.ts';
import { FACTORS } from './common-factors.ts';
import type { MarketSpec } from './market-spec.ts';
import { Random } from './random.ts';

/** What the common background did during one bar. */
export interface FactorStep {
  /** Market-wide volatility, a multiple of the usual. */
  readonly volatility: number;
  /** The symbol's return that the factors explain, in deviations of its return. */
  readonly move: number;
}

/** Looks a bar up: `step` is the number of bars between it and the start, >= 0. */
export type SymbolFactors = (interval: BaseInterval, step: number) => FactorStep;

/** Bars over which the volatility fades, and the deviation of its logarithm. */
const MEMORY: Readonly<Record<BaseInterval, number>> = { '1s': 600, '1m': 90, '1h': 12 };
const DEVIATION = 0.45;

interface Lane {
  readonly random: Random;
  readonly volatility: number[];
  /** FACTORS.length numbers a bar. */
  readonly moves: number[];
  logVolatility: number;
}

/** Draws each bar's common moves once, backwards from the start, as far as somebody asks. */
export class HistoryFactors {
  readonly #lanes: Readonly<Record<BaseInterval, Lane>>;

  constructor(seed: number) {
    const lane = (interval: BaseInterval): Lane => ({
      random: new Random(seed, `history-factors-${interval}`),
      volatility: [],
      moves: [],
      logVolatility: 0,
    });
    this.#lanes = { '1s': lane('1s'), '1m': lane('1m'), '1h': lane('1h') };
  }

  /**
   * Returns the view of one symbol on the common past.
   *
   * @param loadings Shares of the symbol's variance, signed.
   */
  of(loadings: MarketSpec['loadings']): SymbolFactors {
    const amounts = FACTORS.map((factor) => {
      const share = loadings[factor] ?? 0;
      return Math.sign(share) * Math.sqrt(Math.abs(share));
    });
    return (interval, step) => {
      const lane = this.#lanes[interval];
      while (lane.volatility.length <= step) extend(lane, MEMORY[interval]);
      const volatility = lane.volatility[step] ?? 1;
      let move = 0;
      for (let index = 0; index < amounts.length; index++) {
        move += (amounts[index] ?? 0) * (lane.moves[step * amounts.length + index] ?? 0);
      }
      return { volatility, move: volatility * move };
    };
  }
}

function extend(lane: Lane, memory: number): void {
  const kept = Math.exp(-1 / memory);
  lane.logVolatility =
    kept * lane.logVolatility + Math.sqrt(1 - kept * kept) * DEVIATION * lane.random.normal();
  lane.volatility.push(Math.exp(lane.logVolatility - DEVIATION * DEVIATION));
  for (let index = 0; index < FACTORS.length; index++) lane.moves.push(lane.random.normal());
}
