/** The publisher's ticks from arrival to the answered write: waiting, sealed into batches, in flight. Pure. */
import { ByteWriter } from '../../proto/byte-writer.ts';
import { isMarketDataError } from '../../proto/errors.ts';
import { writeTickBatch } from '../../proto/tick-codec.ts';
import type { Gap, Tick } from '../../proto/types.ts';
import { tickFault } from '../../proto/validate.ts';
import { PublisherQueue, type TickCounts } from './queue.ts';
import { reachFieldOf, type ReachField } from './reach.ts';

/** Ticks of one log entry, at most. */
export const MAX_BATCH_TICKS = 256;

/** A batch whose bytes are fixed; from then on it is written as a whole or not at all. */
export interface SealedBatch {
  readonly partition: number;
  /** One TickBatch. */
  readonly bytes: Buffer;
  readonly tickCount: number;
  /** How far the feed has come when it is written. */
  readonly reach: ReachField | undefined;
}

/** Keeps ticks in order for each partition until their write is answered; bounded. */
export class PublisherBatches {
  readonly #queue: PublisherQueue;
  /** By partition, oldest first. */
  readonly #sealed: SealedBatch[][];
  readonly #maxTicks: number;
  readonly #onInvalid: (tick: Tick, fault: string) => void;
  readonly #out = new ByteWriter(64 * 1024);
  #sealedTicks = 0;

  /**
   * @param maxTicks  Ticks kept at most; sealed ones count but are never dropped.
   * @param onInvalid Hears of each tick that is dropped because `tickFault` finds fault with it.
   */
  constructor(
    partitionCount: number,
    maxTicks: number,
    onInvalid: (tick: Tick, fault: string) => void,
  ) {
    this.#queue = new PublisherQueue(partitionCount);
    this.#sealed = Array.from({ length: partitionCount }, () => []);
    this.#maxTicks = maxTicks;
    this.#onInvalid = onInvalid;
  }

  /** Ticks not yet known to be written, without notices that stand in front of what waits. */
  get tickCount(): number {
    return this.#queue.length + this.#sealedTicks;
  }

  /** Whether everything is known to be written, notices too. */
  get isEmpty(): boolean {
    return this.#sealedTicks === 0 && !this.hasWaiting;
  }

  /** Whether ticks wait to be sealed. */
  get hasWaiting(): boolean {
    return this.#queue.length > 0 || this.#queue.noticeCount > 0;
  }

  /** Notices that stand in front of what waits to be sealed. */
  get noticeCount(): number {
    return this.#queue.noticeCount;
  }

  /** Ticks dropped for want of room since the start. */
  get dropped(): Readonly<TickCounts> {
    return this.#queue.dropped;
  }

  /** Appends a tick; says whether its partition now has a full batch. */
  push(partition: number, tick: Tick): boolean {
    this.#queue.push(partition, tick);
    return this.#queue.lengthOf(partition) >= MAX_BATCH_TICKS;
  }

  /** Puts a gap in front of all that waits of its symbol. */
  addGap(partition: number, gap: Gap): void {
    this.#queue.addGap(partition, gap);
  }

  /** Drops what is beyond the bound; lost trades leave gap ticks. */
  shrink(): void {
    this.#queue.shrinkTo(Math.max(0, this.#maxTicks - this.#sealedTicks));
  }

  /**
   * The oldest batches of a partition whose write is not known to have happened, new ones of at least `minTicks`
   * ticks behind those that were sealed before.
   *
   * @param maxCount At most so many.
   * @param maxBytes No further batch once so many bytes are together.
   */
  next(partition: number, minTicks: number, maxCount: number, maxBytes: number): SealedBatch[] {
    const sealed = this.#sealed[partition] ?? [];
    const batches: SealedBatch[] = [];
    let byteCount = 0;
    while (batches.length < maxCount && byteCount < maxBytes) {
      const batch = sealed[batches.length] ?? this.#sealNext(partition, minTicks);
      if (batch === undefined) break;
      batches.push(batch);
      byteCount += batch.bytes.length;
    }
    return batches;
  }

  /** The batch is in Redis. Says false if that was known already. */
  finish(batch: SealedBatch): boolean {
    const sealed = this.#sealed[batch.partition] ?? [];
    const index = sealed.findIndex((other) => other === batch);
    if (index < 0) return false;
    sealed.splice(index, 1);
    this.#sealedTicks -= batch.tickCount;
    return true;
  }

  /** Sealed batches of a partition whose write is not known to have happened, oldest first. */
  unfinished(partition: number): readonly SealedBatch[] {
    return [...(this.#sealed[partition] ?? [])];
  }

  /** Seals the oldest ticks that wait, if there are enough of them. */
  #sealNext(partition: number, minTicks: number): SealedBatch | undefined {
    while (this.#queue.lengthOf(partition) >= minTicks) {
      const batch = this.#seal(partition, this.#queue.take(partition, MAX_BATCH_TICKS));
      if (batch === undefined) continue;
      this.#sealed[partition]?.push(batch);
      return batch;
    }
    return undefined;
  }

  /** Encodes ticks; undefined if none of them is valid. */
  #seal(partition: number, ticks: readonly Tick[]): SealedBatch | undefined {
    let valid = ticks;
    this.#out.reset();
    try {
      writeTickBatch(this.#out, ticks);
    } catch (error) {
      if (!isMarketDataError(error) || error.code !== 'ERR_TICK_INVALID') throw error;
      // Checked only now: the encoder looks at each tick anyway, and faults are rare.
      valid = ticks.filter((tick) => this.#isValid(tick));
      this.#out.reset();
      writeTickBatch(this.#out, valid);
    }
    if (valid.length === 0) return undefined;
    this.#sealedTicks += valid.length;
    const bytes = Buffer.from(this.#out.view());
    return { partition, bytes, tickCount: valid.length, reach: reachFieldOf(valid) };
  }

  #isValid(tick: Tick): boolean {
    const fault = tickFault(tick);
    if (fault !== undefined) this.#onInvalid(tick, fault);
    return fault === undefined;
  }
}
