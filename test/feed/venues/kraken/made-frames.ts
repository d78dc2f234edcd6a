/** Kraken v2 frames made from a pseudo-random book, with checksums by another way than the mapper's. */
import { zlibCrc32 } from './zlib-crc.ts';
import type { RecordedFrame } from '../cryptofeed-recording.ts';

const START_MS = Date.UTC(2026, 0, 5, 12);
const BOOK_DEPTH = 10;

/** Levels of one side: price in tenths -> size in 1e-8. */
export type PlainSide = Map<number, number>;

/** Sorted `[price, size]` pairs, best first. */
export function plainLevels(side: PlainSide, isAsk: boolean): [price: number, size: number][] {
  return [...side].sort(([a], [b]) => (isAsk ? a - b : b - a));
}

/** Drops what lies behind the subscribed depth, as the venue and its clients do. */
export function truncatePlain(side: PlainSide, isAsk: boolean): void {
  for (const [price] of plainLevels(side, isAsk).slice(BOOK_DEPTH)) side.delete(price);
}

/** The venue's sum of a book, straight from its description. */
export function plainChecksum(bids: PlainSide, asks: PlainSide): number {
  const text = [...plainLevels(asks, true), ...plainLevels(bids, false)]
    .map(([price, size]) => `${String(price)}${String(size)}`)
    .join('');
  return zlibCrc32(text);
}

/** A book frame of BTC/USD with one decimal in prices and eight in sizes. */
export function bookFrame(
  type: 'snapshot' | 'update',
  bids: readonly (readonly [number, number])[],
  asks: readonly (readonly [number, number])[],
  checksum: number,
  timeMs = START_MS,
): string {
  const levels = (rows: readonly (readonly [number, number])[]): string =>
    rows
      .map(([price, size]) => {
        const fixed = (size / 1e8).toFixed(8);
        return `{"price":${(price / 10).toFixed(1)},"qty":${fixed}}`;
      })
      .join(',');
  const timestamp = new Date(timeMs).toISOString().replace('Z', '123Z');
  return (
    `{"channel":"book","type":"${type}","data":[{"symbol":"BTC/USD","bids":[${levels(bids)}],` +
    `"asks":[${levels(asks)}],"checksum":${String(checksum)},"timestamp":"${timestamp}"}]}`
  );
}

/** A snapshot and then `count - 1` updates, of which one in five is a trade and one in five a ticker. */
export function createKrakenFrames(count: number): RecordedFrame[] {
  let state = 12345;
  let tradeId = 9_000_000;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const bids: PlainSide = new Map();
  const asks: PlainSide = new Map();
  for (let level = 0; level < BOOK_DEPTH; level++) {
    bids.set(999_999 - level, 1 + below(1e8));
    asks.set(1_000_001 + level, 1 + below(1e8));
  }
  const frames = [
    {
      receivedTimeMs: START_MS,
      frame: bookFrame('snapshot', [...bids], [...asks], plainChecksum(bids, asks)),
    },
  ];
  for (let at = 1; at < count; at++) {
    const receivedTimeMs = START_MS + at * 10;
    const timestamp = new Date(receivedTimeMs).toISOString().replace('Z', '456Z');
    const kind = below(5);
    if (kind === 0) {
      frames.push({
        receivedTimeMs,
        frame: `{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"buy","price":100000.1,"qty":0.00027625,"ord_type":"limit","trade_id":${String((tradeId += 1))},"timestamp":"${timestamp}"}]}`,
      });
    } else if (kind === 1) {
      frames.push({
        receivedTimeMs,
        frame: `{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":99999.9,"bid_qty":0.25000000,"ask":100000.1,"ask_qty":1.50000000,"last":100000.1,"volume":163.28908096,"vwap":99904.4,"low":99711.0,"high":100613.1,"change":250.0,"change_pct":0.24,"timestamp":"${timestamp}"}]}`,
      });
    } else {
      const isAsk = below(2) === 1;
      const side = isAsk ? asks : bids;
      const best = isAsk ? 1_000_001 : 999_999;
      const price = best + (isAsk ? 1 : -1) * below(BOOK_DEPTH + 2);
      const size = below(4) === 0 && side.size > 3 && side.has(price) ? 0 : 1 + below(1e8);
      if (size === 0) side.delete(price);
      else side.set(price, size);
      truncatePlain(side, isAsk);
      const rows = [[price, size]] as const;
      const sum = plainChecksum(bids, asks);
      frames.push({
        receivedTimeMs,
        frame: bookFrame('update', isAsk ? [] : rows, isAsk ? rows : [], sum, receivedTimeMs),
      });
    }
  }
  return frames;
}
