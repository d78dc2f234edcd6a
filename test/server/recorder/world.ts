/** A Redis with a made market in its log, recorders on it, and what is expected of them. */
import pino from 'pino';
import { expect } from 'vitest';
import { DEFAULT_PARTITION_COUNT, ticksKey } from '../../../proto/redis-keys.ts';
import { readRecorderConfig } from '../../../server/recorder/config.ts';
import type { RecorderTimes } from '../../../server/recorder/limits.ts';
import { startRecorder, type RunningRecorder } from '../../../server/recorder/recorder.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';
import { makeInstrument, TestFeed } from '../../support/test-feed.ts';
import { waitFor } from '../../support/wait-for.ts';
import { MadeMarket, SYMBOLS } from './made-market.ts';
import { Reader, viewOfMarket } from './reader.ts';
import { allStoredBars, closedBars, storedPositions } from './stored.ts';

/** Everything a hundred times as fast as in earnest. */
export const FAST: RecorderTimes = {
  snapshotMs: 100,
  barsMs: 20,
  holdMs: 0,
  pendingHoldMs: 60_000,
  lockMs: 800,
  retryMs: 50,
  silenceMs: 2_500,
  restMs: 5,
};

export class RecorderWorld {
  readonly redis: TestRedis;
  readonly feed: TestFeed;
  /** What the recorders of this process have logged. */
  readonly lines: string[] = [];
  readonly #made: MadeMarket;
  #recorders: RunningRecorder[] = [];

  private constructor(redis: TestRedis, seed: number) {
    this.redis = redis;
    this.feed = new TestFeed(redis.url);
    this.#made = new MadeMarket(seed);
  }

  static async start(seed = 7): Promise<RecorderWorld> {
    const world = new RecorderWorld(await startRedis({ isPersistent: true }), seed);
    await world.register();
    return world;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#recorders.map((recorder) => recorder.stop()));
    this.feed.close();
    await this.redis.stop();
  }

  register(): Promise<void> {
    return this.feed.register(...SYMBOLS.map((symbol) => makeInstrument(symbol)));
  }

  /** Starts a recorder in this process. */
  async record(
    times: Partial<RecorderTimes> = {},
    environment: Readonly<Record<string, string>> = {},
  ): Promise<RunningRecorder> {
    const result = readRecorderConfig({ REDIS_URL: this.redis.url, ...environment });
    if (result.kind === 'invalid') throw new Error(result.problems);
    const write = (line: string): void => {
      this.lines.push(line);
    };
    const logger = pino({ level: 'info' }, { write });
    const { signal } = new AbortController();
    const recorder = await startRecorder(result.config, logger, signal, { ...FAST, ...times });
    this.#recorders.push(recorder);
    return recorder;
  }

  async stopRecorder(recorder: RunningRecorder): Promise<void> {
    this.#recorders = this.#recorders.filter((one) => one !== recorder);
    await recorder.stop();
  }

  /** Writes the next `count` ticks of the made market into the log. */
  async publish(count: number): Promise<void> {
    for (let at = 0; at < count; at += 50) await this.feed.publish(...this.#made.next(50));
  }

  /** Records the next `count` ticks with a recorder that comes and goes. */
  async publishRecorded(count: number): Promise<void> {
    const recorder = await this.record();
    await this.publish(count);
    await this.untilStored();
    await this.stopRecorder(recorder);
  }

  logged(message: string): Promise<unknown> {
    return waitFor(() => this.lines.some((line) => line.includes(message)), {
      what: `the log to say: ${message}`,
    });
  }

  /** Waits until snapshots of all that is in the log are stored. */
  async untilStored(timeoutMs = 10_000): Promise<void> {
    await waitFor(
      async () => {
        const stored = await storedPositions(this.feed.redis);
        for (let partition = 0; partition < DEFAULT_PARTITION_COUNT; partition++) {
          const key = ticksKey(partition);
          const [newest] = await this.feed.redis.xrevrange(key, '+', '-', 'COUNT', 1);
          if (newest && newest[0] !== stored[partition]) return false;
        }
        return true;
      },
      { what: 'all of the log to be stored', timeoutMs },
    );
  }

  /** Expects the streams to hold each bar that the whole log closes, once, and nothing else. */
  async expectAllBars(): Promise<void> {
    const { market } = await Reader.once(this.redis.url, {
      usesSnapshots: false,
      loadsHistory: false,
    });
    const expected = closedBars(market, SYMBOLS);

    expect(Object.values(expected).flat().length).toBeGreaterThan(100);
    expect(await allStoredBars(this.feed.redis, SYMBOLS)).toEqual(expected);
  }

  /** Expects a server that begins from snapshots to know what one knows that folded the whole log. */
  async expectSameFromSnapshots(): Promise<void> {
    const fromLog = await Reader.once(this.redis.url, {
      usesSnapshots: false,
      loadsHistory: false,
    });
    const fromSnapshots = await Reader.once(this.redis.url);

    expect(fromSnapshots.faults).toEqual([]);
    expect(fromSnapshots.losses).toEqual([]);
    expect(fromSnapshots.ticks).toBeLessThan(fromLog.ticks);
    expect(viewOfMarket(fromSnapshots.market)).toEqual(viewOfMarket(fromLog.market));
  }
}
