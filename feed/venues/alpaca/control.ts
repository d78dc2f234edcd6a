/** What Alpaca says and is told about a connection: authentication, subscriptions, errors; pure. */
import type { Credentials } from '../venue.ts';
import type { VenueChannel } from '../venue-capabilities.ts';
import type { ControlFrame } from '../venue-mapper.ts';
import { isObject, parseQuietly, wordOf } from '../wire.ts';
import { ALPACA } from './capabilities.ts';
import { haltOf } from './halt.ts';

/**
 * The venue's errors in our words: its own could repeat what was sent, and a key is never shown.
 *
 * @see https://github.com/alpacahq/alpaca-trade-api-go marketdata/stream/errors.go at 0bb5314
 */
const MESSAGES: Readonly<Record<string, string>> = {
  400: 'the request is malformed',
  401: 'not authenticated',
  402: 'wrong key or secret',
  403: 'already authenticated',
  404: 'authentication came too late',
  405: 'more symbols than the plan allows',
  406: 'another connection of this account is open',
  407: 'we read too slowly',
  408: 'this account has no access to version 2',
  409: 'the plan does not cover this feed',
  410: 'this feed has no such channel',
  411: 'the key does not cover this feed',
  500: 'error inside the venue',
};
/** Key, plan or feed are wrong: the venue's own client gives up on the same ones. */
const FATAL_CODES: ReadonlySet<string> = new Set(['402', '409', '410', '411']);
const SYMBOL_LISTS = ['trades', 'quotes', 'bars'];

/** What a frame means for the connection; undefined for market data and what is not known. */
export function classify(frame: string): ControlFrame | undefined {
  // Control frames hold one event, and that names its type first.
  if (!/^\s*\[\s*\{\s*"T"\s*:\s*"(?:success|subscription|error)"/.test(frame)) {
    return haltOf(frame);
  }
  const events = parseQuietly(frame);
  const event: unknown = Array.isArray(events) ? events[0] : undefined;
  if (!isObject(event)) return undefined;
  switch (event['T']) {
    case 'success':
      return event['msg'] === 'authenticated'
        ? { kind: 'acknowledged', id: 'authentication' }
        : { kind: 'status', state: 'connected' };
    case 'subscription':
      // Always all that is subscribed now.
      return {
        kind: 'acknowledged',
        symbols: [...new Set(SYMBOL_LISTS.flatMap((list) => textsOf(event[list])))],
      };
    default: {
      const code = wordOf(event['code']);
      return {
        kind: 'refused',
        code,
        message: (Object.hasOwn(MESSAGES, code) ? MESSAGES[code] : undefined) ?? 'unknown error',
        isFatal: FATAL_CODES.has(code),
      };
    }
  }
}

/** First message of a connection, within seconds. Holds the key: never to be shown or logged. */
export function authenticate(credentials: Credentials): string[] {
  const { key = '', secret = '' } = credentials;
  return [JSON.stringify({ action: 'auth', key, secret })];
}

/**
 * Request for channels of symbols, and with trades for halts; the venue answers with all that is subscribed. It takes
 * all of a request or nothing.
 */
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
  action: string,
  natives: readonly string[],
  channels: readonly VenueChannel[],
): string[] {
  const lists = channels.flatMap((name) => {
    const channel = ALPACA.channels[name];
    return channel === undefined ? [] : [[channel, natives] as const];
  });
  if (lists.length === 0 || natives.length === 0) return [];
  if (channels.includes('trades')) lists.push(['statuses', natives]);
  return [JSON.stringify({ action, ...Object.fromEntries(lists) })];
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
