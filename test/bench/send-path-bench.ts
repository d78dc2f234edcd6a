/**
 * Compares ways to hand one WebSocket frame to a TLS connection: `node --import tsx test/bench/send-path-bench.ts`.
 *
 * The server is this process, its clients are a child that reads and discards; where `taskset` exists they
 * are pinned to a core each. Every way sends the same frames at the same pace, in turns of a second, so
 * that all see the same noise of the machine.
 */
import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { WebSocketServer, type WebSocket } from 'ws';
import { FrameWriter } from '../../server/gateway/frame-writer.ts';
import { makeTestCertificate } from '../support/certificate.ts';

const CLIENTS = 200;
const FLUSH_MS = 16;
const TURN_MS = 1_000;
const ROUNDS = 5;
const writer = new FrameWriter();
const HEAD = new Uint8Array(10).fill(7);

interface Peer {
  readonly socket: WebSocket;
  readonly stream: Duplex;
}

type Send = (peer: Peer, head: Uint8Array, body: Uint8Array) => void;

/** Header of a binary frame of 126 to 65,535 bytes. */
function headerOf(size: number): Buffer {
  return Buffer.from([0x82, 126, size >> 8, size & 255]);
}

const WAYS: readonly (readonly [string, Send])[] = [
  [
    'ready frame, one write',
    ({ stream }, head, body) => {
      writer.write(stream, head.length, body);
    },
  ],
  [
    'ws.send of one buffer',
    ({ socket }, head, body) => {
      const payload = Buffer.allocUnsafe(head.length + body.length);
      payload.set(head);
      payload.set(body, head.length);
      socket.send(payload);
    },
  ],
  [
    'corked: head, shared body',
    ({ stream }, head, body) => {
      stream.cork();
      stream.write(Buffer.concat([headerOf(head.length + body.length), head]));
      stream.write(body);
      stream.uncork();
    },
  ],
  [
    'two writes: head, shared body',
    ({ stream }, head, body) => {
      stream.write(Buffer.concat([headerOf(head.length + body.length), head]));
      stream.write(body);
    },
  ],
];

function cpuUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

async function measure(peers: readonly Peer[], send: Send, bytes: number): Promise<number> {
  const body = new Uint8Array(bytes).fill(42);
  const startUs = cpuUs();
  let frames = 0;
  const endMs = performance.now() + TURN_MS;
  while (performance.now() < endMs) {
    for (const peer of peers) send(peer, HEAD, body);
    frames += peers.length;
    await delay(FLUSH_MS);
  }
  return (cpuUs() - startUs) / frames;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}

function pin(core: number, pid: number): boolean {
  try {
    execFileSync('taskset', ['-apc', String(core), String(pid)], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The child: opens the connections, then reads. */
function readAll(port: number): void {
  for (let index = 0; index < CLIENTS; index++) {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
      socket.write(
        'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
          'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
      );
    });
    socket.on('error', () => process.exit(1));
    socket.resume();
  }
  process.on('disconnect', () => process.exit(0));
}

async function accept(server: Server): Promise<{ peers: Peer[]; child: ChildProcess }> {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const peers: Peer[] = [];
  const { port } = server.address() as AddressInfo;
  const child = fork(fileURLToPath(import.meta.url), [String(port)]);
  await new Promise<void>((resolve) => {
    server.on('upgrade', (request, stream, head) => {
      sockets.handleUpgrade(request, stream, head, (socket) => {
        peers.push({ socket, stream });
        if (peers.length === CLIENTS) resolve();
      });
    });
  });
  return { peers, child };
}

async function main(): Promise<void> {
  const certificate = await makeTestCertificate();
  const server = createServer({ cert: certificate.cert, key: certificate.key });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { peers, child } = await accept(server);
  const isPinned = pin(0, process.pid) && pin(1, child.pid ?? 0);
  console.log(
    `Node ${process.version}, ${String(cpus().length)} x ${cpus()[0]?.model ?? 'unknown processor'}, ` +
      `${isPinned ? 'a core each' : 'not pinned'}\n${String(CLIENTS)} TLS connections, a frame each every ` +
      `${String(FLUSH_MS)} ms; microseconds of CPU a frame, median of ${String(ROUNDS)} turns (least - most)\n`,
  );
  for (const bytes of [150, 600, 2_000]) {
    const costs = WAYS.map((): number[] => []);
    for (let round = -1; round < ROUNDS; round++) {
      for (const [way, [, send]] of WAYS.entries()) {
        const cost = await measure(peers, send, bytes);
        if (round >= 0) costs[way]?.push(cost);
      }
    }
    const base = median(costs[0] ?? []);
    for (const [way, [name]] of WAYS.entries()) {
      const all = costs[way] ?? [];
      const range = `${Math.min(...all).toFixed(1)} - ${Math.max(...all).toFixed(1)}`;
      const ratio = `x ${(median(all) / base).toFixed(2)}`;
      console.log(
        `${String(bytes).padStart(6)} B  ${name.padEnd(30)} ${median(all).toFixed(1).padStart(6)}  (${range})  ${ratio}`,
      );
    }
  }
  child.kill();
  certificate.remove();
  process.exit(0);
}

const port = process.argv[2];
if (port !== undefined) readAll(Number(port));
else await main();
