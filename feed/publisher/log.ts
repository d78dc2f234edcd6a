/** Writes sealed batches into the partitions' logs, several at once, and finds out what became of lost writes. */
import type { Redis } from 'ioredis';
import { BATCH_FIELD, ticksKey } from '../../proto/redis-keys.ts';
import type { PublisherBatches, SealedBatch } from './batches.ts';
import { countWritten, isConnectionLost, newestEntryId } from './redis.ts';

/** Log entries sent but not yet answered, at most. */
const MAX_BATCHES_IN_FLIGHT = 64;
/** The length of a log is capped each time that it may have grown by this part of the cap. */
const CAP_PARTS = 16;

export interface LogWriterOptions {
  readonly redis: Redis;
  readonly batches: PublisherBatches;
  readonly partitionCount: number;
  /** Log entries older than this are trimmed, milliseconds. */
  readonly retentionMs: number;
  /** Entries that a partition's log keeps at most (about: Redis trims whole nodes). */
  readonly maxLogEntries: number;
  /** UNIX time, milliseconds; decides what is old enough to be trimmed. */
  readonly nowMs: () => number;
  /** Called when all writes of one `send` are answered or lost; `refusal` is the first error reply. */
  readonly onAnswered: (refusal: Error | undefined) => void;
}

/** Counts since the start. */
export interface LogWriterCounts {
  readonly publishedTicks: number;
  readonly publishedBatches: number;
  /** Encoded batches, without what Redis and its protocol add. */
  readonly publishedBytes: number;
  /** Batches whose answer was lost, and which the log turned out to hold already. */
  readonly foundWritten: number;
  /** Writes that Redis refused; they are repeated, perhaps behind later ones that it took. */
  readonly refusedWrites: number;
}

export class LogWriter {
  readonly #options: LogWriterOptions;
  /** By partition: id of the last entry known to be ours or older; undefined before the first connect. */
  readonly #lastIds: (string | undefined)[];
  /** By partition: entries written since the length was last capped. */
  readonly #uncapped: number[];
  readonly #counts = {
    publishedTicks: 0,
    publishedBatches: 0,
    publishedBytes: 0,
    foundWritten: 0,
    refusedWrites: 0,
  };
  #batchesInFlight = 0;

  constructor(options: LogWriterOptions) {
    this.#options = options;
    this.#lastIds = Array.from({ length: options.partitionCount }, () => undefined);
    this.#uncapped = Array.from({ length: options.partitionCount }, () => 0);
  }

  counts(): LogWriterCounts {
    return { ...this.#counts };
  }

  /** Sends all batches of at least `minTicks` ticks, as many as may be in flight. */
  send(minTicks: number): void {
    const { redis, batches, partitionCount, retentionMs, nowMs } = this.#options;
    const taken: SealedBatch[] = [];
    for (let partition = 0; partition < partitionCount; partition++) {
      while (this.#batchesInFlight < MAX_BATCHES_IN_FLIGHT) {
        const batch = batches.next(partition, minTicks);
        if (batch === undefined) break;
        this.#batchesInFlight += 1;
        taken.push(batch);
      }
    }
    if (taken.length === 0) return;
    const pipeline = redis.pipeline();
    const oldestId = String(Math.max(0, nowMs() - retentionMs));
    for (const { partition, bytes } of taken) {
      pipeline.xadd(ticksKey(partition), 'MINID', '~', oldestId, '*', BATCH_FIELD, bytes);
    }
    // The replies carry an error for each write that was lost or refused; a pipeline as a whole does not fail.
    void pipeline.exec().then((replies) => {
      this.#onReplies(taken, replies ?? []);
    });
  }

  /** After a connect: finds out which batches of the lost connection are in the logs; the others are sent again. */
  async settle(): Promise<void> {
    const { redis, batches, partitionCount } = this.#options;
    for (let partition = 0; partition < partitionCount; partition++) {
      const lastId = this.#lastIds[partition];
      if (lastId === undefined) {
        this.#lastIds[partition] = await newestEntryId(redis, partition);
        continue;
      }
      const open = batches.unfinished(partition);
      if (open.length === 0) continue;
      const bytes = open.map((batch) => batch.bytes);
      const written = await countWritten(redis, partition, lastId, bytes);
      this.#lastIds[partition] = written.lastId;
      for (const batch of open.slice(0, written.count)) {
        if (this.#finish(batch)) this.#counts.foundWritten += 1;
      }
    }
  }

  #onReplies(
    taken: readonly SealedBatch[],
    replies: readonly (readonly [Error | null, unknown])[],
  ): void {
    const { redis, batches, onAnswered } = this.#options;
    let refusal: Error | undefined;
    taken.forEach((batch, index) => {
      this.#batchesInFlight -= 1;
      const [error, id] = replies[index] ?? [new Error('no answer'), undefined];
      if (error === null) {
        if (!this.#finish(batch)) return;
        this.#lastIds[batch.partition] = String(id);
        this.#countUncapped(batch.partition);
        return;
      }
      batches.giveBack(batch);
      // Without a connection nobody knows whether it was written: `settle` asks after the next connect.
      if (isConnectionLost(redis)) return;
      this.#counts.refusedWrites += 1;
      refusal ??= error;
    });
    onAnswered(refusal);
  }

  #finish(batch: SealedBatch): boolean {
    if (!this.#options.batches.finish(batch)) return false;
    this.#counts.publishedBatches += 1;
    this.#counts.publishedTicks += batch.tickCount;
    this.#counts.publishedBytes += batch.bytes.length;
    return true;
  }

  /** XADD trims by time or by length, not by both: so the length is capped apart, now and then. */
  #countUncapped(partition: number): void {
    const { redis, maxLogEntries } = this.#options;
    const count = (this.#uncapped[partition] ?? 0) + 1;
    const isDue = count * CAP_PARTS >= maxLogEntries;
    this.#uncapped[partition] = isDue ? 0 : count;
    // A failure leaves some entries more, until the next time.
    if (isDue) {
      redis.xtrim(ticksKey(partition), 'MAXLEN', '~', maxLogEntries).catch(() => undefined);
    }
  }
}
