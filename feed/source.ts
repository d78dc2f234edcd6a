/** What every source of ticks offers: instruments, an async iterable of tick batches, and an end. */
import type { Bar, BaseInterval, Instrument, Tick } from '../proto/types.ts';

/** Closed bars of one symbol from before the source's first tick. */
export interface HistoryChunk {
  readonly symbol: string;
  readonly interval: BaseInterval;
  /** Oldest first, without repeats; may be empty. */
  readonly bars: readonly Bar[];
  /** Venue time at which the source began, UNIX ms: later bars are built from its ticks. */
  readonly endMs: number;
}

/**
 * A simulator, a recording, a venue: one place where ticks come from.
 *
 * Iterated once. Every tick is of an instrument that was told before, valid by `tickFault` of proto/validate.ts
 * unless the source was asked for dirt, and `receivedTimeMs` never goes back (see received-clock.ts). A source that
 * knows that it has missed something says so by a gap tick of each symbol concerned.
 */
export interface TickSource extends AsyncIterable<readonly Tick[]> {
  /** Everything that can tick, as far as it is known before the first batch; symbols are unique. */
  readonly instruments: readonly Instrument[];
  /**
   * Instruments that became known since the last call, or since `instruments`; asked after each batch is had and
   * before its ticks are published. Absent: no others will come.
   */
  takeInstruments?(): readonly Instrument[];
  /**
   * Whether the source may be held back while there is no room for its ticks (a file can wait, so that
   * nothing of it is lost). False: its market goes on regardless, and what finds no room is dropped and counted.
   */
  readonly canWait: boolean;
  /**
   * Whether something was missed while no feed ran, so that a gap is marked between an earlier run and this one.
   * Absent: where it cannot wait.
   */
  readonly missesPauses?: boolean;
  /**
   * Tells a source that makes its own venue times, before it is iterated, up to where the log has its symbols. It
   * starts behind that: what it gave in an earlier run is not given once more.
   *
   * @returns By how much its venue times are shifted for that, milliseconds.
   */
  startAfter?(venueTimeMs: number): number;
  /**
   * Bars from before the first tick, those that people look at first in front. Absent: the source
   * knows no past.
   */
  history?(): AsyncIterable<HistoryChunk>;
  /** What happened so far, for the log's summary: name -> count since the start. */
  counts(): Readonly<Record<string, number>>;
  /** Ends the iteration, also one that waits, and lets go of files and timers. May be called twice. */
  close(): Promise<void>;
}
