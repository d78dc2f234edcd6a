/** One connection that reads the partitions' logs from given entry ids; gives up at the first trouble. */
import { Redis } from 'ioredis';
import { MarketDataError } from '../../proto/errors.ts';
import { BATCH_FIELD, ticksKey } from '../../proto/redis-keys.ts';

/** Place in one partition's log. */
export interface EntryId {
  readonly ms: number;
  readonly seq: number;
}

export interface LogEntry {
  readonly partition: number;
  readonly id: EntryId;
  /** The id as Redis gave it: where to read on, exact also beyond 2^53. */
  readonly idText: string;
  /** Bytes of the TickBatch; undefined when the entry has no such field. */
  readonly bytes: Uint8Array | undefined;
}

export interface LogReaderOptions {
  readonly url: string;
  readonly partitionCount: number;
  /** How long a read waits for news, milliseconds. */
  readonly blockMs: number;
  /** A read that is not answered by then means that the connection is mute, milliseconds. */
  readonly deadlineMs: number;
  /** Entries a partition and read. */
  readonly count: number;
}

/** Connection for blocking reads. Make a new one after any error. */
export class LogReader {
  readonly #redis: Redis;
  readonly #options: LogReaderOptions;
  readonly #partitionOf: ReadonlyMap<string, number>;

  constructor(options: LogReaderOptions) {
    this.#options = options;
    const partitions = Array.from({ length: options.partitionCount }, (_, index) => index);
    this.#partitionOf = new Map(partitions.map((partition) => [ticksKey(partition), partition]));
    this.#redis = new Redis(options.url, {
      lazyConnect: true,
      connectTimeout: options.deadlineMs,
      // Reconnecting is the tail's work: it knows where to read on and tells who depends on it.
      retryStrategy: null,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
    });
    // Each failing command rejects by itself; without a listener the event would end the process.
    this.#redis.on('error', () => undefined);
  }

  /** @throws {MarketDataError} ERR_REDIS_UNAVAILABLE */
  async connect(): Promise<void> {
    await this.#within(this.#redis.connect(), 'connect');
  }

  /**
   * Reads what comes after the given ids.
   *
   * @param after    One id a partition, as Redis gave it, in order of partitions.
   * @param isBlocking Whether to wait for news when there is none.
   * @returns Entries, oldest first within each partition.
   * @throws {MarketDataError} ERR_REDIS_UNAVAILABLE also when no answer came in time.
   */
  async read(after: readonly string[], isBlocking: boolean): Promise<LogEntry[]> {
    const { count, blockMs } = this.#options;
    const streams = [...this.#partitionOf.keys(), ...after];
    const reply = await this.#within(
      isBlocking
        ? this.#redis.xreadBuffer('COUNT', count, 'BLOCK', blockMs, 'STREAMS', ...streams)
        : this.#redis.xreadBuffer('COUNT', count, 'STREAMS', ...streams),
      'read the log',
    );
    const entries: LogEntry[] = [];
    for (const [key, items] of reply ?? []) {
      const partition = this.#partitionOf.get(key.toString()) ?? 0;
      for (const [id, fields] of items) {
        const idText = id.toString();
        const bytes = fieldOf(fields, BATCH_FIELD);
        entries.push({ partition, id: parseEntryId(idText), idText, bytes });
      }
    }
    return entries;
  }

  /** Newest entry that was trimmed from a partition's log; undefined if none was. */
  async newestTrimmed(partition: number): Promise<EntryId | undefined> {
    return this.#inspect(partition, 'max-deleted-entry-id');
  }

  /** Newest entry that a partition's log ever had; undefined if there is no log. */
  async newestEver(partition: number): Promise<EntryId | undefined> {
    return this.#inspect(partition, 'last-generated-id');
  }

  close(): void {
    this.#redis.disconnect();
  }

  async #inspect(partition: number, field: string): Promise<EntryId | undefined> {
    const key = ticksKey(partition);
    const exists = await this.#within(this.#redis.exists(key), 'look a log up');
    if (exists === 0) return undefined;
    const info: unknown = await this.#within(this.#redis.xinfo('STREAM', key), 'inspect a log');
    if (!Array.isArray(info)) return undefined;
    const id: unknown = info[info.indexOf(field) + 1];
    return typeof id === 'string' && id !== '0-0' ? parseEntryId(id) : undefined;
  }

  async #within<T>(work: Promise<T>, what: string): Promise<T> {
    const { deadlineMs } = this.#options;
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(unavailable(`no answer within ${String(deadlineMs)} ms to: ${what}`));
      }, deadlineMs);
    });
    try {
      return await Promise.race([work, deadline]);
    } catch (error) {
      throw error instanceof MarketDataError ? error : unavailable(`cannot ${what}`, error);
    } finally {
      clearTimeout(timer);
    }
  }
}

function unavailable(message: string, cause?: unknown): MarketDataError {
  return new MarketDataError('ERR_REDIS_UNAVAILABLE', message, { cause });
}

function fieldOf(fields: readonly Buffer[], name: string): Uint8Array | undefined {
  for (let at = 0; at + 1 < fields.length; at += 2) {
    if (fields[at]?.toString() === name) return fields[at + 1];
  }
  return undefined;
}

/** Parses `<ms>-<seq>`. */
export function parseEntryId(text: string): EntryId {
  const [ms, seq] = text.split('-');
  return { ms: Number(ms), seq: Number(seq ?? 0) };
}

/** Says whether `a` comes after `b`. */
export function isAfter(a: EntryId, b: EntryId): boolean {
  return a.ms > b.ms || (a.ms === b.ms && a.seq > b.seq);
}
