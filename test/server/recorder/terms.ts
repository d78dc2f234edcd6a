/** Terms of a recorder in all partitions, without the lock that would keep others from being active too. */
import pino from 'pino';
import { DEFAULT_PARTITION_COUNT, recorderFenceKey } from '../../../proto/redis-keys.ts';
import type { RecorderTimes } from '../../../server/recorder/limits.ts';
import { PartitionMarkets } from '../../../server/recorder/partition-markets.ts';
import {
  PartitionWriter,
  type PartitionWriterOptions,
} from '../../../server/recorder/partition-writer.ts';
import type { RecorderCounters } from '../../../server/recorder/term-options.ts';
import { Term } from '../../../server/recorder/term.ts';
import { connectRecorder, type RecorderRedis } from '../../../server/recorder/write-script.ts';
import { Registry } from '../../../server/recovery/registry.ts';
import { Store } from '../../../server/recovery/store.ts';
import { waitFor } from '../../support/wait-for.ts';
import type { RecorderWorld } from './world.ts';

const PARTITIONS = Array.from({ length: DEFAULT_PARTITION_COUNT }, (_, index) => index);
const RETENTION = { '1s': 7_200_000, '1m': 86_400_000, '1h': 8_640_000_000 };
const FENCE = '1';

export type MakeWriter = (redis: RecorderRedis, options: PartitionWriterOptions) => PartitionWriter;

export interface RunningTerms {
  readonly counters: RecorderCounters;
  /** Resolves when the first of the terms has failed. */
  readonly failed: Promise<void>;
  /** Tells those that have not failed to stop, and waits for all. */
  stop(): Promise<void>;
}

/** Gives all partitions the same fencing number, which all terms of these tests have. */
export async function shareFence(world: RecorderWorld): Promise<void> {
  await world.feed.redis.mset(PARTITIONS.flatMap((one) => [recorderFenceKey(one), FENCE]));
}

/** @param id Unique among all terms of a test. */
export async function startTerms(
  world: RecorderWorld,
  id: string,
  times: RecorderTimes,
  makeWriter: MakeWriter = (redis, options) => new PartitionWriter(redis, options),
): Promise<RunningTerms> {
  const { url } = world.redis;
  const redis = connectRecorder(url, { silenceMs: 2_500 });
  await waitFor(() => redis.status === 'ready', { what: 'the connection' });
  const store = new Store(url, DEFAULT_PARTITION_COUNT);
  const markets = new PartitionMarkets(DEFAULT_PARTITION_COUNT);
  const onFault = (symbol: string): void => {
    throw new Error(`expected no fault of ${symbol}`);
  };
  const events = { symbolsChanged: () => undefined, fault: onFault };
  const registry = new Registry(store, markets, events);
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
  const logger = pino({ level: 'silent' });
  const deps = { url, store, registry, markets, counters, logger, clock: Date.now, onFault };
  const stopping = new AbortController();
  const ends = PARTITIONS.map((partition) => {
    const writer = makeWriter(redis, { partition, fence: FENCE, retention: RETENTION });
    return new Term({ partition, id, times }, deps, writer).run(stopping.signal);
  });
  const all = Promise.allSettled(ends);
  return {
    counters,
    failed: Promise.all(ends).then(
      () => undefined,
      () => undefined,
    ),
    async stop() {
      stopping.abort();
      await all;
      redis.disconnect();
      store.close();
    },
  };
}
