import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_PARTITION_COUNT, recorderKey } from '../../../proto/redis-keys.ts';
import { PartitionMarkets } from '../../../server/recorder/partition-markets.ts';
import { PartitionRecorder } from '../../../server/recorder/partition-recorder.ts';
import { PartitionWriter } from '../../../server/recorder/partition-writer.ts';
import type { TermDeps } from '../../../server/recorder/term-options.ts';
import { Term } from '../../../server/recorder/term.ts';
import { connectRecorder, type RecorderRedis } from '../../../server/recorder/write-script.ts';
import { Registry } from '../../../server/recovery/registry.ts';
import { Store } from '../../../server/recovery/store.ts';
import { freePort } from '../../support/free-port.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';
import { waitFor } from '../../support/wait-for.ts';
import { FAST } from './world.ts';

const RETENTION = { '1s': 7_200_000, '1m': 86_400_000, '1h': 8_640_000_000 };
const PARTITION = 0;

describe('term whose log cannot be reached', () => {
  let redis: TestRedis;
  let writes: RecorderRedis;
  let markets: PartitionMarkets;
  let deps: TermDeps;

  beforeEach(async () => {
    redis = await startRedis();
    writes = connectRecorder(redis.url, { silenceMs: 2_500 });
    await waitFor(() => writes.status === 'ready', { what: 'the connection' });
    markets = new PartitionMarkets(DEFAULT_PARTITION_COUNT);
    const store = new Store(redis.url, DEFAULT_PARTITION_COUNT);
    const onFault = (): void => undefined;
    const events = { symbolsChanged: onFault, fault: onFault };
    deps = {
      url: `redis://127.0.0.1:${String(await freePort())}`,
      store,
      registry: new Registry(store, markets, events),
      markets,
      counters: {
        ticks: 0,
        entries: 0,
        malformedEntries: 0,
        bars: 0,
        snapshots: 0,
        rounds: 0,
        refusedWrites: 0,
        gaps: 0,
      },
      logger: pino({ level: 'silent' }),
      clock: Date.now,
      onFault,
    };
  });

  afterEach(async () => {
    deps.store.close();
    writes.disconnect();
    await redis.stop();
  });

  function run(): Promise<unknown> {
    const options = { partition: PARTITION, fence: '1', retention: RETENTION };
    const writer = new PartitionWriter(writes, options);
    const term = new Term({ partition: PARTITION, id: 'one', times: FAST }, deps, writer);
    return term.run(new AbortController().signal);
  }

  test('ends, so that another recorder can try, and leaves no market behind', async () => {
    await expect(run()).rejects.toThrow('cannot connect');

    expect(markets.count).toBe(0);
  });

  test('leaves no market behind when it fails before it has begun', async () => {
    deps.store.close();

    await expect(run()).rejects.toThrow();

    expect(markets.count).toBe(0);
  });

  test('gives its lock away, long before that expires', async () => {
    const times = { ...FAST, lockMs: 600_000, retryMs: 600_000 };
    const recorder = new PartitionRecorder(
      { partition: PARTITION, token: 'one', retention: RETENTION, times },
      deps,
      writes,
    );
    const stopping = new AbortController();
    const end = recorder.run(stopping.signal);

    await waitFor(() => recorder.status === 'waiting', { what: 'the recorder to give up' });

    await waitFor(async () => (await writes.exists(recorderKey(PARTITION))) === 0, {
      what: 'the lock to be free',
    });
    stopping.abort();
    await end;
  });
});
