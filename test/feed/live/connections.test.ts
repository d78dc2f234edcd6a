import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../feed/clock.ts';
import { waitFor } from '../../support/wait-for.ts';
import { ToyConnections, type ToyConnectionsOptions } from './fixtures/toy-connections.ts';
import { confirm, ToyServer, type ToyClient } from './fixtures/toy-server.ts';
import { control } from './fixtures/toy-venue.ts';

const KEY = 's3cret/key';

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

describe('connections of a venue', () => {
  test('subscribe, give ticks, and record what came and nothing of what was sent', async () => {
    const connections = connect();
    const client = await live(connections);
    client.trade('A', 1);
    client.trade('A', 2);
    await waitFor(() => connections.ticks.length === 2, { what: 'ticks', intervalMs: 2 });
    await connections.close();

    expect(connections.tradeIds).toEqual(['1', '2']);
    expect(connections.recorded.map(({ kind }) => kind)).toEqual([
      'connected',
      'frame',
      'frame',
      'frame',
      'closed',
    ]);
  });

  test('are made anew after a loss, and say for whom', async () => {
    const connections = connect({ symbolCount: 2 });
    (await live(connections)).socket.terminate();
    await clientCount(2);
    await waitFor(() => connections.told.length >= 3, { what: 'a new subscription' });

    expect(connections.told).toEqual([
      'live A-X.TOY,B-X.TOY',
      expect.stringMatching(/^lost A-X\.TOY,B-X\.TOY: closed with code 1006$/),
      'live A-X.TOY,B-X.TOY',
    ]);
  });

  test('wait longer with each failure, also of connections that are subscribed but bring no data', async () => {
    const times: number[] = [];
    server.onConnect = () => {
      times.push(performance.now());
    };
    server.onRequest = (client, request) => {
      confirm(client, request);
      client.socket.close(1013);
    };
    connect({ random: () => 1, timings: { backoffMinMs: 40, backoffMaxMs: 1000 } });
    await clientCount(5);

    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    for (const [index, ms] of [40, 80, 160, 320].entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(ms - 2);
    }
  });

  test('begin with short waits again after data', async () => {
    const times: number[] = [];
    server.onConnect = () => {
      times.push(performance.now());
    };
    server.onRequest = (client, request) => {
      confirm(client, request);
      client.trade('A', 1);
      setImmediate(() => {
        client.socket.terminate();
      });
    };
    connect({ random: () => 1, timings: { backoffMinMs: 40, backoffMaxMs: 10_000 } });
    await clientCount(8);

    // Doubled each time it would have been 5,080 ms.
    expect((times[7] ?? Infinity) - (times[0] ?? 0)).toBeLessThan(2_000);
  });

  test('come back after Retry-After only, all of them', async () => {
    const times: number[] = [];
    server.onUpgrade = () => {
      times.push(performance.now());
      return times.length === 1
        ? 'HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nConnection: close\r\n\r\n'
        : undefined;
    };
    const connections = connect({
      random: () => 0,
      symbolCount: 2,
      capabilities: {
        limits: { symbolsPerConnection: 1, connectionAttempts: { count: 1, perMs: 200 } },
      },
    });
    await waitFor(() => connections.told.length === 3, { what: 'two subscriptions' });

    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(1000);
    expect(connections.told[0]).toContain('HTTP status 429');
  });

  test.each([401, 403])('are not tried again after HTTP status %i', async (status) => {
    server.onUpgrade = () => `HTTP/1.1 ${String(status)} No\r\nConnection: close\r\n\r\n`;
    const connections = connect({ capabilities: { credentials: [] }, key: KEY });
    await waitFor(() => connections.told.length > 0, { what: 'the refusal' });

    expect(connections.told).toEqual([
      `refused: the venue refused the connection with HTTP status ${String(status)}`,
    ]);
  });

  test('come back after the venue’s own pause where its 403 means that there were too many requests', async () => {
    const times: number[] = [];
    server.onUpgrade = () => {
      times.push(performance.now());
      return times.length === 1 ? 'HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n' : undefined;
    };
    const connections = connect({
      random: () => 0,
      capabilities: { temporaryStatuses: { 403: 300 } },
    });
    await live(connections);

    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(299);
    expect(connections.told[0]).toMatch(/^lost .*HTTP status 403: too many requests/);
  });

  test('tell of a second loss, too, when data came before all was confirmed', async () => {
    const connections = connect({ channels: ['trades', 'quotes'] });
    const first = await live(connections);
    server.onRequest = (client, request) => {
      if (request.channels.includes('trades')) client.trade('A', 1);
    };
    first.socket.terminate();
    await waitFor(() => connections.tradeIds.length === 1, { what: 'a trade' });
    server.onRequest = confirm;
    server.last?.socket.terminate();
    await clientCount(3);
    await waitFor(() => connections.told.length >= 4, { what: 'a new subscription' });

    expect(connections.told.map((line) => line.slice(0, 4))).toEqual([
      'live',
      'lost',
      'lost',
      'live',
    ]);
  });

  test('are opened thirty times a minute at most where the venue publishes no limit', async () => {
    server.onRequest = (client, request) => {
      confirm(client, request);
      client.trade('A', 1);
      setImmediate(() => {
        client.socket.terminate();
      });
    };
    const connections = connect({ random: () => 0 });
    const losses = (): number => connections.told.filter((line) => line.startsWith('lost')).length;
    await waitFor(() => losses() === 30, { what: 'thirty losses' });
    connections.set.check(systemClock.elapsedMs() + 5_000);
    expect(connections.counts['connections']).toBe(30);

    connections.set.check(systemClock.elapsedMs() + 70_000);
    expect(connections.counts['connections']).toBe(31);
  });

  test('end the symbols that are more than the plan has, and no others', async () => {
    const carried = new Set<string>();
    server.onRequest = (client, { op, id, symbols }) => {
      if (op !== 'subscribe') return;
      if (carried.size + symbols.length > 3) {
        client.send(control({ kind: 'refused', code: '405', message: 'too many', isFatal: false }));
        return;
      }
      for (const symbol of symbols) carried.add(symbol);
      client.send(control({ kind: 'acknowledged', id }));
    };
    const connections = connect({ symbolCount: 4, capabilities: { symbolLimitCode: '405' } });
    await waitFor(() => connections.has('refused'), { what: 'the refusal' });

    expect(connections.told).toEqual([
      'live A-X.TOY,B-X.TOY',
      'live C-X.TOY',
      'refused D-X.TOY: too many (405)',
    ]);
    expect(server.clients).toHaveLength(1);
    expect(server.last?.requests).toHaveLength(5);
  });

  test('do not end a symbol as one too many that was carried before', async () => {
    const connections = connect({
      symbolCount: 2,
      capabilities: { acknowledges: 'none', symbolLimitCode: 'limit' },
      timings: { acknowledgeMs: 20 },
    });
    const first = await live(connections);
    first.trade('A', 1);
    await waitFor(() => connections.tradeIds.length === 1, { what: 'a trade' });
    const openedMs = performance.now();
    await waitFor(() => performance.now() - openedMs > 60, { what: 'time', intervalMs: 5 });
    let refusals = 0;
    server.onRequest = (client) => {
      if (++refusals > 1) return;
      client.send(control({ kind: 'refused', code: 'limit', message: 'too many', isFatal: false }));
    };
    first.socket.terminate();
    await waitFor(() => (server.clients[1]?.requests.length ?? 0) > 1, {
      what: 'a second request',
    });

    expect(connections.has('refused')).toBe(false);
  });

  test('never show a key: not in a log, an error, a reason or a recording', async () => {
    const credentials = [{ name: 'key', variable: 'TOY_KEY' }];
    server.onUpgrade = () => 'HTTP/1.1 502 Bad\r\nConnection: close\r\n\r\n';
    const refused = connect({ capabilities: { credentials }, key: KEY });
    const closed = connect({
      url: 'ws://127.0.0.1:1/stream',
      capabilities: { credentials },
      key: KEY,
    });
    await waitFor(() => refused.told.length > 0 && closed.told.length > 0, { what: 'losses' });
    server.onUpgrade = () => undefined;
    server.onRequest = (client, request) => {
      if (request.op === 'auth') {
        client.send(control({ kind: 'status', state: `key ${KEY}`, isTrading: true }));
        client.send(control({ kind: 'refused', code: KEY, message: `no ${KEY}`, isFatal: true }));
      }
    };
    const wrong = connect({ capabilities: { credentials }, key: KEY });
    await waitFor(() => wrong.has('refused'), { what: 'the refusal' });

    for (const connections of [refused, closed, wrong]) {
      expect(connections.told).not.toEqual([]);
      for (const text of [connections.logged, connections.told.join()]) {
        expect(text).not.toContain(KEY);
        expect(text).not.toContain(encodeURIComponent(KEY));
        expect(text).not.toContain('token=');
      }
    }
    expect(wrong.recorded).toHaveLength(4);
    expect(JSON.stringify(wrong.recorded)).not.toContain(KEY);
  });

  test('give up a handshake that is not answered', async () => {
    let asked = 0;
    server.onUpgrade = () => {
      asked += 1;
      return asked === 1 ? '' : undefined;
    };
    const connections = connect({ timings: { handshakeMs: 100 } });
    await live(connections);

    expect(connections.told[0]).toMatch(/lost .*handshake has timed out/);
  });

  test('pass over binary frames', async () => {
    const connections = connect();
    const client = await live(connections);
    client.socket.send(Buffer.from([1, 2, 3]));
    client.trade('A', 1);
    await waitFor(() => connections.ticks.length === 1, { what: 'the trade' });

    expect(connections.counts['binaryFrames']).toBe(1);
  });

  test('end a connection with a message that is too long, and take a new one', async () => {
    const connections = connect();
    const client = await live(connections);
    client.socket.send('x'.repeat(33 * 1024 * 1024));
    await clientCount(2);

    expect(connections.told[1]).toMatch(/lost .*Max payload size exceeded/);
  });

  test('split symbols and never open connections faster than the venue allows', async () => {
    const times: number[] = [];
    server.onConnect = () => {
      times.push(performance.now());
    };
    const connections = connect({
      symbolCount: 4,
      capabilities: {
        limits: { symbolsPerConnection: 1, connectionAttempts: { count: 2, perMs: 600 } },
      },
    });
    await clientCount(4);
    await waitFor(() => connections.told.length === 4, { what: 'subscriptions' });

    // Some of it may be gone before the server sees the first one.
    expect((times[2] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(400);
    expect(server.clients.flatMap((client) => client.asked('subscribe', 'trades')).sort()).toEqual([
      'A',
      'B',
      'C',
      'D',
    ]);
  });

  test('ask again for a subscription that was not confirmed', async () => {
    let asked = 0;
    server.onRequest = (client, request) => {
      asked += 1;
      if (asked > 1) confirm(client, request);
    };
    const connections = connect({ timings: { acknowledgeMs: 60 } });
    await live(connections);

    expect(server.clients).toHaveLength(1);
    expect(asked).toBe(2);
  });

  test('close within their time, also when the venue does not answer', async () => {
    const connections = connect();
    const client = await live(connections);
    client.socket.pause();
    const startMs = performance.now();
    await connections.close();

    expect(performance.now() - startMs).toBeLessThan(900);
  });
});
