/** What a term of being a partition's active recorder works with, and how it ends. */
import type { Logger } from 'pino';
import type { Registry } from '../recovery/registry.ts';
import type { Store } from '../recovery/store.ts';
import type { RecorderTimes } from './limits.ts';
import type { PartitionMarkets } from './partition-markets.ts';

/** What is counted for the log's summary. */
export interface RecorderCounters {
  ticks: number;
  entries: number;
  malformedEntries: number;
  bars: number;
  snapshots: number;
  rounds: number;
  /** Writes that Redis refused, for example for want of memory; they are repeated. */
  refusedWrites: number;
  /** Holes found in the log. */
  gaps: number;
}

export interface TermDeps {
  readonly url: string;
  readonly store: Store;
  readonly registry: Registry;
  readonly markets: PartitionMarkets;
  readonly counters: RecorderCounters;
  readonly logger: Logger;
  /** UNIX ms, never set back. */
  readonly clock: () => number;
  /** Hears of a snapshot in Redis that cannot be read. */
  readonly onFault: (symbol: string, error: Error) => void;
}

export interface TermOptions {
  readonly partition: number;
  /** Unique among all terms of all recorders. */
  readonly id: string;
  readonly times: RecorderTimes;
}

/** Why a term has ended. */
export type TermEnd =
  | 'stopped'
  /** Somebody else is the active one by now. */
  | 'fenced';
