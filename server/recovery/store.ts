/** Reads what stands in Redis beside the log: the deployment's partitions, instruments, bars, snapshots. */
import { Redis } from 'ioredis';
import { isMarketDataError, MarketDataError } from '../../proto/errors.ts';
import { decodeBar, decodeInstrument } from '../../proto/instrument-codec.ts';
import {
  BAR_FIELD,
  barsKey,
  historyPendingKey,
  INSTRUMENTS_KEY,
  META_KEY,
  partitionOf,
  PAYLOAD_VERSION,
} from '../../proto/redis-keys.ts';
import type { Bar, BaseInterval, Instrument } from '../../proto/types.ts';
import { readSnapshots, type OnFault, type PartitionSnapshot } from './snapshots.ts';

/** A Redis that owes an answer for so long counts as gone, milliseconds. */
const SILENCE_MS = 2_500;
/** Bars read in one step: a millisecond of Redis. */
const BARS_PER_READ = 1_000;

/** No more memory, a replica, a disk that cannot be written, or too few replicas: it hits all who write. */
const WRITE_REFUSAL = /^(OOM|READONLY|MISCONF|NOREPLICAS)\b/;

/** Stored bars of one symbol and base interval. */
export interface StoredBars {
  /** Oldest first. */
  readonly bars: readonly Bar[];
  /** Whether there are, or were, older ones. */
  readonly isCut: boolean;
}

/** Says whether Redis itself refused a command (wrong type, not permitted), as against being away. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof Error && error.name === 'ReplyError';
}

/** Connection for short commands. Reconnects by itself; commands fail fast while it is away. */
export class Store {
  readonly #redis: Redis;
  readonly #partitionCount: number;

  constructor(url: string, partitionCount: number) {
    this.#partitionCount = partitionCount;
    this.#redis = new Redis(url, {
      maxRetriesPerRequest: 1,
      connectTimeout: SILENCE_MS,
      commandTimeout: 2 * SILENCE_MS,
      // A connection that went mute is of no use any more, whatever becomes of the line.
      socketTimeout: SILENCE_MS,
      retryStrategy: (attempt) => Math.min(1_000, 100 * attempt),
    });
    // The log's own connection tells of an outage; here each command's failure is enough.
    this.#redis.on('error', () => undefined);
  }

  /**
   * Writes the deployment's partition count and payload version if nobody has, and compares them.
   *
   * @throws {MarketDataError} ERR_PARTITION_MISMATCH when the deployment has others.
   */
  async claimDeployment(): Promise<void> {
    const mine = { partitions: this.#partitionCount, version: PAYLOAD_VERSION };
    for (const [field, value] of Object.entries(mine)) {
      let found = await this.#redis.hget(META_KEY, field);
      // A Redis that is full refuses every write, also one that would change nothing.
      if (found === null) {
        await this.#redis.hsetnx(META_KEY, field, value);
        found = await this.#redis.hget(META_KEY, field);
      }
      if (Number(found) === value) continue;
      throw new MarketDataError(
        'ERR_PARTITION_MISMATCH',
        `${META_KEY} has ${field} = ${String(found)}, this process is set to ${String(value)}: ` +
          'give every process of a deployment the same setting (PARTITIONS), or use another Redis',
      );
    }
  }

  /**
   * All registered instruments.
   *
   * @param onFault Called for each entry that cannot be read; the rest goes on.
   */
  async instruments(onFault: (symbol: string, error: Error) => void): Promise<Instrument[]> {
    // As a flat list: an object would let a symbol named __proto__ do harm.
    const reply = await this.#redis.callBuffer('HGETALL', INSTRUMENTS_KEY);
    if (!Array.isArray(reply)) return [];
    const instruments: Instrument[] = [];
    for (let at = 0; at + 1 < reply.length; at += 2) {
      const symbol = String(reply[at]);
      try {
        const instrument = decodeInstrument(reply[at + 1] as Buffer);
        if (instrument.symbol !== symbol) {
          throw new MarketDataError(
            'ERR_TICK_INVALID',
            `field ${JSON.stringify(symbol)} holds the instrument ${JSON.stringify(instrument.symbol)}`,
          );
        }
        instruments.push(instrument);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        onFault(symbol, error);
      }
    }
    return instruments;
  }

  /**
   * The newest stored bars of a symbol, oldest first.
   *
   * @param onFault Called for each bar that cannot be read; the rest goes on.
   */
  async bars(
    symbol: string,
    interval: BaseInterval,
    count: number,
    onFault: (error: Error) => void,
  ): Promise<StoredBars> {
    const key = barsKey(partitionOf(symbol, this.#partitionCount), symbol, interval);
    const entries: [Buffer, Buffer[]][] = [];
    let end = '+';
    while (entries.length <= count) {
      // One more than wanted says whether there are more.
      const wanted = Math.min(BARS_PER_READ, count + 1 - entries.length);
      const page = await this.#redis.xrevrangeBuffer(key, end, '-', 'COUNT', wanted);
      entries.push(...page);
      if (page.length < wanted) break;
      end = `(${String(page.at(-1)?.[0])}`;
    }
    const isCut = entries.length > count || (entries.length > 0 && (await this.#isTrimmed(key)));
    const bars: Bar[] = [];
    for (const [, fields] of entries.slice(0, count).reverse()) {
      const at = fields.findIndex(
        (field, index) => index % 2 === 0 && field.toString() === BAR_FIELD,
      );
      const bytes = at < 0 ? undefined : fields[at + 1];
      try {
        if (bytes) bars.push(decodeBar(bytes));
      } catch (error) {
        if (!isMarketDataError(error)) throw error;
        onFault(error);
      }
    }
    return { bars, isCut };
  }

  /** Whether a stream once had more entries than it holds. */
  async #isTrimmed(key: string): Promise<boolean> {
    const info: unknown = await this.#redis.xinfo('STREAM', key);
    // Both numbers of one moment: a recorder may add to it while it is read.
    const numberOf = (field: string): number =>
      Array.isArray(info) ? Number(info[info.indexOf(field) + 1]) : NaN;
    return numberOf('entries-added') > numberOf('length');
  }

  /**
   * What recorders have stored of a partition; undefined: nothing.
   *
   * @param onFault Called for each snapshot that cannot be read.
   * @throws {MarketDataError} ERR_REDIS_UNAVAILABLE
   */
  snapshots(partition: number, onFault: OnFault): Promise<PartitionSnapshot | undefined> {
    return readSnapshots(this.#redis, partition, this.#partitionCount, onFault);
  }

  /**
   * Which bars from before their start feeds are about to write, as `historyPendingMember` says it.
   *
   * @throws when Redis cannot be reached.
   */
  async pendingHistory(partitions: Iterable<number>): Promise<Set<string>> {
    const sets = await Promise.all(
      [...partitions].map((partition) =>
        this.#redis.smembers(historyPendingKey(partition)).catch((error: unknown) => {
          // Something else under this key: nobody waits for that.
          if (isRefusal(error)) return [];
          throw error;
        }),
      ),
    );
    return new Set(sets.flat());
  }

  /** Partitions of the deployment. */
  get partitionCount(): number {
    return this.#partitionCount;
  }

  /**
   * Why Redis takes no data from anybody; undefined: it does. Writes what is there already: Redis refuses a
   * command that may write before it looks at what it would do.
   */
  async writeRefusal(): Promise<string | undefined> {
    try {
      await this.#redis.hsetnx(META_KEY, 'version', PAYLOAD_VERSION);
      return undefined;
    } catch (error) {
      if (isRefusal(error) && WRITE_REFUSAL.test(error.message)) return error.message;
      throw error;
    }
  }

  close(): void {
    this.#redis.disconnect();
  }
}
