/** A full order book that changes by seeded chance, and never crosses. */
import type { Random } from '../../../feed/simulator/random.ts';

export type BookSide = 'bid' | 'ask';

/** One level's new size; price and size scaled. */
export interface LevelChange {
  readonly side: BookSide;
  readonly price: number;
  /** 0 takes the level away. */
  readonly size: number;
}

/** Best levels of both sides, best first, interleaved `[price, size, price, size, ...]`. */
export interface BookLevels {
  readonly bids: readonly number[];
  readonly asks: readonly number[];
}

/** Levels a side at the start; a side never has fewer than half of them or more than twice as many. */
const START_LEVELS = 30;
/** Changes fall on so many of the best levels; the rest is touched rarely. */
const LIVELY_LEVELS = 14;

export interface MadeBookOptions {
  readonly random: Random;
  /** Scaled; about the middle. */
  readonly price: number;
  readonly tickSize: number;
  /** Sizes are 1..maxSize, scaled. */
  readonly maxSize: number;
}

export class MadeBook {
  readonly #random: Random;
  readonly #tickSize: number;
  readonly #maxSize: number;
  readonly #sides: Readonly<Record<BookSide, Map<number, number>>> = {
    bid: new Map(),
    ask: new Map(),
  };

  constructor({ random, price, tickSize, maxSize }: MadeBookOptions) {
    this.#random = random;
    this.#tickSize = tickSize;
    this.#maxSize = maxSize;
    for (const side of ['bid', 'ask'] as const) {
      let level = price;
      for (let count = 0; count < START_LEVELS; count++) {
        level += away(side) * tickSize * (1 + random.integer(3));
        this.#sides[side].set(level, this.#size());
      }
    }
  }

  /** The best `levels` of both sides. */
  best(levels: number): BookLevels {
    return { bids: this.#best('bid', levels), asks: this.#best('ask', levels) };
  }

  /** Changes one to four levels, each price once, and says which. */
  change(): LevelChange[] {
    const changes: LevelChange[] = [];
    const count = 1 + this.#random.integer(4);
    for (let done = 0; done < count; done++) {
      const side = this.#random.chance(0.5) ? 'bid' : 'ask';
      const { price, size } = this.#draw(side);
      if (changes.some((change) => change.side === side && change.price === price)) continue;
      // A price that just left one side would cross if it came to the other within one message.
      if (changes.some((change) => change.price === price)) continue;
      changes.push(this.#set(side, price, size));
    }
    return changes;
  }

  /** Changes the size of the best bid. */
  changeTop(): LevelChange[] {
    const [price = 0, size = 0] = this.#best('bid', 1);
    return [this.#set('bid', price, size + 1)];
  }

  #draw(side: BookSide): { price: number; size: number } {
    const prices = this.#prices(side);
    const lively = this.#random.chance(0.9) ? LIVELY_LEVELS : prices.length;
    const place = this.#random.integer(Math.min(lively, prices.length));
    const price = prices[place] ?? 0;
    const dice = this.#random.uniform();
    if (dice < 0.4) return { price, size: this.#size() };
    if (dice < 0.7 && prices.length > START_LEVELS / 2) return { price, size: 0 };
    if (prices.length >= START_LEVELS * 2) return { price: prices.at(-1) ?? 0, size: 0 };
    // A new level, one step better than one that is there; inside the spread where there is room.
    const better = price - away(side) * this.#tickSize;
    const [opposite = 0] = this.#best(side === 'bid' ? 'ask' : 'bid', 1);
    const isFree = (opposite - better) * away(side) < 0;
    return { price: isFree ? better : price, size: this.#size() };
  }

  #set(side: BookSide, price: number, size: number): LevelChange {
    if (size === 0) this.#sides[side].delete(price);
    else this.#sides[side].set(price, size);
    return { side, price, size };
  }

  #size(): number {
    return 1 + this.#random.integer(this.#maxSize);
  }

  #prices(side: BookSide): number[] {
    return [...this.#sides[side].keys()].sort((a, b) => (a - b) * away(side));
  }

  #best(side: BookSide, levels: number): number[] {
    const sizes = this.#sides[side];
    return this.#prices(side)
      .slice(0, levels)
      .flatMap((price) => [price, sizes.get(price) ?? 0]);
  }
}

/** Direction of worse prices. */
function away(side: BookSide): 1 | -1 {
  return side === 'bid' ? -1 : 1;
}
