/** Server frames <-> domain objects: control parts both ways, updates for the reader. */
import './protobuf-runtime.ts';
import { malformed } from './byte-reader.ts';
import { channelCode, channelOf, intervalCode, intervalOf } from './client-frame-codec.ts';
import { isMarketDataError } from './errors.ts';
import { exactReader } from './exact-reader.ts';
import { feedStateOf } from './feed-state-code.ts';
import {
  GROUP,
  type BarSeriesView,
  type BarView,
  type ControlParts,
  type DepthView,
  type GapView,
  type LastView,
  type QuoteView,
  type ServerMessage,
  type StatisticsView,
  type StatusView,
  type Subscribed,
  type SymbolInfo,
  type SymbolUpdate,
  type TradeListView,
  type TradeView,
} from './frames.ts';
import { market } from './gen/stream.js';
import { INTERVAL_MS, type AggressorSide, type SymbolId } from './types.ts';

const { ServerFrame } = market.v1;
const SIDES: readonly AggressorSide[] = ['unknown', 'buy', 'sell'];

/** Encodes the control parts of a frame; concatenates with a head and with update fragments. */
export function encodeControlParts(parts: ControlParts): Uint8Array {
  return ServerFrame.encode({
    subscribed: (parts.subscribed ?? []).map(subscribedToWire),
    errors: (parts.errors ?? []).map((error) => ({ ...error })),
    pongs: (parts.pongs ?? []).map((pong) => ({ ...pong })),
    venues: (parts.venues ?? []).map((venue) => ({ ...venue })),
    log: (parts.log ?? []).map((status) => ({ ...status })),
    rates: (parts.rates ?? []).map((rate) => ({ ...rate })),
    welcome: (parts.welcome ?? []).map((welcome) => ({ ...welcome })),
  }).finish();
}

function subscribedToWire(subscribed: Subscribed): market.v1.Subscribed.$Properties {
  return {
    requestId: subscribed.requestId,
    unsubscribed: [...subscribed.unsubscribed],
    effectiveIntervalMs: subscribed.effectiveIntervalMs,
    symbols: subscribed.symbols.map((info) => ({
      ...info,
      channels: info.channels.map(channelCode),
      intervals: info.intervals.map(intervalCode),
    })),
  };
}

/**
 * Decodes a whole server frame.
 *
 * @throws {MarketDataError} ERR_FRAME_MALFORMED when the bytes are no ServerFrame.
 */
export function decodeServerFrame(bytes: Uint8Array): ServerMessage {
  let frame: market.v1.ServerFrame;
  try {
    frame = ServerFrame.decode(exactReader(bytes));
  } catch (error) {
    if (isMarketDataError(error)) throw error;
    malformed('not a ServerFrame of stream.proto', error);
  }
  const { serverTimeMs } = frame;
  return {
    frame: frame.frame,
    serverTimeMs,
    updates: frame.updates.map((update) => updateOf(update, serverTimeMs)),
    subscribed: frame.subscribed.map((subscribed) => ({
      requestId: subscribed.requestId,
      unsubscribed: subscribed.unsubscribed,
      effectiveIntervalMs: subscribed.effectiveIntervalMs,
      symbols: subscribed.symbols.map(symbolInfoOf),
    })),
    errors: frame.errors.map((error) => ({
      code: error.code,
      message: error.message,
      retryable: error.retryable,
      requestId: error.requestId,
      symbol: error.symbol,
    })),
    pongs: frame.pongs.map((pong) => ({
      clientTimeMs: finite(pong.clientTimeMs, 'Pong: client_time_ms'),
      serverTimeMs: finite(pong.serverTimeMs, 'Pong: server_time_ms'),
    })),
    venues: frame.venues.map((venue) => ({
      venue: venue.venue,
      isSilent: venue.isSilent,
      lastReceivedTimeMs: venue.lastReceivedTimeMs,
    })),
    log: frame.log.map((status) => ({
      isConnected: status.isConnected,
      sinceTimeMs: status.sinceTimeMs,
      isFull: status.isFull,
    })),
    rates: frame.rates.map((rate) => ({
      requestedIntervalMs: rate.requestedIntervalMs,
      effectiveIntervalMs: rate.effectiveIntervalMs,
      heldFlushCount: rate.heldFlushCount,
      actualIntervalMs: rate.actualIntervalMs,
    })),
    welcome: frame.welcome.map((welcome) => ({
      server: welcome.server,
      heartbeatIntervalMs: welcome.heartbeatIntervalMs,
      heartbeatTimeoutMs: welcome.heartbeatTimeoutMs,
      topicLimit: welcome.topicLimit,
      windowFrames: welcome.windowFrames,
      windowBytes: welcome.windowBytes,
    })),
  };
}

function symbolInfoOf(info: market.v1.SymbolInfo.$Properties): SymbolInfo {
  return {
    symbolId: (info.symbolId ?? 0) as SymbolId,
    symbol: info.symbol ?? '',
    venue: info.venue ?? '',
    displayName: info.displayName ?? '',
    priceDecimals: decimals(info.priceDecimals ?? 0),
    sizeDecimals: decimals(info.sizeDecimals ?? 0),
    tickSize: Math.max(1, info.tickSize ?? 1),
    currency: info.currency ?? '',
    channels: known(info.channels ?? [], channelOf),
    intervals: known(info.intervals ?? [], intervalOf),
  };
}

/** Drops what a newer server may grant and this client does not know. */
function known<T>(codes: readonly number[], lookUp: (code: number) => T | undefined): T[] {
  return codes.map(lookUp).filter((value) => value !== undefined);
}

function updateOf(update: market.v1.SymbolUpdate.$Properties, nowMs: number): SymbolUpdate {
  const groups = update.groups ?? 0;
  const base = update.basePrice ?? 0;
  return {
    symbolId: (update.symbolId ?? 0) as SymbolId,
    isSnapshot: (groups & GROUP.snapshot) !== 0,
    ...(groups & GROUP.quote && { quote: quoteOf(update, base, nowMs) }),
    ...(groups & GROUP.last && { last: lastOf(update, base, nowMs) }),
    ...(update.statistics && { statistics: statisticsOf(update.statistics, base) }),
    ...(update.depth && { depth: depthOf(update.depth, base) }),
    ...(update.bars?.length && { bars: update.bars.flatMap((s) => barSeriesOf(s, base)) }),
    ...((update.tradeRows?.length ||
      update.tradesSkipped ||
      update.tradesRestart ||
      update.nextTradeNumber) && { trades: tradeListOf(update, base, nowMs) }),
    ...(update.gaps && { gaps: gapsOf(update.gaps) }),
    ...(update.status && statusOf(update.status, nowMs)),
  };
}

/** Sums of two exact numbers may be inexact: such a one is refused rather than shown wrong. */
function exact(sum: number): number {
  if (!Number.isSafeInteger(sum)) malformed('SymbolUpdate: a difference leads beyond 2^53 - 1');
  return sum;
}

/** Sizes and counts come in rows of signed numbers. */
function unsigned(value: number): number {
  if (value < 0) malformed(`SymbolUpdate: size or count is ${String(value)}, expected 0 or more`);
  return value;
}

function finite(value: number, name: string): number {
  if (!Number.isFinite(value)) malformed(`${name} is not a finite number`);
  return value;
}

/** A page that took any number here would fail where it formats prices. */
function decimals(count: number): number {
  if (count > 12) malformed(`SymbolInfo: ${String(count)} decimals, expected 0..12`);
  return count;
}

function quoteOf(update: market.v1.SymbolUpdate.$Properties, base: number, now: number): QuoteView {
  const receivedTimeMs = now - (update.quoteAgeMs ?? 0);
  return {
    bidPrice: exact(base + (update.bidPrice ?? 0)),
    bidSize: update.bidSize ?? 0,
    askPrice: exact(base + (update.askPrice ?? 0)),
    askSize: update.askSize ?? 0,
    receivedTimeMs,
    venueTimeMs: exact(receivedTimeMs - (update.quoteVenueLagMs ?? 0)),
  };
}

function lastOf(update: market.v1.SymbolUpdate.$Properties, base: number, now: number): LastView {
  const receivedTimeMs = now - (update.lastAgeMs ?? 0);
  return {
    price: exact(base + (update.lastPrice ?? 0)),
    size: update.lastSize ?? 0,
    aggressorSide: SIDES[update.lastSide ?? 0] ?? 'unknown',
    receivedTimeMs,
    venueTimeMs: exact(receivedTimeMs - (update.lastVenueLagMs ?? 0)),
  };
}

function statisticsOf(wire: market.v1.Statistics.$Properties, base: number): StatisticsView {
  return {
    open: exact(base + (wire.open ?? 0)),
    high: exact(base + (wire.high ?? 0)),
    low: exact(base + (wire.low ?? 0)),
    vwap: exact(base + (wire.vwap ?? 0)),
    volume: wire.volume ?? 0,
    tradeCount: wire.tradeCount ?? 0,
  };
}

function depthOf(wire: market.v1.DepthLevels.$Properties, base: number): DepthView {
  return { bids: levelsOf(wire.bids ?? [], base), asks: levelsOf(wire.asks ?? [], base) };
}

function levelsOf(pairs: readonly number[], base: number): number[] {
  if (pairs.length % 2 !== 0) malformed('DepthLevels: expected pairs of price and size');
  const levels: number[] = [];
  let price = base;
  for (let at = 0; at < pairs.length; at += 2) {
    price = exact(price + (pairs[at] ?? 0));
    levels.push(price, unsigned(pairs[at + 1] ?? 0));
  }
  return levels;
}

/** Reads a BarSeries; none when it is of an interval that is not known. */
export function barSeriesOf(wire: market.v1.BarSeries.$Properties, base: number): BarSeriesView[] {
  const interval = intervalOf(wire.interval ?? 0);
  // A newer server's interval: nothing asked for it, so nothing is lost by leaving it out.
  if (interval === undefined) return [];
  const rows = wire.rows ?? [];
  if (rows.length % 7 !== 0) malformed('BarSeries: expected seven numbers a bar');
  const at = (index: number): number => rows[index] ?? 0;
  const bars: BarView[] = [];
  let openTimeMs = wire.openTimeMs ?? 0;
  let closeBefore = base;
  for (let row = 0; row < rows.length; row += 7) {
    openTimeMs = exact(openTimeMs + at(row) * INTERVAL_MS[interval]);
    const open = exact(closeBefore + at(row + 1));
    const close = exact(open + at(row + 4));
    bars.push({
      openTimeMs,
      open,
      high: exact(Math.max(open, close) + unsigned(at(row + 2))),
      low: exact(Math.min(open, close) - unsigned(at(row + 3))),
      close,
      volume: unsigned(at(row + 5)),
      tradeCount: unsigned(at(row + 6)),
    });
    closeBefore = close;
  }
  const isHistory = wire.isHistory ?? false;
  return [{ interval, bars, isHistory, ...(wire.isPartial === true && { isPartial: true }) }];
}

function tradeListOf(
  update: market.v1.SymbolUpdate.$Properties,
  base: number,
  nowMs: number,
): TradeListView {
  const rows = update.tradeRows ?? [];
  if (rows.length % 7 !== 0) malformed('SymbolUpdate: expected seven numbers a trade');
  const at = (index: number): number => rows[index] ?? 0;
  const trades: TradeView[] = [];
  let entryMs = nowMs;
  let price = base;
  for (let row = 0; row < rows.length; row += 7) {
    entryMs = exact(row === 0 ? nowMs - at(0) : entryMs + at(row));
    price = exact(price + at(row + 3));
    const sequenceAndSide = unsigned(at(row + 1));
    const receivedTimeMs = exact(entryMs + at(row + 5));
    trades.push({
      entryMs,
      entrySeq: Math.floor(sequenceAndSide / 4),
      index: unsigned(at(row + 2)),
      price,
      size: unsigned(at(row + 4)),
      aggressorSide: SIDES[sequenceAndSide % 4] ?? 'unknown',
      receivedTimeMs,
      venueTimeMs: exact(receivedTimeMs + at(row + 6)),
    });
  }
  return {
    trades,
    skipped: update.tradesSkipped ?? 0,
    ...(update.tradesRestart && { isRestart: true }),
    ...(update.nextTradeNumber && {
      nextNumber: update.nextTradeNumber,
      epoch: update.tradeEpoch ?? 0,
    }),
  };
}

/** A newer server's state tells this client nothing. */
function statusOf(
  wire: market.v1.FeedStatus.$Properties,
  nowMs: number,
): { readonly status?: StatusView } {
  const state = feedStateOf(wire.state ?? 0);
  if (state === undefined) return {};
  return { status: { state, detail: wire.detail ?? '', sinceTimeMs: nowMs - (wire.ageMs ?? 0) } };
}

/** Reads a Gaps. */
export function gapsOf(wire: market.v1.Gaps.$Properties): GapView[] {
  const spans = wire.spans ?? [];
  if (spans.length % 2 !== 0) malformed('Gaps: expected pairs of from and length');
  const gaps: GapView[] = [];
  let fromMs = 0;
  for (let at = 0; at < spans.length; at += 2) {
    fromMs = exact(fromMs + (spans[at] ?? 0));
    gaps.push({ fromMs, toMs: exact(fromMs + (spans[at + 1] ?? 0)) });
  }
  return gaps;
}
