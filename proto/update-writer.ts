/** Writes SymbolUpdate fragments and frame heads by hand: once per flush and group mask, shared by all. */
import type { ByteWriter } from './byte-writer.ts';
import { intervalCode } from './client-frame-codec.ts';
import {
  GROUP,
  type BarSeriesView,
  type BarView,
  type DepthView,
  type GapView,
  type LastView,
  type QuoteView,
  type StatisticsView,
  type StatusView,
  type SymbolUpdate,
  type TradeListView,
} from './frames.ts';
import { FEED_STATE_CODE } from './feed-state-code.ts';
import { INTERVAL_MS, type AggressorSide } from './types.ts';

const FRAME_TAG = 0x08;
const SIDE_CODE: Readonly<Record<AggressorSide, number>> = { unknown: 0, buy: 1, sell: 2 };

/**
 * Appends the head of a ServerFrame.
 *
 * @param frame        Number to acknowledge; 0 = the frame carries no updates.
 * @param serverTimeMs Server clock; must be the one that the fragments were written against.
 */
export function writeFrameHead(out: ByteWriter, frame: number, serverTimeMs: number): void {
  if (frame !== 0) {
    out.byte(FRAME_TAG);
    out.varint(frame);
  }
  writeFrameTime(out, serverTimeMs);
}

/** Appends the server's time, the first field of what several clients may share. */
export function writeFrameTime(out: ByteWriter, serverTimeMs: number): void {
  out.byte(0x10);
  out.varint(serverTimeMs);
}

/** Bytes of the field that numbers a frame; 0 for frame 0, which has none. */
export function frameNumberSize(frame: number): number {
  if (frame === 0) return 0;
  let size = 2;
  for (let rest = frame; rest > 127; rest = Math.floor(rest / 128)) size += 1;
  return size;
}

/**
 * Writes the field that numbers a frame, the only one that differs between clients who share the rest.
 *
 * @returns Where it ends.
 */
export function writeFrameNumber(bytes: Uint8Array, start: number, frame: number): number {
  if (frame === 0) return start;
  let at = start;
  bytes[at++] = FRAME_TAG;
  let rest = frame;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes[at++] = (rest % 128) | 128;
  bytes[at++] = rest;
  return at;
}

/**
 * Appends one `updates` field of a ServerFrame, tag and length included, so that fragments can be
 * concatenated behind any head with the same server time.
 *
 * @throws {MarketDataError} ERR_TICK_INVALID when a value is no integer of its range, gaps are not in
 *   order, or neighbours in a list (levels, bars, trades) lie more than 2^53 - 1 apart; `out` is then as
 *   it was before.
 */
export function writeSymbolUpdate(
  out: ByteWriter,
  update: SymbolUpdate,
  serverTimeMs: number,
): void {
  const start = out.length;
  const basePrice = basePriceOf(update);
  try {
    writeUpdate(out, update, serverTimeMs, basePrice);
  } catch (error) {
    out.rewind(start);
    if (basePrice === 0) throw error;
    // A difference may be too large although the prices are not: from 0 they are written as they are.
    try {
      writeUpdate(out, update, serverTimeMs, 0);
    } catch (finalError) {
      out.rewind(start);
      throw finalError;
    }
  }
}

function writeUpdate(
  out: ByteWriter,
  update: SymbolUpdate,
  serverTimeMs: number,
  basePrice: number,
): void {
  const { quote, last, statistics, depth, bars, trades, gaps, status } = update;
  const groups =
    (quote ? GROUP.quote : 0) | (last ? GROUP.last : 0) | (update.isSnapshot ? GROUP.snapshot : 0);

  out.byte(0x1a);
  const start = out.begin();
  out.byte(0x08);
  out.varint(update.symbolId);
  unsignedField(out, 0x10, groups);
  signedField(out, 0x18, basePrice);
  if (quote) writeQuote(out, quote, basePrice, serverTimeMs);
  if (last) writeLast(out, last, basePrice, serverTimeMs);
  if (trades) writeTradeRows(out, trades, basePrice, serverTimeMs);
  if (depth) writeDepth(out, depth, basePrice);
  if (bars) for (const series of bars) writeBarSeries(out, series, basePrice);
  if (statistics) writeStatistics(out, statistics, basePrice);
  if (trades) writeTradeFacts(out, trades);
  if (gaps) writeGaps(out, gaps);
  if (status) writeStatus(out, status, serverTimeMs);
  out.end(start);
}

/**
 * Any price near the others will do: it only makes the differences short. Trades and bars alone need
 * none, because only their first row would be shorter, by less than the base costs.
 */
function basePriceOf({ last, quote, statistics, depth }: SymbolUpdate): number {
  return (
    quote?.bidPrice ?? last?.price ?? statistics?.open ?? depth?.bids[0] ?? depth?.asks[0] ?? 0
  );
}

function writeQuote(out: ByteWriter, quote: QuoteView, base: number, nowMs: number): void {
  signedField(out, 0x20, quote.bidPrice - base);
  unsignedField(out, 0x28, quote.bidSize);
  signedField(out, 0x30, quote.askPrice - base);
  unsignedField(out, 0x38, quote.askSize);
  unsignedField(out, 0x40, ageMs(nowMs, quote.receivedTimeMs));
  signedField(out, 0x48, quote.receivedTimeMs - quote.venueTimeMs);
}

function writeLast(out: ByteWriter, last: LastView, base: number, nowMs: number): void {
  signedField(out, 0x50, last.price - base);
  unsignedField(out, 0x58, last.size);
  unsignedField(out, 0x60, SIDE_CODE[last.aggressorSide]);
  unsignedField(out, 0x68, ageMs(nowMs, last.receivedTimeMs));
  signedField(out, 0x70, last.receivedTimeMs - last.venueTimeMs);
}

/** A feed's clock may run ahead of ours; an age is never below 0. */
function ageMs(nowMs: number, receivedTimeMs: number): number {
  return Math.max(0, nowMs - receivedTimeMs);
}

function writeStatistics(out: ByteWriter, statistics: StatisticsView, base: number): void {
  out.byte(0x92);
  out.byte(0x01);
  const start = out.begin();
  signedField(out, 0x08, statistics.open - base);
  signedField(out, 0x10, statistics.high - base);
  signedField(out, 0x18, statistics.low - base);
  signedField(out, 0x20, statistics.vwap - base);
  unsignedField(out, 0x28, statistics.volume);
  unsignedField(out, 0x30, statistics.tradeCount);
  out.end(start);
}

function writeDepth(out: ByteWriter, depth: DepthView, base: number): void {
  out.byte(0x82);
  out.byte(0x01);
  const start = out.begin();
  writeLevels(out, 0x0a, depth.bids, base);
  writeLevels(out, 0x12, depth.asks, base);
  out.end(start);
}

function writeLevels(out: ByteWriter, tag: number, levels: readonly number[], base: number): void {
  if (levels.length === 0) return;
  out.byte(tag);
  const start = out.begin();
  let before = base;
  for (let at = 0; at < levels.length; at += 2) {
    const price = levels[at] ?? 0;
    out.zigzag(price - before);
    out.zigzag(levels[at + 1] ?? 0);
    before = price;
  }
  out.end(start);
}

function writeBarSeries(out: ByteWriter, series: BarSeriesView, base: number): void {
  out.byte(0x8a);
  out.byte(0x01);
  writeSeries(out, series, base);
}

/** Appends a BarSeries with its length, without a tag. */
export function writeSeries(out: ByteWriter, series: BarSeriesView, base: number): void {
  const start = out.begin();
  out.byte(0x08);
  out.varint(intervalCode(series.interval));
  const first = series.bars[0];
  if (first) {
    out.byte(0x10);
    out.varint(first.openTimeMs);
    out.byte(0x1a);
    const rows = out.begin();
    writeBarRows(out, series.bars, INTERVAL_MS[series.interval], first.openTimeMs, base);
    out.end(rows);
  }
  if (series.isHistory) {
    out.byte(0x20);
    out.byte(1);
  }
  if (series.isPartial === true) {
    out.byte(0x28);
    out.byte(1);
  }
  out.end(start);
}

function writeBarRows(
  out: ByteWriter,
  bars: readonly BarView[],
  intervalMs: number,
  firstTimeMs: number,
  base: number,
): void {
  let closeBefore = base;
  let timeBefore = firstTimeMs;
  for (const bar of bars) {
    out.zigzag((bar.openTimeMs - timeBefore) / intervalMs);
    out.zigzag(bar.open - closeBefore);
    out.zigzag(bar.high - Math.max(bar.open, bar.close));
    out.zigzag(Math.min(bar.open, bar.close) - bar.low);
    out.zigzag(bar.close - bar.open);
    out.zigzag(bar.volume);
    out.zigzag(bar.tradeCount);
    closeBefore = bar.close;
    timeBefore = bar.openTimeMs;
  }
}

function writeTradeRows(
  out: ByteWriter,
  { trades }: TradeListView,
  base: number,
  nowMs: number,
): void {
  const first = trades[0];
  if (!first) return;
  out.byte(0x7a);
  const start = out.begin();
  out.zigzag(nowMs - first.entryMs);
  let entryBefore = first.entryMs;
  let priceBefore = base;
  for (const trade of trades) {
    if (trade !== first) out.zigzag(trade.entryMs - entryBefore);
    out.zigzag(trade.entrySeq * 4 + SIDE_CODE[trade.aggressorSide]);
    out.zigzag(trade.index);
    out.zigzag(trade.price - priceBefore);
    out.zigzag(trade.size);
    out.zigzag(trade.receivedTimeMs - trade.entryMs);
    out.zigzag(trade.venueTimeMs - trade.receivedTimeMs);
    entryBefore = trade.entryMs;
    priceBefore = trade.price;
  }
  out.end(start);
}

function writeTradeFacts(out: ByteWriter, list: TradeListView): void {
  const { skipped, isRestart = false, nextNumber = 0, epoch = 0 } = list;
  unsignedField(out, 0x98, skipped, 0x01);
  unsignedField(out, 0xa0, nextNumber, 0x01);
  if (nextNumber > 0) unsignedField(out, 0xa8, epoch, 0x01);
  unsignedField(out, 0xb8, isRestart ? 1 : 0, 0x01);
}

function writeGaps(out: ByteWriter, gaps: readonly GapView[]): void {
  out.byte(0xb2);
  out.byte(0x01);
  writeGapSpans(out, gaps);
}

/** Appends a Gaps with its length, without a tag. */
export function writeGapSpans(out: ByteWriter, gaps: readonly GapView[]): void {
  const start = out.begin();
  if (gaps.length > 0) {
    out.byte(0x0a);
    const spans = out.begin();
    let before = 0;
    for (const { fromMs, toMs } of gaps) {
      out.varint(fromMs - before);
      out.varint(toMs - fromMs);
      before = fromMs;
    }
    out.end(spans);
  }
  out.end(start);
}

function writeStatus(out: ByteWriter, status: StatusView, nowMs: number): void {
  out.byte(0xc2);
  out.byte(0x01);
  const start = out.begin();
  unsignedField(out, 0x08, FEED_STATE_CODE[status.state]);
  if (status.detail !== '') {
    out.byte(0x12);
    out.text(status.detail);
  }
  unsignedField(out, 0x18, ageMs(nowMs, status.sinceTimeMs));
  out.end(start);
}

function signedField(out: ByteWriter, tag: number, value: number): void {
  if (value === 0) return;
  out.byte(tag);
  out.zigzag(value);
}

/** @param tagEnd Second byte of the tag, for field numbers above 15. */
function unsignedField(out: ByteWriter, tag: number, value: number, tagEnd = 0): void {
  if (value === 0) return;
  out.byte(tag);
  if (tagEnd !== 0) out.byte(tagEnd);
  out.varint(value);
}
