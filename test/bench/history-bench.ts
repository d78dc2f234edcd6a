/**
 * How long GET /api/bars takes over HTTPS, one request after the other on one connection.
 *
 *   node --import tsx test/bench/history-bench.ts [requests]
 *
 * The server holds an hour of seconds, a day of them is stored. Prints p50 and p99 for what it holds, for what
 * comes out of Redis, and for longer bars merged from those, as JSON and as protobuf. Server and client share
 * a process here, so half of it is the client's.
 */
import { Agent, get } from 'node:https';
import { cpus } from 'node:os';
import { encodeBar } from '../../proto/instrument-codec.ts';
import {
  BAR_FIELD,
  barsKey,
  DEFAULT_PARTITION_COUNT,
  partitionOf,
} from '../../proto/redis-keys.ts';
import { startLiveServer } from '../support/live-server.ts';
import { makeInstrument, makeTrade } from '../support/test-feed.ts';
import { waitFor } from '../support/wait-for.ts';

const STORED = 86_400;
const SYMBOL = 'AAA';
const requests = Number(process.argv[2] ?? 200);

const live = await startLiveServer();
const key = barsKey(partitionOf(SYMBOL, DEFAULT_PARTITION_COUNT), SYMBOL, '1s');
const startMs = Math.floor(Date.now() / 1_000) * 1_000 - STORED * 1_000;
for (let from = 0; from < STORED; from += 2_000) {
  const pipeline = live.feed.redis.pipeline();
  for (let at = from; at < Math.min(STORED, from + 2_000); at++) {
    const openTimeMs = startMs + at * 1_000;
    const open = 6_000_000 + ((at * 7919) % 1_000);
    const bar = { open, high: open + 90, low: open - 80, close: open + 13, turnover: 0 };
    const bytes = encodeBar({ openTimeMs, ...bar, volume: 12_345 + at, tradeCount: 17 });
    pipeline.xadd(key, `${String(openTimeMs)}-0`, BAR_FIELD, Buffer.from(bytes));
  }
  await pipeline.exec();
}
await live.feed.register(makeInstrument(SYMBOL));
await live.feed.publish(makeTrade(SYMBOL, 6_000_000));

const agent = new Agent({ keepAlive: true, ca: live.certificate.ca });
function request(query: string, accept: string): Promise<{ status: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const url = `${live.url}/api/bars?symbol=${SYMBOL}&${query}`;
    get(url, { agent, headers: { accept } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, bytes });
      });
    }).on('error', reject);
  });
}

const json = 'application/json';
const protobuf = 'application/x-protobuf';
await waitFor(async () => (await request('interval=1s&limit=1500', json)).bytes > 100_000, {
  what: 'the server to have its history',
});
const deepMs = startMs + (STORED / 2) * 1_000;
const cases = [
  ['1,000 of 1 s, held', 'interval=1s&limit=1000', json],
  ['the same, protobuf', 'interval=1s&limit=1000', protobuf],
  ['1,000 of 1 s, stored', `interval=1s&limit=1000&to=${String(deepMs)}`, json],
  ['the same, protobuf', `interval=1s&limit=1000&to=${String(deepMs)}`, protobuf],
  ['500 of 15 s, stored', `interval=15s&limit=500&to=${String(deepMs)}`, json],
] as const;
process.stdout.write(
  `Node ${process.version}, ${String(cpus().length)} x ${cpus()[0]?.model ?? '?'}; ${String(requests)} requests each\n` +
    'what                      p50 ms   p99 ms    bytes\n',
);
for (const [name, query, accept] of cases) {
  const times: number[] = [];
  let size = 0;
  for (let at = 0; at < requests; at++) {
    const beforeMs = performance.now();
    const { status, bytes } = await request(query, accept);
    if (status !== 200) throw new Error(`expected 200, got ${String(status)} for ${query}`);
    times.push(performance.now() - beforeMs);
    size = bytes;
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string =>
    (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN).toFixed(1);
  process.stdout.write(
    `${name.padEnd(24)} ${at(0.5).padStart(7)} ${at(0.99).padStart(8)} ${String(size).padStart(8)}\n`,
  );
}
agent.destroy();
await live.stop();
process.exit(0);
