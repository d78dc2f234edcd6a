import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TcpProxy } from '../support/tcp-proxy.ts';
import { waitFor } from '../support/wait-for.ts';

/** A server that says everything back, and a client that remembers what it heard. */
let echo: Server;
let echoPort: number;
let proxy: TcpProxy;
const atServer: Socket[] = [];
const opened: Socket[] = [];

beforeEach(async () => {
  echo = createServer((socket) => {
    atServer.push(socket);
    socket.on('error', () => undefined).pipe(socket);
  });
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  echoPort = (echo.address() as AddressInfo).port;
  proxy = await TcpProxy.open({ targetPort: () => echoPort });
});

afterEach(async () => {
  for (const socket of opened.splice(0)) socket.destroy();
  await proxy.close();
  for (const socket of atServer.splice(0)) socket.destroy();
  echo.close();
});

interface Caller {
  readonly socket: Socket;
  heard(): string;
  /** How many times something arrived. */
  packets(): number;
  error(): string | undefined;
}

async function call(): Promise<Caller> {
  const socket = connect({ port: proxy.port, host: '127.0.0.1', noDelay: true });
  opened.push(socket);
  let heard = '';
  let packets = 0;
  let error: string | undefined;
  socket.on('data', (chunk) => {
    heard += chunk.toString();
    packets += 1;
  });
  socket.on('error', (cause: NodeJS.ErrnoException) => (error = cause.code));
  await once(socket, 'connect');
  return { socket, heard: () => heard, packets: () => packets, error: () => error };
}

async function hears(caller: Caller, text: string): Promise<number> {
  const startMs = performance.now();
  await waitFor(() => caller.heard() === text, { what: `to hear ${text}`, intervalMs: 1 });
  return performance.now() - startMs;
}

describe('TCP proxy', () => {
  test('passes everything on both ways, and the end', async () => {
    const caller = await call();
    const text = 'abc'.repeat(100_000);

    caller.socket.end(text);

    await hears(caller, text);
    await waitFor(() => caller.socket.closed, { what: 'the end' });
    await waitFor(() => proxy.connectionCount === 0, { what: 'the connection to be forgotten' });
    expect(caller.error()).toBeUndefined();
  });

  test('delays both ways', async () => {
    const caller = await call();
    await proxy.set({ latencyMs: 60 });

    caller.socket.write('hello');

    expect(await hears(caller, 'hello')).toBeGreaterThan(110);
  });

  test('lets no more through than its bandwidth', async () => {
    const caller = await call();
    await proxy.set({ bytesPerSecond: 100_000 });

    caller.socket.write('x'.repeat(20_000));

    expect(await hears(caller, 'x'.repeat(20_000))).toBeGreaterThan(190);
  });

  test('cuts what passes into pieces', async () => {
    const caller = await call();
    await proxy.set({ sliceBytes: 1 });

    caller.socket.write('hello world');
    await hears(caller, 'hello world');

    expect(caller.packets()).toBeGreaterThan(3);
  });

  test('mutes one direction only, and what was sent meanwhile comes afterwards', async () => {
    const caller = await call();
    caller.socket.write('a');
    await hears(caller, 'a');
    const [server] = atServer;
    await proxy.set({ muted: ['down'] });

    caller.socket.write('b');
    await waitFor(() => server?.bytesRead === 2, { what: 'the server to get it' });
    expect(caller.heard()).toBe('a');

    await proxy.clear();
    await hears(caller, 'ab');
  });

  test('as a black hole accepts and passes nothing, not even a close; cleared, it lets all through', async () => {
    const before = await call();
    before.socket.write('a');
    await hears(before, 'a');
    await proxy.set({ isBlackholed: true });

    const meanwhile = await call();
    meanwhile.socket.write('b');
    before.socket.write('b');
    await waitFor(() => proxy.acceptedCount === 2, { what: 'the connection' });
    expect(atServer).toHaveLength(1);
    expect(atServer[0]?.bytesRead).toBe(1);

    await proxy.clear();
    await Promise.all([hears(before, 'ab'), hears(meanwhile, 'b')]);
  });

  test('refuses connections while those that are there go on', async () => {
    const caller = await call();
    await proxy.set({ isRefusing: true });

    await expect(call()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    caller.socket.write('a');
    await hears(caller, 'a');

    await proxy.clear();
    const next = await call();
    next.socket.write('b');
    await hears(next, 'b');
  });

  test('resets both ends', async () => {
    const caller = await call();
    caller.socket.write('a');
    await hears(caller, 'a');
    const [server] = atServer;

    proxy.reset();

    await waitFor(() => caller.error() === 'ECONNRESET', { what: 'the reset' });
    await waitFor(() => server?.destroyed, { what: 'the server to see it' });
  });

  test('breaks the connection when nothing is behind it, and finds what comes there later', async () => {
    echo.close();
    const refused = await call();
    await waitFor(() => refused.socket.destroyed, { what: 'the end' });

    echo.listen(echoPort, '127.0.0.1');
    await once(echo, 'listening');
    const caller = await call();
    caller.socket.write('a');
    await hears(caller, 'a');
  });
});
