/** Follows the log of partitions from given positions, through lost connections, in bounded portions. */
import { setImmediate, setTimeout } from 'node:timers/promises';
import { isMarketDataError } from '../../proto/errors.ts';
import { decodeTickBatch } from '../../proto/tick-codec.ts';
import type { Tick } from '../../proto/types.ts';
import {
  compareIds,
  judgeContinuity,
  ordinalAfterLoss,
  parseEntryId,
  type EntryId,
  type LogFacts,
  type LogPosition,
} from './log-position.ts';
import { LogReader, type LogEntry, type LogReaderOptions } from './log-reader.ts';

/** The log does not go on where the reader was. */
export interface LogLoss {
  readonly kind:
    /** Entries after the position were trimmed before they were read. */
    | 'trimmed'
    /** The position belongs to a log that is gone: deleted, or cut back to an earlier state. */
    | 'replaced';
  readonly position: LogPosition;
  /** Last place up to which the log is known to have been read whole: the position, or before it. */
  readonly whole: LogPosition;
  /** Oldest entry that the log holds, or the newest it had if it holds none; undefined: there is no log. */
  readonly oldest: EntryId | undefined;
}

/** Where to read after a loss. */
export type AfterLoss =
  /** Where the log begins now: what is lost is taken note of. Only after entries were trimmed. */
  | { readonly kind: 'goOn' }
  /** After another position, because the state was replaced by the one that is true there. */
  | { readonly kind: 'from'; readonly position: LogPosition };

/** Who uses the log. */
export interface LogConsumer {
  /**
   * Makes ready for a batch, for example by looking up symbols that are not known yet.
   *
   * @throws {MarketDataError} ERR_REDIS_UNAVAILABLE; the batch is read again after the next connect.
   */
  prepare(ticks: readonly Tick[], partition: number): Promise<void> | undefined;
  /**
   * Takes a batch; must not wait.
   *
   * @param isNews False: part of what was written while nobody here was reading.
   */
  consume(ticks: readonly Tick[], id: EntryId, isNews: boolean, partition: number): void;
  /** Called once all that the log held has been consumed. */
  caughtUp(): void;
  /** Called when the log cannot be reached, with the reason, at the start as well, and when it is there again. */
  connectionChanged(isConnected: boolean, reason?: Error): void;
  /**
   * Called when the log does not go on where it was read; nothing is read until it has answered.
   *
   * @throws {MarketDataError} ERR_REDIS_UNAVAILABLE; it is called again after the next connect.
   */
  lost(partition: number, loss: LogLoss): Promise<AfterLoss>;
  /** Called for an entry that cannot be decoded; the rest goes on. */
  malformed(partition: number, id: EntryId, error: Error): void;
}

export interface LogTailOptions extends LogReaderOptions {
  /** Longest time spent on ticks before sockets get their turn, milliseconds. */
  readonly turnMs: number;
  /**
   * How long what comes next is of no use to anybody, milliseconds; asked after each read that brought
   * something. Each read costs as much as folding a hundred ticks. A tick after silence does not wait,
   * and neither does a backlog.
   */
  readonly restMs: () => number;
  /** Pause before connecting again, milliseconds. */
  readonly retryMs: number;
  /** How often it is made sure that the logs are still those that were read, milliseconds. */
  readonly checkMs: number;
}

/**
 * After this long without a read, because nothing came or this process was frozen, entries may have been
 * trimmed unseen, milliseconds. No feed trims what is younger than a second.
 */
const UNSEEN_MS = 500;

/** Reads each entry exactly once, in order. */
export class LogTail {
  readonly #options: LogTailOptions;
  readonly #consumer: LogConsumer;
  /** By partition: how far its log has been read. */
  readonly #positions = new Map<number, LogPosition>();
  /** By partition: where the log was last found to go on as it was read. */
  readonly #whole = new Map<number, LogPosition>();
  #reader: LogReader | undefined;
  readonly #stopping = new AbortController();
  #isLive = false;
  #isCaughtUp = false;
  /** Undefined while the first connection is still to be made: that it fails is news. */
  #isConnected: boolean | undefined;
  #lastReadMs = 0;
  #lastCheckMs = 0;
  #done: Promise<void> = Promise.resolve();

  constructor(options: LogTailOptions, consumer: LogConsumer) {
    this.#options = options;
    this.#consumer = consumer;
  }

  /** When the log last answered, by `performance.now()`; 0: never. */
  get lastReadMs(): number {
    return this.#lastReadMs;
  }

  get isConnected(): boolean {
    return this.#isConnected === true;
  }

  /** Whether it has ever consumed all that the log held. */
  get isLive(): boolean {
    return this.#isLive;
  }

  /** Whether it has consumed all that the log holds, as far as is known. */
  get isCaughtUp(): boolean {
    return this.#isCaughtUp;
  }

  /** How far a partition has been consumed; undefined for one that is not followed. */
  position(partition: number): LogPosition | undefined {
    return this.#positions.get(partition);
  }

  /** @param from By partition: where to begin, `AT_START` for all that its log holds. */
  start(from: ReadonlyMap<number, LogPosition>): void {
    for (const [partition, position] of from) this.#positions.set(partition, position);
    this.#done = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#reader?.close();
    await this.#done;
  }

  #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #run(): Promise<void> {
    while (!this.#isStopping()) {
      const reader = new LogReader(this.#options);
      this.#reader = reader;
      try {
        await reader.connect();
        await this.#checkContinuity(reader);
        while (!this.#isStopping()) {
          await this.#readOnce(reader);
          if (performance.now() - this.#lastCheckMs >= this.#options.checkMs) {
            await this.#checkContinuity(reader);
          }
        }
      } catch (error) {
        if (this.#isStopping()) return;
        if (!isMarketDataError(error)) throw error;
        this.#isCaughtUp = false;
        this.#setConnected(false, error);
        await this.#pause(this.#options.retryMs);
      } finally {
        reader.close();
      }
    }
  }

  async #readOnce(reader: LogReader): Promise<void> {
    const ids = new Map([...this.#positions].map(([partition, { id }]) => [partition, id]));
    const entries = await reader.read(ids, this.#isLive);
    const sinceMs = Math.max(this.#lastReadMs, this.#lastCheckMs);
    this.#lastReadMs = performance.now();
    this.#setConnected(true);
    if (entries.length > 0 && this.#lastReadMs - sinceMs >= UNSEEN_MS) {
      // They may not join on to what was read before, and once they are consumed nobody can say where the hole is.
      // If all is whole now, it was when they were read: to read them again could take as long as this time.
      if (!(await this.#checkContinuity(reader))) return;
    }
    await this.#consumeAll(entries);
    if (this.#isStopping()) return;
    if (!this.#isCaughtUp && entries.length < this.#options.count) {
      this.#isCaughtUp = true;
      const isFirstTime = !this.#isLive;
      this.#isLive = true;
      if (isFirstTime) this.#consumer.caughtUp();
    }
    if (entries.length === 0 || entries.length >= this.#options.count) return;
    // What was read goes out first: when it is next of use to read depends on that.
    await setImmediate();
    const restMs = this.#options.restMs();
    if (restMs >= 1) await this.#pause(restMs);
  }

  async #consumeAll(entries: readonly LogEntry[]): Promise<void> {
    let turnStartMs = performance.now();
    for (const { partition, id, idText, bytes } of entries) {
      const ticks = this.#decode(partition, id, bytes);
      if (ticks) {
        const preparation = this.#consumer.prepare(ticks, partition);
        if (preparation) await preparation;
        if (this.#isStopping()) return;
        this.#consumer.consume(ticks, id, this.#isCaughtUp, partition);
      }
      const ordinal = this.#positions.get(partition)?.ordinal;
      this.#positions.set(partition, {
        id: idText,
        ordinal: ordinal === undefined ? undefined : ordinal + 1,
      });
      if (performance.now() - turnStartMs > this.#options.turnMs) {
        // Without this a backlog would keep the sockets from ever being served.
        await setImmediate();
        turnStartMs = performance.now();
      }
    }
  }

  #decode(partition: number, id: EntryId, bytes: Uint8Array | undefined): Tick[] | undefined {
    try {
      return decodeTickBatch(bytes ?? new Uint8Array());
    } catch (error) {
      if (!isMarketDataError(error)) throw error;
      this.#consumer.malformed(partition, id, error);
      return undefined;
    }
  }

  /**
   * Makes sure that all logs go on where they were read. A log that was deleted may even go on with smaller
   * ids, which a read after our position never shows.
   *
   * @returns Whether they all do, so that what was read before this still holds.
   */
  async #checkContinuity(reader: LogReader): Promise<boolean> {
    // All asked at once: over a long way, one after the other would take longer than the reading.
    const inspections = await Promise.all(
      [...this.#positions].map(async ([partition, position]) => ({
        partition,
        position,
        facts: await reader.inspect(partition, position.id),
      })),
    );
    let isWhole = true;
    for (const { partition, position, facts } of inspections) {
      if (this.#isContinuous(partition, position, facts)) continue;
      isWhole = false;
      await this.#settle(reader, partition, position, facts);
    }
    this.#lastCheckMs = performance.now();
    return isWhole && !this.#isStopping();
  }

  /** Returns whether the log goes on at a position; if so, that is where it was last found to. */
  #isContinuous(partition: number, position: LogPosition, facts: LogFacts | undefined): boolean {
    const continuity = judgeContinuity(position, facts);
    if (continuity.kind !== 'continuous') return false;
    this.#goOnFrom(partition, { id: position.id, ordinal: continuity.ordinal });
    return true;
  }

  /** Finds a place from which a log can be read on. */
  async #settle(
    reader: LogReader,
    partition: number,
    position: LogPosition,
    facts: LogFacts | undefined,
  ): Promise<void> {
    let at = position;
    let found = facts;
    while (!this.#isStopping()) {
      const next = await this.#afterLoss(partition, at, found);
      if (next === undefined) return;
      at = next;
      found = await reader.inspect(partition, at.id);
      if (this.#isContinuous(partition, at, found)) return;
    }
  }

  /** Tells of a loss; returns the other position from which it has to be judged anew, if there is one. */
  async #afterLoss(
    partition: number,
    position: LogPosition,
    facts: LogFacts | undefined,
  ): Promise<LogPosition | undefined> {
    const { kind } = judgeContinuity(position, facts);
    if (kind === 'continuous') return undefined;
    const isBehind = facts?.oldestId === undefined || compareIds(position.id, facts.oldestId) < 0;
    // What is missing was missed at the position; or, if that is in the log, on the way to it.
    const whole = isBehind ? position : (this.#whole.get(partition) ?? position);
    const oldest = facts && parseEntryId(facts.oldestId ?? facts.newestId);
    const loss = { kind, position, whole, oldest };
    const next = await this.#consumer.lost(partition, loss);
    if (next.kind === 'from') {
      this.#isCaughtUp = false;
      this.#goOnFrom(partition, next.position);
      return next.position;
    }
    this.#goOnFrom(partition, { id: position.id, ordinal: facts && ordinalAfterLoss(facts) });
    return undefined;
  }

  #goOnFrom(partition: number, position: LogPosition): void {
    this.#positions.set(partition, position);
    this.#whole.set(partition, position);
  }

  #setConnected(isConnected: boolean, reason?: Error): void {
    if (this.#isConnected === isConnected) return;
    this.#isConnected = isConnected;
    this.#consumer.connectionChanged(isConnected, reason);
  }

  async #pause(ms: number): Promise<void> {
    await setTimeout(ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}
