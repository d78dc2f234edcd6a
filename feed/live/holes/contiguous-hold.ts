/** Ticks of a symbol that wait for trades in front of or among them, by ids that count up by one; pure. */
import type { Tick, Trade } from '../../../proto/types.ts';
import type { VenueInstrument } from '../../venues/venue-mapper.ts';
import { gapTick, releasedTick, type HoleCounts } from './symbol-trades.ts';
import {
  compareIds,
  followingId,
  idDistance,
  parseTradeId,
  precedingId,
  type TradeId,
} from './trade-id.ts';

/** Up to where all is published or given up. */
export interface Cursor {
  readonly id: TradeId;
  /** Venue time, UNIX ms. */
  readonly timeMs: number;
}

/** Trades between two known ones, the second of which may not be there yet. */
export interface MissingRun {
  readonly after: Cursor;
  readonly before?: Cursor;
}

export class ContiguousHold {
  /** When it ends whatever is still missing, UNIX ms. */
  readonly endMs: number;
  /** When the next request is due, UNIX ms; Infinity: none is. */
  askMs = Infinity;
  /** Answers that ended before the hole did. */
  lagCount = 0;
  /** Where trades behind the highest id may be missing, venue time; undefined: there, live trades will tell. */
  open: { readonly fromMs: number; readonly toMs: number } | undefined;
  /** In order of arrival; all trades among them are in `#known`, too. */
  readonly #ticks: Tick[] = [];
  /** Places in `#ticks` in front of which trades may be missing. */
  readonly #marks: number[] = [];
  /** Held and found trades. */
  readonly #known = new Map<TradeId, Trade>();
  /** Ids of those in `#ticks`. */
  readonly #heldIds = new Set<TradeId>();
  /** All ids from the cursor to this one are known or given up. */
  #solid: Cursor;
  #highest: TradeId;

  constructor(cursor: Cursor, endMs: number) {
    this.#solid = cursor;
    this.#highest = cursor.id;
    this.endMs = endMs;
  }

  /** Held ticks. */
  get length(): number {
    return this.#ticks.length;
  }

  /** Times that it became doubtful what comes next. */
  get markCount(): number {
    return this.#marks.length;
  }

  /** Whether nothing is missing, as far as anybody can know. */
  get isWhole(): boolean {
    return this.open === undefined && this.#solid.id >= this.#highest;
  }

  /** From here on, until a newer trade comes, trades may be missing. */
  mark(fromMs: number, toMs: number): void {
    this.#marks.push(this.#ticks.length);
    this.open = { fromMs: this.open?.fromMs ?? fromMs, toMs };
  }

  /** Any tick but a trade with an id. */
  push(tick: Tick): void {
    this.#ticks.push(tick);
  }

  /** A live trade behind the cursor. Returns false: it is there already. */
  pushTrade(trade: Trade, id: TradeId): boolean {
    if (id > this.#highest) {
      // Also where a found one is known: the live one is the better witness.
      this.#ticks.push(trade);
      this.#heldIds.add(id);
      this.#highest = id;
      this.open = undefined;
    } else if (this.#known.has(id)) {
      return false;
    }
    this.#known.set(id, trade);
    this.#advance();
    return true;
  }

  /** A fetched trade behind the cursor. Returns false: it is there already. */
  add(trade: Trade, id: TradeId): boolean {
    if (this.#known.has(id)) return false;
    this.#known.set(id, { ...trade, isBackfill: true });
    return true;
  }

  /**
   * Takes note that all of an answer was added: what it skipped the venue does not have.
   *
   * @param reachedId Highest id of the answer in the hole; undefined: it had none.
   */
  settle(reachedId: TradeId | undefined): void {
    this.#advance();
    if (reachedId === undefined || this.#solid.id >= reachedId) return;
    // Sorted once: to look for the next one behind each of thousands of holes would hold everything up.
    for (const id of [...this.#known.keys()].sort(compareIds)) {
      if (this.#solid.id >= reachedId) return;
      if (id > this.#solid.id) this.giveUp(id);
    }
  }

  /** Whether nothing in front of `beforeId` is left to be had. */
  isSettledTo(beforeId: TradeId): boolean {
    return followingId(this.#solid.id) >= beforeId;
  }

  /** What is missing in front of `beforeId` cannot be had. */
  giveUp(beforeId: TradeId): void {
    if (followingId(this.#solid.id) < beforeId) {
      this.#solid = { id: precedingId(beforeId), timeMs: this.#solid.timeMs };
    }
    this.#advance();
  }

  /** What is to be asked for next; undefined: nothing. */
  firstMissing(): MissingRun | undefined {
    const before = this.#solid.id < this.#highest ? this.#nextKnown() : undefined;
    if (before !== undefined) return { after: this.#solid, before };
    return this.open === undefined ? undefined : { after: this.#solid };
  }

  /**
   * Publishes everything: trades in the order of their ids as far as they were held or found, gaps where they were not.
   *
   * What was missing in front of held quotes and depths goes in front of them.
   *
   * @param from Up to where all is published.
   * @returns    Up to where it is now.
   */
  release(
    from: Cursor,
    instrument: VenueInstrument,
    counts: HoleCounts,
    nowMs: number,
    out: Tick[],
  ): Cursor {
    let { id: lastId, timeMs } = from;
    const found = [...this.#known]
      .filter(([id]) => !this.#heldIds.has(id))
      .sort(([a], [b]) => compareIds(a, b));
    let nextFound = 0;
    const gap = (fromMs: number, toMs: number, lostTrades: number): void => {
      out.push(gapTick(instrument, { fromMs, toMs, lostTrades }, nowMs, counts));
    };
    const closeTo = (id: TradeId, toMs: number): void => {
      const missing = idDistance(lastId, id) - 1;
      if (missing <= 0) return;
      gap(timeMs, toMs, missing);
      lastId = precedingId(id);
    };
    const publish = (trade: Trade, id: TradeId): void => {
      closeTo(id, trade.venueTimeMs);
      if (trade.isBackfill === true) counts.filledTrades += 1;
      out.push(releasedTick(trade, nowMs));
      lastId = id;
      ({ venueTimeMs: timeMs } = trade);
    };
    const publishFound = (beforeId: TradeId | undefined): void => {
      for (; nextFound < found.length; nextFound++) {
        const [id, trade] = found[nextFound] ?? [];
        if (id === undefined || trade === undefined) return;
        if (beforeId !== undefined && id >= beforeId) return;
        publish(trade, id);
      }
    };
    const marks = new Set(this.#marks);
    let { open } = this;
    for (let at = 0; at <= this.#ticks.length; at++) {
      if (marks.has(at)) {
        const following = this.#firstTradeFrom(at);
        publishFound(following?.id);
        if (following !== undefined) closeTo(following.id, following.timeMs);
        else if (open !== undefined) {
          gap(Math.max(open.fromMs, timeMs), Math.max(open.toMs, timeMs), 0);
          open = undefined;
        }
      }
      const tick = this.#ticks[at];
      if (tick === undefined) break;
      const id = tick.kind === 'trade' ? parseTradeId(tick.tradeId) : undefined;
      if (tick.kind !== 'trade' || id === undefined) out.push(releasedTick(tick, nowMs));
      else {
        publishFound(id);
        publish(tick, id);
      }
    }
    return { id: lastId, timeMs };
  }

  #advance(): void {
    for (;;) {
      const id = followingId(this.#solid.id);
      const trade = this.#known.get(id);
      if (trade === undefined) return;
      this.#solid = { id, timeMs: trade.venueTimeMs };
    }
  }

  /** The known trade with the lowest id behind what is solid. */
  #nextKnown(): Cursor | undefined {
    let lowest: Cursor | undefined;
    for (const [id, { venueTimeMs }] of this.#known) {
      if (id > this.#solid.id && (lowest === undefined || id < lowest.id)) {
        lowest = { id, timeMs: venueTimeMs };
      }
    }
    return lowest;
  }

  #firstTradeFrom(at: number): Cursor | undefined {
    for (let index = at; index < this.#ticks.length; index++) {
      const tick = this.#ticks[index];
      if (tick?.kind !== 'trade') continue;
      const id = parseTradeId(tick.tradeId);
      if (id !== undefined) return { id, timeMs: tick.venueTimeMs };
    }
    return undefined;
  }
}
