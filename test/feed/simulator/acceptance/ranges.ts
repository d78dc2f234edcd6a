/** What counts as credible: the range of each figure for each kind of market, taken from recorded markets and widened by about 30 %. */
import type { Measure } from './measures.ts';

export type JudgedProfile = 'crypto-liquid' | 'large-tick' | 'small-tick';

/** Lower and upper bound, both inclusive; infinite where the table has no bound. */
export type Range = readonly [low: number, high: number];

export interface Row {
  readonly label: string;
  readonly measure: Measure;
  readonly ranges: Readonly<Record<JudgedProfile, Range>>;
}

function row(
  label: string,
  measure: Measure,
  cryptoLiquid: Range,
  largeTick: Range,
  smallTick: Range,
): Row {
  return {
    label,
    measure,
    ranges: { 'crypto-liquid': cryptoLiquid, 'large-tick': largeTick, 'small-tick': smallTick },
  };
}

const MORE = Infinity;

export const ROWS: readonly Row[] = [
  row('Fano factor of counts per second', 'fano1s', [8, 25], [12, 85], [5, 15]),
  row('Fano factor 10 s / 1 s', 'fanoGrowth', [1.5, MORE], [1.5, MORE], [1.3, MORE]),
  row('variation of gaps between trades', 'gapVariation', [1.5, 3], [2.5, 6], [2, 4]),
  row('trades at an unchanged price', 'unchangedPriceShare', [0.35, 0.7], [0.75, 0.95], [0.4, 0.7]),
  row('ACF 1 of price changes', 'priceChangeAcf1', [-0.2, 0.05], [-0.5, -0.25], [-0.45, 0]),
  row('ACF 1 of sides', 'signAcf1', [0.3, 0.7], [0.5, 0.85], [0.3, 0.8]),
  row('ACF 10 of sides', 'signAcf10', [0.1, 0.3], [0.05, 0.65], [0.05, 0.3]),
  row('Hill exponent of the largest 1 % of sizes', 'sizeHill', [1.3, 2.5], [1.3, 2.3], [1.5, 3]),
  row('quotes with a spread of one tick', 'oneTickSpreadShare', [0.8, 1], [0.95, 1], [0, 0.35]),
  row('quotes per trade', 'quotesPerTrade', [2, 8], [3, 50], [3, 8]),
  row('quotes that change a price', 'quotePriceChangeShare', [0.05, 0.2], [0, 0.05], [0.1, 0.5]),
  row('excess kurtosis of 1 s returns', 'kurtosis1s', [2, 30], [5, 200], [10, 100]),
  row('fall of the kurtosis from 1 s to 60 s', 'kurtosisFall', [0, MORE], [0, MORE], [0, MORE]),
  row('ACF 1 of absolute 1 s returns', 'absReturnAcf1', [0.05, 0.3], [0, 0.25], [0.05, 0.3]),
  row('busiest second / mean second', 'maxToMeanSecond', [4, 40], [20, 250], [20, 250]),
];

/** What each kind counts as a trade; see `measure`. */
export const UNIT: Readonly<Record<JudgedProfile, 'orders' | 'prints'>> = {
  'crypto-liquid': 'orders',
  'large-tick': 'prints',
  'small-tick': 'prints',
};
