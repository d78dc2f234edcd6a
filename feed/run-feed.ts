/** One run of the feed: source into publisher, a summary now and then, and an orderly end. */
import type { Logger } from 'pino';
import type { MarketDataError } from '../proto/errors.ts';
import type { Instrument } from '../proto/types.ts';
import type { FeedConfig } from './config/parse.ts';
import { Publisher } from './publisher/publisher.ts';
import type { TickSource } from './source.ts';

const SUMMARY_MS = 10_000;
/** Time for the last ticks to reach Redis when the feed is told to stop, milliseconds. */
const FLUSH_MS = 3_000;

export interface FeedRun {
  readonly config: FeedConfig;
  readonly source: TickSource;
  readonly logger: Logger;
  /** UNIX time, milliseconds. */
  readonly nowMs: () => number;
  /** Aborted: stop, flush, return. */
  readonly signal: AbortSignal;
  /** Called once, when the first ticks are in Redis. */
  readonly onPublishing: () => void;
}

/**
 * Publishes the source until it ends or the signal is aborted.
 *
 * @throws {MarketDataError} ERR_PARTITION_MISMATCH, ERR_FEED_CONFLICT
 */
export async function runFeed(run: FeedRun): Promise<void> {
  const { config, source, logger, nowMs, onPublishing } = run;
  const stopping = new AbortController();
  const stop = (): void => {
    stopping.abort();
  };
  run.signal.addEventListener('abort', stop);
  if (run.signal.aborted) stop();
  let fatal: MarketDataError | undefined;
  const publisher = new Publisher({
    ...config,
    logger: logger.child({ component: 'publisher' }),
    nowMs,
    missesPauses: source.missesPauses ?? !source.canWait,
    onPublishing,
    onFatal: (error) => {
      fatal = error;
      stop();
    },
  });
  const register = createRegister(publisher);
  register(source.instruments);
  const stopped = new Promise<void>((resolve) => {
    stopping.signal.addEventListener('abort', () => {
      resolve();
    });
    if (stopping.signal.aborted) resolve();
  });
  void stopped.then(() => closeSource(source, logger));
  const history = writeHistory(source, publisher, logger);
  const summary = setInterval(summarise(source, publisher, logger), SUMMARY_MS);
  try {
    await placeBehindLog(source, publisher, stopped, logger);
    for await (const batch of source) {
      if (stopping.signal.aborted) break;
      register(source.takeInstruments?.() ?? []);
      const room = publisher.publish(batch);
      if (source.canWait) await Promise.race([room, stopped]);
    }
    if (!stopping.signal.aborted) {
      logger.info({ source: happened(source.counts()) }, 'source has ended, writing what is left');
      await Promise.race([Promise.all([publisher.whenEmpty(), history]), stopped]);
    }
  } finally {
    clearInterval(summary);
    run.signal.removeEventListener('abort', stop);
    await closeSource(source, logger);
    const unwrittenTicks = await publisher.close(fatal === undefined ? FLUSH_MS : 0);
    const counts = publisher.counts();
    if (unwrittenTicks > 0)
      logger.warn({ unwrittenTicks }, 'ended with ticks that Redis did not take');
    logger.info({ ...counts, source: happened(source.counts()) }, 'feed ended');
  }
  if (fatal !== undefined) throw fatal;
}

/** Closes the source; what an adapter of the user's own throws there must not keep its last ticks from being written. */
async function closeSource(source: TickSource, logger: Logger): Promise<void> {
  try {
    await source.close();
  } catch (err) {
    logger.error({ err }, 'the source did not close');
  }
}

/** Makes the function that tells the publisher of instruments, the first ones and later ones. */
function createRegister(publisher: Publisher): (instruments: readonly Instrument[]) => void {
  let count = 0;
  return (instruments) => {
    if (count > 0 && instruments.length === 0) return;
    // Pages list instruments in the order in which the source names them.
    publisher.register(instruments.map((one) => ({ rank: ++count, ...one })));
  };
}

/** Lets a source that can do so start behind what the log has of it. */
async function placeBehindLog(
  source: TickSource,
  publisher: Publisher,
  stopped: Promise<void>,
  logger: Logger,
): Promise<void> {
  if (source.startAfter === undefined) return;
  const lastMs = await Promise.race([publisher.lastVenueTimeMs(), stopped]);
  if (lastMs === undefined) return;
  const shiftMs = source.startAfter(lastMs);
  if (shiftMs === 0) return;
  const reachesTo = new Date(lastMs).toISOString();
  logger.warn({ reachesTo, shiftMs }, 'the log has these symbols already: venue times are shifted');
}

async function writeHistory(
  source: TickSource,
  publisher: Publisher,
  logger: Logger,
): Promise<void> {
  if (source.history === undefined) return;
  try {
    await publisher.publishHistory(source.history());
  } catch (err) {
    // The ticks do not depend on it.
    logger.error({ err }, 'history could not be had');
  }
  const { historyBars } = publisher.counts();
  if (historyBars > 0) logger.info({ historyBars }, 'history written');
}

/** Makes the function that logs what happened since its last call. */
function summarise(source: TickSource, publisher: Publisher, logger: Logger): () => void {
  let before = publisher.counts();
  return () => {
    const counts = publisher.counts();
    const ticksPerSecond = (counts.publishedTicks - before.publishedTicks) / (SUMMARY_MS / 1000);
    const { trade, quote, depth } = counts.dropped;
    const droppedNow = trade + quote + depth;
    const droppedBefore = before.dropped.trade + before.dropped.quote + before.dropped.depth;
    before = counts;
    const fields = { ticksPerSecond, ...counts, source: happened(source.counts()) };
    if (droppedNow > droppedBefore) logger.warn(fields, 'summary: ticks were dropped');
    else logger.info(fields, 'summary');
  };
}

/** Counts of what did happen: a venue has dozens, most of them of faults. */
function happened(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
}
