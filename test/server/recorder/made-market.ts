/** A small random market, the same for each seed: late trades, repeats, quiet symbols, all in virtual time. */
import type { Tick } from '../../../proto/types.ts';
import { makeQuote, makeTrade } from '../../support/test-feed.ts';

export const SYMBOLS = [
  ...['AAA', 'BBB', 'CCC', 'DDD', 'EEE', 'FFF', 'GGG', 'HHH'],
  ...['III', 'JJJ', 'KKK', 'QUIET'],
];

/** A full hour. */
export const START_MS = 1_790_002_800_000;

/** Random numbers of [0, 1), the same for each seed (a multiplicative congruential generator). */
function randomFrom(seed: number): () => number {
  let state = (seed * 48_271 + 11) % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Makes ticks, oldest first. */
export class MadeMarket {
  readonly #random: () => number;
  #nowMs = START_MS;
  #tradeId = 0;

  constructor(seed: number) {
    this.#random = randomFrom(seed);
  }

  /** The next `count` ticks, about 50 ms of venue time apart. */
  next(count: number): Tick[] {
    return Array.from({ length: count }, () => this.#tick());
  }

  #tick(): Tick {
    const random = this.#random;
    this.#nowMs += Math.floor(random() * (random() < 0.02 ? 5_000 : 100));
    // Nearly nothing happens in the last one.
    const isQuiet = random() < 0.002;
    const symbol = isQuiet ? 'QUIET' : (SYMBOLS[Math.floor(random() * 11)] ?? '');
    const lateMs = random() < 0.05 ? Math.floor(random() * 6_000) : Math.floor(random() * 40);
    const times = { venueTimeMs: this.#nowMs - lateMs, receivedTimeMs: this.#nowMs };
    const price = 10_000 + Math.floor(random() * 200);
    if (random() < 0.3) return makeQuote(symbol, price, times);
    // Now and then a feed says something twice.
    this.#tradeId += random() < 0.03 ? 0 : 1;
    const size = 1 + Math.floor(random() * 500);
    const tradeId = random() < 0.3 ? '' : String(this.#tradeId);
    return makeTrade(symbol, price, { ...times, size, tradeId });
  }
}
