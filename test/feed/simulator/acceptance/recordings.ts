/** Readers of recorded markets for the checker; the recordings lie beside the repository and may be absent. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { MarketRecord, RecordedQuote, RecordedTrade } from './market-record.ts';

const DATA = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url));

/** Returns the path of a recording, or null if it is not there. */
export function findRecording(name: string): string | null {
  const path = DATA + name;
  return existsSync(path) ? path : null;
}

/** Returns the one file of a folder whose name holds all the words, whatever their case, or null. */
export function findByWords(folder: string, words: readonly string[]): string | null {
  const directory = findRecording(folder);
  if (directory === null) return null;
  const name = readdirSync(directory).find(
    (file) => file.endsWith('.gz') && words.every((word) => file.toLowerCase().includes(word)),
  );
  return name === undefined ? null : `${directory}/${name}`;
}

interface BinanceFrame {
  readonly stream?: string;
  readonly data?: Readonly<Record<'p' | 'q' | 'b' | 'B' | 'a' | 'A', string>> & {
    readonly T: number;
    readonly m: boolean;
  };
}

/**
 * Reads frames of Binance's combined stream: one line is the receipt in UNIX nanoseconds and a frame. Quotes carry no venue
 * time there, so they are placed by their receipt plus the clocks' difference.
 *
 * @param tickSize Smallest price step, in units of the currency.
 */
export function readBinance(path: string, tickSize: number): MarketRecord {
  const trades: RecordedTrade[] = [];
  const quotes: RecordedQuote[] = [];
  let skewMs: number | null = null;
  const waiting: RecordedQuote[] = [];
  for (const line of gunzipSync(readFileSync(path)).toString('utf8').split('\n')) {
    const space = line.indexOf(' ');
    if (space < 0) continue;
    const receivedMs = Number(line.slice(0, space - 6));
    const { stream, data } = JSON.parse(line.slice(space + 1)) as BinanceFrame;
    if (stream === undefined || data === undefined) continue;
    if (stream.endsWith('@trade')) {
      skewMs ??= data.T - receivedMs;
      trades.push({
        timeMs: data.T,
        price: Math.round(Number(data.p) / tickSize),
        size: Number(data.q),
        sign: data.m ? -1 : 1,
      });
    } else if (stream.endsWith('@bookTicker')) {
      const quote = {
        timeMs: receivedMs,
        bid: Math.round(Number(data.b) / tickSize),
        bidSize: Number(data.B),
        ask: Math.round(Number(data.a) / tickSize),
        askSize: Number(data.A),
      };
      waiting.push(quote);
    }
  }
  for (const quote of waiting) quotes.push({ ...quote, timeMs: quote.timeMs + (skewMs ?? 0) });
  return { fromMs: trades[0]?.timeMs ?? 0, toMs: trades.at(-1)?.timeMs ?? 0, trades, quotes };
}

/** Regular session, milliseconds since midnight in New York. */
const OPEN_MS = 34_200_000;
const CLOSE_MS = 57_600_000;
/** Conditions of prints that are not part of continuous trading: late, derived, average and official prices. */
const DROPPED_CONDITIONS = 0x200 | 0x800 | 0x40000 | 0x100000 | 0x1000000 | 0x2000000 | 0x4000000;

/**
 * Reads a US stock's day: trades and one-sided changes of the best bid or ask. The side of a trade is not on the tape; it is
 * taken from the price against the middle of the quotes, and at the middle from the last change of price.
 *
 * @see https://doi.org/10.1111/j.1540-6261.1991.tb02683.x (Lee and Ready, 1991)
 */
export function readUsEquity(tradePath: string, quotePath: string): MarketRecord {
  const tickSize = 100;
  const quotes: RecordedQuote[] = [];
  let best = { bid: 0, bidSize: 0, ask: 0, askSize: 0 };
  for (const [time = 0, bid = 0, bidSize = 0, ask = 0, askSize = 0] of rows(quotePath)) {
    if (bid > 0) best = { ...best, bid: bid / tickSize, bidSize };
    if (ask > 0) best = { ...best, ask: ask / tickSize, askSize };
    const isTwoSided = best.bid > 0 && best.ask > 0;
    if (isTwoSided && time >= OPEN_MS && time < CLOSE_MS) quotes.push({ timeMs: time, ...best });
  }
  const trades: RecordedTrade[] = [];
  let quoteIndex = -1;
  let lastPrice = 0;
  let lastSign = 1;
  for (const [timeMs = 0, scaled = 0, size = 0, , conditions = 0] of rows(tradePath)) {
    if (timeMs < OPEN_MS || timeMs >= CLOSE_MS || (conditions & DROPPED_CONDITIONS) !== 0) continue;
    const price = scaled / tickSize;
    while ((quotes[quoteIndex + 1]?.timeMs ?? Infinity) < timeMs) quoteIndex++;
    const quote = quotes[quoteIndex];
    const mid = quote === undefined ? price : (quote.bid + quote.ask) / 2;
    const sign = Math.sign(price - mid) || Math.sign(price - lastPrice) || lastSign;
    trades.push({ timeMs, price, size, sign });
    lastPrice = price;
    lastSign = sign;
  }
  return { fromMs: OPEN_MS, toMs: CLOSE_MS, trades, quotes };
}

/** Numbers of each line; the sixth or the eighth column with conditions is hexadecimal. */
function rows(path: string): number[][] {
  return gunzipSync(readFileSync(path))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) =>
      line.split(',').map((cell, column, cells) => {
        const isConditions = column === cells.length - 2;
        return isConditions ? Number.parseInt(cell, 16) : Number(cell);
      }),
    );
}
