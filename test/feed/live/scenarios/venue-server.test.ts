import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { binance } from '../../../support/venues/binance.ts';
import { coinbase } from '../../../support/venues/coinbase.ts';
import { kraken } from '../../../support/venues/kraken.ts';
import type { VenueProtocol } from '../../../support/venues/venue-protocol.ts';
import { VenueServer, type VenueServerOptions } from '../../../support/venues/venue-server.ts';
import { waitFor } from '../../../support/wait-for.ts';

interface RawClient {
  readonly socket: WebSocket;
  readonly frames: Record<string, unknown>[];
  readonly pings: string[];
  readonly isClosed: () => boolean;
}

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function open(protocol: VenueProtocol, options?: VenueServerOptions): Promise<VenueServer> {
  const server = await VenueServer.open(protocol, options);
  ends.push(() => server.close());
  return server;
}

async function connect(server: VenueServer, path: string): Promise<RawClient> {
  const socket = new WebSocket(server.urls.stream + path);
  const frames: Record<string, unknown>[] = [];
  const pings: string[] = [];
  let isClosed = false;
  socket.on('message', (data: Buffer) => {
    frames.push(JSON.parse(data.toString()) as Record<string, unknown>);
  });
  socket.on('ping', (data) => pings.push(data.toString()));
  socket.on('close', () => (isClosed = true));
  ends.push(() => {
    socket.terminate();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.on('error', reject);
  });
  return { socket, frames, pings, isClosed: () => isClosed };
}

const SUBSCRIBE_BINANCE = '{"method":"SUBSCRIBE","params":["btcusdt@trade"],"id":7}';

describe('local venue server', () => {
  test('tells a subscriber every trade of the market, and the others nothing', async () => {
    const server = await open(binance);
    const one = await connect(server, '/ws');
    const other = await connect(server, '/stream');

    one.socket.send(SUBSCRIBE_BINANCE);
    await waitFor(() => one.frames.length === 1, { what: 'the confirmation' });
    server.advance(60);
    server.settle();
    const truth = server.market.trades('BTC-USDT').map(({ id }) => Number(id));
    await waitFor(() => one.frames.length > truth.length, { what: 'all trades' });

    expect(one.frames[0]).toEqual({ result: null, id: 7 });
    expect(one.frames.slice(1).map((frame) => frame['t'])).toEqual(truth);
    expect(other.frames).toEqual([]);
    expect(server.violations).toEqual([]);
  });

  test('cuts a connection that says too much in a second', async () => {
    const server = await open(binance);
    const { socket, isClosed } = await connect(server, '/ws');

    for (let count = 0; count < 3; count++) socket.send(SUBSCRIBE_BINANCE);
    for (let count = 0; count < 3; count++) socket.ping();

    await waitFor(isClosed, { what: 'the end of the connection' });
    expect(server.violations.map(({ rule }) => rule)).toEqual(['messages']);
  });

  test('notices who comes back before the time it was told', async () => {
    const server = await open(coinbase);
    server.inject({ kind: 'refuseHttp', count: 1, status: 429, retryAfterSeconds: 1 });

    const refused = await fetch(`${server.urls.http}/products`);
    const early = await fetch(`${server.urls.http}/products`);

    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect(early.status).toBe(200);
    expect(server.violations.map(({ rule }) => rule)).toEqual(['retryAfter']);
  });

  test('refuses more weight over HTTP than the venue gives', async () => {
    const server = await open(binance, { limits: { http: { count: 30, perMs: 60_000 } } });
    const ask = (): Promise<Response> => fetch(`${server.urls.http}/api/v3/exchangeInfo`);

    const statuses = [(await ask()).status, (await ask()).status];

    expect(statuses).toEqual([200, 429]);
    expect(server.violations.map(({ rule }) => rule)).toEqual(['http']);
  });

  test('closes a connection that asks for nothing', async () => {
    const server = await open(coinbase, { limits: { firstRequestMs: 30 } });
    const { isClosed } = await connect(server, '/');

    await waitFor(isClosed, { what: 'the end of the connection' });
    expect(server.violations.map(({ rule }) => rule)).toEqual(['firstRequest']);
  });

  test('breaks off in the middle of a snapshot', async () => {
    const server = await open(coinbase);
    const { socket, frames, isClosed } = await connect(server, '/');
    server.inject({ kind: 'cutSnapshots', count: 1 });

    socket.send('{"type":"subscribe","product_ids":["BTC-USD"],"channels":["level2_batch"]}');

    await waitFor(isClosed, { what: 'the end of the connection' });
    expect(frames).toEqual([]);
  });

  test('is mute with heartbeats, and silent without', async () => {
    const server = await open(binance, { heartbeatMs: 10 });
    const { frames, pings, socket } = await connect(server, '/ws');
    socket.send(SUBSCRIBE_BINANCE);
    await waitFor(() => frames.length === 1, { what: 'the confirmation' });

    server.inject({ kind: 'mute' });
    server.settle();
    const before = pings.length;
    await waitFor(() => pings.length > before + 3, { what: 'heartbeats' });
    expect(frames).toHaveLength(1);

    server.inject({ kind: 'silence' });
    const watcher = await connect(server, '/ws');
    const last = pings.length;
    await waitFor(() => watcher.pings.length > 3, { what: 'heartbeats of another connection' });
    // One may have been on its way.
    expect(pings.length - last).toBeLessThanOrEqual(1);
  });

  test('keeps acknowledgements back, and the data that follow them', async () => {
    const server = await open(binance);
    const { socket, frames } = await connect(server, '/ws');
    server.inject({ kind: 'withholdAcknowledgements' });
    socket.send(SUBSCRIBE_BINANCE);
    await waitFor(() => server.withheldCount === 1, { what: 'the request' });

    server.settle();
    server.inject({ kind: 'releaseAcknowledgements' });
    server.settle();

    await waitFor(() => frames.length === 2, { what: 'the confirmation and a trade' });
    const [, second] = server.market.trades('BTC-USDT');
    expect(frames.map((frame) => frame['t'])).toEqual([undefined, Number(second?.id)]);
  });

  test('loses the trades it is told to lose', async () => {
    const server = await open(binance);
    const { socket, frames } = await connect(server, '/ws');
    socket.send(SUBSCRIBE_BINANCE);
    await waitFor(() => frames.length === 1, { what: 'the confirmation' });

    server.inject({ kind: 'loseTrades', count: 2, symbol: 'BTC-USDT' });
    for (let count = 0; count < 3; count++) server.settle('BTC-USDT');

    await waitFor(() => frames.length === 2, { what: 'one trade' });
    expect(frames[1]?.['t']).toBe(Number(server.market.trades('BTC-USDT')[2]?.id));
  });

  test('gives a Kraken client levels by which its best ten are always those of the market', async () => {
    const server = await open(kraken);
    const { socket, frames } = await connect(server, '/v2');
    socket.send(
      '{"method":"subscribe","params":{"channel":"book","symbol":["BTC/USD"],"depth":10},"req_id":1}',
    );
    await waitFor(() => frames.length === 3, { what: 'status, confirmation, snapshot' });
    server.advance(400);
    server.settle();
    const bookFrames = (): Record<string, unknown>[] =>
      frames.filter((frame) => frame['channel'] === 'book');
    const [bestBid] = server.market.best('BTC-USD', 1).bids;
    const book = { bids: new Map<number, number>(), asks: new Map<number, number>() };
    let applied = 0;
    const apply = (): void => {
      for (const frame of bookFrames().slice(applied)) {
        applied += 1;
        const [item] = frame['data'] as Record<'bids' | 'asks', { price: number; qty: number }[]>[];
        for (const side of ['bids', 'asks'] as const) {
          for (const { price, qty } of item?.[side] ?? []) {
            if (qty === 0) book[side].delete(price);
            else book[side].set(price, qty);
          }
          const sorted = [...book[side]].sort(([a], [b]) => (side === 'bids' ? b - a : a - b));
          book[side] = new Map(sorted.slice(0, 10));
        }
        const scaled = (levels: Map<number, number>): number[] =>
          [...levels].flatMap(([price, size]) => [Math.round(price * 10), Math.round(size * 1e8)]);
        const levels = { bids: scaled(book.bids), asks: scaled(book.asks) };
        expect(server.market.hadTopTen('BTC-USD', levels)).toBe(true);
      }
    };
    const isDone = (): boolean => {
      apply();
      const [price] = book.bids.keys();
      return Math.round((price ?? 0) * 10) === bestBid;
    };
    await waitFor(isDone, { what: 'the last book' });
    expect(applied).toBeGreaterThan(100);
  });
});
