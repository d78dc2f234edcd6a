/** The markets of the partitions that this recorder is active in, seen as one. */
import { partitionOf } from '../../proto/redis-keys.ts';
import type { Instrument } from '../../proto/types.ts';
import type { MarketState } from '../market/market-state.ts';
import type { Market } from '../market/market.ts';
import type { Instruments } from '../recovery/registry.ts';

/**
 * One market for each active partition, so that each can begin anew by itself. A tick in the log of a partition
 * that its symbol does not belong to finds no state there.
 */
export class PartitionMarkets implements Instruments {
  readonly #partitionCount: number;
  readonly #markets = new Map<number, Market>();

  constructor(partitionCount: number) {
    this.#partitionCount = partitionCount;
  }

  /** Partitions that this recorder is active in. */
  get count(): number {
    return this.#markets.size;
  }

  /** Puts a market in the place of the one that the partition had. */
  add(partition: number, market: Market): void {
    this.#markets.set(partition, market);
  }

  /** Takes a market away, unless another one has its place already. */
  remove(partition: number, market: Market): void {
    if (this.#markets.get(partition) === market) this.#markets.delete(partition);
  }

  state(symbol: string): MarketState | undefined {
    return this.#marketOf(symbol)?.state(symbol);
  }

  register(instrument: Instrument): boolean {
    return this.#marketOf(instrument.symbol)?.register(instrument) ?? false;
  }

  #marketOf(symbol: string): Market | undefined {
    return this.#markets.get(partitionOf(symbol, this.#partitionCount));
  }
}
