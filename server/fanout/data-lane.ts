/** Sends what has changed: one frame for each client that is due and has room, in turns of bounded work. */
import { ByteWriter } from '../../proto/byte-writer.ts';
import type { FanoutClient } from './client.ts';
import type { Cohort } from './cohort.ts';
import type { Cohorts } from './cohorts.ts';
import type { Outbox } from './outbox.ts';
import type { Fragment, Subscription, Topic } from './topic.ts';

export interface DataLaneOptions {
  /** Size from which on a frame takes no more symbols, bytes. */
  readonly frameBytes: number;
}

/** The body that the members of a cohort are just being sent. */
interface Delivery {
  readonly cohort: Cohort;
  readonly body: Uint8Array;
  readonly rest: Iterator<FanoutClient, undefined>;
}

/** All clients' news, conflated and lossless alike. A flush is one pass over those that have some. */
export class DataLane {
  readonly #options: DataLaneOptions;
  readonly #cohorts: Cohorts;
  readonly #outbox: Outbox;
  readonly #intervalMs: () => number;
  /** Fragments of the running flush, each encoded once. */
  readonly #arena = new ByteWriter(1 << 16);
  readonly #body = new ByteWriter(1 << 12);
  #dirtyTopics: Topic[] = [];
  /** Cohorts with news that are not due yet, or came after the running flush had begun. */
  #queue: Cohort[] = [];
  /** No cohort of the queue is due earlier, UNIX ms. */
  #queueDueMs = Infinity;
  #round: Cohort[] = [];
  #roundAt = 0;
  #delivery: Delivery | undefined;
  /** Clients standing alone that this flush may have brought into step with others. */
  #unsettled: FanoutClient[] = [];
  #isRunning = false;
  #flushNumber = 0;
  #startMs = -Infinity;

  constructor(
    options: DataLaneOptions,
    cohorts: Cohorts,
    outbox: Outbox,
    intervalMs: () => number,
  ) {
    this.#options = options;
    this.#cohorts = cohorts;
    this.#outbox = outbox;
    this.#intervalMs = intervalMs;
  }

  /** Whether a flush has begun and not come to its end. */
  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** When the newest flush began; all its ages count back from there. */
  get startMs(): number {
    return this.#startMs;
  }

  /** When somebody has news and is due: UNIX ms; -Infinity: at once; Infinity: not before there is news. */
  get dueMs(): number {
    return this.#dirtyTopics.length > 0 ? -Infinity : this.#queueDueMs;
  }

  /** Takes note that groups of a topic have changed. */
  mark(topic: Topic, groups: number): void {
    if (topic.dirty === 0) this.#dirtyTopics.push(topic);
    topic.dirty |= groups;
  }

  /** Makes the client's cohort its own, so that its wishes may change, and nothing is lost by that. */
  isolate(client: FanoutClient): Cohort {
    const delivery = this.#delivery;
    if (delivery?.cohort === client.cohort && client.sentInFlush !== this.#flushNumber) {
      // The cohort's news is already taken: what is on its way to all others goes to this one now.
      this.#deliver(client, delivery.body);
    }
    const cohort = this.#cohorts.isolate(client);
    if (cohort.pending.length > 0) this.#enqueue(cohort);
    return cohort;
  }

  /** Sends a held client its news with the next flush, if its window is open again. */
  release(client: FanoutClient, nowMs: number): void {
    if (!client.isHeld || !client.window.isOpen) return;
    client.release(nowMs);
    client.cohort.isQueued = false;
    this.#enqueue(client.cohort);
  }

  /** Lets a change of tier take effect. */
  requeue(cohort: Cohort): void {
    this.#queueDueMs = Math.min(this.#queueDueMs, cohort.isQueued ? cohort.dueAtMs : Infinity);
  }

  /** Begins a flush: all that has changed so far goes to those who want it. */
  begin(nowMs: number): void {
    this.#isRunning = true;
    this.#flushNumber += 1;
    this.#startMs = nowMs;
    this.#arena.reset();
    const dirty = this.#dirtyTopics;
    this.#dirtyTopics = [];
    for (const topic of dirty) topic.distribute(this.#onPending);
    this.#round = this.#queue;
    this.#roundAt = 0;
    this.#queue = [];
    this.#queueDueMs = Infinity;
  }

  /**
   * Goes on with the flush.
   *
   * @param frames Frames that may be sent.
   * @returns Frames that may still be sent; 0: the flush is not at its end.
   */
  continue(frames: number): number {
    let left = frames;
    while (left > 0) {
      if (this.#delivery) {
        left = this.#continueDelivery(this.#delivery, left);
        continue;
      }
      const cohort = this.#round[this.#roundAt];
      if (!cohort) {
        this.#end();
        return left;
      }
      this.#roundAt += 1;
      this.#begin(cohort);
    }
    return 0;
  }

  readonly #onPending = (subscription: Subscription): void => {
    const { cohort } = subscription;
    cohort.pending.push(subscription);
    this.#enqueue(cohort);
  };

  #enqueue(cohort: Cohort): void {
    if (cohort.isQueued) return;
    cohort.isQueued = true;
    this.#queue.push(cohort);
    this.#queueDueMs = Math.min(this.#queueDueMs, cohort.dueAtMs);
  }

  #begin(cohort: Cohort): void {
    const nowMs = this.#startMs;
    cohort.isQueued = false;
    if (cohort.dueAtMs > nowMs) {
      this.#enqueue(cohort);
      return;
    }
    let open = 0;
    for (const client of cohort.members) {
      if (client.window.isOpen) open += 1;
      else this.#hold(client);
    }
    if (open === 0 || !this.#assemble(cohort)) return;
    cohort.dueAtMs = cohort.nextDueMs(nowMs, this.#intervalMs());
    if (cohort.pending.length > 0) this.#enqueue(cohort);
    const rest = cohort.members.values();
    this.#delivery = { cohort, body: this.#body.view(), rest };
    if (cohort.homeKey === undefined) this.#unsettled.push(...cohort.members);
  }

  /** Lets a client's news wait: it keeps what the client has not been told, and forgets how often it changed. */
  #hold(client: FanoutClient): void {
    const own = this.#cohorts.isolate(client);
    // It comes back to the queue when the client acknowledges.
    own.isQueued = true;
    client.hold(this.#startMs);
    this.#outbox.counters.holds += 1;
  }

  /** Puts what a cohort has pending into the body, up to the size of a frame. False: there is nothing. */
  #assemble(cohort: Cohort): boolean {
    const { counters } = this.#outbox;
    const body = this.#body;
    const fragments: Fragment[] = [];
    body.reset();
    let at = 0;
    for (; at < cohort.pending.length && body.length < this.#options.frameBytes; at++) {
      const subscription = cohort.pending[at];
      if (!subscription || subscription.isCancelled || subscription.pending === 0) continue;
      fragments.length = 0;
      counters.fragmentsEncoded += subscription.topic.takeFragments(
        subscription,
        this.#arena,
        this.#flushNumber,
        this.#startMs,
        fragments,
      );
      for (const { start, end } of fragments) body.append(this.#arena, start, end);
      counters.fragmentsSent += fragments.length * cohort.members.size;
    }
    if (at === cohort.pending.length) cohort.pending.length = 0;
    else cohort.pending = cohort.pending.slice(at);
    if (body.length === 0) return false;
    counters.bodiesAssembled += 1;
    return true;
  }

  #continueDelivery({ cohort, body, rest }: Delivery, frames: number): number {
    let left = frames;
    while (left > 0) {
      const { value: client, done } = rest.next();
      if (done) {
        this.#delivery = undefined;
        return left;
      }
      // It may have been served already, because it left the cohort meanwhile.
      if (client.cohort !== cohort || client.sentInFlush === this.#flushNumber) continue;
      this.#deliver(client, body);
      left -= 1;
    }
    return left;
  }

  #deliver(client: FanoutClient, body: Uint8Array): void {
    client.sentInFlush = this.#flushNumber;
    this.#outbox.data(client, body, this.#startMs);
  }

  #end(): void {
    this.#isRunning = false;
    this.#round = [];
    const unsettled = this.#unsettled;
    this.#unsettled = [];
    for (const client of unsettled) {
      if (!client.isRemoved && client.deferred.size === 0) this.#cohorts.settle(client);
    }
  }
}
