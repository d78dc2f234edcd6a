/** Measures the fan-out engine alone, without sockets: `node --import tsx test/bench/fanout-bench.ts`. */
import { cpus } from 'node:os';
import { createRandom } from './random.ts';
import type { TopicRequest } from '../../proto/frames.ts';
import type { Instrument, Tick } from '../../proto/types.ts';
import { FanoutEngine, type Decision } from '../../server/fanout/engine.ts';
import { Market } from '../../server/market/market.ts';

const SYMBOLS = 200;
const TICKS_PER_SECOND = 5_000;
const TOPICS_PER_CLIENT = 20;
const INTERVAL_MS = 16;
/** Virtual seconds that only warm the compiler up, and those that are measured. */
const WARM_SECONDS = 4;
const MEASURED_SECONDS = 10;
const START_MS = 1_790_000_000_000;

/** Processor time of this process: unlike the clock it does not count the work of others. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function symbolOf(number: number): string {
  return `SYM${String(number)}-USD`;
}

function instrumentOf(number: number): Instrument {
  const symbol = symbolOf(number);
  const names = { symbol, venue: 'BENCH', displayName: symbol, currency: 'USD' };
  return {
    ...names,
    priceDecimals: 2,
    sizeDecimals: 4,
    tickSize: 1,
    session: { kind: 'rolling24h' },
  };
}

/** Ticks as an exchange sends them: many quotes, some trades, some book levels. */
function makeTick(random: () => number, timeMs: number, id: number): Tick {
  const number = Math.floor(random() * SYMBOLS);
  const price = (number + 1) * 10_000 + Math.floor(random() * 400);
  const size = 1 + Math.floor(random() * 50_000);
  const head = { symbol: symbolOf(number), venueTimeMs: timeMs - 20, receivedTimeMs: timeMs };
  const kind = random();
  if (kind < 0.3) {
    return { kind: 'trade', ...head, price, size, aggressorSide: 'buy', tradeId: String(id) };
  }
  if (kind < 0.9) {
    const sizes = { bidSize: size, askSize: size + 1 };
    return { kind: 'quote', ...head, bidPrice: price, askPrice: price + 1, ...sizes };
  }
  const side = (step: number): number[] =>
    Array.from({ length: 10 }, (_, level) => [price + step * level, size]).flat();
  return { kind: 'depth', ...head, bids: side(-1), asks: side(1) };
}

interface Load {
  readonly clients: number;
  readonly channels: TopicRequest['channels'];
  readonly bars: TopicRequest['bars'];
}

interface Result {
  readonly flushMs: number;
  readonly updatesPerSecond: number;
  readonly usPerClientFlush: number;
  readonly loadShare: number;
  readonly encodedShare: number;
  readonly bytesPerFrame: number;
}

function measure({ clients, channels, bars }: Load): Result {
  const random = createRandom(11);
  const market = new Market();
  for (let number = 0; number < SYMBOLS; number++) market.register(instrumentOf(number));
  const unacknowledged = new Map<number, number>();
  const engine = new FanoutEngine(
    market,
    {
      window: { frames: 64, bytes: 1 << 24 },
      pace: { minMs: INTERVAL_MS, maxMs: INTERVAL_MS },
      topicLimit: 600,
      historyLimit: 500,
      ackTimeoutMs: 30_000,
      heartbeatMs: 60_000,
      turnFrames: Infinity,
      frameBytes: 1 << 16,
    },
    (decision: Decision) => {
      if (decision.kind === 'close') throw new Error(`closed: ${decision.reason}`);
      unacknowledged.set(decision.client, (unacknowledged.get(decision.client) ?? 0) + 1);
    },
  );
  for (let key = 1; key <= clients; key++) {
    engine.addClient(key, START_MS);
    const wanted = new Set<number>();
    while (wanted.size < TOPICS_PER_CLIENT) wanted.add(Math.floor(random() * SYMBOLS));
    const topics = [...wanted].map((number) => ({ symbol: symbolOf(number), channels, bars }));
    engine.subscribe(key, 1, topics, START_MS);
  }

  const perFlush = (TICKS_PER_SECOND * INTERVAL_MS) / 1000;
  const mark = engine.mark.bind(engine);
  const before = { ...engine.counters };
  let foldMs = 0;
  let flushMs = 0;
  let flushes = 0;
  const warmFlushes = Math.round((WARM_SECONDS * 1000) / INTERVAL_MS);
  const allFlushes = warmFlushes + Math.round((MEASURED_SECONDS * 1000) / INTERVAL_MS);
  for (let round = 0; round < allFlushes; round++) {
    if (round === warmFlushes) {
      Object.assign(before, engine.counters);
      foldMs = 0;
      flushMs = 0;
      flushes = 0;
    }
    const nowMs = START_MS + round * INTERVAL_MS;
    const ticks = Array.from({ length: perFlush }, (_, at) =>
      makeTick(random, nowMs, round * perFlush + at),
    );
    const foldStart = cpuMs();
    for (const [index, tick] of ticks.entries()) {
      market.fold(tick, { entryMs: nowMs, entrySeq: 0, index }, mark);
    }
    const flushStart = cpuMs();
    engine.turn(nowMs);
    flushMs += cpuMs() - flushStart;
    foldMs += flushStart - foldStart;
    flushes += 1;
    if (round % 16 === 15) {
      for (const [key, frames] of unacknowledged) engine.acknowledge(key, frames, nowMs);
    }
  }
  const sent = engine.counters.framesSent - before.framesSent;
  const fragments = engine.counters.fragmentsSent - before.fragmentsSent;
  return {
    flushMs: flushMs / flushes,
    updatesPerSecond: fragments / (flushMs / 1000),
    usPerClientFlush: (flushMs * 1000) / sent,
    loadShare: (foldMs + flushMs) / (flushes * INTERVAL_MS),
    encodedShare: (engine.counters.fragmentsEncoded - before.fragmentsEncoded) / fragments,
    bytesPerFrame: (engine.counters.bytesSent - before.bytesSent) / sent,
  };
}

console.log(
  `Node ${process.version}, ${String(cpus().length)} x ${cpus()[0]?.model ?? 'unknown processor'}\n` +
    `${String(SYMBOLS)} symbols, ${String(TICKS_PER_SECOND)} ticks/s (30 % trades, 60 % quotes, 10 % depth), ` +
    `${String(TOPICS_PER_CLIENT)} random symbols a client, flush every ${String(INTERVAL_MS)} ms, ` +
    `${String(MEASURED_SECONDS)} s of the market, no sockets\n`,
);
const row = [
  'clients',
  'channels',
  'ms/flush',
  'us/client+flush',
  'updates/s',
  'encoded',
  'B/frame',
];
console.log([...row, 'of one core'].map((cell) => cell.padStart(16)).join(''));
const WATCHLIST = ['quote', 'last', 'statistics'] as const;
const ALL = ['quote', 'last', 'statistics', 'depth', 'trades'] as const;
for (const load of [
  { clients: 100, channels: WATCHLIST, bars: [] },
  { clients: 1000, channels: WATCHLIST, bars: [] },
  { clients: 100, channels: ALL, bars: [{ interval: '1m', historyCount: 100 }] },
  { clients: 1000, channels: ALL, bars: [{ interval: '1m', historyCount: 100 }] },
] satisfies Load[]) {
  const result = measure(load);
  console.log(
    [
      String(load.clients),
      load.bars.length === 0 ? 'watch list' : 'all + 1m bars',
      result.flushMs.toFixed(3),
      result.usPerClientFlush.toFixed(2),
      `${(result.updatesPerSecond / 1e6).toFixed(2)} M`,
      `${(result.encodedShare * 100).toFixed(1)} %`,
      result.bytesPerFrame.toFixed(0),
      `${(result.loadShare * 100).toFixed(1)} %`,
    ]
      .map((cell) => cell.padStart(16))
      .join(''),
  );
}
