/** What a scenario is: faults and waits as data, and what must be true at its end. */
import type { FeedState } from '../../../../proto/types.ts';
import type { LiveTimings } from '../../../../feed/live/timings.ts';
import type { VenueFault } from '../../../support/venues/venue-faults.ts';
import type { ServerLimits } from '../../../support/venues/venue-protocol.ts';
import type { VenueUnderTest } from './venue-under-test.ts';

/** A fault of a symbol names its place in the list of the venue under test. */
export type ScenarioFault =
  | Exclude<VenueFault, { readonly symbol?: string }>
  | {
      readonly kind: 'loseTrades' | 'loseBookUpdates' | 'refuseSubscriptions';
      readonly count: number;
      readonly place?: number;
    }
  | { readonly kind: 'forgetSymbol'; readonly place: number };

/** `symbol` is the place in the list of the venue under test: 0 or 1. */
export type Step =
  | { readonly do: 'inject'; readonly fault: ScenarioFault }
  /** The market goes on by so many events at once, in the same turn of the event loop as the step before. */
  | { readonly do: 'advance'; readonly count: number }
  /** The market stands still between the steps, or goes on by itself again. */
  | { readonly do: 'rest' }
  | { readonly do: 'run' }
  /** Until the last status of the symbols, or of one, is this. */
  | { readonly do: 'awaitState'; readonly state: FeedState; readonly symbol?: number }
  /** Until a status of the symbol was this, at any time. */
  | { readonly do: 'awaitStateSeen'; readonly state: FeedState; readonly symbol: number }
  /** Until so many handshakes were accepted, and the last connection has data. */
  | { readonly do: 'awaitConnections'; readonly count: number }
  /** Until so many handshakes were tried. */
  | { readonly do: 'awaitHandshakes'; readonly count: number }
  /** Until no occasion of the fault is left. */
  | { readonly do: 'awaitUsed'; readonly kind: VenueFault['kind'] }
  /** Until so many subscriptions wait for their acknowledgement. */
  | { readonly do: 'awaitWithheld'; readonly count: number }
  /** Until there are more of them than there were, or another connection. */
  | { readonly do: 'awaitRequestsRepeated' }
  /** Until so many connections are open. */
  | { readonly do: 'awaitSessions'; readonly count: number }
  /** Until the source has counted some. */
  | { readonly do: 'awaitCount'; readonly name: string }
  /** Until the source has ended by itself. */
  | { readonly do: 'awaitEnd' };

export interface Scenario {
  /** A sentence of behaviour without subject: `goes on after ...`. */
  readonly name: string;
  /** Whether it can happen at the venue. Absent: at each. */
  readonly fits?: (venue: VenueUnderTest) => boolean;
  /** Injected before the source is opened. */
  readonly before?: readonly ScenarioFault[];
  /** Default: the right ones. */
  readonly hasWrongKeys?: boolean;
  /** Whether steps begin when everything is live, or with the iteration. Default: live. */
  readonly from?: 'live' | 'start';
  readonly steps: readonly Step[];
  readonly timings?: Partial<LiveTimings>;
  readonly limits?: Partial<ServerLimits>;
  readonly end: ScenarioEnd;
}

export interface ScenarioEnd {
  /** `flows`: all is well again; `refused`: the source threw ERR_VENUE_REFUSED. Default: flows. */
  readonly outcome?: 'flows' | 'refused';
  /**
   * What became of trades that nobody was told: `none` were lost; `recovered`: fetched where the venue offers that,
   * else a gap stands in their place; `missing`: a gap stands in their place. Default: none.
   */
  readonly lostTrades?: 'none' | 'recovered' | 'missing';
  /** Places of symbols that are given up. Default: none. */
  readonly fatal?: readonly number[];
  /** States that the first symbol went through, in this order, others between them allowed. */
  readonly states?: readonly FeedState[];
  /** Whether the first symbol went through these states and no others. Default: false. */
  readonly hasNoOtherStates?: boolean;
  /** Handshakes, accepted or not. Default: not checked. */
  readonly handshakes?: number;
  readonly mostHandshakes?: number;
  /** HTTP requests. */
  readonly mostRequests?: number;
  /** Connections that may have been open at the same time. Default: as many as the venue allows. */
  readonly mostConnections?: number;
  /** Rules that this scenario breaks on purpose. Default: none. */
  readonly violations?: readonly string[];
  /** Counts of the source that must not be 0. */
  readonly counted?: readonly string[];
}
