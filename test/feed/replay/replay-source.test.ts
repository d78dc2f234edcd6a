import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { VENUE_FORMATS } from '../../../feed/replay/formats.ts';
import { openReplay, type ReplayOptions } from '../../../feed/replay/replay-source.ts';
import type { TickSource } from '../../../feed/source.ts';
import type { Tick } from '../../../proto/types.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { FakeClock } from '../fake-clock.ts';
import {
  quoteFrame,
  recordedMissing,
  recordedPaths,
  tradeFrame,
  writeRecording,
} from '../recordings.ts';

const directory = temporaryDirectory('replay');
afterAll(() => {
  directory.remove();
});

const T0 = Date.UTC(2024, 7, 8, 23, 59);

/** Trades 1..n of one symbol, `stepMs` apart, received 3 ms after they happened. */
function recording(name: string, count = 10, stepMs = 1000): string {
  return writeRecording(
    join(directory.path, name),
    Array.from({ length: count }, (_, index) => [
      T0 + index * stepMs,
      tradeFrame('BTCUSDT', index + 1, T0 + index * stepMs - 3),
    ]),
  );
}

const ids = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(from + index));

async function open(
  paths: string[],
  options: Partial<ReplayOptions> = {},
): Promise<{ source: TickSource; clock: FakeClock; bad: string[] }> {
  const clock = new FakeClock();
  const bad: string[] = [];
  const { source } = await openReplay({
    paths,
    format: VENUE_FORMATS.binance,
    speed: Infinity,
    isLooped: false,
    clock,
    onBadLine: (path, line, fault) => bad.push(`${path}:${String(line)}: ${fault}`),
    ...options,
  });
  return { source, clock, bad };
}

async function collect(source: TickSource, count = Infinity): Promise<Tick[]> {
  const ticks: Tick[] = [];
  for await (const batch of source) {
    ticks.push(...batch);
    if (ticks.length >= count) break;
  }
  await source.close();
  return ticks.slice(0, count);
}

const idsOf = (ticks: readonly Tick[]): string[] =>
  ticks.map((tick) => (tick.kind === 'trade' ? tick.tradeId : tick.kind));

describe('replay', () => {
  test('keeps venue times as recorded and receives everything now', async () => {
    const path = writeRecording(join(directory.path, 'times'), [
      [T0, tradeFrame('BTCUSDT', 1, T0 + 1270)],
      [T0 + 5, quoteFrame('BTCUSDT', 7)],
    ]);
    const { source, clock } = await open([path]);

    const ticks = await collect(source);

    expect(ticks).toMatchObject([
      { kind: 'trade', venueTimeMs: T0 + 1270, receivedTimeMs: clock.nowMs() },
      // No time of its own: when it was received, on the recording's time line.
      { kind: 'quote', venueTimeMs: T0 + 5, receivedTimeMs: clock.nowMs() },
    ]);
  });

  test('finds the instruments before the first tick', async () => {
    const { source } = await open([recording('instruments')]);

    expect(source.instruments).toMatchObject([
      { symbol: 'BTCUSDT', venue: 'BINANCE', priceDecimals: 1, sizeDecimals: 2, currency: '' },
    ]);
    await source.close();
  });

  test.each([
    [1, 9000],
    [10, 900],
    [0.5, 18_000],
  ])('at speed %d takes the recorded time over it', async (speed, expectedMs) => {
    const { source, clock } = await open([recording('paced')], { speed });

    await collect(source);

    expect(clock.elapsedMs()).toBeGreaterThanOrEqual(expectedMs);
    expect(clock.elapsedMs()).toBeLessThan(expectedMs + 10);
  });

  test('as fast as possible never sleeps', async () => {
    const { source, clock } = await open([recording('fast')]);

    expect(await collect(source)).toHaveLength(10);
    expect(clock.sleeps).toEqual([]);
  });

  test('goes on at its pace after the process was held up, without a rush', async () => {
    const { source, clock } = await open([recording('held')], { speed: 1 });
    const arrivals: number[] = [];

    for await (const batch of source) {
      arrivals.push(...batch.map(() => clock.elapsedMs()));
      if (arrivals.length === 3) clock.pass(60_000);
    }

    expect(arrivals).toHaveLength(10);
    const afterwards = arrivals.slice(4).map((time, index) => time - (arrivals[index + 3] ?? 0));
    for (const gap of afterwards) expect(gap).toBeGreaterThan(400);
  });

  test('plays from one moment up to before another', async () => {
    const path = recording('window');
    const from = { kind: 'offset', offsetMs: 2000 } as const;
    const to = { kind: 'time', timeMs: T0 + 5000 } as const;

    expect(idsOf(await collect((await open([path], { from, to })).source))).toEqual([
      '3',
      '4',
      '5',
    ]);
  });

  test('builds the book from the frames before the first moment', async () => {
    const depth = (first: number, last: number, bid: string): unknown => ({
      stream: 'btcusdt@depth@100ms',
      data: { e: 'depthUpdate', E: T0, s: 'BTCUSDT', U: first, u: last, b: [[bid, '2']], a: [] },
    });
    const path = writeRecording(join(directory.path, 'book'), [
      [T0, depth(1, 2, '1.25')],
      [T0 + 1, { lastUpdateId: 2, bids: [['1.00', '1']], asks: [] }],
      [T0 + 2000, depth(3, 3, '1.50')],
    ]);
    const { source } = await open([path], { from: { kind: 'offset', offsetMs: 1000 } });

    expect(await collect(source)).toMatchObject([{ kind: 'depth', bids: [150, 2, 100, 1] }]);
  });

  test('looped, shifts venue times by whole minutes and trade ids by their span', async () => {
    const { source } = await open([recording('loop')], { isLooped: true });

    const ticks = await collect(source, 25);

    expect(idsOf(ticks)).toEqual(Array.from({ length: 25 }, (_, index) => String(index + 1)));
    const shifts = ticks.map((tick, index) => tick.venueTimeMs - (T0 - 3 + (index % 10) * 1000));
    expect(new Set(shifts)).toEqual(new Set([0, 60_000, 120_000]));
    expect(shifts).toEqual([...shifts].sort((a, b) => a - b));
  });

  test('played again starts with the first pass behind what the log has, with other trade ids', async () => {
    const first = await open([recording('again')]);
    expect(first.source.startAfter?.(T0 - 3_600_000)).toBe(0);
    expect(idsOf(await collect(first.source))).toEqual(ids(1, 10));

    const second = await open([recording('again')]);
    // Interrupted in the middle: the rest of that pass is left out.
    expect(second.source.startAfter?.(T0 + 4_000)).toBe(60_000);
    const ticks = await collect(second.source);
    expect(idsOf(ticks)).toEqual(ids(11, 10));
    expect(ticks[0]?.venueTimeMs).toBe(T0 - 3 + 60_000);

    const third = await open([recording('again')], { isLooped: true });
    expect(third.source.startAfter?.(T0 - 3 + 60_000)).toBe(120_000);
    expect(idsOf(await collect(third.source, 20))).toEqual(ids(21, 20));
  });

  test('reports each bad line once with file and number, and plays the rest', async () => {
    const path = recording('bad');
    appendFileSync(path, `oops\n1723161600000000000 {"e":"trade","s":"BTCUSDT"}\n`);
    const { source, bad } = await open([path], { isLooped: true });

    expect(await collect(source, 20)).toHaveLength(20);

    expect(bad).toEqual([
      expect.stringMatching(/bad:11: expected "<receive time/),
      expect.stringMatching(/bad:12: ERR_VENUE_PROTOCOL: Binance: BTCUSDT: m is missing/),
    ]);
    expect(source.counts()).toMatchObject({ badLines: 2 });
  });

  test('refuses a file without frames of the venue', async () => {
    const path = writeRecording(join(directory.path, 'other'), [[T0, '{"channel":"heartbeat"}']]);
    await expect(open([path])).rejects.toThrow(
      /ERR_SOURCE_UNREADABLE: .*other holds no market data/,
    );
  });

  test('takes a snapshot without symbol for the only symbol of its file', async () => {
    const diff = (symbol: string): unknown => ({
      stream: `${symbol}@depth`,
      data: { e: 'depthUpdate', E: T0, s: symbol, U: 1, u: 1, b: [], a: [] },
    });
    const paths = ['AUSDT', 'BUSDT'].map((symbol, index) =>
      writeRecording(join(directory.path, symbol), [
        [T0 + index, diff(symbol)],
        [T0 + 10 + index, { lastUpdateId: 1, bids: [[String(index + 1), '1']], asks: [] }],
      ]),
    );
    const { source } = await open(paths);

    expect(await collect(source)).toMatchObject([
      { symbol: 'AUSDT', bids: [1, 1] },
      { symbol: 'BUSDT', bids: [2, 1] },
    ]);
  });

  test.skipIf(recordedMissing !== undefined)(
    `merges real recordings completely and in order${recordedMissing === undefined ? '' : ` (${recordedMissing})`}`,
    async () => {
      const { source, bad } = await open(recordedPaths);
      const trades = new Map<string, { count: number; lastId: number }>();

      for await (const batch of source) {
        for (const tick of batch) {
          if (tick.kind !== 'trade') continue;
          const before = trades.get(tick.symbol);
          if (before !== undefined) expect(Number(tick.tradeId)).toBe(before.lastId + 1);
          trades.set(tick.symbol, {
            count: (before?.count ?? 0) + 1,
            lastId: Number(tick.tradeId),
          });
        }
      }

      expect(bad).toEqual([]);
      expect([...trades.keys()].sort()).toEqual(['BTCUSDT', 'ETHUSDT']);
      expect(source.instruments).toMatchObject([
        { symbol: 'BTCUSDT', priceDecimals: 2, sizeDecimals: 6, tickSize: 1 },
        { symbol: 'ETHUSDT', priceDecimals: 2, sizeDecimals: 5, tickSize: 1 },
      ]);
    },
  );
});
