/** A feed that takes its time to fetch the bars from before its start. */
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Publisher } from '../../../feed/publisher/publisher.ts';
import type { HistoryChunk } from '../../../feed/source.ts';
import {
  DEFAULT_PARTITION_COUNT,
  historyPendingKey,
  historyPendingMember,
  partitionOf,
} from '../../../proto/redis-keys.ts';
import type { Bar } from '../../../proto/types.ts';
import { readRecorderConfig } from '../../../server/recorder/config.ts';
import { startRecorder, type RunningRecorder } from '../../../server/recorder/recorder.ts';
import { startLiveServer, type LiveServer } from '../../support/live-server.ts';
import { makeInstrument, makeTrade } from '../../support/test-feed.ts';
import { waitFor } from '../../support/wait-for.ts';
import { storedBars } from './stored.ts';
import { FAST } from './world.ts';

/** A full hour two hours ago. */
const START_MS = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 7_200_000;
const MINUTE_MS = 60_000;
const PARTITION = partitionOf('SLOW', DEFAULT_PARTITION_COUNT);

const silent = pino({ level: 'silent' });

function bar(minute: number): Bar {
  const prices = { open: 50, high: 60, low: 40, close: 55, turnover: 550 };
  return { openTimeMs: START_MS + minute * MINUTE_MS, ...prices, volume: 10, tradeCount: 2 };
}

describe('history that comes late', () => {
  let live: LiveServer;
  let recorder: RunningRecorder;
  let publisher: Publisher;

  async function record(): Promise<RunningRecorder> {
    const result = readRecorderConfig({ REDIS_URL: live.redis.url });
    if (result.kind === 'invalid') throw new Error(result.problems);
    return startRecorder(result.config, silent, new AbortController().signal, FAST);
  }

  beforeEach(async () => {
    live = await startLiveServer();
    recorder = await record();
    publisher = new Publisher({
      redisUrl: live.redis.url,
      partitionCount: DEFAULT_PARTITION_COUNT,
      ...{ retentionMs: 600_000, maxLogEntries: 80_000, maxBufferedTicks: 200_000 },
      logger: silent,
      nowMs: () => Date.now(),
      onPublishing: () => undefined,
      onFatal: () => undefined,
    });
    publisher.register([makeInstrument('SLOW')]);
  });
  afterEach(async () => {
    await publisher.close(500);
    await recorder.stop();
    await live.stop();
  });

  /** Trades of the minutes from the feed's start on, one a second. */
  async function trade(fromMinute: number, toMinute: number): Promise<void> {
    for (let ms = fromMinute * MINUTE_MS; ms < toMinute * MINUTE_MS; ms += 10_000) {
      const timeMs = START_MS + ms;
      const times = { venueTimeMs: timeMs, receivedTimeMs: timeMs + 1 };
      await publisher.publish([makeTrade('SLOW', 100, times)]);
    }
    await publisher.whenEmpty();
  }

  const stored = async (): Promise<number[]> =>
    (await storedBars(live.feed.redis, 'SLOW', '1m')).map(
      ({ openTimeMs }) => (openTimeMs - START_MS) / MINUTE_MS,
    );
  const isPending = async (): Promise<boolean> =>
    (await live.feed.redis.sismember(
      historyPendingKey(PARTITION),
      historyPendingMember('SLOW', '1m'),
    )) === 1;

  test.each([
    ['a recorder that was there all along', false],
    ['a recorder that came in between', true],
  ])('still stands in front of the bars of ticks, with %s', async (_, isRestarted) => {
    let deliver: () => void = () => undefined;
    const fetched = new Promise<void>((resolve) => {
      deliver = resolve;
    });
    async function* history(): AsyncGenerator<HistoryChunk> {
      await fetched;
      const bars = Array.from({ length: 30 }, (_unused, minute) => bar(minute));
      yield { symbol: 'SLOW', interval: '1m', bars, endMs: START_MS + 30 * MINUTE_MS };
    }
    const written = publisher.publishHistory(history());
    await waitFor(isPending, { what: 'the announcement' });
    const client = await live.connect();
    await trade(30, 40);
    await waitFor(
      async () => ((await (await live.get('/api/instruments')).json()) as unknown[]).length === 1,
      { what: 'the server to know the symbol' },
    );
    await client.subscribe({
      symbol: 'SLOW',
      channels: [],
      bars: [{ interval: '1m', historyCount: 100 }],
    });
    // Longer than this recorder holds anything, and than a server looks for history without a word of it.
    if (isRestarted) {
      await recorder.stop();
      recorder = await record();
    }
    await live.feed.redis.hexists('md:instruments', 'SLOW');
    await trade(40, 41);
    expect(await stored()).toEqual([]);

    deliver();
    await written;

    const minutes = Array.from({ length: 40 }, (_unused, minute) => minute);
    await waitFor(async () => (await stored()).length >= 40, { what: 'all bars to be stored' });
    expect(await stored()).toEqual(minutes);
    const update = await client.update('the whole history', ({ bars }) =>
      Boolean(bars?.some((series) => series.isHistory && series.bars.length >= 41)),
    );
    expect(update.bars?.[0]?.bars.map((one) => (one.openTimeMs - START_MS) / MINUTE_MS)).toEqual([
      ...minutes,
      40,
    ]);
  });

  test('holds nothing up when its feed dies', async () => {
    const never = new Promise<never>(() => undefined);
    async function* history(): AsyncGenerator<HistoryChunk> {
      yield await never;
    }
    void publisher.publishHistory(history());
    await waitFor(isPending, { what: 'the announcement' });
    await trade(30, 40);
    expect(await stored()).toEqual([]);

    await publisher.close(500);
    // It is not there any more to renew it.
    await live.feed.redis.pexpire(historyPendingKey(PARTITION), 1);

    await waitFor(async () => (await stored()).length >= 9, { what: 'bars to be stored' });
  });
});
