/** Snapshots of a symbol's state <-> the bytes that Redis holds. */
import './protobuf-runtime.ts';
import { malformed } from './byte-reader.ts';
import { exactReader } from './exact-reader.ts';
import { feedStateOf } from './feed-state-code.ts';
import type { DepthView, LastView, QuoteView, StatusView } from './frames.ts';
import { market } from './gen/market.js';
import { decodeWith, instrumentFromMessage, instrumentToMessage } from './instrument-codec.ts';
import { snapshotFault } from './snapshot-fault.ts';
import {
  decodeBars,
  decodeMinutes,
  decodeTrades,
  encodeBars,
  encodeMinutes,
  encodeTrades,
} from './snapshot-tables.ts';
import type { BarsSnapshot, SymbolSnapshot } from './snapshot.ts';
import { INTERVAL_MS, type AggressorSide, type BaseInterval } from './types.ts';

const {
  AggressorSide: AggressorSideMessage,
  FeedState: FeedStateMessage,
  SymbolSnapshot: SnapshotMessage,
} = market.v1;
const SIDES: readonly AggressorSide[] = ['unknown', 'buy', 'sell'];
const SIDE_CODES = {
  unknown: AggressorSideMessage.AGGRESSOR_SIDE_UNSPECIFIED,
  buy: AggressorSideMessage.AGGRESSOR_SIDE_BUY,
  sell: AggressorSideMessage.AGGRESSOR_SIDE_SELL,
} as const;

const STATE_CODES = {
  live: FeedStateMessage.FEED_STATE_LIVE,
  connecting: FeedStateMessage.FEED_STATE_CONNECTING,
  stale: FeedStateMessage.FEED_STATE_STALE,
  resync: FeedStateMessage.FEED_STATE_RESYNC,
  halted: FeedStateMessage.FEED_STATE_HALTED,
  fatal: FeedStateMessage.FEED_STATE_FATAL,
} as const;

/** Version of the message; another one is not read, the log is then folded from its start. */
const SNAPSHOT_VERSION = 1;

/** Encodes a snapshot for the hash `md:{p}:snapshot`. @throws {MarketDataError} ERR_TICK_INVALID */
export function encodeSnapshot(snapshot: SymbolSnapshot): Uint8Array {
  const { quote, last, depth, prices, trades, tradeIds, clocks, status } = snapshot;
  return SnapshotMessage.encode({
    version: SNAPSHOT_VERSION,
    instrument: instrumentToMessage(snapshot.instrument),
    entryMs: snapshot.position.ms,
    entrySeq: snapshot.position.seq,
    ...clocks,
    quote: quote ? quoteToMessage(quote) : null,
    last: last ? lastToMessage(last) : null,
    lastTimeMs: finiteOrNull(snapshot.lastTimeMs),
    depth: depth ? depthToMessage(depth) : null,
    prices: prices ?? null,
    gaps: snapshot.gaps.map(({ fromMs, toMs }) => ({ fromMs, toMs })),
    turnover: snapshot.turnover,
    minutes: encodeMinutes(snapshot.minutes),
    secondBars: barsToMessage(snapshot.bars['1s'], '1s'),
    minuteBars: barsToMessage(snapshot.bars['1m'], '1m'),
    hourBars: barsToMessage(snapshot.bars['1h'], '1h'),
    nextTradeNumber: trades.nextNumber,
    tradeEpoch: trades.epoch,
    tradeHoleNumber: trades.holeNumber < 0 ? null : trades.holeNumber,
    trades: encodeTrades(trades.rows),
    newerTradeIds: tradeIds.newer,
    olderTradeIds: tradeIds.older,
    status: status ? statusToMessage(status) : null,
  }).finish();
}

/**
 * Decodes a snapshot.
 *
 * @throws {MarketDataError} ERR_FRAME_MALFORMED, ERR_TICK_INVALID when the bytes are not those of a state
 *   that there can be. Whoever begins from one that was let through can tell all that is in it.
 */
export function decodeSnapshot(bytes: Uint8Array): SymbolSnapshot {
  const message = decodeWith(() => SnapshotMessage.decode(exactReader(bytes)), 'snapshot');
  if (message.version !== SNAPSHOT_VERSION) {
    malformed(
      `snapshot of version ${String(message.version)}, expected ${String(SNAPSHOT_VERSION)}`,
    );
  }
  if (!message.instrument) malformed('snapshot without instrument');
  const { quote, last, depth, prices, status } = message;
  const snapshot: SymbolSnapshot = {
    instrument: instrumentFromMessage(message.instrument),
    position: { ms: message.entryMs, seq: message.entrySeq },
    clocks: {
      trustedMs: message.trustedMs,
      receivedMs: message.receivedMs,
      venueMs: message.venueMs,
    },
    ...(quote && { quote: quoteOf(quote) }),
    ...(last && { last: lastOf(last) }),
    lastTimeMs: message.lastTimeMs ?? -Infinity,
    ...(depth && { depth: depthOf(depth) }),
    ...(prices && { prices: { low: prices.low, high: prices.high } }),
    gaps: message.gaps.map(({ fromMs, toMs }) => ({ fromMs, toMs })),
    ...(status && { status: statusOf(status) }),
    minutes: decodeMinutes(message.minutes),
    turnover: message.turnover,
    bars: {
      '1s': barsOf(message.secondBars, '1s'),
      '1m': barsOf(message.minuteBars, '1m'),
      '1h': barsOf(message.hourBars, '1h'),
    },
    trades: {
      nextNumber: message.nextTradeNumber,
      epoch: message.tradeEpoch,
      holeNumber: message.tradeHoleNumber ?? -1,
      rows: decodeTrades(message.trades),
    },
    tradeIds: { newer: message.newerTradeIds, older: message.olderTradeIds },
  };
  const fault = snapshotFault(snapshot);
  if (fault !== undefined) malformed(`snapshot of ${snapshot.instrument.symbol}: ${fault}`);
  return snapshot;
}

type TickMessage = market.v1.Tick.$Properties;

function timesToMessage({ receivedTimeMs, venueTimeMs }: QuoteView | LastView): TickMessage {
  return { receivedOffsetMs: receivedTimeMs, venueOffsetMs: venueTimeMs - receivedTimeMs };
}

function timesOf({ receivedOffsetMs = 0, venueOffsetMs = 0 }: TickMessage): {
  readonly receivedTimeMs: number;
  readonly venueTimeMs: number;
} {
  return { receivedTimeMs: receivedOffsetMs, venueTimeMs: receivedOffsetMs + venueOffsetMs };
}

function quoteToMessage(view: QuoteView): TickMessage {
  const { bidPrice, bidSize, askPrice, askSize } = view;
  return { ...timesToMessage(view), quote: { bidPrice, bidSize, askPrice, askSize } };
}

function quoteOf(message: TickMessage): QuoteView {
  if (!message.quote) malformed('snapshot with a quote that is none');
  const { bidPrice = 0, bidSize = 0, askPrice = 0, askSize = 0 } = message.quote;
  return { bidPrice, bidSize, askPrice, askSize, ...timesOf(message) };
}

function lastToMessage(view: LastView): TickMessage {
  const aggressorSide = SIDE_CODES[view.aggressorSide];
  return { ...timesToMessage(view), trade: { price: view.price, size: view.size, aggressorSide } };
}

function lastOf(message: TickMessage): LastView {
  if (!message.trade) malformed('snapshot with a last trade that is none');
  const { price = 0, size = 0, aggressorSide = 0 } = message.trade;
  return { price, size, aggressorSide: SIDES[aggressorSide] ?? 'unknown', ...timesOf(message) };
}

function statusToMessage({ state, detail, sinceTimeMs }: StatusView): TickMessage {
  return { receivedOffsetMs: sinceTimeMs, status: { state: STATE_CODES[state], detail } };
}

function statusOf({ status, receivedOffsetMs: sinceTimeMs = 0 }: TickMessage): StatusView {
  const state = feedStateOf(status?.state ?? 0);
  if (state === undefined) malformed('snapshot with a status that is none');
  return { state, detail: status?.detail ?? '', sinceTimeMs };
}

function depthToMessage({ bids, asks }: DepthView): market.v1.Depth.$Properties {
  return {
    bidPrices: bids.filter((_, at) => at % 2 === 0),
    bidSizes: bids.filter((_, at) => at % 2 === 1),
    askPrices: asks.filter((_, at) => at % 2 === 0),
    askSizes: asks.filter((_, at) => at % 2 === 1),
  };
}

function depthOf(message: market.v1.Depth.$Properties): DepthView {
  const { bidPrices = [], bidSizes = [], askPrices = [], askSizes = [] } = message;
  return { bids: zip(bidPrices, bidSizes), asks: zip(askPrices, askSizes) };
}

function zip(prices: readonly number[], sizes: readonly number[]): number[] {
  if (prices.length !== sizes.length) malformed('snapshot with depth prices that have no size');
  return prices.flatMap((price, at) => [price, sizes[at] ?? 0]);
}

function barsToMessage(
  bars: BarsSnapshot,
  interval: BaseInterval,
): market.v1.SnapshotBars.$Properties {
  return {
    closedBeforeMs: bars.closedBeforeMs,
    oldestOpenMs: finiteOrNull(bars.oldestOpenMs),
    lostThroughMs: finiteOrNull(bars.lostThroughMs),
    rows: encodeBars(bars.rows, INTERVAL_MS[interval]),
  };
}

function barsOf(
  message: market.v1.SnapshotBars.$Properties | null | undefined,
  interval: BaseInterval,
): BarsSnapshot {
  return {
    closedBeforeMs: message?.closedBeforeMs ?? 0,
    oldestOpenMs: message?.oldestOpenMs ?? Infinity,
    lostThroughMs: message?.lostThroughMs ?? -Infinity,
    rows: decodeBars(message?.rows ?? new Uint8Array(0), INTERVAL_MS[interval]),
  };
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
