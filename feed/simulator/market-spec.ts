/** What the simulator knows of one symbol beyond its instrument. */
import type { Instrument } from '../../proto/types.ts';
import type { Factor } from './common-factors.ts';
import type { ProfileName } from './profiles.ts';

/** One symbol's market: price level, pace, and what it moves with. */
export interface MarketSpec {
  readonly instrument: Instrument;
  readonly profile: ProfileName;
  /** Price at the start, scaled, a multiple of the tick size. */
  readonly openingPrice: number;
  /** Orders that take liquidity, per second, mean over a day. */
  readonly ordersPerSecond: number;
  /** Deviation of the return over one second, basis points (1e-4). */
  readonly volatilityBp: number;
  /** Median size of an order, scaled. */
  readonly orderSize: number;
  /** Usual size at a best price, scaled. */
  readonly topSize: number;
  /** Smallest step of sizes, scaled; also the smallest size. */
  readonly lotSize: number;
  /** Usual spread of floating quotes, ticks; pinned ones have one tick. */
  readonly spreadTicks: number;
  /** Share of the return's variance that each factor explains, signed by the direction; sum of amounts below 1. */
  readonly loadings: Readonly<Partial<Record<Factor, number>>>;
  /** How long after the factors the symbol moves, milliseconds. */
  readonly lagMs: number;
  /** Shortest time between two depth ticks, milliseconds. */
  readonly depthIntervalMs: number;
}
