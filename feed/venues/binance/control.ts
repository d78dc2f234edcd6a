/** What Binance says and is told about a connection: subscriptions, errors, its shutdown; pure. */
import type { VenueChannel } from '../venue-capabilities.ts';
import type { ControlFrame } from '../venue-mapper.ts';
import { isObject, parseQuietly } from '../wire.ts';
import { BINANCE } from './capabilities.ts';

/** Starts of market data, combined and raw; looked at without parsing. */
const DATA = /^\s*\{\s*"(?:stream"\s*:\s*"[^!]|u"|lastUpdateId"|e"\s*:\s*"(?!serverShutdown"))/;
/** Of the streams: malformed requests. Of the other interfaces: no authorisation, faults of a request, no such symbol. */
const FATAL_CODE = /^(?:[0-3]|-1002|-11\d\d|-201[45])$/;

/**
 * What a frame means for the connection; undefined for market data and what is not known.
 *
 * Errors come as `{"code", "msg"}`, documented, or as `{"error": {"code", "msg"}, "id"}`, which clients report. None names
 * a symbol.
 *
 * @see https://github.com/binance/binance-spot-api-docs/blob/master/web-socket-streams.md "Error Messages", "Server Shutdown"
 */
export function classify(frame: string): ControlFrame | undefined {
  if (DATA.test(frame)) return undefined;
  const event = parseQuietly(frame);
  if (!isObject(event)) return undefined;
  const data = isObject(event['data']) ? event['data'] : event;
  if (data['e'] === 'serverShutdown') {
    return { kind: 'closingSoon', message: 'the server is about to shut down' };
  }
  const error = isObject(event['error']) ? event['error'] : event;
  if (error['code'] !== undefined) {
    const code = textOf(error['code']);
    const message = textOf(error['msg']);
    return { kind: 'refused', code, message, isFatal: FATAL_CODE.test(code) };
  }
  if (!('result' in event)) return undefined;
  const id = event['id'];
  const isNamed = typeof id === 'number' || typeof id === 'string';
  return { kind: 'acknowledged', ...(isNamed && { id: String(id) }) };
}

/**
 * Requests for streams, in as many portions as they need, all with the same id.
 *
 * @param natives Symbols, e.g. `BTCUSDT`.
 * @param id      Digits of an integer.
 */
export function subscribe(
  natives: readonly string[],
  channels: readonly VenueChannel[],
  id: string,
): string[] {
  return requests('SUBSCRIBE', natives, channels, id);
}

/** Takes back what `subscribe` asked for. */
export function unsubscribe(
  natives: readonly string[],
  channels: readonly VenueChannel[],
  id: string,
): string[] {
  return requests('UNSUBSCRIBE', natives, channels, id);
}

function requests(
  method: 'SUBSCRIBE' | 'UNSUBSCRIBE',
  natives: readonly string[],
  channels: readonly VenueChannel[],
  id: string,
): string[] {
  const names = channels.flatMap((channel) => BINANCE.channels[channel] ?? []);
  const topics = natives.flatMap((native) =>
    names.map((name) => `${native.toLowerCase()}@${name}`),
  );
  const size = BINANCE.limits.topicsPerRequest ?? topics.length;
  const texts: string[] = [];
  for (let at = 0; at < topics.length; at += size) {
    texts.push(JSON.stringify({ method, params: topics.slice(at, at + size), id: Number(id) }));
  }
  return texts;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
