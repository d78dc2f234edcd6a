/** Events of a Tick of market.proto -> ticks, read by hand. */
import { malformed, type ByteReader } from './byte-reader.ts';
import { feedStateOf } from './feed-state-code.ts';
import type { AggressorSide, Tick } from './types.ts';

const SIDES: readonly AggressorSide[] = ['unknown', 'buy', 'sell'];

/** Reads one event into a tick that has its final shape at once; the reader stands before its length. */
type EventReader = (
  reader: ByteReader,
  symbol: string,
  venueTimeMs: number,
  receivedTimeMs: number,
) => Tick;

/** Whether a tag is that of an event of `Tick`: 0x22, 0x2a, ... 0x42, the fields 4 to 8. */
export function isEventTag(tag: number): boolean {
  return (tag & 7) === 2 && tag >= 0x22 && tag <= 0x42;
}

/** The reader of the event with this tag. */
export function readerOf(eventTag: number): EventReader {
  if (eventTag === 0x22) return readTrade;
  if (eventTag === 0x2a) return readQuote;
  if (eventTag === 0x32) return readDepth;
  return eventTag === 0x3a ? readGap : readStatus;
}

function readTrade(
  reader: ByteReader,
  symbol: string,
  venueTimeMs: number,
  receivedTimeMs: number,
): Tick {
  const outer = reader.enter();
  let price = 0;
  let size = 0;
  let side = 0;
  let tradeId = '';
  let isBackfill = false;
  while (!reader.atEnd()) {
    const tag = reader.tag();
    if (tag === 0x08) price = reader.zigzag();
    else if (tag === 0x10) size = reader.varint();
    else if (tag === 0x18) side = reader.varint();
    else if (tag === 0x22) tradeId = reader.text();
    else if (tag === 0x28) isBackfill = reader.varint() !== 0;
    else reader.skip(tag & 7);
  }
  reader.leave(outer);
  const aggressorSide = SIDES[side] ?? 'unknown';
  const trade = {
    kind: 'trade',
    symbol,
    venueTimeMs,
    receivedTimeMs,
    price,
    size,
    aggressorSide,
    tradeId,
  } as const;
  return isBackfill ? { ...trade, isBackfill } : trade;
}

function readQuote(
  reader: ByteReader,
  symbol: string,
  venueTimeMs: number,
  receivedTimeMs: number,
): Tick {
  const outer = reader.enter();
  let bidPrice = 0;
  let bidSize = 0;
  let askPrice = 0;
  let askSize = 0;
  while (!reader.atEnd()) {
    const tag = reader.tag();
    if (tag === 0x08) bidPrice = reader.zigzag();
    else if (tag === 0x10) bidSize = reader.varint();
    else if (tag === 0x18) askPrice = reader.zigzag();
    else if (tag === 0x20) askSize = reader.varint();
    else reader.skip(tag & 7);
  }
  reader.leave(outer);
  return {
    kind: 'quote',
    symbol,
    venueTimeMs,
    receivedTimeMs,
    bidPrice,
    bidSize,
    askPrice,
    askSize,
  };
}

function readDepth(
  reader: ByteReader,
  symbol: string,
  venueTimeMs: number,
  receivedTimeMs: number,
): Tick {
  const outer = reader.enter();
  const columns: [number[], number[], number[], number[]] = [[], [], [], []];
  while (!reader.atEnd()) {
    const tag = reader.tag();
    const column = columns[(tag >> 3) - 1];
    const wireType = tag & 7;
    if (column === undefined || (wireType !== 0 && wireType !== 2)) {
      reader.skip(wireType);
      continue;
    }
    const isPrice = ((tag >> 3) & 1) === 1;
    // Packed or not: a protobuf reader has to take both.
    if (wireType === 0) {
      column.push(isPrice ? reader.zigzag() : reader.varint());
      continue;
    }
    const within = reader.enter();
    while (!reader.atEnd()) column.push(isPrice ? reader.zigzag() : reader.varint());
    reader.leave(within);
  }
  reader.leave(outer);
  const bids = zip(columns[0], columns[1]);
  const asks = zip(columns[2], columns[3]);
  return { kind: 'depth', symbol, venueTimeMs, receivedTimeMs, bids, asks };
}

function readGap(
  reader: ByteReader,
  symbol: string,
  venueTimeMs: number,
  receivedTimeMs: number,
): Tick {
  const outer = reader.enter();
  let fromMs = 0;
  let toMs = 0;
  let lostTrades = 0;
  while (!reader.atEnd()) {
    const tag = reader.tag();
    if (tag === 0x08) fromMs = reader.varint();
    else if (tag === 0x10) toMs = reader.varint();
    else if (tag === 0x18) lostTrades = reader.varint();
    else reader.skip(tag & 7);
  }
  reader.leave(outer);
  return { kind: 'gap', symbol, venueTimeMs, receivedTimeMs, fromMs, toMs, lostTrades };
}

function readStatus(
  reader: ByteReader,
  symbol: string,
  venueTimeMs: number,
  receivedTimeMs: number,
): Tick {
  const outer = reader.enter();
  let code = 0;
  let detail = '';
  let isNewInstrument = false;
  while (!reader.atEnd()) {
    const tag = reader.tag();
    if (tag === 0x08) code = reader.varint();
    else if (tag === 0x12) detail = reader.text();
    else if (tag === 0x18) isNewInstrument = reader.varint() !== 0;
    else reader.skip(tag & 7);
  }
  reader.leave(outer);
  const state = feedStateOf(code);
  if (state === undefined) malformed(`${symbol}: status with state ${String(code)}, expected 1..6`);
  const status = { kind: 'status', symbol, venueTimeMs, receivedTimeMs, state, detail } as const;
  return isNewInstrument ? { ...status, isNewInstrument } : status;
}

function zip(prices: readonly number[], sizes: readonly number[]): number[] {
  if (prices.length !== sizes.length) {
    malformed(
      `depth with ${String(prices.length)} prices but ${String(sizes.length)} sizes on a side`,
    );
  }
  const levels: number[] = [];
  for (let at = 0; at < prices.length; at++) levels.push(prices[at] ?? 0, sizes[at] ?? 0);
  return levels;
}
