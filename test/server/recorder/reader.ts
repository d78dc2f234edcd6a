/** What a server knows, without the server: snapshots, log and stored bars brought together by its own parts. */
import { setImmediate } from 'node:timers/promises';
import { DEFAULT_PARTITION_COUNT } from '../../../proto/redis-keys.ts';
import { BASE_INTERVALS, INTERVALS, type Tick } from '../../../proto/types.ts';
import type { MarketState } from '../../../server/market/market-state.ts';
import { Market } from '../../../server/market/market.ts';
import { AT_START, type EntryId } from '../../../server/recovery/log-position.ts';
import {
  LogTail,
  type AfterLoss,
  type LogConsumer,
  type LogLoss,
} from '../../../server/recovery/log-tail.ts';
import { Recovery } from '../../../server/recovery/recovery.ts';
import { Registry } from '../../../server/recovery/registry.ts';
import { Store } from '../../../server/recovery/store.ts';
import { waitFor } from '../../support/wait-for.ts';

export interface ReaderOptions {
  /** False: from the log alone. Default true. */
  readonly usesSnapshots?: boolean;
  /** Whether stored bars are put in front. Default true. */
  readonly loadsHistory?: boolean;
}

/** Reads like a server. */
export class Reader implements LogConsumer {
  readonly market = new Market();
  readonly losses: LogLoss['kind'][] = [];
  readonly replaced = new Set<string>();
  readonly faults: string[] = [];
  /** Ticks folded. */
  ticks = 0;
  readonly #store: Store;
  readonly #registry: Registry;
  readonly #recovery: Recovery;
  readonly #options: ReaderOptions;
  #held: Promise<void> | undefined;
  readonly tail: LogTail;

  private constructor(url: string, options: ReaderOptions) {
    this.#options = options;
    this.#store = new Store(url, DEFAULT_PARTITION_COUNT);
    const fault = (symbol: string): void => {
      this.faults.push(symbol);
    };
    const symbolsChanged = (): void => undefined;
    this.#registry = new Registry(this.#store, this.market, { symbolsChanged, fault });
    this.#recovery = new Recovery(this.#store, this.market, DEFAULT_PARTITION_COUNT, {
      replaced: (symbols) => {
        for (const symbol of symbols) this.replaced.add(symbol);
        this.#registry.expectHistory(symbols);
      },
      fault,
    });
    this.tail = new LogTail(
      {
        url,
        connectionName: 'test-reader',
        blockMs: 50,
        deadlineMs: 2_000,
        count: 64,
        turnMs: 8,
        restMs: () => 0,
        retryMs: 20,
        checkMs: 0,
      },
      this,
    );
  }

  /** Resolves when all that the log held is folded. */
  static async start(url: string, options: ReaderOptions = {}): Promise<Reader> {
    const reader = new Reader(url, options);
    await reader.#registry.refresh();
    const partitions = Array.from({ length: DEFAULT_PARTITION_COUNT }, (_, index) => index);
    const start = new Map(partitions.map((partition) => [partition, AT_START]));
    reader.tail.start(options.usesSnapshots === false ? start : await reader.#recovery.begin());
    await waitFor(() => reader.tail.isLive, { what: 'the reader to have caught up' });
    await reader.loadHistory();
    return reader;
  }

  /** Reads all there is, once. */
  static async once(url: string, options: ReaderOptions = {}): Promise<Reader> {
    const reader = await Reader.start(url, options);
    await reader.stop();
    return reader;
  }

  /** Puts stored bars in front of what is known. */
  async loadHistory(): Promise<void> {
    if (this.#options.loadsHistory === false) return;
    await this.#registry.loadHistory(() => setImmediate());
  }

  /**
   * Keeps the reader from taking the next batch, as a process that is held up would be.
   *
   * @returns What lets it go on.
   */
  hold(): () => void {
    let release: () => void = () => undefined;
    this.#held = new Promise((resolve) => {
      release = resolve;
    });
    return () => {
      this.#held = undefined;
      release();
    };
  }

  async stop(): Promise<void> {
    await this.tail.stop();
    this.#store.close();
  }

  prepare(ticks: readonly Tick[]): Promise<void> | undefined {
    return this.#held ?? this.#registry.prepare(ticks, Date.now());
  }

  consume(ticks: readonly Tick[], id: EntryId, _isLive: boolean, partition: number): void {
    for (const [index, tick] of ticks.entries()) {
      if (this.#recovery.isCovered(tick.symbol, partition, id)) continue;
      this.ticks += 1;
      const position = { entryMs: id.ms, entrySeq: id.seq, index };
      this.market.fold(tick, position, () => undefined);
    }
  }

  caughtUp(): void {
    // `tail.isLive` tells it.
  }

  connectionChanged(): void {
    // Reading on is what is tested.
  }

  lost(partition: number, loss: LogLoss): Promise<AfterLoss> {
    this.losses.push(loss.kind);
    return this.#recovery.afterLoss(partition, loss);
  }

  malformed(): void {
    throw new Error('expected no entry that cannot be read');
  }
}

/** All that clients can be told of a symbol. */
export function viewOf(state: MarketState | undefined): unknown {
  if (!state) return undefined;
  return {
    quote: state.quote,
    last: state.last,
    depth: state.depth,
    statistics: state.statistics,
    gaps: state.gaps,
    trades: state.trades.newest(1_000),
    nextNumber: state.trades.nextNumber,
    epoch: state.tradeEpoch,
    bars: Object.fromEntries(INTERVALS.map((one) => [one, state.bars(one, -Infinity)])),
    closedBeforeMs: BASE_INTERVALS.map((base) => state.heldBars(base, 0, 0, 0).closedBeforeMs),
  };
}

/** All that clients can be told. */
export function viewOfMarket(market: Market): Record<string, unknown> {
  return Object.fromEntries(
    [...market.states()].map((state) => [state.instrument.symbol, viewOf(state)]),
  );
}
