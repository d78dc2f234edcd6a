/** Watches the contiguous trade ids of one symbol for jumps; pure. */
import type { Gap } from '../../proto/types.ts';

/** What a trade id says about the trades before it. */
export interface TradeStep {
  /** `new`: behind all that were seen; `repeated`: seen, or older; `first`: nothing to compare with. */
  readonly kind: 'first' | 'new' | 'repeated';
  /** Trades between the last one seen and this one; 0 unless `new`. */
  readonly lostTrades: number;
  /** Venue time of the last one seen, UNIX ms; 0 if `first`. */
  readonly previousTimeMs: number;
}

const FIRST: TradeStep = { kind: 'first', lostTrades: 0, previousTimeMs: 0 };

/** Trade ids that count up by one, of any length. */
export class TradeSequence {
  #lastId = -1;
  /** The same beyond 2^53, where a number would not be exact. */
  #lastLongId: bigint | undefined;
  #timeMs = 0;

  /** Whether a trade has been seen. */
  get hasStarted(): boolean {
    return this.#lastId >= 0;
  }

  /**
   * Takes the id of the next trade.
   *
   * @param id     Decimal digits.
   * @param timeMs Its venue time, UNIX ms.
   */
  next(id: string, timeMs: number): TradeStep {
    const value = Number(id);
    const isLong = !Number.isSafeInteger(value) || this.#lastLongId !== undefined;
    const distance = isLong
      ? Number(BigInt(id) - (this.#lastLongId ?? BigInt(this.#lastId)))
      : value - this.#lastId;
    const hasStarted = this.hasStarted;
    const previousTimeMs = this.#timeMs;
    if (hasStarted && distance <= 0) return { kind: 'repeated', lostTrades: 0, previousTimeMs };
    this.#lastId = value;
    this.#lastLongId = Number.isSafeInteger(value) ? undefined : BigInt(id);
    this.#timeMs = timeMs;
    // An id may have any number of digits, a count has not.
    const lostTrades = Math.min(distance - 1, Number.MAX_SAFE_INTEGER);
    return hasStarted ? { kind: 'new', lostTrades, previousTimeMs } : FIRST;
  }

  /** Whether trades up to this id were seen, or older ones than any seen. */
  hasSeen(id: string): boolean {
    const value = Number(id);
    if (Number.isSafeInteger(value) && this.#lastLongId === undefined) return value <= this.#lastId;
    return BigInt(id) <= (this.#lastLongId ?? BigInt(this.#lastId));
  }
}

/**
 * The notice that stands in front of a trade before which others are missing.
 *
 * @param fromMs Venue time of the last trade seen, UNIX ms.
 * @param toMs   Venue time of the trade behind the hole, UNIX ms.
 */
export function createGap(
  symbol: string,
  lostTrades: number,
  fromMs: number,
  toMs: number,
  receivedTimeMs: number,
): Gap {
  // The venue's clock may have been set back between the two.
  const endMs = Math.max(fromMs, toMs);
  return {
    kind: 'gap',
    symbol,
    venueTimeMs: endMs,
    receivedTimeMs,
    fromMs,
    toMs: endMs,
    lostTrades,
  };
}
