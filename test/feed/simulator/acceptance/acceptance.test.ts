/** Whether the simulated markets look like real ones, by the figures that real ones show. */
import { describe, expect, test } from 'vitest';
import { createSimulator } from '../../../../feed/simulator/simulator.ts';
import type { Tick } from '../../../../proto/types.ts';
import { failuresOf, judge } from './judge.ts';
import { recordOf, type MarketRecord } from './market-record.ts';
import type { Measure } from './measures.ts';
import { naiveStream } from './naive-stream.ts';
import type { JudgedProfile } from './ranges.ts';
import { findByWords, findRecording, readBinance, readUsEquity } from './recordings.ts';
import { structureFaults } from './structure.ts';

const START_MS = Date.UTC(2026, 10, 20, 16);

/** Runs one symbol of the catalogue; its structure is checked on the way, its depth ticks are not kept. */
function simulate(symbol: string, seed: number, minutes: number): MarketRecord {
  const endMs = START_MS + minutes * 60_000;
  const options = { seed, symbolCount: 32, startTimeMs: START_MS, symbols: [symbol] };
  const simulator = createSimulator(options);
  const kept: Tick[] = [];
  for (let timeMs = START_MS; timeMs < endMs; timeMs += 60_000) {
    const ticks = simulator.advance(timeMs + 59_999);
    expect(structureFaults(ticks, simulator.instruments)).toEqual([]);
    for (const tick of ticks) if (tick.kind !== 'depth') kept.push(tick);
  }
  return recordOf(kept, symbol, simulator.instruments[0]?.tickSize ?? 1, START_MS, endMs);
}

describe('simulated market', () => {
  test.each<[profile: JudgedProfile, symbol: string, seed: number, minutes: number]>([
    ['crypto-liquid', 'BTC-USD', 1, 60],
    ['crypto-liquid', 'ETH-USD', 2, 60],
    ['large-tick', 'BAC', 1, 90],
    ['large-tick', 'INTC', 2, 90],
    ['large-tick', 'F', 3, 90],
    ['small-tick', 'AAPL', 1, 90],
    ['small-tick', 'AMZN', 2, 90],
    ['small-tick', 'JPM', 3, 90],
  ])('%s %s (seed %i, %i minutes) is inside every range', (profile, symbol, seed, minutes) => {
    const record = simulate(symbol, seed, minutes);

    expect(failuresOf(judge(record, profile))).toEqual([]);
  });
});

describe('naive stream', () => {
  test.each<[profile: JudgedProfile, tradesPerSecond: number, volatilityTicks: number]>([
    ['crypto-liquid', 11, 600],
    ['large-tick', 4, 0.15],
    ['small-tick', 1, 1],
  ])('fails at least 8 rows of %s', (profile, tradesPerSecond, volatilityTicks) => {
    const record = naiveStream(1, 1800, tradesPerSecond, volatilityTicks);

    expect(failuresOf(judge(record, profile)).length).toBeGreaterThanOrEqual(8);
  });
});

/** Rows that a recording cannot decide: the value that it shows, and why. */
type Undecided = Readonly<Partial<Record<Measure, readonly [value: number, reason: string]>>>;

/** The whole recording has 650 s and passes; its first day alone has 346 s. */
const SHORT_MS = 600_000;
const REVERSAL =
  'few large changes decide it in so short a time; -0.133 (BTC) and -0.094 (ETH) over the whole';
const BTC_SHORT: Undecided = { priceChangeAcf1: [-0.229, REVERSAL] };
const ETH_SHORT: Undecided = {
  priceChangeAcf1: [-0.221, REVERSAL],
  fano1s: [7.953, 'too few bursts in so short a time; 16 over the whole 650 s'],
  absReturnAcf1: [0.047, 'error of an autocorrelation of 346 values is 0.054; 0.12 over the whole'],
};

function failuresBesides(
  record: MarketRecord,
  profile: JudgedProfile,
  undecided: Undecided,
): string[] {
  const verdicts = judge(record, profile);
  for (const { measure, value } of verdicts) {
    const known = undecided[measure];
    if (known !== undefined) expect(value, known[1]).toBeCloseTo(known[0], 2);
  }
  return failuresOf(verdicts.filter(({ measure }) => !(measure in undecided)));
}

const AIG: Undecided = {
  fanoGrowth: [1.459, 'the range was measured without this stock'],
};

describe('recorded market', () => {
  test.for<[name: string, short: Undecided]>([
    ['btcusdt', BTC_SHORT],
    ['ethusdt', ETH_SHORT],
  ])('Binance %s is inside every range that it can decide', ([name, short], { skip }) => {
    const file = `binance-spot-frames/binance_spot_${name}_20240808.ndts.gz`;
    const path = findRecording(file);
    if (path === null) return skip(`the recording ${file} is not there`);
    const record = readBinance(path, 0.01);
    const undecided = record.toMs - record.fromMs < SHORT_MS ? short : {};

    expect(failuresBesides(record, 'crypto-liquid', undecided)).toEqual([]);
  });

  test.for<[symbol: string, date: string, profile: JudgedProfile, undecided: Undecided]>([
    ['bac', '20131007', 'large-tick', {}],
    ['bac', '20131010', 'large-tick', {}],
    ['aig', '20131007', 'large-tick', AIG],
    ['ibm', '20131007', 'small-tick', {}],
    ['ibm', '20131010', 'small-tick', {}],
  ])('US stock %s of %s is inside every range', ([symbol, date, profile, undecided], { skip }) => {
    const tradePath = findByWords('us-equity-ticks', [date, symbol, 'trade']);
    const quotePath = findByWords('us-equity-ticks', [date, symbol, 'quote']);
    if (tradePath === null || quotePath === null) {
      return skip(`no trades and quotes of ${symbol} ${date} in us-equity-ticks`);
    }

    const record = readUsEquity(tradePath, quotePath);

    expect(failuresBesides(record, profile, undecided)).toEqual([]);
  });
});
