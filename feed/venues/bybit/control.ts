/** What Bybit v5 says and is told about a connection: subscriptions, errors, pings; pure. */
import type { VenueChannel } from '../venue-capabilities.ts';
import type { ControlFrame } from '../venue-mapper.ts';
import { isObject, parseQuietly } from '../wire.ts';
import { BYBIT } from './capabilities.ts';

/** The topic or symbol does not exist, so asking again cannot help. */
const UNKNOWN_TOPIC = /invalid (?:topic|symbol)|handler not found/i;
/** Last part of a topic that the message names: `orderbook.50.BTCUSDT`. */
const NAMED_SYMBOL = /\.([A-Z0-9]+)\b\]?\s*$/;

/** What a frame means for the connection; undefined for market data and what is not known. */
export function classify(frame: string): ControlFrame | undefined {
  if (!frame.includes('"op"')) return undefined;
  const parsed = parseQuietly(frame);
  if (!isObject(parsed)) return undefined;
  const { op, success, req_id: id } = parsed;
  const message = typeof parsed['ret_msg'] === 'string' ? parsed['ret_msg'] : '';
  if (op === 'pong' || message === 'pong') return { kind: 'pong' };
  if (op !== 'subscribe' && op !== 'unsubscribe') return undefined;
  if (success === true) {
    return { kind: 'acknowledged', ...(typeof id === 'string' && id !== '' ? { id } : {}) };
  }
  const symbol = NAMED_SYMBOL.exec(message)?.[1];
  return {
    kind: 'refused',
    code: '',
    message,
    ...(symbol === undefined ? {} : { symbol }),
    isFatal: UNKNOWN_TOPIC.test(message),
  };
}

/**
 * Requests for channels of symbols, ten topics a text as the venue allows for spot.
 *
 * The venue takes all topics of a request or none.
 *
 * @param id Repeated by the venue in its answer, with `-` and a number where there are several texts.
 */
export function subscribe(
  natives: readonly string[],
  channels: readonly VenueChannel[],
  id: string,
): string[] {
  return request('subscribe', natives, channels, id);
}

/** Takes subscriptions back; the same limits. */
export function unsubscribe(
  natives: readonly string[],
  channels: readonly VenueChannel[],
  id: string,
): string[] {
  return request('unsubscribe', natives, channels, id);
}

/** Has to be sent every 20 s. */
export function ping(): string {
  return '{"op":"ping"}';
}

function request(
  op: string,
  natives: readonly string[],
  channels: readonly VenueChannel[],
  id: string,
): string[] {
  const topics = natives.flatMap((native) =>
    channels.flatMap((name) => {
      const channel = BYBIT.channels[name];
      return channel === undefined ? [] : [`${channel}.${native}`];
    }),
  );
  const size = BYBIT.limits.topicsPerRequest ?? topics.length;
  const texts: string[] = [];
  for (let at = 0; at < topics.length; at += size) {
    const requestId = at === 0 ? id : `${id}-${String(at / size)}`;
    texts.push(JSON.stringify({ req_id: requestId, op, args: topics.slice(at, at + size) }));
  }
  return texts;
}
