/** Writes sealed batches into the partitions' logs, in order, and finds out what became of lost writes. */
import type { Redis } from 'ioredis';
import { BATCH_FIELD, reachKey, ticksKey } from '../../proto/redis-keys.ts';
import type { PublisherBatches, SealedBatch } from './batches.ts';
import { countWritten, isConnectionLost, newestEntryId } from './redis.ts';
import { isMissing, RedisScript } from './script.ts';
import { TrimPoint } from './trim-point.ts';

/** Batches and bytes of one write: Redis does nothing else meanwhile. */
const MAX_BATCHES_PER_WRITE = 16;
const MAX_BYTES_PER_WRITE = 512 * 1024;
/** The length of a log is capped each time that it may have grown by this part of the cap. */
const CAP_PARTS = 16;

/**
 * Appends batches while the feed holds its lease; answers the ids of those that were written, nil without lease.
 *
 * The lease is looked at in the same step, so a feed that was frozen and replaced cannot write when it wakes up.
 * An error in the middle ends it, so nothing overtakes a batch that was refused.
 *
 * KEYS: the log, the lease, how far the feeds have come. ARGV: oldest id to keep, then of each batch its bytes and
 * the symbol and value of its reach (empty: none). The last one written counts; that it cannot be kept is no reason
 * to refuse ticks.
 */
const WRITE = new RedisScript(`
  if redis.call('EXISTS', KEYS[2]) == 0 then return false end
  local ids = {}
  local reached
  for at = 2, #ARGV, 3 do
    local id = redis.pcall('XADD', KEYS[1], 'MINID', '~', ARGV[1], '*', '${BATCH_FIELD}', ARGV[at])
    if type(id) == 'table' then
      if at == 2 then return id end
      break
    end
    ids[#ids + 1] = id
    if ARGV[at + 1] ~= '' then reached = at + 1 end
  end
  if reached then redis.pcall('HSET', KEYS[3], ARGV[reached], ARGV[reached + 1]) end
  return ids`);

/** How a write ended. */
export type WriteOutcome =
  | { readonly kind: 'written' }
  /** Redis answers, but not with success. */
  | { readonly kind: 'refused'; readonly error: unknown }
  /** The feed's lease has ended, or Redis has forgotten how to look at it. */
  | { readonly kind: 'lapsed' }
  /** No connection: nobody knows yet what was written. */
  | { readonly kind: 'unknown' };

export interface LogWriterOptions {
  readonly redis: Redis;
  readonly batches: PublisherBatches;
  readonly partitionCount: number;
  /** Log entries older than this are trimmed, milliseconds. */
  readonly retentionMs: number;
  /** Entries that a partition's log keeps at most (about: Redis trims whole nodes). */
  readonly maxLogEntries: number;
  /** Milliseconds since some moment, counting up only; tells the age of entries. */
  readonly elapsedMs: () => number;
  /** Key that must exist for a write to a partition. */
  readonly leaseKeyOf: (partition: number) => string;
  /** Called when all writes of one `send` have ended, with the worst outcome. */
  readonly onAnswered: (outcome: WriteOutcome) => void;
}

/** Counts since the start. */
export interface LogWriterCounts {
  readonly publishedTicks: number;
  readonly publishedBatches: number;
  /** Encoded batches, without what Redis and its protocol add. */
  readonly publishedBytes: number;
  /** Batches whose answer was lost, and which the log turned out to hold already. */
  readonly foundWritten: number;
  /** Writes that Redis refused; they are repeated before anything that came later. */
  readonly refusedWrites: number;
}

interface PartitionLog {
  readonly partition: number;
  readonly trimPoint: TrimPoint;
  /** Id of the last entry known to be ours or older; undefined before the first connect. */
  lastId: string | undefined;
  /** Entries written since the length was last capped. */
  uncappedCount: number;
  isWriting: boolean;
  /** Ticks waited for the write that is under way. */
  isDue: boolean;
}

interface Write {
  readonly log: PartitionLog;
  readonly batches: readonly SealedBatch[];
}

export class LogWriter {
  readonly #options: LogWriterOptions;
  readonly #logs: readonly PartitionLog[];
  readonly #counts = {
    publishedTicks: 0,
    publishedBatches: 0,
    publishedBytes: 0,
    foundWritten: 0,
    refusedWrites: 0,
  };

  constructor(options: LogWriterOptions) {
    this.#options = options;
    this.#logs = Array.from({ length: options.partitionCount }, (_, partition) => ({
      partition,
      trimPoint: new TrimPoint(options.retentionMs),
      lastId: undefined,
      uncappedCount: 0,
      isWriting: false,
      isDue: false,
    }));
  }

  counts(): LogWriterCounts {
    return { ...this.#counts };
  }

  /**
   * Sends what waits in batches of at least `minTicks` ticks. One write of a partition is under way at a time:
   * what comes meanwhile follows together in the next.
   */
  send(minTicks: number): void {
    const { redis, elapsedMs, leaseKeyOf } = this.#options;
    const writes: Write[] = [];
    for (const [partition, log] of this.#logs.entries()) {
      const batches = this.#take(partition, log, minTicks);
      if (batches.length > 0) writes.push({ log, batches });
    }
    if (writes.length === 0) return;
    const pipeline = redis.pipeline();
    for (const { log, batches } of writes) {
      log.isWriting = true;
      const { partition } = log;
      const keys = [ticksKey(partition), leaseKeyOf(partition), reachKey(partition)];
      const oldestId = log.trimPoint.minId(elapsedMs());
      const values = batches.flatMap(({ bytes, reach }) => [
        bytes,
        reach?.symbol ?? '',
        reach?.value ?? '',
      ]);
      WRITE.add(pipeline, keys, [oldestId, ...values]);
    }
    // The replies carry an error for each write that was lost or refused; a pipeline as a whole does not fail.
    void pipeline.exec().then((replies) => {
      this.#onReplies(writes, replies ?? []);
    });
  }

  /** After a connect: finds out which batches of the lost connection are in the logs; the others are sent again. */
  async settle(): Promise<void> {
    const { redis, batches } = this.#options;
    await WRITE.load(redis);
    for (const [partition, log] of this.#logs.entries()) {
      if (log.lastId === undefined) {
        this.#note(log, await newestEntryId(redis, partition));
        continue;
      }
      const open = batches.unfinished(partition);
      if (open.length === 0) continue;
      const bytes = open.map((batch) => batch.bytes);
      const written = await countWritten(redis, partition, log.lastId, bytes);
      this.#note(log, written.lastId);
      for (const batch of open.slice(0, written.count)) {
        if (this.#finish(batch)) this.#counts.foundWritten += 1;
      }
    }
  }

  /** Trims by age alone: a Redis without memory takes no entry, and so would never trim. */
  async trim(): Promise<void> {
    const { redis, elapsedMs } = this.#options;
    for (const [partition, log] of this.#logs.entries()) {
      if (log.lastId === undefined) this.#note(log, await newestEntryId(redis, partition));
      await redis.xtrim(ticksKey(partition), 'MINID', '~', log.trimPoint.minId(elapsedMs()));
    }
  }

  #take(partition: number, log: PartitionLog, minTicks: number): readonly SealedBatch[] {
    if (log.isWriting) {
      log.isDue ||= minTicks === 1;
      return [];
    }
    const least = log.isDue ? 1 : minTicks;
    log.isDue = false;
    return this.#options.batches.next(partition, least, MAX_BATCHES_PER_WRITE, MAX_BYTES_PER_WRITE);
  }

  #onReplies(
    writes: readonly Write[],
    replies: readonly (readonly [Error | null, unknown])[],
  ): void {
    let worst: WriteOutcome = { kind: 'written' };
    for (const [index, { log, batches }] of writes.entries()) {
      log.isWriting = false;
      const [error, ids] = replies[index] ?? [new Error('no answer'), undefined];
      if (error !== null) worst = this.#outcomeOf(error);
      else if (Array.isArray(ids)) this.#onIds(log, batches, ids);
      else if (worst.kind === 'written') worst = { kind: 'lapsed' };
    }
    this.#options.onAnswered(worst);
  }

  #outcomeOf(error: Error): WriteOutcome {
    // Without a connection nobody knows whether it was written: `settle` asks after the next connect.
    if (isConnectionLost(this.#options.redis)) return { kind: 'unknown' };
    if (isMissing(error)) return { kind: 'lapsed' };
    this.#counts.refusedWrites += 1;
    return { kind: 'refused', error };
  }

  /** Ids of the batches that were written; there are fewer of them when Redis refused one in the middle. */
  #onIds(log: PartitionLog, batches: readonly SealedBatch[], ids: readonly unknown[]): void {
    for (const [index, id] of ids.entries()) {
      const batch = batches[index];
      if (batch === undefined || !this.#finish(batch)) continue;
      this.#note(log, String(id));
      this.#countUncapped(log);
    }
  }

  #note(log: PartitionLog, id: string): void {
    log.lastId = id;
    // An empty log tells nothing about Redis's time.
    if (id !== '0-0') log.trimPoint.note(this.#options.elapsedMs(), id);
  }

  #finish(batch: SealedBatch): boolean {
    if (!this.#options.batches.finish(batch)) return false;
    this.#counts.publishedBatches += 1;
    this.#counts.publishedTicks += batch.tickCount;
    this.#counts.publishedBytes += batch.bytes.length;
    return true;
  }

  /** XADD trims by time or by length, not by both: so the length is capped apart, now and then. */
  #countUncapped(log: PartitionLog): void {
    const { redis, maxLogEntries } = this.#options;
    log.uncappedCount += 1;
    if (log.uncappedCount * CAP_PARTS < maxLogEntries) return;
    log.uncappedCount = 0;
    // A failure leaves some entries more, until the next time.
    redis.xtrim(ticksKey(log.partition), 'MAXLEN', '~', maxLogEntries).catch(() => undefined);
  }
}
