/** What a recorder keeps of each symbol, and the times it works by. */
import { DEFAULT_LIMITS, type MarketLimits } from '../market/limits.ts';

/**
 * The same market as a server's, but for the closed bars: they go into Redis. Room is left for all that can be
 * open at once, as a venue's time may be a minute ahead.
 */
export const RECORDER_LIMITS: MarketLimits = {
  ...DEFAULT_LIMITS,
  bars: { '1s': 128, '1m': 8, '1h': 4 },
  recordsBars: true,
};

/** Times and bounds of a recorder; tests have others. */
export interface RecorderTimes {
  /** Time between two rounds of snapshots of a partition, milliseconds. */
  readonly snapshotMs: number;
  /** Time between two writings of closed bars, milliseconds. */
  readonly barsMs: number;
  /** How long the bars of a symbol wait that was never heard of, milliseconds. */
  readonly holdMs: number;
  /** The same at most, while a feed says that history is to come. */
  readonly pendingHoldMs: number;
  /** A recorder that does not renew its lock for so long has lost it, milliseconds. */
  readonly lockMs: number;
  /** Time between two attempts of a recorder that stands by or lost Redis, milliseconds. */
  readonly retryMs: number;
  /** A Redis that owes an answer for so long counts as gone, milliseconds. */
  readonly silenceMs: number;
  /** Time between two readings of the log, milliseconds. */
  readonly restMs: number;
}

/** All but the time that is configured. */
export const DEFAULT_TIMES: Omit<RecorderTimes, 'snapshotMs'> = {
  barsMs: 400,
  holdMs: 10_000,
  pendingHoldMs: 180_000,
  lockMs: 5_000,
  retryMs: 1_000,
  silenceMs: 2_500,
  restMs: 150,
};
