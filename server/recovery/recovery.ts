/** Where one server begins and goes on: from stored snapshots as far as they reach, with every hole marked. */
import { partitionOf } from '../../proto/redis-keys.ts';
import type { Market } from '../market/market.ts';
import type { CoveredTicks } from './covered-ticks.ts';
import { AT_START, compareIds, type EntryId, type LogPosition } from './log-position.ts';
import type { AfterLoss, LogLoss } from './log-tail.ts';
import { holeOf, noChange, restorePartition, type Hole } from './restore-partition.ts';
import type { OnFault, PartitionSnapshot } from './snapshots.ts';
import type { Store } from './store.ts';

export interface RecoveryEvents {
  /** The states of these symbols were replaced, or a hole was marked in them. */
  replaced(symbols: readonly string[]): void;
  /** A snapshot cannot be read; its symbol starts afresh, with the hole marked. */
  readonly fault: OnFault;
}

/** What a loss has led to, for the log. */
export type Outcome = AfterLoss & { readonly hole: Hole | undefined };

/** Brings the market to a position of the log of each partition. */
export class Recovery {
  readonly #store: Store;
  readonly #market: Market;
  readonly #events: RecoveryEvents;
  readonly #partitionCount: number;
  readonly #covered = new Map<number, CoveredTicks>();

  constructor(store: Store, market: Market, partitionCount: number, events: RecoveryEvents) {
    this.#store = store;
    this.#market = market;
    this.#partitionCount = partitionCount;
    this.#events = events;
  }

  /**
   * Restores all that is stored; the instruments are registered by then. May be repeated.
   *
   * @returns By partition: where its log is to be read on.
   * @throws {MarketDataError} ERR_REDIS_UNAVAILABLE
   */
  async begin(): Promise<ReadonlyMap<number, LogPosition>> {
    const positions = new Map<number, LogPosition>();
    for (let partition = 0; partition < this.#partitionCount; partition++) {
      const stored = await this.#store.snapshots(partition, this.#events.fault);
      if (stored) await this.#restore(partition, stored);
      positions.set(partition, stored?.position ?? AT_START);
    }
    return positions;
  }

  /** Says whether the state of a symbol holds the ticks of this entry already. */
  isCovered(symbol: string, partition: number, id: EntryId): boolean {
    return this.#covered.get(partition)?.has(symbol, id) ?? false;
  }

  /**
   * Finds out where to go on when the log does not go on where it was read.
   *
   * @throws {MarketDataError} ERR_REDIS_UNAVAILABLE
   */
  async afterLoss(partition: number, loss: LogLoss): Promise<Outcome> {
    const { kind } = loss;
    const stored = await this.#store.snapshots(partition, this.#events.fault);
    const symbols = this.#symbolsOf(partition);
    if (stored && isOfUse(loss, stored.position)) {
      // A symbol that is not stored had no ticks up to there.
      for (const symbol of symbols) this.#market.reset(symbol);
      await this.#restore(partition, stored);
      this.#events.replaced(symbols);
      return { kind: 'from', position: stored.position, hole: undefined };
    }
    const hole = holeOf(loss);
    if (kind === 'replaced') {
      // What was built from a log that is gone is not to be mixed with what another one tells.
      for (const symbol of symbols) this.#market.reset(symbol);
      this.#covered.delete(partition);
    }
    if (hole) this.#market.markGap(this.#isOf(partition), hole.fromMs, hole.toMs, noChange);
    this.#events.replaced(symbols);
    return kind === 'replaced'
      ? { kind: 'from', position: AT_START, hole }
      : { kind: 'goOn', hole };
  }

  async #restore(partition: number, stored: PartitionSnapshot): Promise<void> {
    this.#covered.delete(partition);
    this.#covered.set(partition, await restorePartition(this.#market, stored));
  }

  #symbolsOf(partition: number): string[] {
    const isOf = this.#isOf(partition);
    return [...this.#market.states()]
      .map(({ instrument }) => instrument.symbol)
      .filter((symbol) => isOf(symbol));
  }

  #isOf(partition: number): (symbol: string) => boolean {
    return (symbol) => partitionOf(symbol, this.#partitionCount) === partition;
  }
}

/** Whether beginning again from a snapshot is better than going on: else its position would be judged for ever. */
function isOfUse({ kind, position, whole }: LogLoss, stored: LogPosition): boolean {
  if (kind === 'trimmed') return compareIds(stored.id, whole.id) > 0;
  return stored.id !== position.id;
}
