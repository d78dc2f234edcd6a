/** Puts the parts of one recorder together: for each partition of the log, lock -> term -> Redis. */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { isMarketDataError } from '../../proto/errors.ts';
import { Registry } from '../recovery/registry.ts';
import { isRefusal, Store } from '../recovery/store.ts';
import type { RecorderConfig } from './config.ts';
import { DEFAULT_TIMES, type RecorderTimes } from './limits.ts';
import { PartitionMarkets } from './partition-markets.ts';
import { PartitionRecorder, type PartitionStatus } from './partition-recorder.ts';
import type { RecorderCounters } from './term-options.ts';
import { connectRecorder } from './write-script.ts';

const REGISTRY_MS = 1_000;
const SUMMARY_MS = 10_000;

export interface RunningRecorder {
  /** By partition. */
  statuses(): readonly PartitionStatus[];
  /** Writes a last snapshot of each partition, gives the locks away and ends everything. */
  stop(): Promise<void>;
}

/**
 * Starts a recorder; resolves when it is active, or stands by, in each partition. Waits for Redis as long as it
 * takes.
 *
 * @param signal Aborted: gives the start up.
 * @param times  Others than the usual ones, for tests.
 * @throws {MarketDataError} ERR_PARTITION_MISMATCH when Redis belongs to another kind of deployment.
 */
export async function startRecorder(
  config: RecorderConfig,
  logger: Logger,
  signal: AbortSignal,
  times: Partial<RecorderTimes> = {},
): Promise<RunningRecorder> {
  const { url, partitionCount } = config.redis;
  const allTimes = { ...DEFAULT_TIMES, snapshotMs: config.snapshotMs, ...times };
  const store = new Store(url, partitionCount);
  const redis = connectRecorder(url, { silenceMs: allTimes.silenceMs });
  const markets = new PartitionMarkets(partitionCount);
  const onFault = (symbol: string, error: Error): void => {
    logger.warn({ symbol, err: error }, 'entry in Redis cannot be read');
  };
  const registry = new Registry(store, markets, {
    symbolsChanged: () => undefined,
    fault: onFault,
  });
  const counters: RecorderCounters = {
    ticks: 0,
    entries: 0,
    malformedEntries: 0,
    bars: 0,
    snapshots: 0,
    rounds: 0,
    refusedWrites: 0,
    gaps: 0,
  };
  const token = randomUUID();
  // Not the system's clock: it may be set back, and what waits for it would wait so long.
  const clock = (): number => performance.timeOrigin + performance.now();
  const deps = { url, store, registry, markets, counters, logger, clock, onFault };
  const partitions = Array.from(
    { length: partitionCount },
    (_, partition) =>
      new PartitionRecorder(
        { partition, token, retention: config.retention, times: allTimes },
        deps,
        redis,
      ),
  );
  const stopping = new AbortController();
  const close = (): void => {
    redis.disconnect();
    store.close();
  };
  try {
    await prepareStore(store, logger, signal);
    for (let wait = 0; wait < 50 && redis.status !== 'ready' && !signal.aborted; wait++) {
      await delay(20);
    }
  } catch (error) {
    close();
    throw error;
  }
  const runs = partitions.map((partition) => partition.run(stopping.signal));
  const statuses = (): PartitionStatus[] => partitions.map(({ status }) => status);

  const refresh = setInterval(() => {
    if (markets.count === 0) return;
    registry.refresh().catch((error: unknown) => {
      // Any other failure is Redis being away, which the partitions report.
      if (isRefusal(error)) onFault('', error);
    });
  }, REGISTRY_MS);
  let utilization = performance.eventLoopUtilization();
  const summary = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const busy = performance.eventLoopUtilization(now, utilization).utilization;
    utilization = now;
    const all = statuses();
    logger.info(
      {
        active: all.filter((status) => status === 'active').length,
        standby: all.filter((status) => status === 'standby').length,
        ...counters,
        loopUtilization: Number(busy.toFixed(3)),
      },
      'summary',
    );
  }, SUMMARY_MS);

  const running = {
    statuses,
    async stop(): Promise<void> {
      clearInterval(refresh);
      clearInterval(summary);
      stopping.abort();
      await Promise.all(runs);
      close();
    },
  };
  while (!signal.aborted && statuses().includes('starting')) {
    await delay(20, undefined, { signal }).catch(() => undefined);
  }
  return running;
}

async function prepareStore(store: Store, logger: Logger, signal: AbortSignal): Promise<void> {
  let lastReason = '';
  while (!signal.aborted) {
    try {
      await store.claimDeployment();
      return;
    } catch (error) {
      if (isMarketDataError(error)) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== lastReason) {
        logger.warn({ err: error }, 'Redis cannot be used, trying again until it can');
      }
      lastReason = reason;
      await delay(1_000, undefined, { signal }).catch(() => undefined);
    }
  }
}
