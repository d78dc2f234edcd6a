/** Ticks that wait for Redis: bounded, in order, by partition; quotes and depth give way first. Pure. */
import { isNotice, type Gap, type Tick } from '../../proto/types.ts';
import { tickFault } from '../../proto/validate.ts';
import { LostTicks } from './lost-ticks.ts';

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
  /** Older than all that waits: only the oldest trades are dropped, and only when nothing else is left. */
  readonly lost: LostTicks;
  count: number;
}

/**
 * The publisher's buffer.
 *
 * Order within a partition is that of `push`. Beyond the bound the oldest quote or depth tick of all
 * partitions is dropped, and only where none is left the oldest trade: a quote is replaced by the next
 * one, a trade never comes again. So dropped trades leave a gap tick, one for each symbol, in front of all that
 * waits of it; a dropped quote or depth needs none. Notices are never lost: of those that would be dropped, one gap and
 * the newest status of each symbol are kept, beyond the bound, in front of what waits.
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
      lost: new LostTicks(),
      count: 0,
    }));
  }

  /** Ticks waiting in all partitions, without notices that stand in front of them. */
  get length(): number {
    return this.#length;
  }

  /** Notices that stand in front of what waits, in all partitions. */
  get noticeCount(): number {
    return this.#partitions.reduce((sum, { lost }) => sum + lost.count, 0);
  }

  /** Ticks dropped since the start. */
  get dropped(): Readonly<TickCounts> {
    return { ...this.#dropped };
  }

  /** Ticks waiting in one partition, all notices among them. */
  lengthOf(partition: number): number {
    const { count, lost } = this.#at(partition);
    return count + lost.count;
  }

  /** Appends a tick to a partition. */
  push(partition: number, tick: Tick): void {
    const target = this.#at(partition);
    // A source's own notice keeps its place among the trades, and is no more lost than those.
    const isLasting = tick.kind === 'trade' || isNotice(tick);
    (isLasting ? target.trades : target.others).push(tick, this.#sequence++);
    target.count += 1;
    this.#length += 1;
  }

  /** Puts a gap in front of all that waits of its symbol, joined with one that stands there already. */
  addGap(partition: number, gap: Gap): void {
    this.#at(partition).lost.add(gap);
  }

  /** Takes up to `count` of the oldest ticks of a partition, in order. */
  take(partition: number, count: number): Tick[] {
    const source = this.#at(partition);
    const { trades, others, lost } = source;
    const ticks: Tick[] = lost.take(count);
    const noticeCount = ticks.length;
    while (ticks.length < count) {
      const tick = trades.oldest < others.oldest ? trades.shift() : others.shift();
      if (tick === undefined) break;
      ticks.push(tick);
    }
    source.count -= ticks.length - noticeCount;
    this.#length -= ticks.length - noticeCount;
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
      if (!isNotice(tick)) this.#dropped[tick.kind] += 1;
      const notice = tick.kind === 'trade' ? gapOf(tick) : tick;
      // What would have been refused as not valid is no loss, and its times cannot be relied on.
      if (isNotice(notice) && tickFault(tick) === undefined) partition.lost.add(notice);
    }
  }

  #at(partition: number): Partition {
    const found = this.#partitions[partition];
    if (found === undefined) throw new RangeError(`No partition ${String(partition)}`);
    return found;
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

/** The gap that one lost trade leaves. */
function gapOf({ symbol, venueTimeMs, receivedTimeMs }: Tick): Gap {
  const span = { fromMs: venueTimeMs, toMs: venueTimeMs, lostTrades: 1 };
  return { kind: 'gap', symbol, venueTimeMs, receivedTimeMs, ...span };
}
