/** Ticks that wait for Redis: bounded, in order, by partition; quotes and depth give way first. Pure. */
import type { Tick } from '../../proto/types.ts';

/** Ticks by kind. */
export interface TickCounts {
  trade: number;
  quote: number;
  depth: number;
}

/** First-in first-out list of ticks with their sequence numbers. */
class Lane {
  #ticks: Tick[] = [];
  #sequences: number[] = [];
  #head = 0;

  /** Sequence number of the oldest tick; Infinity when empty. */
  get oldest(): number {
    return this.#sequences[this.#head] ?? Infinity;
  }

  push(tick: Tick, sequence: number): void {
    this.#ticks.push(tick);
    this.#sequences.push(sequence);
  }

  shift(): Tick | undefined {
    const tick = this.#ticks[this.#head];
    if (tick === undefined) return undefined;
    this.#head += 1;
    if (this.#head === this.#ticks.length) {
      this.#ticks = [];
      this.#sequences = [];
      this.#head = 0;
    } else if (this.#head >= 4096 && this.#head * 2 >= this.#ticks.length) {
      this.#ticks.splice(0, this.#head);
      this.#sequences.splice(0, this.#head);
      this.#head = 0;
    }
    return tick;
  }
}

/** Trades apart from the rest, so that the rest can give way without a search. */
interface Partition {
  readonly trades: Lane;
  readonly others: Lane;
  count: number;
}

/**
 * The publisher's buffer.
 *
 * Order within a partition is that of `push`. Beyond the bound the oldest quote or depth tick of all
 * partitions is dropped, and only where none is left the oldest trade: a quote is replaced by the next
 * one, a trade never comes again.
 */
export class PublisherQueue {
  readonly #partitions: Partition[];
  readonly #dropped: TickCounts = { trade: 0, quote: 0, depth: 0 };
  #sequence = 0;
  #length = 0;

  /** @param partitionCount At least 1. */
  constructor(partitionCount: number) {
    this.#partitions = Array.from({ length: partitionCount }, () => ({
      trades: new Lane(),
      others: new Lane(),
      count: 0,
    }));
  }

  /** Ticks waiting in all partitions. */
  get length(): number {
    return this.#length;
  }

  /** Ticks dropped since the start. */
  get dropped(): Readonly<TickCounts> {
    return { ...this.#dropped };
  }

  /** Ticks waiting in one partition. */
  lengthOf(partition: number): number {
    return this.#partitions[partition]?.count ?? 0;
  }

  /** Appends a tick to a partition. */
  push(partition: number, tick: Tick): void {
    const target = this.#partitions[partition];
    if (target === undefined) throw new RangeError(`No partition ${String(partition)}`);
    (tick.kind === 'trade' ? target.trades : target.others).push(tick, this.#sequence++);
    target.count += 1;
    this.#length += 1;
  }

  /** Takes up to `count` of the oldest ticks of a partition, in order. */
  take(partition: number, count: number): Tick[] {
    const source = this.#partitions[partition];
    if (source === undefined) return [];
    const { trades, others } = source;
    const ticks: Tick[] = [];
    while (ticks.length < count) {
      const tick = trades.oldest < others.oldest ? trades.shift() : others.shift();
      if (tick === undefined) break;
      ticks.push(tick);
    }
    source.count -= ticks.length;
    this.#length -= ticks.length;
    return ticks;
  }

  /** Drops ticks until at most `limit` are left. */
  shrinkTo(limit: number): void {
    while (this.#length > limit) {
      const partition = this.#oldest('others') ?? this.#oldest('trades');
      const tick = partition?.others.shift() ?? partition?.trades.shift();
      if (partition === undefined || tick === undefined) return;
      partition.count -= 1;
      this.#length -= 1;
      this.#dropped[tick.kind] += 1;
    }
  }

  /** Partition with the oldest tick in the given lane; undefined if all of these lanes are empty. */
  #oldest(lane: 'trades' | 'others'): Partition | undefined {
    let found: Partition | undefined;
    for (const partition of this.#partitions) {
      const { oldest } = partition[lane];
      if (oldest < (found?.[lane].oldest ?? Infinity)) found = partition;
    }
    return found;
  }
}
