/** The feed's commands as processes, against a venue on this machine. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../feed/clock.ts';
import { openFiles } from '../../feed/files/open-files.ts';
import type { Tick } from '../../proto/types.ts';
import { spawnProgram, type SpawnedProcess } from '../support/spawn-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { kraken } from '../support/venues/kraken.ts';
import { VenueServer } from '../support/venues/venue-server.ts';
import { waitFor } from '../support/wait-for.ts';

const SYMBOL = 'BTC-USD';
const directory = temporaryDirectory('commands');
const running: SpawnedProcess[] = [];
let venue: VenueServer;

afterAll(() => {
  directory.remove();
});

beforeEach(async () => {
  venue = await VenueServer.open(kraken);
});

afterEach(async () => {
  await Promise.all(running.splice(0).map(async (one) => one.kill()));
  await venue.close();
});

async function runFeed(...args: string[]): Promise<SpawnedProcess> {
  const env = { KRAKEN_WS_URL: venue.urls.stream, KRAKEN_HTTP_URL: venue.urls.http };
  const started = await spawnProgram('feed/main.ts', args, { env });
  running.push(started);
  return started;
}

async function replay(path: string): Promise<Tick[]> {
  const { source } = await openFiles({
    paths: [path],
    speed: Infinity,
    isLooped: false,
    clock: systemClock,
    logger: pino({ level: 'silent' }),
  });
  const ticks: Tick[] = [];
  for await (const batch of source) ticks.push(...batch);
  return ticks;
}

describe('symbols', () => {
  test('prints what the venue has on standard output, and nothing else', async () => {
    const feed = await runFeed('symbols', '--source', 'kraken');

    expect(await feed.exited).toMatchObject({ code: 0 });
    expect(feed.stdout().trimEnd().split('\n')).toEqual([
      'symbol          at the venue  decimals  name',
      'BTC-USD.KRAKEN  BTC/USD       1/8       BTC / USD',
      'ETH-USD.KRAKEN  ETH/USD       2/8       ETH / USD',
    ]);
  });
});

describe('record', () => {
  const args = (path: string): string[] => [
    ...['record', '--source', 'kraken', '--symbols', SYMBOL, '--out', path],
  ];

  test('writes what the venue sends, which replays as every trade once, a lost connection included', async () => {
    const path = join(directory.path, 'kraken.ndts.gz');
    const feed = await runFeed(...args(path));
    await waitFor(() => venue.sessions.size === 1, { what: 'a connection' });
    await feed.waitForOutput(/venue opened/);
    const first = await waitFor(
      () => {
        venue.advance(20);
        const [session] = venue.sessions;
        return session !== undefined && venue.market.trades(SYMBOL).length > 40;
      },
      { what: 'trades' },
    );
    expect(first).toBe(true);
    venue.inject({ kind: 'drop', how: 'reset' });
    await waitFor(() => venue.handshakes.length === 2 && venue.sessions.size === 1, {
      what: 'the connection made anew',
    });
    const before = venue.market.trades(SYMBOL).length;
    await waitFor(
      () => {
        venue.advance(20);
        return venue.market.trades(SYMBOL).length > before + 40;
      },
      { what: 'more trades' },
    );

    expect(await feed.stop()).toMatchObject({ code: 0 });
    expect(feed.stdout()).toContain('recording written');
    const header = gunzipSync(readFileSync(path)).toString().split('\n')[0] ?? '';
    expect(JSON.parse(header.slice(1))).toMatchObject({
      venue: 'KRAKEN',
      instruments: [{ symbol: 'BTC-USD.KRAKEN', native: 'BTC/USD' }],
    });
    const ids = (await replay(path)).flatMap((tick) =>
      tick.kind === 'trade' ? [tick.tradeId] : [],
    );
    const truth = venue.market.trades(SYMBOL).map(({ id }) => id);
    const from = truth.indexOf(ids[0] ?? '');
    expect(ids.length).toBeGreaterThan(20);
    expect(new Set(ids).size).toBe(ids.length);
    expect(truth.slice(from).filter((id) => ids.includes(id))).toEqual(ids);
  });

  test('leaves no file behind when the venue does not have the symbol', async () => {
    const path = join(directory.path, 'nothing.ndts');
    const feed = await runFeed(
      'record',
      '--source',
      'kraken',
      '--symbols',
      'BTC-USDD',
      '--out',
      path,
    );

    expect(await feed.exited).toMatchObject({ code: 1 });
    expect(feed.stderr()).toMatch(/KRAKEN has no BTC-USDD \(did you mean BTC-USD\.KRAKEN\?\)/);
    expect(existsSync(path)).toBe(false);
  });

  test('does not touch a file that is there already', async () => {
    const path = join(directory.path, 'kraken.ndts.gz');
    const before = readFileSync(path);
    const feed = await runFeed(...args(path));

    expect(await feed.exited).toMatchObject({ code: 1 });
    expect(feed.stderr()).toContain('is there already: name another file, or say --overwrite');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('ends by itself when its time is over', async () => {
    const path = join(directory.path, 'short.ndts');
    const feed = await runFeed(...args(path), '--for', '300ms');

    expect(await feed.exited).toMatchObject({ code: 0 });
    expect(readFileSync(path, 'utf8')).toContain('"channel":"status"');
  });
});
