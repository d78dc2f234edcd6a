/** Sends what has changed: one frame for each client that is due and has room, in turns of bounded work. */
import { ByteWriter } from '../../proto/byte-writer.ts';
import { writeFrameTime } from '../../proto/update-writer.ts';
import type { FanoutClient } from './client.ts';
import type { Cohort } from './cohort.ts';
import type { Cohorts } from './cohorts.ts';
import type { Outbox } from './outbox.ts';
import type { Subscription, Topic, Turn } from './topic.ts';

export interface DataLaneOptions {
  /** Size from which on a frame takes no more symbols, bytes. */
  readonly frameBytes: number;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The body that the members of a cohort are just being sent, perhaps over several turns. */
interface Delivery {
  readonly number: number;
  readonly cohort: Cohort;
  readonly body: Uint8Array;
  readonly nowMs: number;
  readonly rest: Iterator<FanoutClient, undefined>;
}

/**
 * A cohort that would be due within this part of the interval goes along with the others: they then stay
 * together, share their fragments, and cost one turn of the event loop instead of many.
 */
const EARLY = 1 / 8;

/**
 * All clients' news, conflated and lossless alike.
 *
 * Each turn tells what is newest at its own time, so with many clients none waits for all before it: how
 * old a tick gets is the interval, not the interval and the time that all the sending takes.
 */
export class DataLane {
  readonly #options: DataLaneOptions;
  readonly #cohorts: Cohorts;
  readonly #outbox: Outbox;
  readonly #intervalMs: () => number;
  #dirtyTopics: Topic[] = [];
  /** Cohorts with news, in the order in which they got it. */
  #queue: Cohort[] = [];
  /** No cohort of the queue is due earlier, ms. */
  #queueDueMs = Infinity;
  #delivery: Delivery | undefined;
  #deliveryNumber = 0;
  /** Clients standing alone that this turn may have brought into step with others. */
  #unsettled: FanoutClient[] = [];
  #turn: Mutable<Turn>;
  /** Time of the running turn, by the clock of deadlines. */
  #nowMs = -Infinity;
  /** When the first of those that were last served may be served again. */
  #againMs = -Infinity;

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
    this.#turn = {
      number: 0,
      nowMs: -Infinity,
      arena: new ByteWriter(1 << 16),
      body: new ByteWriter(1 << 12),
      counters: outbox.counters,
    };
  }

  /** When a turn is due, ms; -Infinity: at once; Infinity: not before there is news. */
  get dueMs(): number {
    return this.#delivery || this.#dirtyTopics.length > 0 ? -Infinity : this.#queueDueMs;
  }

  /**
   * When the next frames may go out if there is news by then, ms, perhaps in the past. News that
   * comes just before saves its reader most of an interval, and news that comes earlier nobody anything.
   */
  get nextSlotMs(): number {
    return Math.min(this.#againMs, this.#queueDueMs) - this.#intervalMs() * EARLY;
  }

  /** Takes note that groups of a topic have changed. */
  mark(topic: Topic, groups: number): void {
    if (topic.dirty === 0) this.#dirtyTopics.push(topic);
    topic.dirty |= groups;
  }

  /** Makes the client's cohort its own, so that its wishes may change, and nothing is lost by that. */
  isolate(client: FanoutClient): Cohort {
    const delivery = this.#delivery;
    if (delivery?.cohort === client.cohort && client.lastDelivery !== delivery.number) {
      // The cohort's news is already taken: what is on its way to all others goes to this one now.
      this.#deliver(client, delivery);
    }
    // Gone by now, if its socket took no more.
    if (client.isRemoved) return client.cohort;
    const cohort = this.#cohorts.isolate(client);
    if (cohort.pending.length > 0) this.#enqueue(cohort);
    return cohort;
  }

  /** Sends a client all that it has pending, due or not, as far as its window has room. */
  flush(client: FanoutClient, nowMs: number): void {
    this.#distribute();
    const cohort = this.isolate(client);
    this.#turn.number += 1;
    // In memory of its own: a body may be under way to others.
    const turn: Turn = {
      number: this.#turn.number,
      nowMs: this.#outbox.stampMs(nowMs),
      arena: new ByteWriter(1 << 12),
      body: new ByteWriter(1 << 12),
      counters: this.#turn.counters,
    };
    while (client.window.isOpen && this.#assemble(cohort, turn)) {
      this.#outbox.data(client, turn.body.view(), nowMs);
    }
  }

  /** Lets a held client have its news with the next turn, if its window is open again. */
  release(client: FanoutClient, nowMs: number): void {
    if (!client.isHeld || !client.window.isOpen) return;
    client.release(nowMs);
    client.cohort.isQueued = false;
    this.#enqueue(client.cohort);
  }

  /** Lets a change of tier take effect. */
  requeue(cohort: Cohort): void {
    if (cohort.isQueued) this.#queueDueMs = Math.min(this.#queueDueMs, cohort.dueAtMs);
  }

  /**
   * Sends to those that are due, at most so many frames.
   *
   * @returns Whether nobody that is due is left.
   */
  turn(nowMs: number, frames: number): boolean {
    this.#nowMs = nowMs;
    this.#turn.number += 1;
    this.#turn.nowMs = this.#outbox.stampMs(nowMs);
    this.#turn.arena.reset();
    this.#distribute();
    let left = this.#delivery ? this.#continue(this.#delivery, frames) : frames;

    let isDone = !this.#delivery;
    const earlyMs = nowMs + this.#intervalMs() * EARLY;
    if (this.#queueDueMs > earlyMs) return isDone;
    const queue = this.#queue;
    const count = queue.length;
    let kept = 0;
    this.#queueDueMs = Infinity;
    for (let at = 0; at < count; at++) {
      const cohort = queue[at];
      if (!cohort) continue;
      if (left > 0 && cohort.dueAtMs <= earlyMs) {
        left = this.#serve(cohort, left);
        isDone &&= !this.#delivery;
        continue;
      }
      isDone &&= cohort.dueAtMs > earlyMs;
      queue[kept++] = cohort;
      this.#queueDueMs = Math.min(this.#queueDueMs, cohort.dueAtMs);
    }
    // What was put behind meanwhile, and has counted for the next due time itself.
    queue.copyWithin(kept, count);
    queue.length -= count - kept;
    this.#settle();
    return isDone;
  }

  #distribute(): void {
    const dirty = this.#dirtyTopics;
    this.#dirtyTopics = [];
    for (const topic of dirty) topic.distribute(this.#onPending);
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

  /** @returns How many of the frames are left. */
  #serve(cohort: Cohort, frames: number): number {
    const { body } = this.#turn;
    const nowMs = this.#nowMs;
    cohort.isQueued = false;
    let open = 0;
    for (const client of cohort.members) {
      if (client.window.isOpen) open += 1;
      else this.#hold(client);
    }
    if (open === 0 || !this.#assemble(cohort, this.#turn)) return frames;
    cohort.dueAtMs = cohort.nextDueMs(nowMs, this.#intervalMs());
    if (this.#againMs <= nowMs || cohort.dueAtMs < this.#againMs) {
      this.#againMs = cohort.dueAtMs;
    }
    if (cohort.pending.length > 0) this.#enqueue(cohort);
    if (cohort.homeKey === undefined) this.#unsettled.push(...cohort.members);
    if (open === 1) {
      for (const client of cohort.members) this.#outbox.data(client, body.view(), nowMs);
      return frames - 1;
    }
    this.#deliveryNumber += 1;
    this.#delivery = {
      number: this.#deliveryNumber,
      cohort,
      body: body.view(),
      nowMs,
      rest: cohort.members.values(),
    };
    return this.#continue(this.#delivery, frames);
  }

  /** Lets a client's news wait: it keeps what the client has not been told, and forgets how often it changed. */
  #hold(client: FanoutClient): void {
    const own = this.#cohorts.isolate(client);
    // It comes back to the queue when the client acknowledges.
    own.isQueued = true;
    client.hold(this.#nowMs);
    this.#outbox.counters.holds += 1;
  }

  /** Puts what a cohort has pending into the body, up to the size of a frame. False: there is nothing. */
  #assemble(cohort: Cohort, turn: Turn): boolean {
    const { body, nowMs, counters } = turn;
    const { pending } = cohort;
    body.reset();
    writeFrameTime(body, nowMs);
    const empty = body.length;
    let at = 0;
    for (; at < pending.length && body.length < this.#options.frameBytes; at++) {
      const subscription = pending.at(at);
      if (!subscription || subscription.isCancelled || subscription.pending === 0) continue;
      subscription.topic.tell(subscription, turn);
    }
    pending.drop(at);
    if (body.length === empty) return false;
    counters.bodiesAssembled += 1;
    return true;
  }

  /** @returns How many of the frames are left; 0: perhaps not all members have been served. */
  #continue(delivery: Delivery, frames: number): number {
    let left = frames;
    while (left > 0) {
      const { value: client, done } = delivery.rest.next();
      if (done) {
        this.#delivery = undefined;
        return left;
      }
      // It may have been served already, because it left the cohort meanwhile.
      if (client.cohort !== delivery.cohort || client.lastDelivery === delivery.number) continue;
      this.#deliver(client, delivery);
      left -= 1;
    }
    return left;
  }

  #deliver(client: FanoutClient, { number, body, nowMs }: Delivery): void {
    client.lastDelivery = number;
    this.#outbox.data(client, body, nowMs);
  }

  #settle(): void {
    const unsettled = this.#unsettled;
    this.#unsettled = [];
    for (const client of unsettled) {
      if (client.isRemoved || client.deferred.size > 0) continue;
      this.#cohorts.settle(client, this.#delivery?.cohort);
    }
  }
}
