/** Follows the log of all partitions from a position, through lost connections, in bounded portions. */
import { setImmediate, setTimeout } from 'node:timers/promises';
import { isMarketDataError } from '../../proto/errors.ts';
import { decodeTickBatch } from '../../proto/tick-codec.ts';
import type { Tick } from '../../proto/types.ts';
import {
  isAfter,
  LogReader,
  parseEntryId,
  type EntryId,
  type LogEntry,
  type LogReaderOptions,
} from './log-reader.ts';

/** Who uses the log. */
export interface LogConsumer {
  /** Makes ready for a batch, for example by looking up symbols that are not known yet. */
  prepare(ticks: readonly Tick[]): Promise<void> | undefined;
  /** Takes a batch; must not wait. */
  consume(ticks: readonly Tick[], id: EntryId, isLive: boolean): void;
  /** Called once all that the log held has been consumed. */
  caughtUp(): void;
  /** Called when the connection to the log is lost, with the reason, and when it is there again. */
  connectionChanged(isConnected: boolean, reason?: Error): void;
  /** Called when entries after the last one read were trimmed before they could be read. */
  gap(partition: number, lastRead: EntryId, newestTrimmed: EntryId): void;
  /** Called when a log has begun anew, because its key was deleted; it is read from its start. */
  restarted(partition: number, lastRead: EntryId): void;
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

const START = '0-0';

/** Reads each entry exactly once, in order, from the oldest that the log holds. */
export class LogTail {
  readonly #options: LogTailOptions;
  readonly #consumer: LogConsumer;
  /** By partition: id of the last entry read, as Redis gave it. */
  readonly #positions: string[];
  #reader: LogReader | undefined;
  readonly #stopping = new AbortController();
  #isLive = false;
  #isConnected = false;
  #lastReadMs = 0;
  #lastCheckMs = 0;
  #done: Promise<void> = Promise.resolve();

  constructor(options: LogTailOptions, consumer: LogConsumer) {
    this.#options = options;
    this.#consumer = consumer;
    this.#positions = Array.from({ length: options.partitionCount }, () => START);
  }

  /** When the log last answered, by `performance.now()`; 0: never. */
  get lastReadMs(): number {
    return this.#lastReadMs;
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  get isLive(): boolean {
    return this.#isLive;
  }

  start(): void {
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
        await this.#reportGaps(reader);
        await this.#findRestarted(reader);
        while (!this.#isStopping()) {
          await this.#readOnce(reader);
          if (performance.now() - this.#lastCheckMs >= this.#options.checkMs) {
            await this.#findRestarted(reader);
          }
        }
      } catch (error) {
        if (this.#isStopping()) return;
        if (!isMarketDataError(error)) throw error;
        this.#setConnected(false, error);
        await setTimeout(this.#options.retryMs);
      } finally {
        reader.close();
      }
    }
  }

  async #readOnce(reader: LogReader): Promise<void> {
    const entries = await reader.read(this.#positions, this.#isLive);
    this.#lastReadMs = performance.now();
    this.#setConnected(true);
    await this.#consumeAll(entries);
    if (!this.#isLive && entries.length < this.#options.count) {
      this.#isLive = true;
      this.#consumer.caughtUp();
    }
    if (entries.length === 0 || entries.length >= this.#options.count) return;
    // What was read goes out first: when it is next of use to read depends on that.
    await setImmediate();
    const restMs = this.#options.restMs();
    if (restMs >= 1) await setTimeout(restMs);
  }

  async #consumeAll(entries: readonly LogEntry[]): Promise<void> {
    let turnStartMs = performance.now();
    for (const { partition, id, idText, bytes } of entries) {
      const ticks = this.#decode(partition, id, bytes);
      if (ticks) {
        const preparation = this.#consumer.prepare(ticks);
        if (preparation) await preparation;
        this.#consumer.consume(ticks, id, this.#isLive);
      }
      this.#positions[partition] = idText;
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

  async #reportGaps(reader: LogReader): Promise<void> {
    for (const [partition, position] of this.#positions.entries()) {
      if (position === START) continue;
      const lastRead = parseEntryId(position);
      const trimmed = await reader.newestTrimmed(partition);
      if (trimmed && isAfter(trimmed, lastRead)) this.#consumer.gap(partition, lastRead, trimmed);
    }
  }

  /** A log that was deleted may go on with smaller ids, which a read after our position never shows. */
  async #findRestarted(reader: LogReader): Promise<void> {
    for (const [partition, position] of this.#positions.entries()) {
      if (position === START) continue;
      const lastRead = parseEntryId(position);
      const newest = await reader.newestEver(partition);
      if (newest && !isAfter(lastRead, newest)) continue;
      this.#positions[partition] = START;
      this.#consumer.restarted(partition, lastRead);
    }
    this.#lastCheckMs = performance.now();
  }

  #setConnected(isConnected: boolean, reason?: Error): void {
    if (this.#isConnected === isConnected) return;
    this.#isConnected = isConnected;
    this.#consumer.connectionChanged(isConnected, reason);
  }
}
