/** Batches ticks into the Redis log, buffers while Redis is away, and counts what it has to drop. */
import type { Redis } from 'ioredis';
import { isMarketDataError } from '../../proto/errors.ts';
import { partitionOf } from '../../proto/redis-keys.ts';
import type { Instrument, Tick } from '../../proto/types.ts';
import { Gate } from '../gate.ts';
import { MAX_BATCH_TICKS, PublisherBatches } from './batches.ts';
import { PublisherFaults } from './faults.ts';
import { writeHistoryChunk } from './history.ts';
import { LogWriter } from './log.ts';
import type { PublisherCounts, PublisherOptions } from './options.ts';
import * as link from './redis.ts';
import type { HistoryChunk } from '../source.ts';

/** A tick waits so long for others of its partition, milliseconds; with a timer's delay at most 10. */
const BATCH_MS = 8;
/** Above this many waiting ticks `publish` asks its caller to wait. */
const ROOM_TICKS = 32_768;
/** Wait before trying again what Redis refused (out of memory, not permitted), milliseconds. */
const REFUSED_RETRY_MS = 250;
/** How often a connected Redis is asked for a sign of life, milliseconds. */
const HEARTBEAT_MS = 1_000;

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
  readonly #batches: PublisherBatches;
  readonly #log: LogWriter;
  readonly #faults: PublisherFaults;
  readonly #partitions = new Map<string, number>();
  readonly #instruments = new Map<string, Instrument>();
  #historyBars = 0;
  #connects = 0;
  readonly #room = new Gate();
  readonly #ready = new Gate();
  readonly #empty = new Gate();
  #isReady = false;
  #isClosed = false;
  #isAway = false;
  #isPublishing = false;
  #identity: link.ConnectionIdentity | undefined;
  #batchTimer: NodeJS.Timeout | undefined;
  #retryTimer: NodeJS.Timeout | undefined;
  readonly #heartbeat: NodeJS.Timeout;

  /** Connects at once; ticks may be published at once, too. */
  constructor(options: PublisherOptions) {
    this.#options = options;
    const { partitionCount, maxBufferedTicks, logger } = options;
    this.#faults = new PublisherFaults(logger);
    this.#batches = new PublisherBatches(partitionCount, maxBufferedTicks, (tick, fault) => {
      this.#faults.invalid(tick, fault);
    });
    this.#redis = link.connectRedis(options.redisUrl);
    this.#log = new LogWriter({
      ...options,
      redis: this.#redis,
      batches: this.#batches,
      onAnswered: (refusal) => {
        this.#onAnswered(refusal);
      },
    });
    this.#redis.on('error', (error: Error) => {
      this.#reportAway(error);
    });
    this.#redis.on('ready', () => {
      this.#cancelRetry();
      void this.#prepare();
    });
    this.#redis.on('close', () => {
      this.#isReady = false;
      this.#cancelRetry();
      if (this.#connects > 0) this.#reportAway();
    });
    // A frozen Redis shows by silence, which the client notices only while it waits for an answer.
    this.#heartbeat = setInterval(() => {
      if (!link.isConnectionLost(this.#redis)) this.#lookAfter().catch(() => undefined);
    }, HEARTBEAT_MS);
  }

  /** Counts since the start. */
  counts(): PublisherCounts {
    const { dropped, tickCount: bufferedTicks } = this.#batches;
    return {
      ...this.#log.counts(),
      ...this.#faults.counts,
      historyBars: this.#historyBars,
      connects: this.#connects,
      dropped,
      bufferedTicks,
    };
  }

  /**
   * Makes instruments known to readers, before the first of their ticks. May be called again later.
   *
   * @param instruments Valid ones, by `instrumentFault`.
   */
  register(instruments: readonly Instrument[]): void {
    const { partitionCount } = this.#options;
    for (const instrument of instruments) {
      this.#instruments.set(instrument.symbol, instrument);
      this.#partitions.set(instrument.symbol, partitionOf(instrument.symbol, partitionCount));
    }
    if (!this.#isReady) return;
    // Sent on the same connection before any tick that follows; a failure is mended by the next connect.
    link.writeInstruments(this.#redis, instruments).catch((error: unknown) => {
      this.#refused(error, 'Redis refuses instruments, trying again');
    });
  }

  /**
   * Takes ticks to be written soon; never fails. Invalid ones and those of unregistered symbols are counted,
   * logged once for each symbol, and dropped.
   *
   * @param ticks In the order in which they happened.
   * @returns     Resolves when there is room for more; a source that can wait should wait for it, another one
   *              goes on: beyond the bound the oldest quotes and depths are dropped, trades last.
   */
  publish(ticks: readonly Tick[]): Promise<void> {
    let isAnyFull = false;
    for (const tick of ticks) {
      const partition = this.#partitions.get(tick.symbol);
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
   * publisher is closed.
   */
  async publishHistory(chunks: AsyncIterable<HistoryChunk>): Promise<void> {
    for await (const chunk of chunks) {
      let isDone = false;
      while (!isDone) {
        if (!this.#isReady && !this.#isClosed) await this.#ready.wait();
        if (this.#isClosed) return;
        isDone = await this.#writeHistory(chunk);
      }
    }
  }

  /** Resolves when everything taken so far is in Redis. */
  whenEmpty(): Promise<void> {
    return this.#batches.tickCount === 0 ? Promise.resolve() : this.#empty.wait();
  }

  /**
   * Writes what is buffered, then disconnects.
   *
   * @param timeoutMs Gives up on what is not written by then.
   * @returns         Ticks that were not written.
   */
  async close(timeoutMs: number): Promise<number> {
    this.#isClosed = true;
    this.#room.open();
    this.#ready.open();
    const empty = this.#empty.wait();
    this.#send(1);
    const timer = setTimeout(() => {
      this.#empty.open();
    }, timeoutMs);
    await empty;
    clearTimeout(timer);
    clearTimeout(this.#batchTimer);
    this.#cancelRetry();
    clearInterval(this.#heartbeat);
    this.#redis.disconnect();
    return this.#batches.tickCount;
  }

  get #roomTicks(): number {
    return Math.min(ROOM_TICKS, this.#options.maxBufferedTicks);
  }

  /** Asks and tells after each connect all that has to be settled before ticks may flow. */
  async #prepare(): Promise<void> {
    const { logger, partitionCount } = this.#options;
    try {
      await link.agreeOnMeta(this.#redis, partitionCount);
      const identity = await link.identify(this.#redis);
      await link.endEarlierConnection(this.#redis, this.#identity, identity);
      this.#identity = identity;
      // Also those that were written before: Redis may have come back empty.
      await link.writeInstruments(this.#redis, [...this.#instruments.values()]);
      await this.#log.settle();
    } catch (error) {
      if (isMarketDataError(error) && error.code === 'ERR_PARTITION_MISMATCH') {
        this.#redis.disconnect();
        this.#options.onFatal(error);
      } else this.#refused(error, 'Redis refuses, trying again');
      return;
    }
    if (link.isConnectionLost(this.#redis)) return;
    this.#isReady = true;
    this.#isAway = false;
    this.#connects += 1;
    const { tickCount: bufferedTicks, dropped } = this.#batches;
    logger.info({ bufferedTicks, dropped }, 'Redis connected');
    this.#ready.open();
    this.#send(1);
  }

  /** Asks for a sign of life that also tells whether somebody has emptied Redis meanwhile. */
  async #lookAfter(): Promise<void> {
    const isComplete = await link.hasDeployment(this.#redis, this.#instruments.size > 0);
    if (isComplete || !this.#isReady || this.#isClosed) return;
    this.#options.logger.warn('Redis was emptied: registering the instruments again');
    await link.agreeOnMeta(this.#redis, this.#options.partitionCount);
    await link.writeInstruments(this.#redis, [...this.#instruments.values()]);
  }

  #send(minTicks: number): void {
    if (this.#isReady) this.#log.send(minTicks);
    this.#openGates();
  }

  #onAnswered(refusal: Error | undefined): void {
    if (refusal !== undefined) this.#refused(refusal, 'Redis refuses ticks, trying again');
    if (!this.#isPublishing && this.#log.counts().publishedBatches > 0) {
      this.#isPublishing = true;
      this.#options.onPublishing();
    }
    // What fills no batch waits for the timer, unless this is the end.
    this.#send(this.#isClosed ? 1 : MAX_BATCH_TICKS);
  }

  #openGates(): void {
    const { tickCount } = this.#batches;
    if (tickCount <= this.#roomTicks / 2) this.#room.open();
    if (tickCount === 0) this.#empty.open();
  }

  /** Stops sending; goes on by itself after a while, or with the next connection if this one is lost. */
  #refused(error: unknown, message: string): void {
    const wasReady = this.#isReady;
    this.#isReady = false;
    if (link.isConnectionLost(this.#redis) || this.#isClosed) return;
    if (this.#retryTimer !== undefined) return;
    if (wasReady || !this.#isAway) this.#options.logger.error({ err: error }, message);
    this.#isAway = true;
    this.#retryTimer = setTimeout(() => {
      this.#retryTimer = undefined;
      if (!link.isConnectionLost(this.#redis)) void this.#prepare();
    }, REFUSED_RETRY_MS);
  }

  #cancelRetry(): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
  }

  async #writeHistory(chunk: HistoryChunk): Promise<boolean> {
    const partition = partitionOf(chunk.symbol, this.#options.partitionCount);
    try {
      this.#historyBars += await writeHistoryChunk(this.#redis, partition, chunk);
    } catch (error) {
      // A later connection tries the same chunk again: entry ids make that harmless.
      if (link.isConnectionLost(this.#redis)) {
        this.#isReady = false;
        return false;
      }
      const { symbol, interval } = chunk;
      this.#options.logger.error({ err: error, symbol, interval }, 'history not written');
    }
    return true;
  }

  #startBatchTimer(): void {
    if (!this.#batches.hasWaiting || this.#isClosed) return;
    this.#batchTimer ??= setTimeout(() => {
      this.#batchTimer = undefined;
      this.#send(1);
      this.#startBatchTimer();
    }, BATCH_MS);
  }

  #reportAway(error?: Error): void {
    if (this.#isAway || this.#isClosed) return;
    this.#isAway = true;
    this.#options.logger.warn(
      { err: error, bufferedTicks: this.#batches.tickCount },
      'Redis is away, buffering and trying to reconnect',
    );
  }
}
