/**
 * A thousand clients lose their server at once: how they come back, and what that costs the new one.
 *
 *   node --import tsx test/bench/storm-bench.ts [clients] [topics] [restarts]
 *
 * Kills the server (SIGKILL) and starts it again at once, as a supervisor would, while a feed goes on.
 * Clients wait as the page does (web/client/backoff.ts) and all make whole TLS handshakes. Prints how evenly
 * their tries were spread, how long each one was without data, and the new server's peak memory and
 * event-loop delay. Feed, Redis, server and all clients share this machine's cores.
 */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { BACKOFF_EARLY_LIMIT_MS } from '../../web/client/backoff.ts';
import { makeTestCertificate } from '../support/certificate.ts';
import { fetchTrusting } from '../support/fetch-trusting.ts';
import { freePort } from '../support/free-port.ts';
import { startRedis } from '../support/redis.ts';
import { spawnProcess, type SpawnedProcess } from '../support/spawn-process.ts';
import { waitFor } from '../support/wait-for.ts';
import { FeedProcess } from './feed-process.ts';
import { StormClient } from './storm/storm-client.ts';

const SYMBOLS = 200;
const TICKS_PER_SECOND = 2_000;
const BUCKET_MS = 100;
/** Everyone is to be live again by then, milliseconds. */
const LIVE_LIMIT_MS = 20_000;

const [clients = 1_000, topics = 20, restarts = 3] = process.argv.slice(2).map(Number);

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

function spread(values: readonly number[]): string {
  return [0.5, 0.99, 1].map((share) => (quantile(values, share) / 1_000).toFixed(1)).join(' / ');
}

/** Most that fell into one bucket. */
function densest(times: readonly number[]): number {
  const buckets = new Map<number, number>();
  for (const time of times) {
    const bucket = Math.floor(time / BUCKET_MS);
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
  }
  return Math.max(0, ...buckets.values());
}

/** Most memory that a process ever had in RAM, MB. */
function peakMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? NaN) / 1_024);
}

const redis = await startRedis();
const certificate = await makeTestCertificate();
const port = await freePort();
const url = `https://localhost:${String(port)}`;

async function startServer(): Promise<SpawnedProcess> {
  const preload = ['--import', 'tsx', '--import', './test/bench/storm/loop-delay.ts'];
  return spawnProcess(process.execPath, [...preload, 'server/main.ts'], {
    hasChannel: true,
    env: {
      REDIS_URL: redis.url,
      PORT: String(port),
      TLS_CERT_FILE: certificate.certFile,
      TLS_KEY_FILE: certificate.keyFile,
      CLIENT_LIMIT_PER_ADDRESS: '100000',
      LOG_LEVEL: 'warn',
    },
  });
}

async function untilReady(server: SpawnedProcess): Promise<void> {
  await server.waitForMessage('listening', 60_000);
  await waitFor(async () => (await fetchTrusting(certificate.ca, url, '/readyz')).status === 200, {
    what: 'the server to be ready',
    timeoutMs: 60_000,
  });
}

const feed = await FeedProcess.start('log', redis.url, SYMBOLS);
feed.setRate(TICKS_PER_SECOND);
let server = await startServer();
await untilReady(server);
const all = Array.from({ length: clients }, (_, index) => {
  const symbols = Array.from(
    { length: topics },
    (_, topic) => `SYM${String((index * 7 + topic * 13) % SYMBOLS).padStart(4, '0')}`,
  );
  const { ca } = certificate;
  return new StormClient({ url, ca, symbols, random: Math.random, intervalMs: 1_000 });
});
for (const [index, client] of all.entries())
  setTimeout(() => {
    client.connect();
  }, index * 10);
const everyoneLive = (): Promise<boolean> =>
  waitFor(() => all.every(({ liveMs }) => liveMs !== undefined), {
    what: 'all clients to be live',
    timeoutMs: 120_000,
    intervalMs: 50,
  });
await everyoneLive();
process.stdout.write(
  `Node ${process.version}, ${String(cpus().length)} x ${cpus()[0]?.model ?? '?'}, shared by feed, Redis, server and clients\n` +
    `${String(clients)} clients, ${String(topics)} topics each of ${String(SYMBOLS)}, ${String(TICKS_PER_SECOND)} trades/s, TLS 1.3 without resumption\n` +
    'before: peak ' +
    `${String(peakMegabytes(server.pid))} MB\n` +
    'restart  ready s  tries/client  densest 100 ms (even)  s without data p50/p99/max  s from ready to live p50/p99/max  peak MB  loop delay ms p99/max  refused for overload\n',
);
for (let restart = 1; restart <= restarts; restart++) {
  const killedMs = performance.now();
  for (const client of all) client.refusals = 0;
  await server.kill();
  await waitFor(() => all.every(({ liveMs }) => liveMs === undefined), {
    what: 'all clients to have noticed',
  });
  server = await startServer();
  await untilReady(server);
  const readyMs = performance.now();
  await everyoneLive();
  const lives = all.map(({ liveMs = NaN }) => liveMs);
  const tries = all.flatMap((client) => client.tries);
  const outageMs = Math.max(...lives) - killedMs;
  const delays = server
    .messages()
    .filter((message) => (message as { kind?: string }).kind === 'loopDelay')
    .map((message) => message as { p99Ms: number; maxMs: number });
  // Tries at the ceiling come evenly over it when every client draws its wait from all of it.
  const even = (clients / (BACKOFF_EARLY_LIMIT_MS / 2)) * BUCKET_MS;
  process.stdout.write(
    [
      String(restart).padStart(7),
      ((readyMs - killedMs) / 1_000).toFixed(1).padStart(7),
      (tries.length / clients).toFixed(1).padStart(12),
      `${String(densest(tries.filter((time) => time - killedMs > 2_500)))} (${String(Math.round(even))})`.padStart(
        21,
      ),
      spread(lives.map((live) => live - killedMs)).padStart(26),
      spread(lives.map((live) => Math.max(0, live - readyMs))).padStart(32),
      String(peakMegabytes(server.pid)).padStart(7),
      `${Math.max(...delays.map(({ p99Ms }) => p99Ms)).toFixed(0)} / ${Math.max(...delays.map(({ maxMs }) => maxMs)).toFixed(0)}`.padStart(
        21,
      ),
      String(all.reduce((sum, { refusals }) => sum + refusals, 0)).padStart(20),
      outageMs > LIVE_LIMIT_MS ? 'TOO LATE' : '',
    ].join('  ') + '\n',
  );
}
for (const client of all) client.stop();
await feed.stop();
await server.kill();
await redis.stop();
certificate.remove();
process.exit(0);
