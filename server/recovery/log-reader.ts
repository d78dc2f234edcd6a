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
 * What there is to know of a log at one moment, without the entries themselves: they may be large. No transaction, because a Redis that is full refuses those,
 * also when they only read.
 */
const INSPECT = `
  if redis.call('EXISTS', KEYS[1]) == 0 then return {} end
  local info = redis.call('XINFO', 'STREAM', KEYS[1])
  local facts = {}
  for at = 1, #info, 2 do facts[info[at]] = info[at + 1] end
  local first = facts['first-entry']
  return {
    facts['length'],
    facts['last-generated-id'],
    #redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1]),
    #redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', ARGV[2]),
    first and first[1] or '',
    facts['entries-added'] or '',
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
    if (!Array.isArray(reply) || reply.length === 0) return undefined;
    const [length, newestId, at, after, oldestId, added] = reply as unknown[];
    return {
      entriesAdded: typeof added === 'number' ? added : undefined,
      length: Number(length),
      newestId: String(newestId),
      oldestId: oldestId === '' ? undefined : String(oldestId),
      hasPosition: Number(at) > 0,
      after: Number(after) < COUNTED ? Number(after) : undefined,
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

function fieldOf(fields: readonly Buffer[], name: string): Uint8Array | undefined {
  for (let at = 0; at + 1 < fields.length; at += 2) {
    if (fields[at]?.toString() === name) return fields[at + 1];
  }
  return undefined;
}
