import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findProgram } from '../../../deploy/local/find-program.ts';
import { META_KEY, partitionOf, ticksKey } from '../../../proto/redis-keys.ts';
import { decodeTickBatch } from '../../../proto/tick-codec.ts';
import type { Tick } from '../../../proto/types.ts';
import { startLiveServer, type LiveServer } from '../../support/live-server.ts';
import { spawnProcess, type SpawnedProcess } from '../../support/spawn-process.ts';
import { waitFor } from '../../support/wait-for.ts';
import { findPython } from './python.ts';

const python = findPython('redis', 'google.protobuf');
const protoc = findProgram(['protoc']);
const isMissing = python === undefined || protoc === undefined;
const whySkipped = isMissing
  ? ' (skipped: needs python3-redis, python3-protobuf and protobuf-compiler)'
  : '';
const SYMBOL = 'ACME.PY';

describe.skipIf(isMissing)(`the Python example that writes into Redis${whySkipped}`, () => {
  let live: LiveServer;

  beforeAll(async () => {
    live = await startLiveServer();
  });

  afterAll(async () => {
    await live.stop();
  });

  function start(...args: string[]): Promise<SpawnedProcess> {
    return spawnProcess(
      python ?? '',
      ['feed/examples/redis_feed.py', '--seed', '7', '--interval', '0.01', ...args],
      { env: { REDIS_URL: live.redis.url } },
    );
  }

  async function logged(): Promise<readonly Tick[]> {
    const key = ticksKey(partitionOf(SYMBOL, 8));
    const entries = await live.feed.redis.xrangeBuffer(key, '-', '+');
    return entries.flatMap(([, fields]) => decodeTickBatch(fields[1] ?? Buffer.alloc(0)));
  }

  test('brings its ticks to a client, with the right values', async () => {
    const program = await start('--count', '40');
    expect(await program.exited, program.stderr()).toEqual({ code: 0, signal: null });

    const ticks = await logged();
    const trades = ticks.filter((tick) => tick.kind === 'trade');
    expect(trades).toHaveLength(40);
    expect(ticks).toHaveLength(120);
    // A walk from 101.25 in steps of 0.05 at most, and a quote of a cent either side.
    for (const [index, trade] of trades.entries()) {
      expect(Math.abs(trade.price - (trades[index - 1]?.price ?? 10_125))).toBeLessThanOrEqual(5);
      expect(trade.size).toBeGreaterThan(0);
      expect(ticks[index * 3 + 1]).toMatchObject({
        kind: 'quote',
        bidPrice: trade.price - 1,
        askPrice: trade.price + 1,
      });
      expect(ticks[index * 3 + 2]).toMatchObject({ kind: 'depth' });
    }

    const client = await live.connect();
    const symbols = await waitFor(
      async () => {
        const answer = await client.subscribe({
          symbol: SYMBOL,
          channels: ['quote', 'last', 'statistics', 'depth', 'trades'],
          bars: [],
        });
        return answer.subscribed.flatMap(({ symbols: found }) => found).at(0);
      },
      { what: 'the server to know the symbol' },
    );
    expect(symbols).toMatchObject({
      symbol: SYMBOL,
      displayName: 'Acme Corporation',
      priceDecimals: 2,
    });
    const last = trades.at(-1);
    const update = await client.update(
      'all trades',
      ({ last: shown }) => shown?.price === last?.price,
    );
    expect(update).toMatchObject({
      last: { price: last?.price, size: last?.size, aggressorSide: last?.aggressorSide },
      quote: { bidPrice: (last?.price ?? 0) - 1, askPrice: (last?.price ?? 0) + 1 },
      statistics: {
        open: trades[0]?.price,
        tradeCount: 40,
        volume: trades.reduce((sum, { size }) => sum + size, 0),
      },
    });
    const shown = client.updates.flatMap((each) => each.trades?.trades ?? []);
    expect(shown.map(({ price, size }) => [price, size])).toEqual(
      trades.map(({ price, size }) => [price, size]),
    );
  });

  test('goes on where it was when Redis was away and has come back empty', async () => {
    const before = (await logged()).length;
    const program = await start();
    await waitFor(async () => (await logged()).length > before, { what: 'ticks' });

    await live.redis.kill();
    await program.waitForOutput(/Redis is away/);
    await live.redis.restart();

    await waitFor(async () => (await logged()).length > 3, { what: 'ticks again' });
    expect(await live.feed.redis.hexists('md:instruments', SYMBOL)).toBe(1);
    await program.stop('SIGINT');
    expect(program.stderr()).not.toContain('Traceback');
  });

  test('refuses a deployment of another version', async () => {
    await live.feed.redis.hset(META_KEY, 'version', '99');
    const program = await start('--count', '1');

    expect((await program.exited).code).toBe(1);
    expect(program.stderr()).toContain('payload version 99, expected 1');
  });
});
