/** One term of being a partition's active recorder: begins from what is stored, and writes what the log brings. */
import { MarketDataError } from '../../proto/errors.ts';
import { encodeSnapshot } from '../../proto/snapshot-codec.ts';
import type { Tick } from '../../proto/types.ts';
import { Market } from '../market/market.ts';
import type { MarketState } from '../market/market-state.ts';
import { CoveredTicks } from '../recovery/covered-ticks.ts';
import {
  AT_START,
  LOG_START,
  parseEntryId,
  type EntryId,
  type LogPosition,
} from '../recovery/log-position.ts';
import { LogTail, type AfterLoss, type LogConsumer, type LogLoss } from '../recovery/log-tail.ts';
import { holeOf, noChange, restorePartition } from '../recovery/restore-partition.ts';
import { isRefusal } from '../recovery/store.ts';
import { HistoryWait } from './history-wait.ts';
import { RECORDER_LIMITS } from './limits.ts';
import { BARS_PER_WRITE, type EncodedSnapshot, type PartitionWriter } from './partition-writer.ts';
import type { TermDeps, TermEnd, TermOptions } from './term-options.ts';
import { Unwritten } from './unwritten.ts';
import type { WriteAnswer } from './write-script.ts';

/** Bytes of snapshots in one command, about: a few milliseconds of Redis. */
const BYTES_PER_WRITE = 256 << 10;
/** Bars that may wait for Redis before the log is no longer read on. */
const BARS_WAITING = 5_000;

/** Follows the log of one partition. Use once. */
export class Term implements LogConsumer {
  readonly #options: TermOptions;
  readonly #deps: TermDeps;
  readonly #writer: PartitionWriter;
  readonly #market = new Market(RECORDER_LIMITS);
  readonly #tail: LogTail;
  readonly #unwritten = new Unwritten();
  readonly #history: HistoryWait;
  readonly #ending = new AbortController();
  #end: TermEnd | Error = 'stopped';
  #covered = new CoveredTicks();
  /** Position of the last complete round, or where this term began. */
  #stored: LogPosition = AT_START;
  #rounds = 0;
  #isRefused = false;
  #hasWarnedOfMalformed = false;
  /** Wakes up whoever waits for something to change. */
  #wake: () => void = () => undefined;
  #makeRoom: () => void = () => undefined;
  #room: Promise<void> | undefined;

  constructor(options: TermOptions, deps: TermDeps, writer: PartitionWriter) {
    this.#options = options;
    this.#deps = deps;
    this.#writer = writer;
    this.#history = new HistoryWait(deps.store, options.partition, options.times);
    const { restMs, silenceMs } = options.times;
    this.#tail = new LogTail(
      {
        url: deps.url,
        connectionName: 'tickwire-recorder',
        blockMs: Math.min(1_000, silenceMs / 2),
        deadlineMs: silenceMs,
        count: 64,
        turnMs: 8,
        restMs: () => restMs,
        retryMs: 250,
        checkMs: 5_000,
      },
      this,
    );
  }

  /**
   * Records until it is told to stop, or can no longer; what it has is written as far as it goes.
   *
   * @param signal Aborted: write what there is, and end.
   * @throws when Redis cannot be reached. The next term repeats what this one has not stored.
   */
  async run(signal: AbortSignal): Promise<TermEnd> {
    const stop = (): void => {
      this.end('stopped');
    };
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    try {
      return await this.#recordToTheEnd();
    } finally {
      signal.removeEventListener('abort', stop);
      this.#deps.markets.remove(this.#options.partition, this.#market);
    }
  }

  async #recordToTheEnd(): Promise<TermEnd> {
    try {
      await this.#begin();
      await this.#record();
    } finally {
      this.end('stopped');
      await this.#tail.stop();
    }
    if (this.#end === 'stopped') await this.#write(true);
    if (this.#end instanceof Error) throw this.#end;
    return this.#end;
  }

  /** Ends the term: the first reason counts. */
  end(reason: TermEnd | Error): void {
    if (this.#isEnding()) return;
    this.#end = reason;
    this.#ending.abort();
    this.#wake();
    this.#openRoom();
  }

  prepare(ticks: readonly Tick[]): Promise<void> | undefined {
    const { registry, clock } = this.#deps;
    if (!this.#isClogged()) return registry.prepare(ticks, clock());
    // What cannot be written stays in the log, where it takes no memory of ours.
    return this.#waitForRoom().then(() => registry.prepare(ticks, clock()));
  }

  consume(ticks: readonly Tick[], id: EntryId): void {
    const { counters, clock } = this.#deps;
    counters.entries += 1;
    counters.ticks += ticks.length;
    // Of old entries nobody has to wait for anything.
    const hold = this.#history.holdFrom(Math.min(clock(), id.ms));
    for (const [index, tick] of ticks.entries()) {
      if (this.#covered.has(tick.symbol, id)) continue;
      const position = { entryMs: id.ms, entrySeq: id.seq, index };
      this.#market.fold(tick, position, noChange);
      // Also a tick that changes nothing to be seen turns the symbol's clock.
      const state = this.#market.state(tick.symbol);
      if (state) this.#unwritten.changed(state, hold);
    }
  }

  caughtUp(): void {
    this.#deps.logger.debug({ partition: this.#options.partition }, 'caught up with the log');
  }

  connectionChanged(isConnected: boolean, reason?: Error): void {
    // Redis may come back with less than it had answered for: what is stored then is all that counts.
    if (!isConnected) this.end(reason ?? new Error('log lost'));
  }

  async lost(_partition: number, loss: LogLoss): Promise<AfterLoss> {
    const { logger, counters } = this.#deps;
    const { partition } = this.#options;
    const { kind, position, oldest } = loss;
    const hole = holeOf(loss);
    counters.gaps += 1;
    logger.error(
      { partition, lastRead: position.id, oldest, hole },
      kind === 'trimmed' ? 'log trimmed before it was read' : 'log was deleted or cut back',
    );
    if (kind === 'replaced') {
      if (position.id !== this.#stored.id || this.#unwritten.changes > 0) {
        // Perhaps what is stored belongs to the log as it is now.
        const error = new MarketDataError('ERR_LOG_GAP', 'the log was deleted or cut back');
        this.end(error);
        throw error;
      }
      await this.#clear();
    }
    if (hole) {
      const hold = this.#history.holdFrom(this.#deps.clock());
      this.#market.markGap(
        () => true,
        hole.fromMs,
        hole.toMs,
        (state) => {
          // One without ticks is not stored; it keeps the hole until it has some.
          if (state.hasTicks) this.#unwritten.changed(state, hold);
        },
      );
    }
    return kind === 'replaced' ? { kind: 'from', position: AT_START } : { kind: 'goOn' };
  }

  malformed(partition: number, id: EntryId, error: Error): void {
    this.#deps.counters.malformedEntries += 1;
    if (this.#hasWarnedOfMalformed) return;
    this.#hasWarnedOfMalformed = true;
    this.#deps.logger.warn({ partition, id, err: error }, 'log entry cannot be decoded');
  }

  #isEnding(): boolean {
    return this.#ending.signal.aborted;
  }

  async #begin(): Promise<void> {
    const { store, registry, markets, onFault, logger } = this.#deps;
    const { partition } = this.#options;
    markets.add(partition, this.#market);
    await registry.refreshAnew();
    const stored = await store.snapshots(partition, onFault);
    if (stored) {
      this.#covered = await restorePartition(this.#market, stored);
      this.#stored = stored.position;
    }
    await this.#history.refresh();
    const hold = this.#history.holdFrom(this.#deps.clock());
    for (const { instrument } of stored?.symbols ?? []) {
      const { symbol } = instrument;
      const state = this.#market.state(symbol);
      if (state)
        this.#unwritten.restored(state, this.#history.isPending(symbol) ? hold : undefined);
    }
    logger.info({ partition, from: this.#stored.id, symbols: stored?.symbols.length }, 'recording');
    if (!this.#isEnding()) this.#tail.start(new Map([[partition, this.#stored]]));
  }

  async #record(): Promise<void> {
    const { snapshotMs, barsMs } = this.#options.times;
    let roundMs = performance.now() + snapshotMs;
    while (!this.#isEnding()) {
      await this.#sleep(barsMs);
      if (this.#isEnding()) return;
      const isRoundDue = performance.now() >= roundMs;
      try {
        await this.#write(isRoundDue);
        if (isRoundDue) roundMs = performance.now() + snapshotMs;
        this.#refused(undefined);
      } catch (error) {
        if (!isRefusal(error) || isAway(error)) throw error;
        this.#refused(error);
      }
    }
  }

  async #write(isRoundDue: boolean): Promise<void> {
    if (this.#unwritten.isHolding) await this.#history.refresh();
    this.#collect();
    if (!(await this.#writeBars())) return;
    if (isRoundDue) await this.#writeRound();
  }

  /** Returns whether all bars taken over so far are in Redis. */
  async #writeBars(): Promise<boolean> {
    const { counters } = this.#deps;
    while (this.#unwritten.barCount > 0) {
      const bars = this.#unwritten.nextBars(BARS_PER_WRITE);
      if (!this.#isWritten(await this.#writer.writeBars(bars))) return false;
      this.#unwritten.barsWritten(bars.length);
      counters.bars += bars.length;
      if (!this.#isClogged()) this.#openRoom();
    }
    return true;
  }

  async #writeRound(): Promise<void> {
    const { counters } = this.#deps;
    const position = this.#tail.position(this.#options.partition);
    if (!position || position.id === LOG_START) return;
    if (position.id === this.#stored.id && !this.#unwritten.hasDirty) return;
    const { changes } = this.#unwritten;
    const round = `${this.#options.id}:${String((this.#rounds += 1))}`;
    const queue = this.#unwritten.dirty();
    const begun = await this.#writer.begin(round, position);
    if (begun === 'repaired') this.#storeAnew();
    if (!this.#isWritten(begun)) return;
    while (queue.length > 0) {
      const portion = this.#nextSnapshots(queue);
      // A snapshot takes its closed bars for stored: so they are, before it is.
      if (!(await this.#writeBars())) return;
      if (portion.length === 0) continue;
      if (!this.#isWritten(await this.#writer.writeSnapshots(round, portion))) return;
      counters.snapshots += portion.length;
    }
    if (!this.#isWritten(await this.#writer.end(round, position))) return;
    this.#unwritten.roundWritten(changes);
    this.#stored = position;
    counters.rounds += 1;
  }

  /** Takes states from the queue and encodes them, together with the bars that they have to give. */
  #nextSnapshots(queue: MarketState[]): EncodedSnapshot[] {
    const until = parseEntryId(this.#tail.position(this.#options.partition)?.id ?? LOG_START);
    this.#collect();
    const portion: EncodedSnapshot[] = [];
    let byteCount = 0;
    while (byteCount < BYTES_PER_WRITE) {
      const state = queue.pop();
      if (!state) break;
      const { instrument } = state;
      if (this.#market.state(instrument.symbol) !== state || !state.hasTicks) {
        this.#unwritten.dropped(state);
        continue;
      }
      const bytes = encodeSnapshot(state.toSnapshot(until));
      byteCount += bytes.length;
      portion.push({ instrument, bytes });
    }
    return portion;
  }

  #collect(): void {
    this.#unwritten.collect(this.#deps.clock(), this.#history.isPending);
  }

  /** What was stored is gone: everything is to be stored with the next round. */
  #storeAnew(): void {
    const { logger, clock } = this.#deps;
    const { partition } = this.#options;
    logger.error(
      { partition },
      'a key of the snapshots was of another type: deleted, storing anew',
    );
    this.#stored = AT_START;
    for (const state of this.#market.states()) {
      if (state.hasTicks) this.#unwritten.changed(state, this.#history.holdFrom(clock()));
    }
  }

  async #clear(): Promise<void> {
    try {
      this.#isWritten(await this.#writer.clear());
    } catch (error) {
      throw new MarketDataError('ERR_REDIS_UNAVAILABLE', 'cannot clear', { cause: error });
    }
    this.#covered = new CoveredTicks();
    for (const { instrument } of [...this.#market.states()]) this.#market.reset(instrument.symbol);
    this.#stored = AT_START;
  }

  #isWritten(answer: WriteAnswer): boolean {
    if (answer === 'fenced') this.end('fenced');
    return answer === 'written';
  }

  #refused(error: Error | undefined): void {
    const { logger, counters } = this.#deps;
    const { partition } = this.#options;
    if (error) counters.refusedWrites += 1;
    if (error && !this.#isRefused) {
      logger.error({ partition, err: error }, 'Redis refuses to be written, trying again');
    } else if (!error && this.#isRefused) {
      logger.info({ partition }, 'Redis takes writes again');
    }
    this.#isRefused = error !== undefined;
    if (!this.#isClogged()) this.#openRoom();
  }

  #isClogged(): boolean {
    return this.#isRefused || this.#unwritten.barCount > BARS_WAITING;
  }

  #waitForRoom(): Promise<void> {
    if (this.#isEnding()) return Promise.resolve();
    this.#room ??= new Promise((resolve) => {
      this.#makeRoom = resolve;
    });
    return this.#room;
  }

  #openRoom(): void {
    this.#room = undefined;
    this.#makeRoom();
  }

  async #sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.#isEnding()) this.#wake();
    });
  }
}

/** Refusals of a Redis that is not, or not yet, the one to write to. */
function isAway(error: Error): boolean {
  return /^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|NOREPLICAS)/.test(error.message);
}
