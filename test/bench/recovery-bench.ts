/**
 * Measures what recovery costs on this machine: the start of a server with and without snapshots, the
 * recorder's processor time, and the room that all takes in Redis.
 *
 *   node --import tsx test/bench/recovery-bench.ts [symbols] [ticks per second]
 *
 * Ten minutes of log are written at once, with the entry ids that they would have had; then a recorder
 * works through them, and ticks of the present go on at the same rate.
 */
import { cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { encodeInstrument } from '../../proto/instrument-codec.ts';
import { ByteWriter } from '../../proto/byte-writer.ts';
import {
  BATCH_FIELD,
  barsKey,
  INSTRUMENTS_KEY,
  partitionOf,
  snapshotKey,
  snapshotPositionKey,
  ticksKey,
} from '../../proto/redis-keys.ts';
import { writeTickBatch } from '../../proto/tick-codec.ts';
import { BASE_INTERVALS, type Instrument, type Tick } from '../../proto/types.ts';
import { makeTestCertificate } from '../support/certificate.ts';
import { fetchTrusting } from '../support/fetch-trusting.ts';
import { freePort } from '../support/free-port.ts';
import { startRedis } from '../support/redis.ts';
import { spawnProgram, type SpawnedProcess } from '../support/spawn-process.ts';
import { waitFor } from '../support/wait-for.ts';
import { readUsage, usageBetween } from './process-usage.ts';
import { createRandom } from './random.ts';

const PARTITIONS = 8;
const LOG_MS = 600_000;
/** Time that one entry covers, as the feed writes them. */
const ENTRY_MS = 10;
const STARTS = 3;
const LIVE_MS = 20_000;

const symbolCount = Number(process.argv[2] ?? 200);
const ticksPerSecond = Number(process.argv[3] ?? 5_000);

interface Symbol {
  readonly instrument: Instrument;
  price: number;
  tradeId: number;
}

const random = createRandom(5);
const symbols = Array.from({ length: symbolCount }, (_, index): Symbol => {
  const symbol = `SYM${String(index)}-USD`;
  const names = { symbol, venue: 'BENCH', displayName: symbol, currency: 'USD' };
  const decimals = { priceDecimals: 2, sizeDecimals: 4, tickSize: 1 };
  return {
    instrument: { ...names, ...decimals, session: { kind: 'rolling24h' } },
    price: 1_000_000 + Math.floor(random() * 5_000_000),
    tradeId: 0,
  };
});

/** A third trades, the rest quotes. */
function makeTick(timeMs: number): Tick {
  const one = symbols[Math.floor(random() * symbols.length)] ?? symbols[0];
  if (!one) throw new Error('expected at least one symbol');
  one.price += Math.round((random() - 0.5) * 40);
  const head = {
    symbol: one.instrument.symbol,
    venueTimeMs: timeMs - 5,
    receivedTimeMs: timeMs,
  };
  const size = 1 + Math.floor(random() * 50_000);
  if (random() < 1 / 3) {
    one.tradeId += 1;
    const tradeId = String(one.tradeId);
    return { kind: 'trade', ...head, price: one.price, size, aggressorSide: 'buy', tradeId };
  }
  const prices = { bidPrice: one.price - 1, askPrice: one.price + 1 };
  return { kind: 'quote', ...head, ...prices, bidSize: size, askSize: size + 1 };
}

/** The entries of `ENTRY_MS`, by partition. */
function makeEntries(timeMs: number): Map<number, Buffer> {
  const batches = new Map<number, Tick[]>();
  const count = (ticksPerSecond * ENTRY_MS) / 1_000;
  for (let index = 0; index < count; index++) {
    const tick = makeTick(timeMs);
    const partition = partitionOf(tick.symbol, PARTITIONS);
    const batch = batches.get(partition);
    if (batch) batch.push(tick);
    else batches.set(partition, [tick]);
  }
  const entries = new Map<number, Buffer>();
  for (const [partition, ticks] of batches) {
    const writer = new ByteWriter(1 << 12);
    writeTickBatch(writer, ticks);
    entries.set(partition, Buffer.from(writer.view()));
  }
  return entries;
}

async function writeLog(redis: Redis, fromMs: number, toMs: number): Promise<void> {
  for (let timeMs = fromMs; timeMs < toMs;) {
    const pipeline = redis.pipeline();
    for (let step = 0; step < 500 && timeMs < toMs; step++, timeMs += ENTRY_MS) {
      for (const [partition, bytes] of makeEntries(timeMs)) {
        pipeline.xadd(ticksKey(partition), `${String(timeMs)}-0`, BATCH_FIELD, bytes);
      }
    }
    await pipeline.exec();
  }
}

/** Goes on at the present until told to stop. */
async function writeLive(redis: Redis, signal: AbortSignal): Promise<void> {
  let writtenMs = Date.now();
  while (!signal.aborted) {
    await delay(ENTRY_MS);
    const pipeline = redis.pipeline();
    for (; writtenMs + ENTRY_MS <= Date.now(); writtenMs += ENTRY_MS) {
      for (const [partition, bytes] of makeEntries(writtenMs)) {
        pipeline.xadd(
          ticksKey(partition),
          'MINID',
          '~',
          writtenMs - LOG_MS,
          `${String(writtenMs)}-0`,
          BATCH_FIELD,
          bytes,
        );
      }
    }
    if (pipeline.length > 0) await pipeline.exec();
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}

const mb = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;
const kb = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;

const redisServer = await startRedis();
const redis = new Redis(redisServer.url);
const certificate = await makeTestCertificate();
const running: SpawnedProcess[] = [];

async function startRecorder(): Promise<SpawnedProcess> {
  const recorder = await spawnProgram('server/recorder/main.ts', [], {
    env: { REDIS_URL: redisServer.url, LOG_LEVEL: 'warn' },
  });
  running.push(recorder);
  return recorder;
}

/** Milliseconds from the start of the process to its readiness, and the memory it then has. */
async function measureStart(): Promise<{ readonly ms: number; readonly rssBytes: number }> {
  const port = await freePort();
  const startMs = performance.now();
  const server = await spawnProgram('server/main.ts', [], {
    env: {
      REDIS_URL: redisServer.url,
      PORT: String(port),
      LOG_LEVEL: 'warn',
      TLS_CERT_FILE: certificate.certFile,
      TLS_KEY_FILE: certificate.keyFile,
    },
  });
  running.push(server);
  const url = `https://127.0.0.1:${String(port)}`;
  await waitFor(
    async () => {
      const answer = await fetchTrusting(certificate.ca, url, '/readyz').catch(() => undefined);
      return answer?.status === 200;
    },
    { what: 'the server to be ready', timeoutMs: 120_000 },
  );
  const ms = performance.now() - startMs;
  const { rssBytes } = readUsage(server.pid, undefined);
  await server.stop('SIGTERM', 20_000);
  return { ms, rssBytes };
}

async function measureStarts(): Promise<string> {
  const starts = [];
  for (let index = 0; index < STARTS; index++) starts.push(await measureStart());
  const seconds = starts.map(({ ms }) => (ms / 1_000).toFixed(2)).join(' / ');
  return `${(median(starts.map(({ ms }) => ms)) / 1_000).toFixed(2)} s (${seconds}), ${mb(median(starts.map(({ rssBytes }) => rssBytes)))}`;
}

async function memoryOf(keys: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const key of keys) bytes += (await redis.memory('USAGE', key, 'SAMPLES', 0)) ?? 0;
  return bytes;
}

try {
  const partitions = Array.from({ length: PARTITIONS }, (_, partition) => partition);
  console.log(
    `Node ${process.version}, ${String(cpus().length)} x ${cpus()[0]?.model ?? 'unknown processor'}; ` +
      `${String(symbolCount)} symbols, ${String(ticksPerSecond)} ticks/s, a third of them trades`,
  );
  for (const { instrument } of symbols) {
    await redis.hset(INSTRUMENTS_KEY, instrument.symbol, Buffer.from(encodeInstrument(instrument)));
  }
  const nowMs = Math.floor(Date.now() / ENTRY_MS) * ENTRY_MS;
  await writeLog(redis, nowMs - LOG_MS, nowMs);
  const logBytes = await memoryOf(partitions.map(ticksKey));
  console.log(`ten minutes of log: ${mb(logBytes)} in Redis`);
  console.log(`server ready without snapshots: ${await measureStarts()}`);

  const recorderStartMs = performance.now();
  const recorder = await startRecorder();
  await waitFor(
    async () => {
      const ids = await redis.mget(partitions.map(snapshotPositionKey));
      return ids.every((id) => Number(id?.split('-')[0] ?? 0) >= nowMs - 5 * ENTRY_MS);
    },
    { what: 'the recorder to have stored all', timeoutMs: 120_000 },
  );
  const caughtUpMs = performance.now() - recorderStartMs;
  console.log(`recorder from nothing through ten minutes: ${(caughtUpMs / 1_000).toFixed(1)} s`);

  const stopping = new AbortController();
  const live = writeLive(redis, stopping.signal);
  await delay(5_000);
  const before = readUsage(recorder.pid, undefined);
  await delay(LIVE_MS);
  const { cpuShare, rssBytes } = usageBetween(before, readUsage(recorder.pid, undefined));
  console.log(`recorder live: ${(cpuShare * 100).toFixed(1)} % of a core, ${mb(rssBytes)}`);
  console.log(`server ready with snapshots, feed going on: ${await measureStarts()}`);
  stopping.abort();
  await live;
  await recorder.stop('SIGTERM', 20_000);

  const snapshots = await memoryOf(partitions.map(snapshotKey));
  console.log(`snapshot in Redis: ${kb(snapshots / symbolCount)} a symbol`);
  for (const interval of BASE_INTERVALS) {
    const keys = symbols.map(({ instrument: { symbol } }) =>
      barsKey(partitionOf(symbol, PARTITIONS), symbol, interval),
    );
    const bytes = await memoryOf(keys);
    let count = 0;
    for (const key of keys) count += await redis.xlen(key);
    const each = count === 0 ? 'none' : `${(bytes / count).toFixed(0)} bytes each`;
    console.log(`bars of ${interval} in Redis: ${String(count)}, ${each}`);
  }
} finally {
  for (const one of running) await one.kill();
  redis.disconnect();
  await redisServer.stop();
  certificate.remove();
}
