/**
 * Measures the snapshots of a busy symbol: bytes, and what taking, writing, reading and restoring one costs.
 * `node --import tsx test/bench/snapshot-bench.ts`
 */
import { cpus } from 'node:os';
import { createRandom } from './random.ts';
import { decodeSnapshot, encodeSnapshot } from '../../proto/snapshot-codec.ts';
import { encodeBars, encodeMinutes, encodeTrades } from '../../proto/snapshot-tables.ts';
import { BASE_INTERVALS, INTERVAL_MS, type Instrument } from '../../proto/types.ts';
import { DEFAULT_LIMITS } from '../../server/market/limits.ts';
import { Market } from '../../server/market/market.ts';
import { MarketState } from '../../server/market/market-state.ts';

const START_MS = 1_790_002_800_000;
const DAY_MS = 86_400_000;
const ROUNDS = 200;

const INSTRUMENT: Instrument = {
  symbol: 'BTC-USD',
  venue: 'BENCH',
  displayName: 'Bitcoin / US dollar',
  priceDecimals: 2,
  sizeDecimals: 8,
  tickSize: 1,
  currency: 'USD',
  session: { kind: 'rolling24h' },
};

/** A symbol after a day with trades and quotes in turn, `perSecond` of them. */
function busyState(perSecond: number): MarketState {
  const market = new Market({ ...DEFAULT_LIMITS, recordsBars: true });
  market.register(INSTRUMENT);
  const random = createRandom(5);
  const below = (limit: number): number => Math.floor(random() * limit);
  const ignore = (): void => undefined;
  let price = 6_183_763;
  const count = Math.floor((DAY_MS / 1000) * perSecond);
  for (let at = 0; at < count; at++) {
    const receivedTimeMs = START_MS + Math.floor((at * 1000) / perSecond);
    const times = { venueTimeMs: receivedTimeMs - 20 - below(60), receivedTimeMs };
    const position = { entryMs: receivedTimeMs + below(10), entrySeq: 0, index: below(40) };
    price += below(41) - 20;
    if (at % 2 === 0) {
      const aggressorSide = random() < 0.5 ? 'buy' : 'sell';
      const trade = { price, size: below(50_000_000), aggressorSide } as const;
      const tradeId = String(4_812_345_000 + at);
      market.fold(
        { kind: 'trade', symbol: 'BTC-USD', ...times, ...trade, tradeId },
        position,
        ignore,
      );
    } else {
      const sizes = { bidSize: below(500_000_000), askSize: below(500_000_000) };
      const best = { bidPrice: price, askPrice: price + 1, ...sizes };
      market.fold({ kind: 'quote', symbol: 'BTC-USD', ...times, ...best }, position, ignore);
    }
    // As a recorder does.
    if (at % 1000 === 0) {
      for (const interval of BASE_INTERVALS) market.state('BTC-USD')?.takeClosedBars(interval);
    }
  }
  const state = market.state('BTC-USD');
  if (!state) throw new Error('the symbol is not there');
  return state;
}

/** Mean microseconds of a call, after a warm-up. */
function microseconds(work: () => void): string {
  for (let round = 0; round < ROUNDS; round++) work();
  const startMs = performance.now();
  for (let round = 0; round < ROUNDS; round++) work();
  return (((performance.now() - startMs) * 1000) / ROUNDS).toFixed(0);
}

function row(name: string, value: string, unit: string): void {
  console.log(name.padEnd(34) + value.padStart(9) + ` ${unit}`);
}

const counters = {
  duplicateTrades: 0,
  lateTrades: 0,
  futureTicks: 0,
  outOfRangeTicks: 0,
  lostTrades: 0,
};

console.log(`${cpus()[0]?.model ?? 'unknown CPU'}, Node ${process.version}`);
const state = busyState(25);
const snapshot = state.toSnapshot({ ms: START_MS + DAY_MS, seq: 0 });
const bytes = encodeSnapshot(snapshot);
row('snapshot', String(bytes.length), 'bytes');
row('  minutes of the day', String(encodeMinutes(snapshot.minutes).length), 'bytes');
row('  recent trades', String(encodeTrades(snapshot.trades.rows).length), 'bytes');
const { newer, older } = snapshot.tradeIds;
row('  trade ids', String(newer.length + older.length), 'bytes');
const bars = BASE_INTERVALS.map(
  (interval) => encodeBars(snapshot.bars[interval].rows, INTERVAL_MS[interval]).length,
);
row('  open bars', String(bars.reduce((sum, length) => sum + length)), 'bytes');
row(
  'take',
  microseconds(() => void state.toSnapshot({ ms: 0, seq: 0 })),
  'us',
);
row(
  'encode',
  microseconds(() => void encodeSnapshot(snapshot)),
  'us',
);
row(
  'decode',
  microseconds(() => void decodeSnapshot(bytes)),
  'us',
);
row(
  'restore',
  microseconds(() => void MarketState.restore(snapshot, DEFAULT_LIMITS, counters)),
  'us',
);
