import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../feed/clock.ts';
import { waitFor } from '../../support/wait-for.ts';
import { ToyConnections, type ToyConnectionsOptions } from './fixtures/toy-connections.ts';
import { confirm, ToyServer, type ToyClient } from './fixtures/toy-server.ts';
import { control } from './fixtures/toy-venue.ts';

let server: ToyServer;
let opened: ToyConnections[];

beforeEach(async () => {
  server = await ToyServer.open();
  opened = [];
});

afterEach(async () => {
  await Promise.all(opened.map((one) => one.close()));
  await server.close();
});

function connect(options: Partial<ToyConnectionsOptions> = {}): ToyConnections {
  const connections = new ToyConnections({ url: server.urls.stream, ...options });
  opened.push(connections);
  return connections;
}

async function live(connections: ToyConnections): Promise<ToyClient> {
  await waitFor(() => connections.has('live'), { what: 'a subscription', intervalMs: 2 });
  const client = server.last;
  if (client === undefined) throw new Error('no client');
  return client;
}

async function clientCount(count: number): Promise<void> {
  await waitFor(() => server.clients.length >= count, {
    what: `${String(count)} connections`,
    intervalMs: 2,
  });
}

describe('renewal of a connection', () => {
  test('opens the new one before the old one is closed, and loses nothing between them', async () => {
    const connections = connect({ timings: { connectionAgeMs: 400 } });
    let id = 0;
    let mostOpen = 0;
    const timer = setInterval(() => {
      id += 1;
      for (const client of server.openClients) client.trade('A', id);
    }, 5);
    server.onConnect = () => {
      mostOpen = Math.max(mostOpen, server.openClients.length);
    };
    await live(connections);
    await waitFor(() => server.clients[0]?.isClosed === true, { what: 'the first to be closed' });
    clearInterval(timer);
    await waitFor(() => connections.tradeIds.includes(String(id)), { what: 'the last trade' });

    const ids = [...new Set(connections.tradeIds.map(Number))];
    const first = ids[0] ?? 0;
    expect(ids).toEqual(Array.from({ length: id - first + 1 }, (_, index) => first + index));
    expect(mostOpen).toBe(2);
    expect(connections.has('lost')).toBe(false);
  });

  test('takes quotes and depth from the old one until the new one has its books', async () => {
    const connections = connect({ channels: ['quotes', 'depth'], timings: { renewNoticeMs: 0 } });
    const old = await live(connections);
    old.send({ d: 'A', p: 10 });
    old.send({ q: 'A', p: 10 });
    await waitFor(() => connections.ticks.length === 2, { what: 'the first ticks' });
    old.send(control({ kind: 'closingSoon', message: 'upgrade' }));
    await clientCount(2);
    const successor = server.last;
    await waitFor(() => (successor?.requests.length ?? 0) >= 2, { what: 'subscriptions' });
    successor?.send({ q: 'A', p: 20 });
    old.send({ q: 'A', p: 11 });
    await waitFor(() => connections.ticks.length === 3, { what: 'the quote of the old one' });
    expect(connections.ticks[2]).toMatchObject({ bidPrice: 11 });
    expect(old.isClosed).toBe(false);
    successor?.send({ d: 'A', p: 21 });
    await waitFor(() => old.isClosed, { what: 'the old one to be closed' });

    expect(connections.ticks.slice(3)).toEqual([
      expect.objectContaining({ kind: 'quote', bidPrice: 20 }),
      expect.objectContaining({ kind: 'depth', bids: [21, 1] }),
    ]);
  });

  test('leaves the old one be while new ones fail', async () => {
    const connections = connect({ timings: { renewNoticeMs: 0 } });
    const old = await live(connections);
    let refusals = 0;
    server.onUpgrade = () => {
      refusals += 1;
      return refusals < 3 ? 'HTTP/1.1 503 No\r\nConnection: close\r\n\r\n' : undefined;
    };
    old.send(control({ kind: 'closingSoon', message: 'upgrade' }));
    await waitFor(() => refusals >= 2, { what: 'two failures', intervalMs: 2 });
    old.trade('A', 1);
    await waitFor(() => old.isClosed, { what: 'the old one to be closed' });

    expect(connections.tradeIds).toEqual(['1']);
    expect(connections.has('lost')).toBe(false);
    expect(connections.set.connectionCount).toBe(1);
  });

  test('says that a symbol is lost when the old one ends before the new one is subscribed', async () => {
    const connections = connect({ timings: { renewNoticeMs: 0 } });
    const old = await live(connections);
    server.onRequest = () => undefined;
    old.send(control({ kind: 'closingSoon', message: 'upgrade' }));
    await clientCount(2);
    await waitFor(() => (server.last?.requests.length ?? 0) > 0, { what: 'a request' });
    old.socket.terminate();
    await waitFor(() => connections.has('lost'), { what: 'the loss' });
    server.last?.send(control({ kind: 'acknowledged', id: server.last.requests[0]?.id ?? '' }));
    await waitFor(() => connections.told.at(-1)?.startsWith('live'), { what: 'the subscription' });

    expect(server.clients).toHaveLength(2);
  });

  test('closes the old one first where the venue allows one connection only', async () => {
    const connections = connect({
      capabilities: { limits: { connections: 1 } },
      timings: { renewNoticeMs: 0 },
    });
    const old = await live(connections);
    let openBefore = -1;
    server.onUpgrade = () => {
      openBefore = server.openClients.length;
      return undefined;
    };
    old.send(control({ kind: 'closingSoon', message: 'upgrade' }));
    await clientCount(2);
    await waitFor(() => connections.told.length === 3, { what: 'the new subscription' });

    expect(openBefore).toBe(0);
    expect(connections.told[1]).toMatch(/^lost A-X\.TOY: the connection is renewed/);
  });

  test('keeps the old one for a while after the new one is subscribed: trades may be on their way over it', async () => {
    const connections = connect({ timings: { renewNoticeMs: 0, renewOverlapMs: 300 } });
    const old = await live(connections);
    old.trade('A', 1);
    server.onRequest = (client, request) => {
      confirm(client, request);
      client.trade('A', 3);
    };
    old.send(control({ kind: 'closingSoon', message: 'upgrade' }));
    const news = (): number => connections.recorded.filter((one) => one.connection === 2).length;
    await waitFor(() => news() === 3, { what: 'a trade of the new one', intervalMs: 2 });
    connections.set.check(systemClock.elapsedMs());
    connections.set.check(systemClock.elapsedMs() + 100);
    old.trade('A', 2);
    old.trade('A', 3);
    await waitFor(() => old.isClosed, { what: 'the old one to be closed' });
    server.last?.trade('A', 4);
    await waitFor(() => connections.tradeIds.includes('4'), { what: 'a trade after it' });

    expect(connections.tradeIds).toEqual(['1', '2', '3', '4']);
  });

  test('says so when the old one ends while the new one is already subscribed', async () => {
    const connections = connect({ timings: { renewNoticeMs: 0, renewOverlapMs: 60_000 } });
    const old = await live(connections);
    old.send(control({ kind: 'closingSoon', message: 'upgrade' }));
    const news = (): number => connections.recorded.filter((one) => one.connection === 2).length;
    await waitFor(() => news() === 2, { what: 'the new subscription', intervalMs: 2 });
    old.socket.terminate();
    await waitFor(() => connections.told.length === 3, { what: 'the new one' });

    expect(connections.told).toEqual(['live A-X.TOY', 'handed over A-X.TOY', 'live A-X.TOY']);
  });

  test('goes on with the old one when the venue refuses the new one for good', async () => {
    const connections = connect({ timings: { renewNoticeMs: 0 } });
    const old = await live(connections);
    server.onUpgrade = () => 'HTTP/1.1 403 No\r\nConnection: close\r\n\r\n';
    old.send(control({ kind: 'closingSoon', message: 'upgrade' }));
    await waitFor(() => connections.logged.includes('the old one goes on'), {
      what: 'the failure',
    });
    old.trade('A', 1);
    await waitFor(() => connections.tradeIds.length === 1, { what: 'the trade' });

    expect(connections.told).toEqual(['live A-X.TOY']);
  });

  test('closes the old one first where trades have no ids, which would all come twice', async () => {
    const connections = connect({
      capabilities: { tradeIds: 'none' },
      timings: { renewNoticeMs: 0, renewOverlapMs: 60_000 },
    });
    const old = await live(connections);
    old.send(control({ kind: 'closingSoon', message: 'upgrade' }));
    await waitFor(() => connections.told.length === 3, { what: 'the new subscription' });

    expect(connections.told[1]).toMatch(/^lost A-X\.TOY: the connection is renewed/);
  });

  test('follows a notice that the new one got before it took over', async () => {
    const connections = connect({ timings: { renewNoticeMs: 0 } });
    const old = await live(connections);
    const notice = control({ kind: 'closingSoon', message: 'upgrade' });
    server.onRequest = (client, request) => {
      if (client === server.clients[1]) client.send(notice);
      confirm(client, request);
    };
    old.send(notice);
    await clientCount(3);

    expect(connections.has('lost')).toBe(false);
  });
});
