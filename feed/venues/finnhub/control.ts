/** What Finnhub says and is told about a connection: address with key, subscriptions, errors, pings; pure. */
import type { Credentials } from '../venue.ts';
import type { VenueChannel } from '../venue-capabilities.ts';
import type { ControlFrame } from '../venue-mapper.ts';
import { isObject, parseQuietly, wordOf } from '../wire.ts';

/** "Invalid API key.", "You don't have access to this resource." and the like. */
const WRONG_KEY = /api.?key|token|unauthori[sz]ed|permission|access/i;
const TOO_MANY_SYMBOLS = /too many symbols/i;

/**
 * What a frame means for the connection; undefined for market data and what is not known.
 *
 * A wrong key is mostly answered with HTTP 401 before there is a connection. The venue's own texts are not passed on:
 * they could repeat the key.
 */
export function classify(frame: string): ControlFrame | undefined {
  if (!/"type"\s*:\s*"(?:ping|error)"/.test(frame)) return undefined;
  const parsed = parseQuietly(frame);
  if (!isObject(parsed)) return undefined;
  if (parsed['type'] === 'ping') return { kind: 'heartbeat' };
  if (parsed['type'] !== 'error') return undefined;
  const message = wordOf(parsed['msg']);
  if (TOO_MANY_SYMBOLS.test(message)) {
    // The symbol is not named, and those before it go on.
    const text = 'more symbols than the plan allows';
    return { kind: 'refused', code: 'symbolLimit', message: text, isFatal: false };
  }
  if (WRONG_KEY.test(message)) {
    const text = 'wrong key, or the plan does not cover this';
    return { kind: 'refused', code: 'authentication', message: text, isFatal: true };
  }
  return { kind: 'refused', code: 'error', message: 'the venue reports an error', isFatal: false };
}

/** Address to connect to. Holds the key: never to be shown or logged. */
export function connectUrl(url: string, credentials: Credentials): string {
  const withKey = new URL(url);
  withKey.searchParams.set('token', credentials['key'] ?? '');
  return withKey.href;
}

/** One text for each symbol; the venue does not acknowledge. */
export function subscribe(natives: readonly string[], channels: readonly VenueChannel[]): string[] {
  return request('subscribe', natives, channels);
}

/** Takes subscriptions back. */
export function unsubscribe(
  natives: readonly string[],
  channels: readonly VenueChannel[],
): string[] {
  return request('unsubscribe', natives, channels);
}

function request(
  type: string,
  natives: readonly string[],
  channels: readonly VenueChannel[],
): string[] {
  if (!channels.includes('trades')) return [];
  return natives.map((symbol) => JSON.stringify({ type, symbol }));
}
