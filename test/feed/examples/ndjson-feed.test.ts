import { PassThrough } from 'node:stream';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../../feed/clock.ts';
import { openLineSource } from '../../../feed/lines/line-source.ts';
import { runFeed, type FeedRun } from '../../../feed/run-feed.ts';
import type { TickSource } from '../../../feed/source.ts';
import { decodeInstrument } from '../../../proto/instrument-codec.ts';
import { INSTRUMENTS_KEY, ticksKey } from '../../../proto/redis-keys.ts';
import { decodeTickBatch } from '../../../proto/tick-codec.ts';
import type { Tick } from '../../../proto/types.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';
import { spawnProcess } from '../../support/spawn-process.ts';
import { waitFor } from '../../support/wait-for.ts';
import { findPython } from './python.ts';

const python = findPython();
const whySkipped = python === undefined ? ' (skipped: there is no python3)' : '';
let redis: TestRedis;
let reader: Redis;

beforeAll(async () => {
  redis = await startRedis();
  reader = new Redis(redis.url);
});

beforeEach(async () => {
  await reader.flushall();
});

afterAll(async () => {
  reader.disconnect();
  await redis.stop();
});

async function publish(source: TickSource): Promise<void> {
  const config: FeedRun['config'] = {
    source: { kind: 'stdin', venue: 'STDIN' },
    redisUrl: redis.url,
    partitionCount: 1,
    retentionMs: 600_000,
    maxLogEntries: 80_000,
    maxBufferedTicks: 200_000,
    shouldTakeOver: false,
    shouldReplaceHistory: false,
    logLevel: 'info',
  };
  await runFeed({
    config,
    source,
    logger: pino({ level: 'silent' }),
    nowMs: () => Date.now(),
    signal: new AbortController().signal,
    onPublishing: () => undefined,
  });
}

async function logged(): Promise<readonly Tick[]> {
  const entries = await reader.xrangeBuffer(ticksKey(0), '-', '+');
  return entries.flatMap(([, fields]) => decodeTickBatch(fields[1] ?? Buffer.alloc(0)));
}

function options(input: PassThrough): Parameters<typeof openLineSource>[0] {
  return { input, venue: 'STDIN', clock: systemClock, logger: pino({ level: 'silent' }) };
}

test.skipIf(python === undefined)(
  `every line that the Python example prints is in the log${whySkipped}`,
  async () => {
    const program = await spawnProcess(python ?? '', [
      'feed/examples/ndjson_feed.py',
      ...['--seed', '7', '--count', '300', '--interval', '0'],
    ]);
    const input = new PassThrough();
    program.child.stdout?.pipe(input);

    await publish(await openLineSource(options(input)));

    expect(await program.exited).toEqual({ code: 0, signal: null });
    const printed = program
      .stdout()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const ticks = await logged();
    // Two lines declare instruments; all others are ticks, in their order.
    expect(printed).toHaveLength(602);
    expect(
      ticks.map((tick) =>
        tick.kind === 'trade'
          ? [tick.symbol, tick.price, tick.size, tick.aggressorSide, tick.tradeId]
          : tick.kind === 'quote' && [tick.symbol, tick.bidPrice, tick.bidSize, tick.askPrice],
      ),
    ).toEqual(
      printed
        .slice(2)
        .map(({ type, symbol, price, size, side, id, bidPrice, bidSize, askPrice }) =>
          type === undefined
            ? [symbol, cents(price), size, side, id]
            : [symbol, cents(bidPrice), bidSize, cents(askPrice)],
        ),
    );
    const acme = await reader.hgetBuffer(INSTRUMENTS_KEY, 'ACME');
    expect(acme && decodeInstrument(acme)).toMatchObject({
      venue: 'STDIN',
      displayName: 'Acme Corporation',
      priceDecimals: 2,
      rank: 1,
    });
  },
);

test.skipIf(python === undefined)(
  `the Python example ends quietly when nobody reads it any more${whySkipped}`,
  async () => {
    const program = await spawnProcess(python ?? '', [
      'feed/examples/ndjson_feed.py',
      '--interval',
      '0',
    ]);
    await program.waitForOutput(/"price"/);

    program.child.stdout?.destroy();

    await program.exited;
    expect(program.stderr()).toBe('');
  },
);

test('symbols that appear later are registered before their first tick', async () => {
  const input = new PassThrough();
  input.write('{"symbol":"ACME","price":1,"size":1}\n');
  const done = publish(await openLineSource(options(input)));
  await waitFor(async () => (await logged()).length === 1, { what: 'the first tick' });

  input.end(
    '{"symbol":"BOLT","price":2,"size":1}\n{"symbol":"ACME","price":3,"size":1}\n{"symbol":"CROW","price":4,"size":1}',
  );
  await done;

  expect((await logged()).map(({ symbol }) => symbol)).toEqual(['ACME', 'BOLT', 'ACME', 'CROW']);
  const known = await reader.hgetallBuffer(INSTRUMENTS_KEY);
  expect(
    Object.values(known)
      .map((bytes) => decodeInstrument(bytes))
      .map(({ symbol, rank }) => [symbol, rank]),
  ).toEqual([
    ['ACME', 1],
    ['BOLT', 2],
    ['CROW', 3],
  ]);
});

test('what a program did while no feed ran is marked as a gap', async () => {
  for (const second of ['00', '30']) {
    const input = new PassThrough();
    input.end(
      `{"symbol":"ACME","price":1,"size":1,"time":"2026-01-05T12:00:${second}Z","id":"${second}"}`,
    );
    await publish(await openLineSource(options(input)));
  }

  const [first, gap, second] = await logged();
  expect(first).toMatchObject({ kind: 'trade', tradeId: '00' });
  expect(gap).toMatchObject({
    kind: 'gap',
    fromMs: Date.UTC(2026, 0, 5, 12),
    toMs: Date.UTC(2026, 0, 5, 12, 0, 30),
  });
  expect(second).toMatchObject({ kind: 'trade', tradeId: '30' });
});

function cents(price: unknown): number {
  return Math.round(Number(price) * 100);
}
