/** Registers instruments, after making sure that what is stored of their symbols means the same. */
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { ByteWriter } from '../../proto/byte-writer.ts';
import { isMarketDataError } from '../../proto/errors.ts';
import { decodeInstrument } from '../../proto/instrument-codec.ts';
import {
  BATCH_FIELD,
  barsKey,
  entryIdText,
  historyEndKey,
  INSTRUMENTS_KEY,
  parseEntryIdText,
  reachKey,
  sinceKey,
  snapshotKey,
  ticksKey,
} from '../../proto/redis-keys.ts';
import { writeTickBatch } from '../../proto/tick-codec.ts';
import { BASE_INTERVALS, type Instrument, type Status } from '../../proto/types.ts';
import { conflictError, findConflicts } from './instrument-conflict.ts';
import { newestEntryId, writeInstruments } from './redis.ts';
import { RedisScript } from './script.ts';

/** Symbols asked for in one step. */
const PAGE = 500;
/** Symbols replaced in one step, which Redis does alone; and told of in one log entry. */
const REPLACED_PER_STEP = 100;
/** Stands for a log without entries: none of its entries can be older. */
const FIRST = { ms: 0, seq: 1 };

/**
 * Throws away what is stored of symbols of one partition and notes since when they are other instruments; answers nil,
 * and does nothing, without the lease.
 *
 * KEYS: lease, snapshots, reach, history ends, since; then the bars streams. ARGV: the newest log entry, the symbols.
 */
const REPLACE = new RedisScript(`
  if redis.call('EXISTS', KEYS[1]) == 0 then return false end
  for at = 2, #ARGV do
    for key = 2, 4 do redis.call('HDEL', KEYS[key], ARGV[at]) end
    redis.call('HSET', KEYS[5], ARGV[at], ARGV[1])
  end
  for at = 6, #KEYS do redis.call('UNLINK', KEYS[at]) end
  return #ARGV - 1`);

export interface InstrumentsOptions {
  readonly redis: Redis;
  readonly shouldReplaceHistory: boolean;
  /** Key that must exist for a write to a partition. */
  readonly leaseKeyOf: (partition: number) => string;
  readonly logger: Logger;
  /** UNIX time, milliseconds. */
  readonly nowMs: () => number;
}

/** The instruments of one feed. */
export class Instruments {
  readonly #options: InstrumentsOptions;
  readonly #instruments = new Map<string, Instrument>();
  readonly #partitions = new Map<string, number>();
  /** Replaced, and readers of the log have not been told. */
  readonly #untold = new Set<string>();
  readonly #replaced = new Set<string>();

  constructor(options: InstrumentsOptions) {
    this.#options = options;
  }

  /** Partitions of the symbols. */
  get partitions(): ReadonlyMap<string, number> {
    return this.#partitions;
  }

  /** Symbols that were another instrument before this feed came. */
  get replaced(): ReadonlySet<string> {
    return this.#replaced;
  }

  add(instrument: Instrument, partition: number): void {
    this.#instruments.set(instrument.symbol, instrument);
    this.#partitions.set(instrument.symbol, partition);
  }

  /**
   * Looks whether these instruments may be registered; writes nothing.
   *
   * @throws {MarketDataError} ERR_INSTRUMENT_CONFLICT
   * @throws {Error} What Redis refuses, or when the connection breaks.
   */
  async check(): Promise<void> {
    if (this.#options.shouldReplaceHistory) return;
    const conflicts = findConflicts(this.#instruments.values(), await this.#stored());
    if (conflicts.length > 0) throw conflictError(conflicts);
  }

  /**
   * Registers the instruments; the leases are held. Of those that replace another one, all that is stored is deleted
   * first, and readers of the log are told last: whatever breaks off in between, the next call goes on from there.
   *
   * @returns False when a lease has ended: they are to be taken again.
   * @throws {MarketDataError} ERR_INSTRUMENT_CONFLICT
   * @throws {Error} What Redis refuses, or when the connection breaks.
   */
  async write(): Promise<boolean> {
    const { redis, shouldReplaceHistory, logger } = this.#options;
    const conflicts = findConflicts(this.#instruments.values(), await this.#stored());
    if (conflicts.length > 0) {
      if (!shouldReplaceHistory) throw conflictError(conflicts);
      const symbols = conflicts.map(({ offered }) => offered.symbol);
      logger.warn(
        { symbols: symbols.slice(0, 20), count: symbols.length },
        'other instruments had these names: deleting what is stored of them',
      );
      for (const symbol of symbols) this.#untold.add(symbol);
      if (!(await this.#replace(symbols))) return false;
    }
    const since = await this.#since();
    await writeInstruments(
      redis,
      [...this.#instruments.values()].map((instrument) => {
        const id = parseEntryIdText(since.get(instrument.symbol) ?? '');
        return id === undefined ? instrument : { ...instrument, since: id };
      }),
    );
    await this.#tell();
    return true;
  }

  /** Readable instruments of the feed's symbols as they stand in Redis. */
  async #stored(): Promise<ReadonlyMap<string, Instrument>> {
    const { redis } = this.#options;
    const stored = new Map<string, Instrument>();
    const symbols = [...this.#instruments.keys()];
    for (let at = 0; at < symbols.length; at += PAGE) {
      const page = symbols.slice(at, at + PAGE);
      const values = await redis.hmgetBuffer(INSTRUMENTS_KEY, ...page);
      for (const [index, bytes] of values.entries()) {
        const instrument = bytes && readInstrument(bytes);
        if (instrument) stored.set(page[index] ?? '', instrument);
      }
    }
    return stored;
  }

  async #since(): Promise<ReadonlyMap<string, string>> {
    const since = new Map<string, string>();
    for (const [partition, symbols] of this.#byPartition(this.#instruments.keys())) {
      for (let at = 0; at < symbols.length; at += PAGE) {
        const page = symbols.slice(at, at + PAGE);
        const values = await this.#options.redis.hmget(sinceKey(partition), ...page);
        for (const [index, text] of values.entries()) {
          if (text !== null) since.set(page[index] ?? '', text);
        }
      }
    }
    return since;
  }

  async #replace(symbols: readonly string[]): Promise<boolean> {
    const { redis, leaseKeyOf } = this.#options;
    for (const [partition, all] of this.#byPartition(symbols)) {
      // Nobody else may write ticks of these symbols, and this feed does not yet: all up to here is of the others.
      const newest = parseEntryIdText(await newestEntryId(redis, partition));
      const newestId = entryIdText(newest === undefined || newest.ms === 0 ? FIRST : newest);
      for (let at = 0; at < all.length; at += REPLACED_PER_STEP) {
        const some = all.slice(at, at + REPLACED_PER_STEP);
        const keys = [
          leaseKeyOf(partition),
          snapshotKey(partition),
          reachKey(partition),
          historyEndKey(partition),
          sinceKey(partition),
          ...some.flatMap((symbol) =>
            BASE_INTERVALS.map((interval) => barsKey(partition, symbol, interval)),
          ),
        ];
        const count = await REPLACE.run(redis, keys, [newestId, ...some]);
        if (count === null) return false;
        for (const symbol of some) this.#replaced.add(symbol);
      }
    }
    return true;
  }

  /** Puts a word for readers into the log, so that none reads the new ticks as those of the other instrument. */
  async #tell(): Promise<void> {
    const { redis, nowMs } = this.#options;
    const timeMs = nowMs();
    for (const [partition, all] of this.#byPartition(this.#untold)) {
      for (let at = 0; at < all.length; at += REPLACED_PER_STEP) {
        const some = all.slice(at, at + REPLACED_PER_STEP);
        const out = new ByteWriter();
        writeTickBatch(
          out,
          some.map((symbol): Status => {
            const times = { venueTimeMs: timeMs, receivedTimeMs: timeMs };
            const state = { state: 'connecting', detail: '', isNewInstrument: true } as const;
            return { kind: 'status', symbol, ...times, ...state };
          }),
        );
        await redis.xadd(ticksKey(partition), '*', BATCH_FIELD, Buffer.from(out.view()));
        for (const symbol of some) this.#untold.delete(symbol);
      }
    }
  }

  #byPartition(symbols: Iterable<string>): Map<number, string[]> {
    const groups = new Map<number, string[]>();
    for (const symbol of symbols) {
      const partition = this.#partitions.get(symbol) ?? 0;
      const group = groups.get(partition);
      if (group === undefined) groups.set(partition, [symbol]);
      else group.push(symbol);
    }
    return groups;
  }
}

/** What cannot be read tells nothing of what is stored: it is written over. */
function readInstrument(bytes: Uint8Array): Instrument | undefined {
  try {
    return decodeInstrument(bytes);
  } catch (error) {
    if (isMarketDataError(error)) return undefined;
    throw error;
  }
}
