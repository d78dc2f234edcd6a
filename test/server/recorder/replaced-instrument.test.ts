/** Servers and recorders that run while a symbol becomes another instrument. */
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Publisher } from '../../../feed/publisher/publisher.ts';
import { DEFAULT_PARTITION_COUNT, partitionOf, snapshotKey } from '../../../proto/redis-keys.ts';
import type { SymbolUpdate } from '../../../proto/frames.ts';
import { decodeSnapshot } from '../../../proto/snapshot-codec.ts';
import type { Instrument, Trade } from '../../../proto/types.ts';
import { readRecorderConfig } from '../../../server/recorder/config.ts';
import { startRecorder, type RunningRecorder } from '../../../server/recorder/recorder.ts';
import { startLiveServer, type LiveServer } from '../../support/live-server.ts';
import { makeInstrument } from '../../support/test-feed.ts';
import { waitFor } from '../../support/wait-for.ts';
import { storedBars } from './stored.ts';
import { FAST } from './world.ts';

/** A full hour an hour ago. */
const START_MS = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 3_600_000;
const OLD = makeInstrument('XXX');
const NEW = { ...OLD, priceDecimals: 4 };
const OTHER = makeInstrument('YYY');
const BARS = { symbol: 'XXX', channels: ['last', 'trades', 'statistics'] as const };

const silent = pino({ level: 'silent' });

function trade(symbol: string, second: number, price: number): Trade {
  const timeMs = START_MS + second * 1_000;
  const times = { venueTimeMs: timeMs, receivedTimeMs: timeMs + 1 };
  const rest = { size: 1, aggressorSide: 'buy', tradeId: `${symbol}${String(second)}` } as const;
  return { kind: 'trade', symbol, ...times, price, ...rest };
}

function pricesOf(updates: readonly SymbolUpdate[]): number[] {
  return updates.flatMap(({ last, trades, bars, statistics }) => [
    ...(last ? [last.price] : []),
    ...(statistics ? [statistics.low] : []),
    ...(trades?.trades ?? []).map((one) => one.price),
    ...(bars ?? []).flatMap((series) => series.bars.map((bar) => bar.low)),
  ]);
}

describe('a symbol that becomes another instrument', () => {
  let live: LiveServer;
  let recorder: RunningRecorder;

  beforeEach(async () => {
    live = await startLiveServer();
    const result = readRecorderConfig({ REDIS_URL: live.redis.url });
    if (result.kind === 'invalid') throw new Error(result.problems);
    recorder = await startRecorder(result.config, silent, new AbortController().signal, FAST);
  });
  afterEach(async () => {
    await recorder.stop();
    await live.stop();
  });

  /** Runs a feed that publishes these trades, and gives its symbols back. */
  async function feed(instruments: readonly Instrument[], trades: readonly Trade[]): Promise<void> {
    const publisher = new Publisher({
      redisUrl: live.redis.url,
      partitionCount: DEFAULT_PARTITION_COUNT,
      ...{ retentionMs: 600_000, maxLogEntries: 80_000, maxBufferedTicks: 200_000 },
      logger: silent,
      nowMs: () => Date.now(),
      shouldReplaceHistory: true,
      onPublishing: () => undefined,
      onFatal: () => undefined,
    });
    publisher.register(instruments);
    for (const one of trades) await publisher.publish([one]);
    await publisher.whenEmpty();
    await publisher.close(1_000);
  }

  const seconds = (from: number, count: number, price: number, symbol = 'XXX'): Trade[] =>
    Array.from({ length: count }, (_, at) => trade(symbol, from + at, price + (at % 3)));

  const stored = (symbol: string): Promise<readonly { open: number }[]> =>
    storedBars(live.feed.redis, symbol, '1s');

  test('is begun anew by server, recorder and page, and nothing of the other one is left', async () => {
    await feed([OLD, OTHER], [...seconds(0, 20, 10_000), ...seconds(0, 20, 500, 'YYY')]);
    await waitFor(async () => (await stored('XXX')).length >= 15, { what: 'bars to be stored' });
    const snapshots = snapshotKey(partitionOf('XXX', DEFAULT_PARTITION_COUNT));
    await waitFor(() => live.feed.redis.hexists(snapshots, 'XXX'), { what: 'a snapshot' });
    const client = await live.connect();
    const topic = { ...BARS, channels: [...BARS.channels], bars: [] };
    await client.subscribe({ ...topic, bars: [{ interval: '1s', historyCount: 100 }] });
    const frames = client.frames.length;

    await feed([NEW, OTHER], [...seconds(30, 20, 70_000_000), ...seconds(30, 20, 600, 'YYY')]);

    const isNew = (): boolean =>
      client.updates.some(({ last }) => last?.price === 70_000_000 + (19 % 3));
    await waitFor(isNew, { what: 'the new prices' });
    // From the new entry of the symbol table on: nothing but new prices.
    const after = client.frames.slice(frames);
    const at = after.findIndex(({ subscribed }) =>
      subscribed.some(({ symbols }) => symbols.some((one) => one.priceDecimals === 4)),
    );
    expect(at).toBeGreaterThanOrEqual(0);
    const updates = after.slice(at).flatMap((frame) => frame.updates);
    const prices = pricesOf(updates);
    expect(prices.length).toBeGreaterThan(20);
    expect(Math.min(...prices)).toBeGreaterThanOrEqual(70_000_000);

    await waitFor(async () => (await stored('XXX')).length >= 15, { what: 'new bars' });
    expect((await stored('XXX')).every(({ open }) => open >= 70_000_000)).toBe(true);
    expect((await stored('YYY')).length).toBeGreaterThan(30);
    await waitFor(
      async () => {
        const bytes = await live.feed.redis.hgetBuffer(snapshots, 'XXX');
        return bytes !== null && decodeSnapshot(bytes).instrument.priceDecimals === 4;
      },
      { what: 'the new snapshot' },
    );

    // Whoever begins now, from the snapshot or from the log, finds the same.
    for (const isFromLog of [false, true]) {
      if (isFromLog) {
        await recorder.stop();
        const keys = await live.feed.redis.keys('md:*:snapshot*');
        await live.feed.redis.del(...keys);
      }
      await live.restartServer();
      const later = await live.connect();
      await later.subscribe({ ...topic, bars: [{ interval: '1s', historyCount: 100 }] });
      await waitFor(
        () => later.updates.some(({ bars }) => bars?.some((series) => series.bars.length >= 20)),
        { what: 'all new bars' },
      );
      expect(Math.min(...pricesOf(later.updates))).toBeGreaterThanOrEqual(70_000_000);
    }
  });

  test('is begun anew by a recorder that comes only later', async () => {
    await feed([OLD], seconds(0, 20, 10_000));
    await recorder.stop();
    await feed([NEW], seconds(30, 20, 70_000_000));
    for (const pattern of ['md:*:bars:*', 'md:*:snapshot*']) {
      const keys = await live.feed.redis.keys(pattern);
      if (keys.length > 0) await live.feed.redis.del(...keys);
    }

    const result = readRecorderConfig({ REDIS_URL: live.redis.url });
    if (result.kind === 'invalid') throw new Error(result.problems);
    recorder = await startRecorder(result.config, silent, new AbortController().signal, FAST);

    await waitFor(async () => (await stored('XXX')).length >= 15, { what: 'new bars' });
    expect((await stored('XXX')).every(({ open }) => open >= 70_000_000)).toBe(true);
  });
});
