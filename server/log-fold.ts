/** What a server does with the log: folds its ticks, marks what changed, and tells of trouble. */
import type { Logger } from 'pino';
import type { LogStatus } from '../proto/frames.ts';
import type { Tick } from '../proto/types.ts';
import type { FanoutEngine } from './fanout/engine.ts';
import type { Clock } from './gateway/clock.ts';
import type { TurnScheduler } from './gateway/turn-scheduler.ts';
import type { Market, OnChange } from './market/market.ts';
import type { VenueMonitor } from './market/venue-monitor.ts';
import type { EntryId } from './recovery/log-reader.ts';
import type { LogConsumer } from './recovery/log-tail.ts';
import type { Registry } from './recovery/registry.ts';

export interface LogFoldDeps {
  readonly market: Market;
  readonly venues: VenueMonitor;
  readonly engine: FanoutEngine;
  readonly scheduler: TurnScheduler;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly logger: Logger;
}

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

  constructor(deps: LogFoldDeps) {
    this.#deps = deps;
    this.#mark = (state, groups) => {
      deps.engine.mark(state, groups);
    };
    this.#status = { isConnected: false, sinceTimeMs: deps.clock() };
  }

  /** Whether the log can be read, for clients. */
  get status(): LogStatus {
    return this.#status;
  }

  prepare(ticks: readonly Tick[]): Promise<void> | undefined {
    return this.#deps.registry.prepare(ticks, this.#deps.clock());
  }

  consume(ticks: readonly Tick[], id: EntryId, isLive: boolean): void {
    const { market, venues, clock, scheduler } = this.#deps;
    // An entry may bear any id: one from the future must not make its venue look alive until then.
    const seenMs = isLive ? clock() : Math.min(id.ms, clock());
    this.counters.entries += 1;
    this.counters.ticks += ticks.length;
    for (const [index, tick] of ticks.entries()) {
      const position = { entryMs: id.ms, entrySeq: id.seq, index };
      if (!market.fold(tick, position, this.#mark)) continue;
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
    const { clock, engine, logger, scheduler } = this.#deps;
    this.#status = { isConnected, sinceTimeMs: clock() };
    if (isConnected) logger.info('reading the log');
    else logger.warn({ err: reason }, 'log lost, trying again');
    engine.tellAll({ log: [this.#status] });
    scheduler.poke();
  }

  gap(partition: number, lastRead: EntryId, newestTrimmed: EntryId): void {
    this.counters.gaps += 1;
    this.#deps.logger.error(
      { partition, lastRead, newestTrimmed },
      'log trimmed before it was read',
    );
  }

  restarted(partition: number, lastRead: EntryId): void {
    this.counters.gaps += 1;
    this.#deps.logger.error(
      { partition, lastRead },
      'log was deleted, reading the new one from its start',
    );
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
}
