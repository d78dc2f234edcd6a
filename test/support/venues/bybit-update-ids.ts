/** Bybit's numbers of book messages: one after the other, whatever the market's own are. */
import type { MadeBookUpdate, MadeMarket } from './made-market.ts';

const known = new WeakMap<MadeMarket, BybitUpdateIds>();

/** Of one market; the same for all connections. */
export class BybitUpdateIds {
  readonly #symbols = new Map<string, { marketId: number; updateId: number }>();

  static of(market: MadeMarket): BybitUpdateIds {
    const ids = known.get(market) ?? new BybitUpdateIds();
    known.set(market, ids);
    return ids;
  }

  /** Number of the state of the book after the market's update `marketId`. */
  at(symbol: string, marketId: number): number {
    const state = this.#symbols.get(symbol) ?? { marketId, updateId: 1_000_000 };
    this.#symbols.set(symbol, state);
    // Updates that nobody saw.
    if (marketId > state.marketId) {
      state.marketId = marketId;
      state.updateId += 1;
    }
    return state.updateId;
  }

  /** Number of an update; the one before plus one, unless updates in between reached nobody. */
  follow(symbol: string, { firstUpdateId, lastUpdateId }: MadeBookUpdate): number {
    this.at(symbol, firstUpdateId - 1);
    return this.at(symbol, lastUpdateId);
  }
}
