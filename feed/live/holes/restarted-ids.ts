/** Tells a venue that began its trade ids anew from one that repeats old trades; pure. */
import type { Trade } from '../../../proto/types.ts';
import { idDistance, type TradeId } from './trade-id.ts';

/** No repetition reaches back further than this, ids. */
const REPEATED_IDS = 10_000;
/** Nor by this, ms of venue time. */
const REPEATED_MS = 60_000;
/** So many such trades in a row, with rising ids, are believed. */
const BELIEVED_COUNT = 3;

/**
 * Trades whose ids are lower than the newest one, while it is not clear what they are.
 *
 * A repetition is of a trade that was published, so it is not later than the newest one. A trade with a lower id that *is* later
 * - by anything, if its id is more than 10,000 lower; by more than a minute if it is nearer (its time may be a guess of
 * ours where the venue's was absurd) - speaks for ids that were begun anew. That is believed with the third such trade in a
 * row whose ids rise, or when the first one has waited for the time of a hold; a trade that goes on with the old ids
 * ends it. Until then these trades wait.
 */
export class RestartedIds {
  readonly #waitMs: number;
  #trades: Trade[] = [];
  #highest: TradeId = -1;
  #dueMs = Infinity;

  /** @param waitMs After this a single trade is believed, ms. */
  constructor(waitMs: number) {
    this.#waitMs = waitMs;
  }

  /** When the trades are believed however few they are, UNIX ms; Infinity: there are none. */
  get dueMs(): number {
    return this.#dueMs;
  }

  /**
   * Looks at a trade whose id is not behind the newest one.
   *
   * @param id           Of `trade`.
   * @param lastId       Newest id.
   * @param newestTimeMs Latest venue time of a trade so far, UNIX ms.
   * @returns            Whether it is kept; else it is a repetition.
   */
  push(trade: Trade, id: TradeId, lastId: TradeId, newestTimeMs: number, nowMs: number): boolean {
    const leewayMs = idDistance(id, lastId) > REPEATED_IDS ? 0 : REPEATED_MS;
    if (trade.venueTimeMs <= newestTimeMs + leewayMs) return false;
    if (this.#trades.length > 0 && id === this.#highest) return false;
    if (id < this.#highest) this.clear();
    if (this.#trades.length === 0) this.#dueMs = nowMs + this.#waitMs;
    this.#trades.push(trade);
    this.#highest = id;
    return true;
  }

  /** The trades, oldest first, if it is believed that the ids were begun anew; they are then forgotten here. */
  takeBelieved(nowMs: number): readonly Trade[] {
    if (this.#trades.length < BELIEVED_COUNT && nowMs < this.#dueMs) return [];
    const trades = this.#trades;
    this.clear();
    return trades;
  }

  clear(): void {
    this.#trades = [];
    this.#highest = -1;
    this.#dueMs = Infinity;
  }
}
