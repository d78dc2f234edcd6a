/** Client messages <-> bytes. The server decodes what strangers send, so everything is checked. */
import './protobuf-runtime.ts';
import { malformed } from './byte-reader.ts';
import { isMarketDataError } from './errors.ts';
import { exactReader } from './exact-reader.ts';
import {
  TIERS_MS,
  type BarsRequest,
  type ClientMessage,
  type TierMs,
  type TopicRequest,
  type TradeResume,
} from './frames.ts';
import { market } from './gen/stream.js';
import { CHANNELS, INTERVALS, type Channel, type Interval } from './types.ts';

const { ClientFrame } = market.v1;

/** As `SYMBOL` of validate.ts allows. */
const MAX_SYMBOL_LENGTH = 64;

/** Number of an interval on the wire (enum Interval of stream.proto). */
export function intervalCode(interval: Interval): number {
  return INTERVALS.indexOf(interval) + 1;
}

/** Interval of a wire number; undefined for one this version does not know. */
export function intervalOf(code: number): Interval | undefined {
  return INTERVALS[code - 1];
}

/** Number of a channel on the wire (enum Channel of stream.proto). */
export function channelCode(channel: Channel): number {
  return CHANNELS.indexOf(channel) + 1;
}

/** Channel of a wire number; undefined for one this version does not know. */
export function channelOf(code: number): Channel | undefined {
  return CHANNELS[code - 1];
}

/** Encodes one message as the payload of a binary WebSocket frame. */
export function encodeClientFrame(message: ClientMessage): Uint8Array {
  return ClientFrame.encode(toWire(message)).finish();
}

function toWire(message: ClientMessage): market.v1.ClientFrame.$Properties {
  switch (message.kind) {
    case 'subscribe':
      return {
        subscribe: {
          requestId: message.requestId,
          topics: message.topics.map((topic) => ({
            symbol: topic.symbol,
            channels: topic.channels.map(channelCode),
            bars: topic.bars.map(({ interval, historyCount, afterOpenTimeMs }) => ({
              interval: intervalCode(interval),
              historyCount,
              ...(afterOpenTimeMs !== undefined && { afterOpenTimeMs }),
            })),
            ...(topic.tradesAfter && { tradesAfter: { ...topic.tradesAfter } }),
          })),
        },
      };
    case 'unsubscribe':
      return {
        unsubscribe: { requestId: message.requestId, symbols: [...message.symbols] },
      };
    case 'setRate':
      return { setRate: { requestId: message.requestId, intervalMs: message.intervalMs } };
    case 'ack':
      return { ack: { frame: message.frame } };
    case 'ping':
      return { ping: { clientTimeMs: message.clientTimeMs } };
  }
}

/**
 * Decodes and checks one client frame.
 *
 * @throws {MarketDataError} ERR_FRAME_MALFORMED when the bytes are no ClientFrame, its body is
 *   missing, or a value is outside what the protocol allows.
 */
export function decodeClientFrame(bytes: Uint8Array): ClientMessage {
  let frame: market.v1.ClientFrame;
  try {
    frame = ClientFrame.decode(exactReader(bytes));
  } catch (error) {
    if (isMarketDataError(error)) throw error;
    malformed('not a ClientFrame of stream.proto', error);
  }
  if (frame.subscribe) {
    const { requestId, topics } = frame.subscribe;
    return { kind: 'subscribe', requestId, topics: topics.map(topicOf) };
  }
  if (frame.unsubscribe) {
    const { requestId, symbols } = frame.unsubscribe;
    return { kind: 'unsubscribe', requestId, symbols: symbols.map(symbolOf) };
  }
  if (frame.setRate) {
    const { requestId, intervalMs } = frame.setRate;
    return { kind: 'setRate', requestId, intervalMs: tierOf(intervalMs) };
  }
  if (frame.ack) return { kind: 'ack', frame: frame.ack.frame };
  if (frame.ping) {
    const clientTimeMs = frame.ping.clientTimeMs;
    if (!Number.isFinite(clientTimeMs)) malformed('Ping: client_time_ms is not a finite number');
    return { kind: 'ping', clientTimeMs };
  }
  malformed('ClientFrame without a body: expected subscribe, unsubscribe, set_rate, ack or ping');
}

function tierOf(intervalMs: number): TierMs {
  const tier = TIERS_MS.find((allowed) => allowed === intervalMs);
  if (tier === undefined) {
    malformed(`SetRate: interval ${String(intervalMs)} ms, expected one of ${TIERS_MS.join(', ')}`);
  }
  return tier;
}

/** Symbols that nobody offers are kept until somebody does, so their size has to have a bound. */
function symbolOf(symbol: string): string {
  if (symbol.length <= MAX_SYMBOL_LENGTH) return symbol;
  malformed(
    `symbol of ${String(symbol.length)} characters, expected at most ${String(MAX_SYMBOL_LENGTH)}`,
  );
}

function topicOf(topic: market.v1.TopicRequest.$Properties): TopicRequest {
  const channels: Channel[] = [];
  for (const code of topic.channels ?? []) {
    const channel = channelOf(code);
    if (channel === undefined) malformed(`Subscribe: channel ${String(code)} does not exist`);
    if (!channels.includes(channel)) channels.push(channel);
  }
  const bars = (topic.bars ?? []).map(barsRequestOf);
  if (new Set(bars.map((request) => request.interval)).size !== bars.length) {
    malformed('Subscribe: an interval is named twice in one topic');
  }
  return {
    symbol: symbolOf(topic.symbol ?? ''),
    channels,
    bars,
    ...(topic.tradesAfter && { tradesAfter: tradeResumeOf(topic.tradesAfter) }),
  };
}

function barsRequestOf(request: market.v1.BarsRequest.$Properties): BarsRequest {
  const interval = intervalOf(request.interval ?? 0);
  if (interval === undefined) {
    malformed(`Subscribe: interval ${String(request.interval ?? 0)} does not exist`);
  }
  const { historyCount, afterOpenTimeMs } = request;
  return {
    interval,
    historyCount: historyCount ?? 0,
    ...(afterOpenTimeMs && { afterOpenTimeMs }),
  };
}

/** Any numbers will do: what they do not match is answered as if nothing was held. */
function tradeResumeOf(wire: market.v1.TradeResume.$Properties): TradeResume {
  return {
    entryMs: wire.entryMs ?? 0,
    entrySeq: wire.entrySeq ?? 0,
    index: wire.index ?? 0,
    epoch: wire.epoch ?? 0,
    nextNumber: wire.nextNumber ?? 0,
  };
}
