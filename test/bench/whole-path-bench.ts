/**
 * Measures the whole path on this machine: simulator, Redis, server, TLS clients.
 *
 *   node --import tsx test/bench/whole-path-bench.ts [speed ...]
 *
 * For each speed of the simulator: ticks a second through the server, how busy its event loop was, tick
 * age at the client (feed to client, one machine, one clock), and bytes per tick against the same as
 * JSON. Everything runs on this machine's cores together, the clients in this process.
 */
import { cpus } from 'node:os';
import { decodeServerFrame } from '../../proto/server-frame-codec.ts';
import { System } from '../support/system.ts';
import { waitFor } from '../support/wait-for.ts';

const SYMBOLS = 200;
const CLIENTS = 20;
const TOPICS = 20;
const SUMMARIES = 2;

interface Summary {
  readonly time: number;
  readonly ticks: number;
  readonly framesSent: number;
  readonly loopUtilization: number;
  readonly flushIntervalMs: number;
}

function summariesOf(output: string): Summary[] {
  return output
    .split('\n')
    .filter((line) => line.includes('"msg":"summary"'))
    .map((line) => JSON.parse(line) as Summary);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

async function measure(speed: string): Promise<string> {
  const system = await System.start({
    feedArgs: ['--seed', '7', '--symbols', String(SYMBOLS), '--speed', speed],
    serverEnvironment: { LOG_LEVEL: 'info' },
  });
  try {
    const instruments = await waitFor(
      async () => {
        const response = await system.get('/api/instruments');
        const list = (await response.json()) as { symbol: string }[];
        return list.length === SYMBOLS ? list : undefined;
      },
      { what: 'all instruments' },
    );
    const ages: number[] = [];
    let bytes = 0;
    let jsonBytes = 0;
    let updates = 0;
    for (let index = 0; index < CLIENTS; index++) {
      const client = await system.connect();
      client.frames.length = 0;
      const topics = Array.from({ length: TOPICS }, (_, topic) => ({
        symbol: instruments[(index * 7 + topic * 13) % SYMBOLS]?.symbol ?? '',
        channels: ['quote', 'last'] as const,
        bars: [],
      }));
      await client.subscribe(...topics);
      client.socket.on('message', (data: Buffer) => {
        client.frames.length = 0;
        const nowMs = Date.now();
        const frame = decodeServerFrame(data);
        bytes += data.length;
        for (const update of frame.updates) {
          updates += 1;
          const newest = Math.max(
            update.quote?.receivedTimeMs ?? 0,
            update.last?.receivedTimeMs ?? 0,
          );
          if (newest > 0) ages.push(nowMs - newest);
          if (index === 0) jsonBytes += JSON.stringify(update).length;
        }
      });
    }
    const before = summariesOf(system.server.stdout()).length;
    ages.length = 0;
    bytes = 0;
    updates = 0;
    const summaries = await waitFor(
      () => {
        const all = summariesOf(system.server.stdout());
        return all.length >= before + 1 + SUMMARIES ? all : undefined;
      },
      { what: 'the summaries of the server', timeoutMs: 60_000 },
    );
    const last = summaries.at(-1);
    const first = summaries.at(-1 - SUMMARIES);
    if (!last || !first) throw new Error('the server wrote no summary');
    const seconds = (last.time - first.time) / 1_000;
    return [
      speed.padStart(5),
      String(Math.round((last.ticks - first.ticks) / seconds)).padStart(9),
      `${(last.loopUtilization * 100).toFixed(0)} %`.padStart(7),
      String(last.flushIntervalMs).padStart(9),
      `${String(quantile(ages, 0.5))} / ${String(quantile(ages, 0.99))}`.padStart(12),
      (bytes / updates).toFixed(1).padStart(8),
      (jsonBytes / (updates / CLIENTS)).toFixed(1).padStart(8),
      String(Math.round(updates / seconds)).padStart(9),
    ].join('  ');
  } finally {
    await system.stop();
  }
}

const speeds = process.argv.slice(2);
const cpu = cpus()[0]?.model ?? 'unknown processor';
process.stdout.write(
  `Node ${process.version}, ${cpu}, ${String(cpus().length)} cores shared by feed, Redis, server and clients\n` +
    `${String(SYMBOLS)} symbols, ${String(CLIENTS)} clients with ${String(TOPICS)} each, quote and last, adaptive pace, TLS\n` +
    'speed    ticks/s     loop  flush ms  age p50/p99     B/upd    JSON B   upd/s\n',
);
for (const speed of speeds.length > 0 ? speeds : ['1', '4', '16', 'max']) {
  process.stdout.write(`${await measure(speed)}\n`);
}
process.exit(0);
