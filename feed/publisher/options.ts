/** What the publisher is told at its start, and what it counts. */
import type { Logger } from 'pino';
import type { MarketDataError } from '../../proto/errors.ts';
import type { LogWriterCounts } from './log.ts';
import type { TickCounts } from './queue.ts';

export interface PublisherOptions {
  /** `redis://` or `rediss://` with user, password and database if need be. */
  readonly redisUrl: string;
  /** Partitions of the deployment, >= 1. */
  readonly partitionCount: number;
  /** Log entries older than this are trimmed, milliseconds. */
  readonly retentionMs: number;
  /** Entries that a partition's log keeps at most (about: Redis trims whole nodes). */
  readonly maxLogEntries: number;
  /** Ticks kept while Redis is away. */
  readonly maxBufferedTicks: number;
  readonly logger: Logger;
  /** UNIX time, milliseconds; only tells others since when this feed runs. */
  readonly nowMs: () => number;
  /** Milliseconds since some moment, counting up only; tells the age of log entries. Absent: the system's. */
  readonly elapsedMs?: () => number;
  /** Replaces a live feed of the same symbols instead of yielding to it. Absent: false. */
  readonly shouldTakeOver?: boolean;
  /**
   * Deletes what is stored of symbols whose instrument had another venue or other decimals, instead of ending with
   * ERR_INSTRUMENT_CONFLICT. Absent: false.
   */
  readonly shouldReplaceHistory?: boolean;
  /**
   * The source does not wait for anybody, so that what it did between an earlier feed's last tick in the log
   * and the first one of this feed is missing, and a gap says so. Absent: false, the source goes on where it was.
   */
  readonly missesPauses?: boolean;
  /** Called once, when the first ticks are in Redis. */
  readonly onPublishing: () => void;
  /** Called once when going on makes no sense: ERR_PARTITION_MISMATCH, ERR_FEED_CONFLICT, ERR_INSTRUMENT_CONFLICT. */
  readonly onFatal: (error: MarketDataError) => void;
}

/** What the publisher did since its start. */
export interface PublisherCounts extends LogWriterCounts {
  readonly historyBars: number;
  /** Bars from before the start that came when bars of ticks were stored already; they are not written. */
  readonly lateHistoryBars: number;
  readonly invalidTicks: number;
  readonly unregisteredTicks: number;
  /** Ticks that found no room while Redis was away. */
  readonly dropped: Readonly<TickCounts>;
  /** Gap ticks that wait because Redis takes nothing, at this moment. */
  readonly waitingGaps: number;
  /** Times that Redis was connected and ready. */
  readonly connects: number;
  /** Ticks not yet known to be in Redis, at this moment; without gap ticks that wait. */
  readonly bufferedTicks: number;
}
