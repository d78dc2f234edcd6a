/** How far an earlier feed's ticks reach, and what is missing between them and the first of this one. */
import type { Redis } from 'ioredis';
import { isMarketDataError } from '../../proto/errors.ts';
import { BATCH_FIELD, ticksKey } from '../../proto/redis-keys.ts';
import { decodeTickBatch } from '../../proto/tick-codec.ts';
import { isNotice, type Gap, type Tick } from '../../proto/types.ts';
import { tickFault } from '../../proto/validate.ts';
import { newerReach, storedReach, type Reach } from './reach.ts';

/** Entries read in one step, and at most; other feeds of the partition may have written the newest ones. */
const PAGE = 20;
const MAX_ENTRIES = 1_000;
const NONE: ReadonlySet<string> = new Set();

/**
 * Finds out how far the given symbols of a partition were ever written: by what feeds have left beside the log,
 * and by the log itself, where other writers leave nothing else.
 *
 * @returns Venue time of the last tick of any of them, UNIX ms; undefined if there is none.
 * @throws {Error} What Redis refuses, or when the connection breaks.
 */
export async function lastVenueTimeMs(
  redis: Redis,
  partition: number,
  symbols: ReadonlySet<string>,
): Promise<number | undefined> {
  const stored = await storedReach(redis, partition, [...symbols]);
  return newerReach(await loggedReach(redis, partition, symbols), stored)?.venueTimeMs;
}

/** How far the log has any of the symbols, as far back as is worth reading. */
async function loggedReach(
  redis: Redis,
  partition: number,
  symbols: ReadonlySet<string>,
): Promise<Reach | undefined> {
  let before = '+';
  for (let count = 0; count < MAX_ENTRIES; count += PAGE) {
    const key = ticksKey(partition);
    const entries = await redis.xrevrangeBuffer(key, before, '-', 'COUNT', PAGE);
    for (const [, fields] of entries) {
      const last = readTicks(fields).findLast(
        (tick) => !isNotice(tick) && symbols.has(tick.symbol),
      );
      if (last !== undefined) return last;
    }
    const oldest = entries.at(-1);
    if (oldest === undefined || entries.length < PAGE) return undefined;
    before = `(${oldest[0].toString()}`;
  }
  return undefined;
}

function readTicks(fields: readonly Buffer[]): readonly Tick[] {
  const at = fields.findIndex(
    (field, index) => index % 2 === 0 && field.toString() === BATCH_FIELD,
  );
  try {
    return decodeTickBatch(fields[at + 1] ?? Buffer.alloc(0));
  } catch (error) {
    if (isMarketDataError(error)) return [];
    throw error;
  }
}

/**
 * The hole between what an earlier feed wrote and the first tick of this one, for each symbol: nobody wrote what
 * the venue did meanwhile, also of a symbol that has not ticked yet. Pure.
 */
export class Coverage {
  #firstTick: Tick | undefined;
  #lastMs: ReadonlyMap<number, number> | undefined;
  #beginners: ReadonlySet<string> = NONE;

  /** Whether the gaps were given out. */
  get isDone(): boolean {
    return this.#firstTick !== undefined && this.#lastMs !== undefined;
  }

  /** Takes note of the first ticks. */
  begin(ticks: readonly Tick[]): void {
    // What a feed says of itself is no tick of the market: those may be far away.
    this.#firstTick ??= ticks.find((tick) => !isNotice(tick) && tickFault(tick) === undefined);
  }

  /**
   * Takes note of how far earlier feeds came.
   *
   * @param lastMs    By partition: venue time of the last tick that was written, UNIX ms.
   * @param beginners Symbols of which there is nothing that could go on. Absent: none.
   */
  settle(lastMs: ReadonlyMap<number, number>, beginners: ReadonlySet<string> = NONE): void {
    this.#lastMs ??= lastMs;
    this.#beginners = beginners;
  }

  /** Whether it is known how far earlier feeds came. */
  get isSettled(): boolean {
    return this.#lastMs !== undefined;
  }

  /** Venue time of the newest tick of all partitions, UNIX ms; undefined if there is none, or it is not known yet. */
  get lastVenueTimeMs(): number | undefined {
    const times = [...(this.#lastMs?.values() ?? [])];
    return times.length === 0 ? undefined : Math.max(...times);
  }

  /**
   * The gaps, once both is known.
   *
   * @param symbols Of this feed, with their partitions.
   * @returns       None of a partition where the venue's time is not ahead of that: a recording that is
   *                played again.
   */
  gaps(
    symbols: ReadonlyMap<string, number>,
  ): readonly { readonly partition: number; readonly gap: Gap }[] {
    if (this.#firstTick === undefined || this.#lastMs === undefined) return [];
    const { venueTimeMs, receivedTimeMs } = this.#firstTick;
    const found = [];
    for (const [symbol, partition] of symbols) {
      const fromMs = this.#lastMs.get(partition);
      if (fromMs === undefined || venueTimeMs <= fromMs || this.#beginners.has(symbol)) continue;
      const span = { fromMs, toMs: venueTimeMs, lostTrades: 0 };
      const gap: Gap = { kind: 'gap', symbol, venueTimeMs, receivedTimeMs, ...span };
      found.push({ partition, gap });
    }
    return found;
  }
}
