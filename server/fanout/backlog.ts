/** Subscriptions that have something to tell, in the order in which they got it. */
import type { Subscription } from './topic.ts';

/** A list that keeps its memory when it is emptied: it fills and empties tens of thousands of times a second. */
export class Backlog {
  readonly #subscriptions: Subscription[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  at(index: number): Subscription | undefined {
    return index < this.#length ? this.#subscriptions[index] : undefined;
  }

  push(subscription: Subscription): void {
    this.#subscriptions[this.#length++] = subscription;
  }

  /** Takes the first `count` away. */
  drop(count: number): void {
    this.#subscriptions.copyWithin(0, count, this.#length);
    this.#length -= count;
  }

  /** Takes all away, and gives the memory back. */
  clear(): void {
    this.#subscriptions.length = 0;
    this.#length = 0;
  }
}
