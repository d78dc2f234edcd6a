/** Batches ticks into the Redis log, buffers while Redis is away, and counts what it has to drop. */
import { performance } from 'node:perf_hooks';
import type { Redis } from 'ioredis';
import { partitionOf } from '../../proto/redis-keys.ts';
import type { Instrument, Tick } from '../../proto/types.ts';
import { Gate } from '../gate.ts';
import type { HistoryChunk } from '../source.ts';
import { MAX_BATCH_TICKS, PublisherBatches } from './batches.ts';
import { Coverage } from './coverage.ts';
import { PublisherFaults } from './faults.ts';
import { writeHistoryChunk } from './history.ts';
import { PendingHistory } from './pending-history.ts';
import { LogWriter, type WriteOutcome } from './log.ts';
import type { PublisherCounts, PublisherOptions } from './options.ts';
import { Readiness } from './readiness.ts';
import { connectRedis, isConnectionLost } from './redis.ts';
import { Session } from './session.ts';
import { isOutOfMemory, StateLog } from './state-log.ts';
import { withTimeout } from './with-timeout.ts';

/** A tick waits so long for others of its partition, milliseconds; with a timer's delay at most 10. */
const BATCH_MS = 8;
/** Above this many waiting ticks `publish` asks its caller to wait. */
const ROOM_TICKS = 32_768;
/**
 * Writes ticks to `md:{p}:ticks`, in order for each partition.
 *
 * When a connection breaks with answers outstanding, the log itself is asked which of those batches it
 * holds; only the others are sent again. What cannot be told (Redis failed over to a replica that had not
 * yet received them, or refuses the question) errs on the side of writing twice: readers drop repeated
 * trades by their ids, and a repeated quote or depth says nothing new.
 */
export class Publisher {
  readonly #options: PublisherOptions;
  readonly #redis: Redis;
  readonly #session: Session;
  readonly #readiness: Readiness;
  readonly #batches: PublisherBatches;
  readonly #log: LogWriter;
  readonly #faults: PublisherFaults;
  readonly #state: StateLog;
  readonly #coverage = new Coverage();
  /** Whether a pause before the first tick has still to be marked. */
  #isPauseOpen: boolean;
  #historyBars = 0;
  #lateHistoryBars = 0;
  /** Symbols whose history this run was the first to have. */
  readonly #historyBeginners = new Set<string>();
  readonly #room = new Gate();
  readonly #ready = new Gate();
  readonly #empty = new Gate();
  #isClosed = false;
  #isPublishing = false;
  #batchTimer: NodeJS.Timeout | undefined;

  /** Connects at once; ticks may be published at once, too. */
  constructor(options: PublisherOptions) {
    this.#options = options;
    const { partitionCount, maxBufferedTicks, logger, shouldTakeOver = false } = options;
    const { shouldReplaceHistory = false } = options;
    const { elapsedMs = () => performance.now() } = options;
    this.#faults = new PublisherFaults(logger);
    this.#state = new StateLog(logger, elapsedMs);
    this.#batches = new PublisherBatches(partitionCount, maxBufferedTicks, (tick, fault) => {
      this.#faults.invalid(tick, fault);
    });
    const redis = connectRedis(options.redisUrl);
    this.#redis = redis;
    this.#isPauseOpen = options.missesPauses === true;
    const coverage = this.#coverage;
    this.#session = new Session({
      ...options,
      redis,
      elapsedMs,
      shouldTakeOver,
      shouldReplaceHistory,
      coverage,
    });
    this.#log = new LogWriter({
      ...options,
      redis,
      batches: this.#batches,
      elapsedMs,
      leaseKeyOf: (partition) => this.#session.leaseKeyOf(partition),
      onAnswered: (outcome) => {
        this.#onAnswered(outcome);
      },
    });
    this.#readiness = new Readiness({
      redis,
      session: this.#session,
      state: this.#state,
      settleWrites: () => this.#log.settle(),
      trim: () => this.#log.trim(),
      bufferedTicks: () => this.#batches.tickCount,
      onReady: (isNewConnection) => {
        this.#onReady(isNewConnection);
      },
      onFatal: options.onFatal,
    });
  }

  /** Counts since the start. */
  counts(): PublisherCounts {
    const { dropped, tickCount: bufferedTicks, noticeCount: waitingGaps } = this.#batches;
    return {
      ...this.#log.counts(),
      ...this.#faults.counts,
      historyBars: this.#historyBars,
      lateHistoryBars: this.#lateHistoryBars,
      connects: this.#readiness.connects,
      dropped,
      bufferedTicks,
      waitingGaps,
    };
  }

  /**
   * Makes instruments known to readers, before the first of their ticks. May be called again later.
   *
   * @param instruments Valid ones, by `instrumentFault`.
   */
  register(instruments: readonly Instrument[]): void {
    this.#session.register(instruments);
    // They need a lease and have to be made known before their ticks; all ticks wait so long.
    this.#readiness.prepareAgain();
  }

  /**
   * Takes ticks to be written soon; never fails. Invalid ones and those of unregistered symbols are counted,
   * logged once for each symbol, and dropped.
   *
   * @param ticks In the order in which they happened.
   * @returns     Resolves when there is room for more; a source that can wait should wait for it, another one
   *              goes on: beyond the bound the oldest quotes and depths are dropped, trades last, and a gap tick
   *              says which trades are missing.
   */
  publish(ticks: readonly Tick[]): Promise<void> {
    if (this.#isPauseOpen) {
      this.#coverage.begin(ticks);
      this.#markPause();
    }
    const { partitions } = this.#session;
    let isAnyFull = false;
    for (const tick of ticks) {
      const partition = partitions.get(tick.symbol);
      if (partition === undefined) this.#faults.unregistered(tick);
      else if (this.#batches.push(partition, tick)) isAnyFull = true;
    }
    if (isAnyFull) this.#send(MAX_BATCH_TICKS);
    this.#batches.shrink();
    this.#startBatchTimer();
    return this.#batches.tickCount <= this.#roomTicks || this.#isClosed
      ? Promise.resolve()
      : this.#room.wait();
  }

  /**
   * Writes bars from before the start, in pieces between the ticks; ends when all are written or the
   * publisher is closed. Bars of ticks are not stored so long, a few minutes at most: nothing older could be added.
   *
   * @param chunks At most one of each symbol and interval.
   * @throws {Error} What the iteration throws.
   */
  async publishHistory(chunks: AsyncIterable<HistoryChunk>): Promise<void> {
    const pending = new PendingHistory(this.#redis);
    if (!(await this.#untilReady())) return;
    await pending.begin(this.#session.partitions);
    try {
      for await (const chunk of chunks) {
        const { symbol, interval } = chunk;
        let isDone = false;
        while (!isDone) {
          if (!(await this.#untilReady())) return;
          isDone = await this.#writeHistory(chunk);
        }
        await pending.done(partitionOf(symbol, this.#options.partitionCount), symbol, interval);
      }
    } finally {
      await pending.end();
    }
  }

  /**
   * Venue time up to which the registered symbols were ever written, UNIX ms; undefined if none of them was.
   * Resolves when Redis has told, or the publisher is closed.
   */
  async lastVenueTimeMs(): Promise<number | undefined> {
    while (!this.#coverage.isSettled && !this.#isClosed) await this.#ready.wait();
    return this.#coverage.lastVenueTimeMs;
  }

  /** Resolves when everything taken so far is in Redis. */
  whenEmpty(): Promise<void> {
    return this.#batches.isEmpty ? Promise.resolve() : this.#empty.wait();
  }

  /**
   * Writes what is buffered, gives the symbols back, and disconnects.
   *
   * @param timeoutMs Gives up on what is not written by then.
   * @returns         Ticks that were not written.
   */
  async close(timeoutMs: number): Promise<number> {
    this.#isClosed = true;
    this.#readiness.startClosing();
    this.#room.open();
    this.#ready.open();
    const empty = this.#empty.wait();
    this.#send(1);
    await withTimeout(empty, timeoutMs);
    clearTimeout(this.#batchTimer);
    await this.#readiness.end();
    return this.#batches.tickCount;
  }

  get #roomTicks(): number {
    return Math.min(ROOM_TICKS, this.#options.maxBufferedTicks);
  }

  #onReady(isNewConnection: boolean): void {
    this.#markPause();
    const { tickCount: bufferedTicks, dropped, noticeCount: waitingGaps } = this.#batches;
    this.#state.writable(isNewConnection, { bufferedTicks, dropped, waitingGaps });
    this.#ready.open();
    this.#send(1);
  }

  /** Puts what happened while no feed was there in front of all ticks, once it is known. */
  #markPause(): void {
    if (!this.#isPauseOpen || !this.#coverage.isDone) return;
    this.#isPauseOpen = false;
    for (const { partition, gap } of this.#coverage.gaps(this.#session.partitions)) {
      this.#batches.addGap(partition, gap);
    }
  }

  #send(minTicks: number): void {
    if (this.#readiness.isReady) this.#log.send(minTicks);
    this.#openGates();
  }

  #onAnswered(outcome: WriteOutcome): void {
    switch (outcome.kind) {
      case 'written':
        if (this.#isPublishing) break;
        this.#isPublishing = true;
        this.#options.onPublishing();
        break;
      case 'refused':
        this.#readiness.refused(outcome.error);
        break;
      case 'lapsed':
        // Frozen for too long, Redis emptied, or replaced: claiming the symbols again tells.
        if (this.#readiness.isReady) this.#readiness.prepareAgain();
        break;
      case 'unknown':
    }
    // What fills no batch waits for the timer, unless this is the end.
    this.#send(this.#isClosed ? 1 : MAX_BATCH_TICKS);
  }

  #openGates(): void {
    if (this.#batches.tickCount <= this.#roomTicks / 2) this.#room.open();
    if (this.#batches.isEmpty) this.#empty.open();
  }

  async #writeHistory(chunk: HistoryChunk): Promise<boolean> {
    const partition = partitionOf(chunk.symbol, this.#options.partitionCount);
    try {
      const beginners = this.#historyBeginners;
      const { written, late } = await writeHistoryChunk(this.#redis, partition, chunk, beginners);
      this.#historyBars += written;
      this.#reportLate(chunk, late);
    } catch (error) {
      // Tried again with the next connection, or when there is memory: entry ids make that harmless.
      if (isConnectionLost(this.#redis) || isOutOfMemory(error)) {
        this.#readiness.refused(error);
        return false;
      }
      const { symbol, interval } = chunk;
      this.#options.logger.error({ err: error, symbol, interval }, 'history not written');
    }
    return true;
  }

  #reportLate({ symbol, interval }: HistoryChunk, late: number): void {
    if (late === 0) return;
    if (this.#lateHistoryBars === 0) {
      this.#options.logger.warn(
        { symbol, interval, bars: late },
        'history came too late and is not stored: bars of ticks are there already; further ones are only counted',
      );
    }
    this.#lateHistoryBars += late;
  }

  /** Resolves when ticks may flow; false: the publisher is closed. */
  async #untilReady(): Promise<boolean> {
    if (!this.#readiness.isReady && !this.#isClosed) await this.#ready.wait();
    return !this.#isClosed;
  }

  #startBatchTimer(): void {
    if (!this.#batches.hasWaiting || this.#isClosed) return;
    this.#batchTimer ??= setTimeout(() => {
      this.#batchTimer = undefined;
      this.#send(1);
      this.#startBatchTimer();
    }, BATCH_MS);
  }
}
