/** Recordings for the tests: small ones written by hand, and real ones where they are at hand. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { repositoryRoot } from '../support/spawn-process.ts';

const directory = join(repositoryRoot, '../shared/data/binance-spot-frames');

/** Real Binance frames of BTCUSDT and ETHUSDT. */
export const recordedPaths = ['btcusdt', 'ethusdt'].map((symbol) =>
  join(directory, `binance_spot_${symbol}_20240808.ndts.gz`),
);

/** Why tests on real frames are skipped; undefined where the files are there. */
export const recordedMissing = recordedPaths.every((path) => existsSync(path))
  ? undefined
  : `no recorded frames in ${directory}`;

/** Writes lines `<ns> <frame>` as a file, gzipped if its name says so. */
export function writeRecording(
  path: string,
  records: readonly (readonly [receivedTimeMs: number, frame: unknown])[],
): string {
  const text = records
    .map(
      ([ms, frame]) =>
        `${String(ms)}000000 ${typeof frame === 'string' ? frame : JSON.stringify(frame)}\n`,
    )
    .join('');
  writeFileSync(path, path.endsWith('.gz') ? gzipSync(text) : text);
  return path;
}

/** A trade frame of the combined stream. */
export function tradeFrame(symbol: string, id: number, timeMs: number, price = '100.50'): unknown {
  return {
    stream: `${symbol.toLowerCase()}@trade`,
    data: {
      e: 'trade',
      E: timeMs + 1,
      s: symbol,
      t: id,
      p: price,
      q: '0.25',
      T: timeMs,
      m: true,
      M: true,
    },
  };
}

/** A bookTicker frame of the combined stream. */
export function quoteFrame(
  symbol: string,
  updateId: number,
  bid = '100.25',
  ask = '100.50',
): unknown {
  return {
    stream: `${symbol.toLowerCase()}@bookTicker`,
    data: { u: updateId, s: symbol, b: bid, B: '3.5', a: ask, A: '0.75' },
  };
}
