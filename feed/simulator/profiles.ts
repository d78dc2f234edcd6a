/** The kinds of market that the simulator knows, each as the parameters of one model. */
import type { Excitation } from './arrivals.ts';
import type { DayProfile } from './day-profile.ts';
import type { FlowOptions } from './order-flow.ts';

export type ProfileName = 'crypto-liquid' | 'large-tick' | 'small-tick' | 'fx';

/** Behaviour that all symbols of one kind share; price level, size and pace are each symbol's own. */
export interface Profile {
  readonly excitation: Excitation;
  readonly flow: FlowOptions;
  /**
   * `pinned`: the spread is one tick nearly always, and both sides move together once the fair price has left a band.
   * `floating`: each side keeps its own changing distance from the fair price.
   */
  readonly quoting: 'pinned' | 'floating';
  /** Limit and cancel events at the best prices per order, mean. */
  readonly bookEventsPerOrder: number;
  /** Prints of an order beyond the first, mean (geometric). */
  readonly extraPrints: number;
  /** Share of orders that sweep many resting orders, 0..1, and the fewest and most prints of one. */
  readonly sweepShare: number;
  readonly sweepPrints: readonly [number, number];
  /** How far one order may walk into the book, basis points of the price; there it meets hidden orders. At least a tick. */
  readonly walkBp: number;
  /** Part of a sweep through several levels that stays in the price, 0..1. */
  readonly sweepKept: number;
  /** Whether the largest orders print in one piece away from the book, as blocks of stock do. */
  readonly hasBlocks: boolean;
  /** Size of the levels behind the best, as a multiple of the usual size at the best. */
  readonly deepSize: number;
  /** Share of book events that reprice a side, of floating quotes, 0..1. */
  readonly repriceShare: number;
  /** Half width of the band of pinned quotes: the larger of ticks and basis points of the price. */
  readonly bandTicks: number;
  readonly bandBp: number;
  /** Whether the book has orders at every tick (stocks of low price) or only here and there. */
  readonly isDense: boolean;
  /** Pause before the other side of a move follows, mean, milliseconds. */
  readonly settleMs: number;
  /** Deviation of a symbol's own log volatility, which fades within half a minute. */
  readonly ownVolatility: number;
  /** Orders that carry news, per minute, and how much further the fair price then moves. */
  readonly newsPerMinute: number;
  readonly newsScale: number;
  readonly dayProfile: DayProfile;
}

export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  'crypto-liquid': {
    excitation: { fastBranching: 0.64, fastDecay: 9, slowBranching: 0.2, slowDecay: 0.3 },
    flow: {
      workingOrders: 2,
      piecesExponent: 1.4,
      persistence: 0.3,
      looseShare: 0.12,
      sizeSpread: 1.9,
      tailShare: 0.016,
      tailExponent: 1.45,
      sizeMemory: 0.26,
    },
    quoting: 'pinned',
    bookEventsPerOrder: 10,
    extraPrints: 1.05,
    sweepShare: 0.028,
    sweepPrints: [6, 60],
    walkBp: 1.6,
    sweepKept: 0.12,
    hasBlocks: false,
    deepSize: 0.06,
    repriceShare: 0,
    bandTicks: 0.75,
    bandBp: 0.34,
    isDense: false,
    settleMs: 4,
    ownVolatility: 0.35,
    newsPerMinute: 0.3,
    newsScale: 8,
    dayProfile: 'round-the-clock',
  },
  'large-tick': {
    excitation: { fastBranching: 0.42, fastDecay: 20, slowBranching: 0.42, slowDecay: 0.2 },
    flow: {
      workingOrders: 1,
      piecesExponent: 1.1,
      persistence: 0,
      looseShare: 0.13,
      sizeSpread: 1.2,
      tailShare: 0.04,
      tailExponent: 1.7,
      sizeMemory: 0.25,
    },
    quoting: 'pinned',
    bookEventsPerOrder: 8,
    extraPrints: 0.25,
    sweepShare: 0.025,
    sweepPrints: [6, 130],
    walkBp: 2.5,
    sweepKept: 0.3,
    hasBlocks: true,
    deepSize: 1.3,
    repriceShare: 0,
    bandTicks: 0.8,
    bandBp: 0,
    isDense: true,
    settleMs: 150,
    ownVolatility: 0.35,
    newsPerMinute: 0.7,
    newsScale: 5,
    dayProfile: 'us-stocks',
  },
  'small-tick': {
    excitation: { fastBranching: 0.4, fastDecay: 20, slowBranching: 0.35, slowDecay: 0.2 },
    flow: {
      workingOrders: 2,
      piecesExponent: 1.4,
      persistence: 0.1,
      looseShare: 0.13,
      sizeSpread: 0.9,
      tailShare: 0.035,
      tailExponent: 2,
      sizeMemory: 0.2,
    },
    quoting: 'floating',
    bookEventsPerOrder: 15,
    extraPrints: 0.8,
    sweepShare: 0.008,
    sweepPrints: [8, 90],
    walkBp: 0.2,
    sweepKept: 0,
    hasBlocks: true,
    deepSize: 1,
    repriceShare: 0.1,
    bandTicks: 0,
    bandBp: 0,
    isDense: false,
    settleMs: 15,
    ownVolatility: 0.4,
    newsPerMinute: 0.5,
    newsScale: 14,
    dayProfile: 'us-stocks',
  },
  fx: {
    excitation: { fastBranching: 0.3, fastDecay: 10, slowBranching: 0.4, slowDecay: 0.2 },
    flow: {
      workingOrders: 3,
      piecesExponent: 1.5,
      persistence: 0,
      looseShare: 0.2,
      sizeSpread: 0.9,
      tailShare: 0.01,
      tailExponent: 2,
      sizeMemory: 0.15,
    },
    quoting: 'floating',
    bookEventsPerOrder: 8,
    extraPrints: 0.3,
    sweepShare: 0.003,
    sweepPrints: [3, 12],
    walkBp: 0.2,
    sweepKept: 0,
    hasBlocks: false,
    deepSize: 1.5,
    repriceShare: 0.45,
    bandTicks: 0,
    bandBp: 0,
    isDense: true,
    settleMs: 15,
    ownVolatility: 0.4,
    newsPerMinute: 0.7,
    newsScale: 6,
    dayProfile: 'fx',
  },
};
