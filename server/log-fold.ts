/** What a server does with the log: folds its ticks, marks what changed, and tells of trouble. */
import type { Logger } from 'pino';
import type { LogStatus } from '../proto/frames.ts';
import { isNotice, type Tick } from '../proto/types.ts';
import type { FanoutEngine } from './fanout/engine.ts';
import type { Clock } from './gateway/clock.ts';
import type { TurnScheduler } from './gateway/turn-scheduler.ts';
import type { Market, OnChange } from './market/market.ts';
import type { VenueMonitor } from './market/venue-monitor.ts';
import type { EntryId } from './recovery/log-position.ts';
import type { AfterLoss, LogConsumer, LogLoss } from './recovery/log-tail.ts';
import type { Recovery } from './recovery/recovery.ts';
import type { Registry } from './recovery/registry.ts';

export interface LogFoldDeps {
  readonly market: Market;
  readonly venues: VenueMonitor;
  readonly engine: FanoutEngine;
  readonly scheduler: TurnScheduler;
  readonly registry: Registry;
  readonly recovery: Recovery;
  /** For deadlines. */
  readonly clock: Clock;
  /** For stamps: UNIX ms. */
  readonly wallClock: Clock;
  readonly logger: Logger;
}

/** At the limit of its memory Redis takes one write and refuses the next: so often in a row, it has room. */
const TAKEN_MIN = 3;

/** Consumer of the log of one server. */
export class LogFold implements LogConsumer {
  readonly counters = { ticks: 0, entries: 0, malformedEntries: 0, gaps: 0 };
  readonly #deps: LogFoldDeps;
  readonly #mark: OnChange;
  #status: LogStatus;
  #setLive: () => void = () => undefined;
  /** Resolves when all that the log held has been folded. */
  readonly isLive = new Promise<void>((resolve) => {
    this.#setLive = resolve;
  });
  #hasWarnedOfMalformed = false;
  #writeRefusal: string | undefined;
  /** How often in a row the log has been seen to take what feeds write. */
  #takenInARow = 0;

  constructor(deps: LogFoldDeps) {
    this.#deps = deps;
    this.#mark = (state, groups) => {
      deps.engine.mark(state, groups);
    };
    this.#status = { isConnected: false, sinceTimeMs: deps.wallClock(), isFull: false };
  }

  /** Whether the log can be read, for clients. */
  get status(): LogStatus {
    return this.#status;
  }

  prepare(ticks: readonly Tick[]): Promise<void> | undefined {
    return this.#deps.registry.prepare(ticks, this.#deps.clock());
  }

  consume(ticks: readonly Tick[], id: EntryId, isNews: boolean, partition: number): void {
    const { market, venues, recovery, clock, wallClock, scheduler } = this.#deps;
    // An entry may bear any id: one from the future must not make its venue look alive until then.
    const seenMs = clock() - (isNews ? 0 : Math.max(0, wallClock() - id.ms));
    this.counters.entries += 1;
    this.counters.ticks += ticks.length;
    for (const [index, tick] of ticks.entries()) {
      if (recovery.isCovered(tick.symbol, partition, id)) continue;
      const position = { entryMs: id.ms, entrySeq: id.seq, index };
      if (!market.fold(tick, position, this.#mark)) continue;
      // A feed that tells of itself has not heard of the venue.
      if (isNotice(tick)) continue;
      const venue = market.state(tick.symbol)?.instrument.venue ?? '';
      venues.seen(venue, seenMs, tick.receivedTimeMs);
    }
    scheduler.poke();
  }

  caughtUp(): void {
    this.#deps.logger.info({ ticks: this.counters.ticks }, 'caught up with the log');
    this.#setLive();
  }

  connectionChanged(isConnected: boolean, reason?: Error): void {
    const { wallClock, logger } = this.#deps;
    if (isConnected) logger.info('reading the log');
    else logger.warn({ err: reason }, 'log lost, trying again');
    this.#tellStatus({ ...this.#status, isConnected, sinceTimeMs: wallClock() });
  }

  /** Why feeds cannot write, in words; undefined: they can, as far as is known. */
  get writeRefusal(): string | undefined {
    return this.#writeRefusal;
  }

  /**
   * Takes note whether the log takes what feeds write; to be called about once a second.
   *
   * @param refusal Why it does not, as Redis says it.
   */
  sawWrite(refusal: string | undefined): void {
    this.#takenInARow = refusal === undefined ? this.#takenInARow + 1 : 0;
    const before = this.#writeRefusal;
    if (refusal === undefined && this.#takenInARow < TAKEN_MIN) return;
    const isFull = refusal?.startsWith('OOM') ?? false;
    this.#writeRefusal =
      refusal &&
      (isFull ? 'Redis is full: feeds cannot write' : `Redis refuses writes: ${refusal}`);
    if (this.#writeRefusal === before) return;
    const { logger } = this.#deps;
    if (isFull) logger.error('Redis is full (maxmemory): feeds cannot write until it has room');
    else if (refusal !== undefined) {
      logger.error({ reason: refusal }, 'Redis refuses writes: feeds cannot write');
    } else logger.info(this.#status.isFull ? 'Redis has room again' : 'Redis takes writes again');
    if (isFull === this.#status.isFull) return;
    this.#tellStatus({ ...this.#status, isFull, sinceTimeMs: this.#deps.wallClock() });
  }

  async lost(partition: number, loss: LogLoss): Promise<AfterLoss> {
    const { recovery, logger } = this.#deps;
    const { kind, position, oldest } = loss;
    const outcome = await recovery.afterLoss(partition, loss);
    this.counters.gaps += 1;
    logger.error(
      { partition, lastRead: position.id, oldest, hole: outcome.hole, goesOn: outcome.kind },
      kind === 'trimmed' ? 'log trimmed before it was read' : 'log was deleted or cut back',
    );
    return outcome;
  }

  malformed(partition: number, id: EntryId, error: Error): void {
    this.counters.malformedEntries += 1;
    // One in each summary is enough to find a broken writer, and does not flood the disk.
    if (this.#hasWarnedOfMalformed) return;
    this.#hasWarnedOfMalformed = true;
    this.#deps.logger.warn({ partition, id, err: error }, 'log entry cannot be decoded');
  }

  /** Allows one more warning of malformed entries; called with each summary. */
  allowWarning(): void {
    this.#hasWarnedOfMalformed = false;
  }

  #tellStatus(status: LogStatus): void {
    this.#status = status;
    this.#deps.engine.tellAll({ log: [status] });
    this.#deps.scheduler.poke();
  }
}
