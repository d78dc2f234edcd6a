/** The bench's market: trades of numbered symbols, each symbol's sizes counting 1, 2, 3 and on. */
import { createRandom } from '../random.ts';
import type { Instrument, Trade } from '../../../proto/types.ts';

/** Venue time is so long before the time of receipt, milliseconds. */
const VENUE_DELAY_MS = 20;
/** Prices walk at most so many steps of one tick away from where they began. */
const MAX_WALK = 400;

/** `SYM0000` and on, as the load generator names them. */
export function symbolName(number: number): string {
  return `SYM${String(number).padStart(4, '0')}`;
}

/** All symbols as instruments; prices have two decimals, sizes none. */
export function makeInstruments(symbolCount: number): Instrument[] {
  return Array.from({ length: symbolCount }, (_, number) => ({
    symbol: symbolName(number),
    venue: 'BENCH',
    displayName: symbolName(number),
    priceDecimals: 2,
    sizeDecimals: 0,
    tickSize: 1,
    currency: 'USD',
    session: { kind: 'rolling24h' },
    rank: number + 1,
  }));
}

/** A trade and the number of its symbol. */
export interface NumberedTrade {
  readonly number: number;
  readonly trade: Trade;
}

/** Makes trades of symbols drawn at random; the same seed draws the same ones. */
export class TradeMaker {
  readonly #random: () => number;
  readonly #symbols: readonly string[];
  readonly #sequences: Uint32Array;
  readonly #walks: Int32Array;

  constructor(symbolCount: number, seed: number) {
    this.#random = createRandom(seed);
    this.#symbols = Array.from({ length: symbolCount }, (_, number) => symbolName(number));
    this.#sequences = new Uint32Array(symbolCount);
    this.#walks = new Int32Array(symbolCount);
  }

  /** The next trade, received at `nowMs` (UNIX, milliseconds). */
  next(nowMs: number): NumberedTrade {
    const number = Math.floor(this.#random() * this.#symbols.length);
    const sequence = (this.#sequences[number] ?? 0) + 1;
    this.#sequences[number] = sequence;
    const step = Math.floor(this.#random() * 7) - 3;
    const walked = (this.#walks[number] ?? 0) + step;
    const walk = Math.max(-MAX_WALK, Math.min(MAX_WALK, walked));
    this.#walks[number] = walk;
    const trade: Trade = {
      kind: 'trade',
      symbol: this.#symbols[number] ?? '',
      venueTimeMs: nowMs - VENUE_DELAY_MS,
      receivedTimeMs: nowMs,
      price: (10_000 + number * 100) * 100 + walk,
      size: sequence,
      aggressorSide: this.#random() < 0.5 ? 'buy' : 'sell',
      tradeId: String(sequence),
    };
    return { number, trade };
  }
}

/** A trade as the peers' feeds send it: short names, the price as a decimal number. */
export function tradeJson(trade: Trade): string {
  return JSON.stringify({
    s: trade.symbol,
    p: trade.price / 100,
    q: trade.size,
    d: trade.aggressorSide === 'buy' ? 'b' : 's',
    v: trade.venueTimeMs,
    t: trade.receivedTimeMs,
  });
}
