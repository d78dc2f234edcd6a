/** One connection that reads the partitions' logs from given entry ids; gives up at the first trouble. */
import { Redis } from 'ioredis';
import { MarketDataError } from '../../proto/errors.ts';
import { BATCH_FIELD, ticksKey } from '../../proto/redis-keys.ts';
import { parseEntryId, type EntryId, type LogFacts } from './log-position.ts';

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
  /** Name under which Redis lists the connection. */
  readonly connectionName: string;
  /** How long a read waits for news, milliseconds. */
  readonly blockMs: number;
  /** A read that is not answered by then means that the connection is mute, milliseconds. */
  readonly deadlineMs: number;
  /** Entries a partition and read. */
  readonly count: number;
}

/** Entries counted behind a position, at most: each is read whole. */
const COUNTED = 128;

/**
 * What there is to know of a log at one moment. No transaction, because a Redis that is full refuses those,
 * also when they only read.
 */
const INSPECT = `
  if redis.call('EXISTS', KEYS[1]) == 0 then return {} end
  return {
    redis.call('XINFO', 'STREAM', KEYS[1]),
    redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1]),
    redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', ARGV[2]),
  }
`;

/** Connection for blocking reads. Make a new one after any error. */
export class LogReader {
  readonly #redis: Redis;
  readonly #options: LogReaderOptions;

  constructor(options: LogReaderOptions) {
    this.#options = options;
    this.#redis = new Redis(options.url, {
      lazyConnect: true,
      connectTimeout: options.deadlineMs,
      connectionName: options.connectionName,
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
   * @param after    By partition: an id as Redis gave it.
   * @param isBlocking Whether to wait for news when there is none.
   * @returns Entries, oldest first within each partition.
   * @throws {MarketDataError} ERR_REDIS_UNAVAILABLE also when no answer came in time.
   */
  async read(after: ReadonlyMap<number, string>, isBlocking: boolean): Promise<LogEntry[]> {
    const { count, blockMs } = this.#options;
    const partitionOf = new Map([...after.keys()].map((one) => [ticksKey(one), one]));
    const streams = [...partitionOf.keys(), ...after.values()];
    const reply = await this.#within(
      isBlocking
        ? this.#redis.xreadBuffer('COUNT', count, 'BLOCK', blockMs, 'STREAMS', ...streams)
        : this.#redis.xreadBuffer('COUNT', count, 'STREAMS', ...streams),
      'read the log',
    );
    const entries: LogEntry[] = [];
    for (const [key, items] of reply ?? []) {
      const partition = partitionOf.get(key.toString()) ?? 0;
      for (const [id, fields] of items) {
        const idText = id.toString();
        const bytes = fieldOf(fields, BATCH_FIELD);
        entries.push({ partition, id: parseEntryId(idText), idText, bytes });
      }
    }
    return entries;
  }

  /**
   * Looks at a partition's log from a position; undefined if there is no log.
   *
   * @throws {MarketDataError} ERR_REDIS_UNAVAILABLE
   */
  async inspect(partition: number, id: string): Promise<LogFacts | undefined> {
    const key = ticksKey(partition);
    const reply = await this.#within(
      this.#redis.eval(INSPECT, 1, key, id, COUNTED),
      'inspect a log',
    );
    const [info, at, after] = listOf(reply);
    if (!Array.isArray(info)) return undefined;
    const facts = new Map(pairsOf(info));
    const behind = listOf(after).length;
    const added = facts.get('entries-added');
    const oldest: unknown = listOf(facts.get('first-entry'))[0];
    return {
      entriesAdded: typeof added === 'number' ? added : undefined,
      length: Number(facts.get('length')),
      newestId: String(facts.get('last-generated-id')),
      oldestId: typeof oldest === 'string' ? oldest : undefined,
      hasPosition: listOf(at).length > 0,
      after: behind < COUNTED ? behind : undefined,
    };
  }

  close(): void {
    this.#redis.disconnect();
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

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function pairsOf(flat: readonly unknown[]): [string, unknown][] {
  const pairs: [string, unknown][] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) pairs.push([String(flat[at]), flat[at + 1]]);
  return pairs;
}

function fieldOf(fields: readonly Buffer[], name: string): Uint8Array | undefined {
  for (let at = 0; at + 1 < fields.length; at += 2) {
    if (fields[at]?.toString() === name) return fields[at + 1];
  }
  return undefined;
}
