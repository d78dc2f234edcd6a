import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LiveOptions, LiveSource } from '../../../feed/live/live-source.ts';
import { waitFor } from '../../support/wait-for.ts';
import { confirm, instrumentsOnly, ToyServer, type ToyClient } from './fixtures/toy-server.ts';
import { openToySource, Reader } from './fixtures/toy-source.ts';
import { control, toyVenue } from './fixtures/toy-venue.ts';

let server: ToyServer;
let sources: LiveSource[];

beforeEach(async () => {
  server = await ToyServer.open();
  sources = [];
});

afterEach(async () => {
  await Promise.all(sources.map((source) => source.close()));
  await server.close();
});

async function open(options: Partial<LiveOptions> = {}): Promise<LiveSource> {
  const source = await openToySource(server, options);
  sources.push(source);
  return source;
}

async function read(options: Partial<LiveOptions> = {}): Promise<Reader> {
  return new Reader(await open(options));
}

async function until(condition: () => boolean, what: string): Promise<void> {
  await waitFor(condition, { what, intervalMs: 2 });
}

/** Waits until the newest connection, the `count`th, is subscribed. */
async function client(count = 1): Promise<ToyClient> {
  await until(
    () => server.clients.length >= count && (server.last?.requests.length ?? 0) > 0,
    `connection ${String(count)}`,
  );
  const last = server.last;
  if (last === undefined) throw new Error('no client');
  return last;
}

/** Serves instruments and the trades of these ids, by default as if they were made when they are asked for. */
function serveTrades(ids: readonly number[], atMs?: number): void {
  server.onHttp = (url) => {
    if (url.pathname !== '/trades') return instrumentsOnly(url);
    return { body: JSON.stringify(ids.map((id) => ({ id, p: 100 + id, at: atMs ?? Date.now() }))) };
  };
}

describe('live source', () => {
  test('tells in band that it connects, is live, and is lost', async () => {
    const reader = await read();
    const first = await client();
    first.trade('A', 1);
    await until(() => reader.trades.length === 1, 'the trade');
    first.socket.terminate();
    await client(2);
    await until(() => reader.states.length === 4, 'four states');

    expect(reader.ticks.map(({ kind }) => kind).slice(0, 3)).toEqual(['status', 'status', 'trade']);
    expect(reader.states).toEqual(['A connecting', 'A live', 'A connecting', 'A live']);
  });

  test('tells that a symbol is stale, however many heartbeats come', async () => {
    const reader = await read({
      symbols: ['A-X', 'B-X'],
      channels: ['trades', 'quotes'],
      timings: { staleMs: 200 },
    });
    const venue = await client();
    const timer = setInterval(() => {
      venue.send(control({ kind: 'heartbeat' }));
      venue.send({ q: 'A', p: 1 });
    }, 10);
    await until(() => reader.states.includes('B stale'), 'a stale symbol');
    venue.trade('B', 1);
    await until(() => reader.states.at(-1) === 'B live', 'the fresh symbol');
    clearInterval(timer);

    expect(reader.states.filter((state) => state.startsWith('A'))).toEqual([
      'A connecting',
      'A live',
    ]);
  });

  test('gives what came in one turn as one batch', async () => {
    const reader = await read();
    const venue = await client();
    await until(() => reader.states.includes('A live'), 'the subscription');
    const before = reader.batches.length;
    venue.socket.send('{"q":"A","p":1}', { fin: true });
    // All in one TCP segment.
    const raw = (venue.socket as unknown as { _socket: { cork(): void; uncork(): void } })._socket;
    raw.cork();
    for (let id = 1; id <= 20; id++) venue.trade('A', id);
    raw.uncork();
    await until(() => reader.trades.length === 20, 'the trades');

    expect(reader.batches.length - before).toBeLessThanOrEqual(3);
  });

  test('fetches the trades that it missed while it was away, and marks them', async () => {
    serveTrades([2, 3, 4]);
    const reader = await read();
    const first = await client();
    first.trade('A', 1);
    await until(() => reader.trades.length === 1, 'the first trade');
    first.socket.terminate();
    const second = await client(2);
    second.trade('A', 5);
    second.trade('A', 6);
    await until(() => reader.trades.length === 6, 'all trades');

    expect(reader.tradeIds).toEqual([1, 2, 3, 4, 5, 6]);
    expect(reader.trades.map(({ isBackfill = false }) => isBackfill)).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(reader.ticks.filter(({ kind }) => kind === 'gap')).toEqual([]);
    const times = reader.ticks.map(({ receivedTimeMs }) => receivedTimeMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  test('fetches what it missed also when nothing comes afterwards, where ids are only unique', async () => {
    serveTrades([2, 3]);
    const reader = await read({
      venue: toyVenue({ tradeIds: 'unique' }),
      timings: { holdMs: 5_000 },
    });
    const first = await client();
    first.trade('A', 1);
    await until(() => reader.trades.length === 1, 'the first trade');
    first.socket.terminate();
    await client(2);
    await until(() => reader.trades.length === 3, 'the missing trades');

    expect(reader.tradeIds).toEqual([1, 2, 3]);
  });

  test('fetches what was under way on a connection that ended after its successor was subscribed', async () => {
    const reader = await read({
      venue: toyVenue({ tradeIds: 'unique' }),
      timings: { holdMs: 5_000, renewNoticeMs: 0, renewOverlapMs: 60_000 },
    });
    const first = await client();
    first.trade('A', 1);
    await until(() => reader.trades.length === 1, 'the first trade');
    serveTrades([2, 3], Date.now());
    server.onRequest = (one, request) => {
      confirm(one, request);
      one.trade('A', 4);
      first.socket.terminate();
    };
    first.send(control({ kind: 'closingSoon', message: 'upgrade' }));
    await until(() => reader.trades.length === 4, 'all trades');

    expect(reader.tradeIds).toEqual([1, 2, 3, 4]);
    expect(server.clients).toHaveLength(2);
  });

  test('ends holds in time where the venue allows few requests, and asks for none of them any more', async () => {
    serveTrades([]);
    const reader = await read({
      venue: toyVenue({ limits: { http: { count: 1, perMs: 400 } } }),
      symbols: ['A-X', 'B-X', 'C-X', 'D-X'],
      timings: { holdMs: 250 },
    });
    const asked = (): string[] => server.paths.filter((path) => path.startsWith('/trades'));
    const gaps = (): string[] =>
      reader.ticks.flatMap(({ kind, symbol }) => (kind === 'gap' ? symbol.slice(0, 1) : []));
    const first = await client();
    for (const native of ['A', 'B', 'C', 'D']) first.trade(native, 1);
    await until(() => reader.trades.length === 4, 'the first trades');
    first.socket.terminate();
    const second = await client(2);
    await until(() => ['B', 'C', 'D'].every((native) => gaps().includes(native)), 'the gaps');
    const before = asked().length;
    second.trade('D', 5);
    await until(() => asked().length > before, 'another request');

    expect(before).toBeLessThanOrEqual(1);
    expect(asked()[before]).toContain('symbol=D&after=1&before=5');
  });

  test('says that trades may be missing where they have no ids', async () => {
    const reader = await read({ venue: toyVenue({ tradeIds: 'none' }) });
    const first = await client();
    first.trade('A', 1);
    await until(() => reader.trades.length === 1, 'the first trade');
    first.socket.terminate();
    (await client(2)).trade('A', 5);
    await until(() => reader.trades.length === 2, 'the trade after it');

    expect(reader.ticks.filter(({ kind }) => kind === 'gap')).toMatchObject([{ lostTrades: 0 }]);
  });

  test('says how many trades are missing that cannot be had', async () => {
    server.onHttp = (url) =>
      url.pathname === '/trades' ? { status: 404, body: '' } : instrumentsOnly(url);
    const reader = await read();
    const first = await client();
    first.trade('A', 1);
    await until(() => reader.trades.length === 1, 'the first trade');
    first.socket.terminate();
    (await client(2)).trade('A', 5);
    await until(() => reader.trades.length === 2, 'the trade after it');

    const [gap, trade] = reader.ticks.slice(-2);
    expect(gap).toMatchObject({ kind: 'gap', symbol: 'A-X.TOY', lostTrades: 3 });
    expect(trade).toMatchObject({ tradeId: '5' });
  });

  test('gives each trade once when a connection is renewed', async () => {
    const reader = await read({ timings: { connectionAgeMs: 300 } });
    await client();
    let id = 0;
    const timer = setInterval(() => {
      id += 1;
      for (const one of server.openClients) one.trade('A', id);
    }, 4);
    await until(() => server.clients.length >= 4, 'three renewals');
    clearInterval(timer);
    await until(() => reader.tradeIds.at(-1) === id, 'the last trade');

    const first = reader.tradeIds[0] ?? 0;
    expect(reader.tradeIds).toEqual(
      Array.from({ length: id - first + 1 }, (_, index) => first + index),
    );
    expect(reader.trades.some(({ isBackfill = false }) => isBackfill)).toBe(false);
    expect(reader.states).toEqual(['A connecting', 'A live']);
  });

  test('tells that a book is fetched anew, and when it is there', async () => {
    const reader = await read({ channels: ['depth'] });
    const venue = await client();
    venue.send({ d: 'A', p: 10 });
    venue.send({ d: 'A', n: null });
    await until(() => venue.asked('unsubscribe', 'depth').length === 1, 'the resync');
    venue.send({ d: 'A', p: 11 });
    await until(() => reader.states.at(-1) === 'A live', 'the new book');

    expect(reader.states).toEqual(['A connecting', 'A live', 'A resync', 'A live']);
    expect(venue.asked('subscribe', 'depth')).toEqual(['A', 'A']);
  });

  test('gives up one symbol that the venue refuses, and goes on with the others', async () => {
    server.onRequest = (one, { symbols }) => {
      if (!symbols.includes('B')) return;
      const message = 'no such symbol';
      one.send(control({ kind: 'refused', code: '', message, symbol: 'B', isFatal: true }));
      one.send(control({ kind: 'acknowledged', symbols: ['A'] }));
    };
    const reader = await read({
      venue: toyVenue({ acknowledges: 'symbols' }),
      symbols: ['A-X', 'B-X'],
    });
    const venue = await client();
    await until(() => reader.states.includes('A live'), 'the other symbol');
    venue.trade('B', 1);
    venue.trade('A', 1);
    await until(() => reader.trades.length > 0, 'a trade');
    venue.socket.terminate();
    const second = await client(2);

    expect(reader.trades.map(({ symbol }) => symbol)).toEqual(['A-X.TOY']);
    expect(reader.states.filter((state) => state.startsWith('B'))).toEqual([
      'B connecting',
      'B fatal',
    ]);
    expect(second.asked('subscribe', 'trades')).toEqual(['A']);
  });

  test('ends with an error when the whole venue refuses, after it has said so of each symbol', async () => {
    server.onUpgrade = () => 'HTTP/1.1 401 No\r\nConnection: close\r\n\r\n';
    const reader = await read({ symbols: ['A-X', 'B-X'] });
    await reader.ended;

    expect(reader.states.slice(-2)).toEqual(['A fatal', 'B fatal']);
    expect(reader.error).toMatchObject({ code: 'ERR_VENUE_REFUSED' });
  });

  test('ends with an error when every symbol was refused', async () => {
    server.onRequest = (one) => {
      one.send(control({ kind: 'refused', code: '', message: 'no', symbol: 'A', isFatal: true }));
    };
    const reader = await read();
    await reader.ended;

    expect(reader.states).toEqual(['A connecting', 'A fatal']);
    expect(reader.error).toMatchObject({ code: 'ERR_VENUE_REFUSED' });
  });

  test('ends with an error when an adapter breaks its word, and does not take the process with it', async () => {
    const venue = toyVenue();
    const stream = {
      ...venue.stream,
      classify: () => {
        throw new TypeError('no such field, in a frame with s3cret');
      },
    };
    const reader = await read({ venue: { ...venue, stream }, credentials: { key: 's3cret' } });
    await reader.ended;

    expect(reader.error).toMatchObject({ code: 'ERR_INTERNAL' });
    expect(String(reader.error)).not.toContain('s3cret');
  });

  test('ends with an error when an address cannot be made of what the adapter says, without showing it', async () => {
    const venue = toyVenue();
    const stream = { ...venue.stream, connectUrl: () => 'no address with s3cret' };
    const reader = await read({ venue: { ...venue, stream }, credentials: { key: 's3cret' } });
    await reader.ended;

    expect(reader.error).toMatchObject({ code: 'ERR_CONFIG_INVALID' });
    expect(String(reader.error)).not.toContain('s3cret');
  });

  test('drops the oldest quotes first when nobody reads, and counts them', async () => {
    const source = await open({ channels: ['trades', 'quotes'], timings: { maxQueuedTicks: 100 } });
    const iterator = source[Symbol.asyncIterator]();
    await iterator.next();
    const venue = await client();
    for (let id = 1; id <= 90; id++) {
      venue.trade('A', id);
      venue.send({ q: 'A', p: id });
    }
    await until(() => source.counts()['frames'] === 182, 'all frames');

    expect(source.counts()).toMatchObject({ droppedTrades: 0, droppedDepths: 0 });
    expect(source.counts()['droppedQuotes']).toBeGreaterThan(70);
    const { value } = (await iterator.next()) as { value: readonly { kind: string }[] };
    expect(value.filter(({ kind }) => kind === 'trade')).toHaveLength(90);
  });

  test('ends within a second when it is closed, while somebody waits', async () => {
    const source = await open();
    const reader = new Reader(source);
    (await client()).socket.pause();
    const startMs = performance.now();
    await source.close();
    await reader.ended;

    expect(performance.now() - startMs).toBeLessThan(1000);
    expect(reader.error).toBeUndefined();
  });

  test('ends when its signal is aborted', async () => {
    const aborting = new AbortController();
    const reader = await read({ signal: aborting.signal });
    await client();
    aborting.abort();
    await reader.ended;

    expect(reader.error).toBeUndefined();
    await until(() => server.openClients.length === 0, 'the connection to be closed');
  });

  test('counts what happened, of mappers of former connections, too', async () => {
    const source = await open();
    const reader = new Reader(source);
    const first = await client();
    first.trade('A', 1);
    await until(() => reader.trades.length === 1, 'the first trade');
    first.socket.terminate();
    (await client(2)).trade('A', 2);
    await until(() => reader.trades.length === 2, 'the second trade');

    expect(source.counts()).toMatchObject({
      connections: 2,
      openConnections: 1,
      lostConnections: 1,
      frames: 4,
      'mapper.frames': 4,
    });
  });
});
