/** The fan-out engine: who is told what, when, in which bytes. Decides; the gateway carries out. */
import { CLOSE_CODES } from '../../proto/close-codes.ts';
import type { ControlParts, TierMs, TopicRequest } from '../../proto/frames.ts';
import type { MarketState } from '../market/market-state.ts';
import type { Market } from '../market/market.ts';
import { Broadcasts } from './broadcasts.ts';
import { FanoutClient } from './client.ts';
import { Cohort } from './cohort.ts';
import { Cohorts } from './cohorts.ts';
import { DataLane } from './data-lane.ts';
import type { Execute, FanoutCounters, FanoutOptions, WallTimeOf } from './decision.ts';
import { Granting } from './granting.ts';
import { Outbox } from './outbox.ts';
import { Pace } from './pace.ts';

export type { Decision, Execute, FanoutCounters, FanoutOptions } from './decision.ts';

/** Frames that granting one client a frame full of snapshots counts as, in the work of a turn. */
const GRANT_FRAMES = 32;

/**
 * Pure: all times come in as arguments, all effects go out as decisions. Times are those of any one clock
 * that never goes back and is never set; `wallTimeOf` gives what is stamped on frames.
 */
export class FanoutEngine {
  readonly #options: FanoutOptions;
  readonly #outbox: Outbox;
  readonly #pace: Pace;
  readonly #cohorts = new Cohorts();
  readonly #lane: DataLane;
  readonly #granting: Granting;
  readonly #broadcasts: Broadcasts;
  readonly #clients = new Map<number, FanoutClient>();
  #sweep: Iterator<FanoutClient, undefined> | undefined;

  constructor(
    market: Market,
    options: FanoutOptions,
    execute: Execute,
    wallTimeOf: WallTimeOf = (nowMs) => nowMs,
  ) {
    this.#options = options;
    this.#outbox = new Outbox(execute, wallTimeOf);
    this.#pace = new Pace(options.pace);
    this.#lane = new DataLane(
      { frameBytes: options.frameBytes },
      this.#cohorts,
      this.#outbox,
      () => this.#pace.intervalMs,
    );
    this.#granting = new Granting(options, market, this.#lane, this.#outbox, this.#pace);
    this.#broadcasts = new Broadcasts(this.#clients, this.#outbox);
  }

  get counters(): Readonly<FanoutCounters> {
    return this.#outbox.counters;
  }

  get clientCount(): number {
    return this.#clients.size;
  }

  /** Adaptive interval at present, milliseconds. */
  get intervalMs(): number {
    return this.#pace.intervalMs;
  }

  /** Whether new subscriptions are refused at present. */
  get isOverloaded(): boolean {
    return this.#pace.isOverloaded;
  }

  addClient(key: number, nowMs: number): void {
    const cohort = new Cohort(0);
    const client = new FanoutClient(key, this.#options.window, cohort, nowMs);
    cohort.members.add(client);
    this.#clients.set(key, client);
  }

  removeClient(key: number): void {
    const client = this.#clients.get(key);
    if (!client) return;
    this.#clients.delete(key);
    client.isRemoved = true;
    this.#granting.remove(client);
    this.#cohorts.remove(client);
  }

  /** Says to one client what is not data; acknowledgements do not hold it back. */
  tell(key: number, parts: ControlParts, nowMs: number): void {
    const client = this.#clients.get(key);
    if (client) this.#outbox.parts(client, parts, [], nowMs);
  }

  /** Says the same to all clients, in the next turns. */
  tellAll(parts: ControlParts): void {
    this.#broadcasts.add(parts);
  }

  /**
   * Grants topics and sends their snapshots in the same frame as the symbol table: at once, or as soon
   * as the client's window is open.
   */
  subscribe(
    key: number,
    requestId: number,
    requests: readonly TopicRequest[],
    nowMs: number,
  ): void {
    const client = this.#clients.get(key);
    if (client) this.#granting.subscribe(client, requestId, requests, nowMs);
  }

  unsubscribe(key: number, requestId: number, symbols: readonly string[], nowMs: number): void {
    const client = this.#clients.get(key);
    if (client) this.#granting.unsubscribe(client, requestId, symbols, nowMs);
  }

  setRate(key: number, tierMs: TierMs, nowMs: number): void {
    const client = this.#clients.get(key);
    if (!client) return;
    if (client.cohort.tierMs !== tierMs) {
      const cohort = this.#lane.isolate(client);
      cohort.tierMs = tierMs;
      cohort.dueAtMs = Math.min(cohort.dueAtMs, nowMs + cohort.intervalMs(this.#pace.intervalMs));
      this.#lane.requeue(cohort);
    }
    const rates = [client.announceRate(this.#pace.intervalMs, nowMs)];
    this.#outbox.parts(client, { rates }, [], nowMs);
  }

  /** Takes an acknowledgement. One of a frame that was never sent closes the connection. */
  acknowledge(key: number, frame: number, nowMs: number): void {
    const client = this.#clients.get(key);
    if (!client) return;
    if (client.window.acknowledge(frame)) {
      this.#lane.release(client, nowMs);
      this.#granting.release(client);
      return;
    }
    const reason = `acknowledged frame ${String(frame)}, which was never sent`;
    this.#outbox.close(client, CLOSE_CODES.malformedFrame, reason);
  }

  /** Sends a client all that it has pending, due or not, as far as its window has room. */
  flush(key: number, nowMs: number): void {
    const client = this.#clients.get(key);
    if (client) this.#lane.flush(client, nowMs);
  }

  /** Takes note that a symbol's groups have changed. */
  mark(state: MarketState, groups: number): void {
    const topic = this.#granting.topic(state.instrument.symbol);
    if (topic && topic.subscriptions.length > 0) this.#lane.mark(topic, groups);
    // Nobody is behind: the next subscriber starts with a snapshot.
    else state.takeBarsChangedFromMs();
  }

  /**
   * Takes note that symbols were registered, changed their instrument, or got history: all who have or
   * await them are sent the symbol table entries and snapshots, as after `subscribe`.
   */
  refresh(symbols: readonly string[], nowMs: number): void {
    this.#granting.refresh(this.#clients.values(), symbols, nowMs);
  }

  /**
   * When `turn` is next to be called.
   *
   * @returns Time, perhaps in the past; undefined while nobody has anything to be told.
   */
  nextTurnMs(): number | undefined {
    if (this.#broadcasts.isDue || this.#granting.isDue) return -Infinity;
    const { dueMs } = this.#lane;
    return dueMs === Infinity ? undefined : dueMs;
  }

  /** When news is next of use to anybody who was just served: a time, perhaps in the past. */
  get nextSlotMs(): number {
    return this.#lane.nextSlotMs;
  }

  /**
   * Does one turn's worth of what is due: what all are told, snapshots that had to wait, and a frame with
   * all its news for every client that is due and has room.
   *
   * @returns Whether that was all; otherwise it is to be called again as soon as others had their turn.
   */
  turn(nowMs: number): boolean {
    let frames = this.#broadcasts.send(this.#options.turnFrames, nowMs);
    while (frames > 0 && this.#granting.isDue) {
      this.#granting.grantNext(nowMs);
      frames -= GRANT_FRAMES;
    }
    // Whatever else there is to say, a part of each turn is for those who have subscribed.
    const isDone = this.#lane.turn(nowMs, Math.max(frames, this.#options.turnFrames >> 2));
    return isDone && !this.#broadcasts.isDue && !this.#granting.isDue;
  }

  /** Takes the processing time of a turn that ended at `nowMs`, as the caller measured it, milliseconds. */
  reportTurn(nowMs: number, durationMs: number): void {
    this.#pace.reportTurn(nowMs, durationMs);
  }

  /** Takes the share of the core, 0..1, that all but turns took lately. */
  reportLoad(otherShare: number): void {
    this.#pace.reportLoad(otherShare);
  }

  /**
   * Sends heartbeats and news of rates, closes clients that answer no more, and counts time without turns.
   *
   * @param share Part of all clients to look after in this call, 0..1; the next call goes on with others.
   */
  sweep(nowMs: number, share = 1): void {
    // Without this, what turns took would never be forgotten once there are none: nobody could come any more.
    this.#pace.reportTurn(nowMs, 0);
    const count = Math.ceil(this.#clients.size * share);
    for (let index = 0; index < count; index++) {
      const client = this.#nextSwept();
      if (client && !client.isRemoved) this.#look(client, nowMs);
    }
  }

  #nextSwept(): FanoutClient | undefined {
    const next = this.#sweep?.next();
    if (next && !next.done) return next.value;
    this.#sweep = this.#clients.values();
    return this.#sweep.next().value;
  }

  #look(client: FanoutClient, nowMs: number): void {
    const { ackTimeoutMs, heartbeatMs } = this.#options;
    const { oldestSentMs } = client.window;
    if (oldestSentMs !== undefined && nowMs - oldestSentMs > ackTimeoutMs) {
      const reason = `no Ack for ${String(ackTimeoutMs)} ms`;
      this.#outbox.close(client, CLOSE_CODES.notResponding, reason);
    } else if (client.hasRateNews(this.#pace.intervalMs, nowMs)) {
      const rates = [client.announceRate(this.#pace.intervalMs, nowMs)];
      this.#outbox.parts(client, { rates }, [], nowMs);
    } else if (nowMs - client.lastSentMs >= heartbeatMs) {
      this.#outbox.parts(client, {}, [], nowMs);
    }
  }
}
