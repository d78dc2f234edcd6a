/** What Kraken v2 says and is told about a connection: subscriptions, errors, status; pure. */
import type { VenueChannel } from '../venue-capabilities.ts';
import type { ControlFrame } from '../venue-mapper.ts';
import { isObject, parseQuietly } from '../wire.ts';
import { BOOK_DEPTH, KRAKEN } from './capabilities.ts';

const HEAD_LENGTH = 60;
const DATA = /^\s*\{\s*"channel"\s*:\s*"(?:book|trade|ticker|ohlc)"/;
/** What passes by itself; anything else (no such pair, no permission) meets the same request again. */
const TEMPORARY = /rate|timeout|unavailable|busy|already subscribed|internal|throttl/i;
const CODE = /^E[A-Za-z]+:[^:]+/;

/** What a frame means for the connection; undefined for market data and what is not known. */
export function classify(frame: string): ControlFrame | undefined {
  if (DATA.test(frame.slice(0, HEAD_LENGTH))) return undefined;
  const event = parseQuietly(frame);
  if (!isObject(event)) return undefined;
  const { channel, method } = event;
  if (channel === 'heartbeat') return { kind: 'heartbeat' };
  if (channel === 'status') {
    const data: unknown = Array.isArray(event['data']) ? event['data'][0] : undefined;
    const state = isObject(data) ? data['system'] : undefined;
    if (typeof state !== 'string') return undefined;
    // The others: cancel_only, maintenance, post_only.
    return { kind: 'status', state, isTrading: state === 'online' };
  }
  if (method === 'pong') return { kind: 'pong' };
  const error = event['error'] ?? event['Error'];
  if (typeof error === 'string') return refusal(error, event['symbol']);
  if ((method === 'subscribe' || method === 'unsubscribe') && event['success'] === true) {
    const result = event['result'];
    const native = isObject(result) ? result['symbol'] : undefined;
    const id = event['req_id'];
    return {
      kind: 'acknowledged',
      ...(typeof id === 'number' ? { id: String(id) } : {}),
      ...(typeof native === 'string' ? { symbols: [native] } : {}),
    };
  }
  return undefined;
}

/**
 * Requests for channels of pairs, one text a channel; the venue answers each pair on its own.
 *
 * @param natives Pairs, e.g. `BTC/USD`.
 * @param id      Digits of an integer, echoed in the answers.
 */
export function subscribe(
  natives: readonly string[],
  channels: readonly VenueChannel[],
  id: string,
): string[] {
  return requests('subscribe', natives, channels, id);
}

/** Takes back what `subscribe` asked for. */
export function unsubscribe(
  natives: readonly string[],
  channels: readonly VenueChannel[],
  id: string,
): string[] {
  return requests('unsubscribe', natives, channels, id);
}

function requests(
  method: 'subscribe' | 'unsubscribe',
  natives: readonly string[],
  channels: readonly VenueChannel[],
  id: string,
): string[] {
  return channels.map((channel) => {
    const params: Record<string, unknown> = { channel: KRAKEN.channels[channel], symbol: natives };
    if (channel === 'depth') params['depth'] = BOOK_DEPTH;
    // By default a ticker comes with trades only, so that quotes would stand still between them.
    if (channel === 'quotes') params['event_trigger'] = 'bbo';
    if (method === 'subscribe') params['snapshot'] = true;
    return JSON.stringify({ method, params, req_id: Number(id) });
  });
}

function refusal(error: string, symbol: unknown): ControlFrame {
  return {
    kind: 'refused',
    code: CODE.exec(error)?.[0] ?? error,
    message: error,
    ...(typeof symbol === 'string' ? { symbol } : {}),
    isFatal: !TEMPORARY.test(error),
  };
}
