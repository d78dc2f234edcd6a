/** Speed of the venue mappers against JSON.parse of the same frames alone: `node --import tsx test/bench/mapper-bench.ts`. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { AlpacaMapper } from '../../feed/venues/alpaca/map.ts';
import { BinanceMapper } from '../../feed/venues/binance/map.ts';
import { BinanceScanner } from '../../feed/venues/binance/scan.ts';
import { BybitMapper } from '../../feed/venues/bybit/map.ts';
import { CoinbaseMapper } from '../../feed/venues/coinbase/map.ts';
import { FinnhubMapper } from '../../feed/venues/finnhub/map.ts';
import { KrakenMapper } from '../../feed/venues/kraken/map.ts';
import { MassiveMapper } from '../../feed/venues/massive/map.ts';
import { OkxMapper } from '../../feed/venues/okx/map.ts';
import { stockInstrument } from '../../feed/venues/stock-reader.ts';
import type { VenueMapper } from '../../feed/venues/venue-mapper.ts';
import {
  coinbaseInstruments,
  framesPath,
  readRecordedFrames,
  venueInstrument,
  type RecordedFrame,
} from '../feed/venues/cryptofeed-recording.ts';
import { createKrakenFrames } from '../feed/venues/kraken/made-frames.ts';
import {
  createAlpacaFrames,
  createBybitFrames,
  createFinnhubFrames,
  createMassiveFrames,
} from '../feed/venues/made-frames.ts';
import { RECORDINGS } from '../support/recording.ts';

const ROUNDS = 15;
const WARM_UP_ROUNDS = 3;

interface Subject {
  readonly name: string;
  /** Path of its frames; absent: they are made. */
  readonly path?: string;
  frames(): readonly RecordedFrame[];
  createMapper(frames: readonly RecordedFrame[]): VenueMapper;
}

const [binanceRecording] = RECORDINGS;

const SUBJECTS: readonly Subject[] = [
  {
    name: 'Binance',
    path: binanceRecording.path,
    frames: () => binanceFrames(binanceRecording.path),
    createMapper(frames) {
      const scanner = new BinanceScanner();
      for (const { frame } of frames) scanner.scan(frame);
      return new BinanceMapper(scanner.instruments().map(({ instrument }) => instrument));
    },
  },
  {
    name: 'Coinbase',
    path: framesPath('cryptofeed/COINBASE.ws.28.0'),
    frames: () => readRecordedFrames('cryptofeed/COINBASE.ws.28.0'),
    createMapper: (frames) => new CoinbaseMapper(coinbaseInstruments(frames)),
  },
  {
    name: 'Kraken (made frames)',
    frames: () => createKrakenFrames(20_000),
    createMapper: () => new KrakenMapper([venueInstrument('BTC/USD', 'KRAKEN', 1, 8)]),
  },
  {
    name: 'OKX',
    path: framesPath('cryptofeed/OKX.ws.1.0'),
    frames: () => readRecordedFrames('cryptofeed/OKX.ws.1.0'),
    createMapper: () =>
      new OkxMapper(
        ['BTC-USDT', 'BTC-USD-220527', 'UNI-USD-SWAP'].map((native) =>
          venueInstrument(native, 'OKX', 4, 8),
        ),
      ),
  },
  {
    name: 'Bybit (made frames)',
    frames: () => createBybitFrames(20_000),
    createMapper: () => new BybitMapper([venueInstrument('BTCUSDT', 'BYBIT', 2, 6)]),
  },
  {
    name: 'Alpaca (made frames)',
    frames: () => createAlpacaFrames(20_000),
    createMapper: () => new AlpacaMapper([stockInstrument('AAPL', 'ALPACA', '')]),
  },
  {
    name: 'Massive (made frames)',
    frames: () => createMassiveFrames(20_000),
    createMapper: () => new MassiveMapper([stockInstrument('AAPL', 'MASSIVE', '')]),
  },
  {
    name: 'Finnhub (made frames)',
    frames: () => createFinnhubFrames(20_000),
    createMapper: () => new FinnhubMapper([stockInstrument('AAPL', 'FINNHUB', '')]),
  },
];

function binanceFrames(path: string): RecordedFrame[] {
  return gunzipSync(readFileSync(path))
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({
      receivedTimeMs: Math.floor(Number(line.slice(0, 13))),
      frame: line.slice(20),
    }));
}

/** Processor time of a run, microseconds. */
function cost(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] ?? NaN;
}

let sum = 0;
for (const subject of SUBJECTS) {
  if (subject.path !== undefined && !existsSync(subject.path)) {
    console.log(`${subject.name}: skipped, no ${subject.path}`);
    continue;
  }
  // As read from a socket: a text of its own, not a slice of a file.
  const frames = subject.frames().map(({ receivedTimeMs, frame }) => ({
    receivedTimeMs,
    frame: Buffer.from(frame).toString('utf8'),
  }));
  const parsing: number[] = [];
  const mapping: number[] = [];
  // In turns, so that a change of the machine's speed meets both.
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    const mapper = subject.createMapper(frames);
    const parseCost = cost(() => {
      for (const { frame } of frames) sum += Object.keys(JSON.parse(frame) as object).length;
    });
    const mapCost = cost(() => {
      for (const { frame, receivedTimeMs } of frames) {
        sum += mapper.map(frame, receivedTimeMs).length;
      }
    });
    if (round < 0) continue;
    parsing.push(parseCost);
    mapping.push(mapCost);
  }
  const perSecond = (micros: number): string =>
    Math.round((frames.length * 1e6) / micros).toLocaleString('en');
  const ratios = mapping.map((micros, round) => micros / (parsing[round] ?? NaN));
  console.log(
    `${subject.name}: ${frames.length} frames, mapped ${perSecond(median(mapping))}/s, ` +
      `JSON.parse alone ${perSecond(median(parsing))}/s, ` +
      `mapping takes ${median(ratios).toFixed(2)} times as long (aim: at most 2)`,
  );
}
// Keeps the work from being optimised away.
if (sum === 0) throw new Error('nothing was mapped');
