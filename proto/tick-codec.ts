/** Ticks <-> the TickBatch bytes of a log entry, written and read by hand: this is the hottest path. */
import { ByteReader, malformed } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { MarketDataError } from './errors.ts';
import { FEED_STATE_CODE } from './feed-state-code.ts';
import { PAYLOAD_VERSION } from './redis-keys.ts';
import { isEventTag, readerOf } from './tick-event-reader.ts';
import type { AggressorSide, Tick } from './types.ts';
import { tickFault } from './validate.ts';

const SIDE_CODE: Readonly<Record<AggressorSide, number>> = { unknown: 0, buy: 1, sell: 2 };
const EVENT_TAG: Readonly<Record<Tick['kind'], number>> = {
  trade: 0x22,
  quote: 0x2a,
  depth: 0x32,
  gap: 0x3a,
  status: 0x42,
};

/**
 * Appends a TickBatch with the given ticks to `out`.
 *
 * @param ticks In the order in which they happened; may mix symbols of one partition.
 * @throws {MarketDataError} ERR_TICK_INVALID when a tick is not valid; nothing is written then.
 */
export function writeTickBatch(out: ByteWriter, ticks: readonly Tick[]): void {
  const symbols = indexSymbols(ticks);
  const baseTimeMs = ticks[0]?.receivedTimeMs ?? 0;
  out.byte(0x08);
  out.varint(PAYLOAD_VERSION);
  for (const symbol of symbols.keys()) {
    out.byte(0x12);
    out.text(symbol);
  }
  out.byte(0x18);
  out.varint(baseTimeMs);
  for (const tick of ticks) {
    out.byte(0x22);
    const start = out.begin();
    writeTick(out, tick, symbols.get(tick.symbol) ?? 0, baseTimeMs);
    out.end(start);
  }
}

/** Checks the ticks and numbers their symbols in the order of appearance. */
function indexSymbols(ticks: readonly Tick[]): Map<string, number> {
  const symbols = new Map<string, number>();
  for (const tick of ticks) {
    const fault = tickFault(tick);
    if (fault !== undefined) {
      throw new MarketDataError('ERR_TICK_INVALID', `${tick.symbol}: ${fault}`);
    }
    if (!symbols.has(tick.symbol)) symbols.set(tick.symbol, symbols.size);
  }
  return symbols;
}

function writeTick(out: ByteWriter, tick: Tick, symbol: number, baseTimeMs: number): void {
  unsignedField(out, 0x08, symbol);
  signedField(out, 0x10, tick.receivedTimeMs - baseTimeMs);
  signedField(out, 0x18, tick.venueTimeMs - tick.receivedTimeMs);
  out.byte(EVENT_TAG[tick.kind]);
  const start = out.begin();
  switch (tick.kind) {
    case 'trade':
      signedField(out, 0x08, tick.price);
      unsignedField(out, 0x10, tick.size);
      unsignedField(out, 0x18, SIDE_CODE[tick.aggressorSide]);
      if (tick.tradeId !== '') {
        out.byte(0x22);
        out.text(tick.tradeId);
      }
      if (tick.isBackfill === true) unsignedField(out, 0x28, 1);
      break;
    case 'quote':
      signedField(out, 0x08, tick.bidPrice);
      unsignedField(out, 0x10, tick.bidSize);
      signedField(out, 0x18, tick.askPrice);
      unsignedField(out, 0x20, tick.askSize);
      break;
    case 'depth':
      writeLevels(out, 0x0a, 0x12, tick.bids);
      writeLevels(out, 0x1a, 0x22, tick.asks);
      break;
    case 'gap':
      unsignedField(out, 0x08, tick.fromMs);
      unsignedField(out, 0x10, tick.toMs);
      unsignedField(out, 0x18, tick.lostTrades);
      break;
    case 'status':
      unsignedField(out, 0x08, FEED_STATE_CODE[tick.state]);
      if (tick.detail !== '') {
        out.byte(0x12);
        out.text(tick.detail);
      }
      if (tick.isNewInstrument === true) unsignedField(out, 0x18, 1);
      break;
  }
  out.end(start);
}

function signedField(out: ByteWriter, tag: number, value: number): void {
  if (value === 0) return;
  out.byte(tag);
  out.zigzag(value);
}

function unsignedField(out: ByteWriter, tag: number, value: number): void {
  if (value === 0) return;
  out.byte(tag);
  out.varint(value);
}

function writeLevels(
  out: ByteWriter,
  priceTag: number,
  sizeTag: number,
  levels: readonly number[],
): void {
  if (levels.length === 0) return;
  out.byte(priceTag);
  const prices = out.begin();
  for (let at = 0; at < levels.length; at += 2) out.zigzag(levels[at] ?? 0);
  out.end(prices);
  out.byte(sizeTag);
  const sizes = out.begin();
  for (let at = 1; at < levels.length; at += 2) out.varint(levels[at] ?? 0);
  out.end(sizes);
}

/**
 * Largest TickBatch that is read, bytes: twice what 256 ticks of the fullest kind take. One entry is
 * decoded in one go, so without a bound a single one could hold up everything else for seconds.
 */
export const MAX_BATCH_BYTES = 1 << 20;

/**
 * Reads a TickBatch.
 *
 * @returns Ticks in the order in which they happened.
 * @throws {MarketDataError} ERR_FRAME_MALFORMED when the bytes are no TickBatch of this version, or a
 *   tick is not valid: a batch counts whole or not at all. ERR_FRAME_TOO_LARGE.
 */
export function decodeTickBatch(bytes: Uint8Array): Tick[] {
  if (bytes.length > MAX_BATCH_BYTES) {
    throw new MarketDataError(
      'ERR_FRAME_TOO_LARGE',
      `TickBatch of ${String(bytes.length)} bytes, expected at most ${String(MAX_BATCH_BYTES)}: write smaller batches`,
    );
  }
  const reader = new ByteReader(bytes);
  const header = readHeader(reader);
  const ticks: Tick[] = [];
  reader.seek(0);
  while (!reader.atEnd()) {
    const tag = reader.tag();
    if (tag === 0x22) ticks.push(readTick(reader, header));
    else reader.skip(tag & 7);
  }
  return ticks;
}

interface Header {
  readonly symbols: readonly string[];
  readonly baseTimeMs: number;
}

/** Reads all but the ticks: protobuf lets a writer put symbols and base time behind them. */
function readHeader(reader: ByteReader): Header {
  const symbols: string[] = [];
  let baseTimeMs = 0;
  let version = 0;
  while (!reader.atEnd()) {
    const tag = reader.tag();
    if (tag === 0x22) reader.skip(2);
    else if (tag === 0x12) symbols.push(reader.text());
    else if (tag === 0x18) baseTimeMs = reader.varint();
    else if (tag === 0x08) version = reader.varint();
    else reader.skip(tag & 7);
  }
  if (version !== PAYLOAD_VERSION) {
    malformed(`TickBatch of version ${String(version)}, expected ${String(PAYLOAD_VERSION)}`);
  }
  return { symbols, baseTimeMs };
}

function readTick(reader: ByteReader, { symbols, baseTimeMs }: Header): Tick {
  const outer = reader.enter();
  let symbolIndex = 0;
  let receivedOffsetMs = 0;
  let venueOffsetMs = 0;
  let eventTag = 0;
  let eventAt = 0;
  while (!reader.atEnd()) {
    const tag = reader.tag();
    if (tag === 0x08) symbolIndex = reader.varint();
    else if (tag === 0x10) receivedOffsetMs = reader.zigzag();
    else if (tag === 0x18) venueOffsetMs = reader.zigzag();
    else {
      if (isEventTag(tag)) {
        eventTag = tag;
        eventAt = reader.position;
      }
      reader.skip(tag & 7);
    }
  }
  const symbol = symbols[symbolIndex];
  if (symbol === undefined) {
    malformed(
      `tick of symbol index ${String(symbolIndex)}, but the batch has ${String(symbols.length)} symbols`,
    );
  }
  if (eventTag === 0) malformed(`${symbol}: tick without trade, quote, depth, gap or status`);
  const receivedTimeMs = baseTimeMs + receivedOffsetMs;
  const venueTimeMs = receivedTimeMs + venueOffsetMs;
  // The event is read last, into an object that has its final shape at once.
  reader.seek(eventAt);
  const readEvent = readerOf(eventTag);
  const tick = readEvent(reader, symbol, venueTimeMs, receivedTimeMs);
  reader.leave(outer);
  const fault = tickFault(tick);
  if (fault !== undefined) malformed(`${symbol}: ${fault}`);
  return tick;
}
