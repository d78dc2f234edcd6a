/** Reads what stands in Redis beside the log: the deployment's partitions, instruments, closed bars. */
import { Redis } from 'ioredis';
import { isMarketDataError, MarketDataError } from '../../proto/errors.ts';
import { decodeBar, decodeInstrument } from '../../proto/instrument-codec.ts';
import {
  BAR_FIELD,
  barsKey,
  INSTRUMENTS_KEY,
  META_KEY,
  partitionOf,
  PAYLOAD_VERSION,
} from '../../proto/redis-keys.ts';
import type { Bar, BaseInterval, Instrument } from '../../proto/types.ts';

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
      commandTimeout: 5_000,
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
      await this.#redis.hsetnx(META_KEY, field, value);
      const found = await this.#redis.hget(META_KEY, field);
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
  ): Promise<Bar[]> {
    const partition = partitionOf(symbol, this.#partitionCount);
    const key = barsKey(partition, symbol, interval);
    const reply = await this.#redis.xrevrangeBuffer(key, '+', '-', 'COUNT', count);
    const bars: Bar[] = [];
    for (const [, fields] of reply.reverse()) {
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
    return bars;
  }

  close(): void {
    this.#redis.disconnect();
  }
}
