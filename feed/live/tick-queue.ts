/** Ticks of a live source until somebody takes them: bounded, in order, received times never going back; pure. */
import type { Tick } from '../../proto/types.ts';
import { PublisherQueue, type TickCounts } from '../publisher/queue.ts';

/** Ticks of one batch at most. */
const MAX_BATCH = 4_096;

/** Beyond its bound quotes and depths are dropped first; dropped trades leave a gap tick in their place. */
export class TickQueue {
  readonly #queue = new PublisherQueue(1);
  readonly #limit: number;
  #receivedTimeMs = 0;

  /** @param limit Ticks that wait at most, notices not counted. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get isEmpty(): boolean {
    return this.#queue.lengthOf(0) === 0;
  }

  /** Ticks dropped since the start. */
  get dropped(): Readonly<TickCounts> {
    return this.#queue.dropped;
  }

  push(ticks: readonly Tick[]): void {
    for (const tick of ticks) {
      // What was held back, or fetched afterwards, was received before what went past it meanwhile.
      const isLate = tick.receivedTimeMs < this.#receivedTimeMs;
      if (!isLate) this.#receivedTimeMs = tick.receivedTimeMs;
      this.#queue.push(0, isLate ? { ...tick, receivedTimeMs: this.#receivedTimeMs } : tick);
    }
    if (this.#queue.length > this.#limit) this.#queue.shrinkTo(this.#limit);
  }

  /** The oldest ticks, in order; empty if there are none. */
  take(): Tick[] {
    return this.#queue.take(0, MAX_BATCH);
  }
}
