/** What Massive says and is told about a connection: authentication, subscriptions, errors; pure. */
import type { Credentials } from '../venue.ts';
import type { VenueChannel } from '../venue-capabilities.ts';
import type { ControlFrame } from '../venue-mapper.ts';
import { isObject, parseQuietly, type JsonObject, wordOf } from '../wire.ts';
import { MASSIVE } from './capabilities.ts';
import { haltOf } from './halt.ts';

/**
 * Statuses of a refusal, in our words: the venue's own could repeat the key. Fatal: key or plan are wrong.
 *
 * @see https://github.com/massive-com/client-go .massive/websocket.json at 9471d9b (2026-07-08)
 */
const REFUSALS: Readonly<Record<string, { readonly message: string; readonly isFatal: boolean }>> =
  {
    auth_failed: { message: 'wrong key, or the plan has no such stream', isFatal: true },
    not_authorized: { message: 'the plan does not cover this', isFatal: true },
    auth_required: { message: 'not authenticated', isFatal: false },
    auth_timeout: { message: 'authentication came too late', isFatal: false },
    max_connections: { message: 'another connection of this account is open', isFatal: false },
    force_disconnect: { message: 'the venue ends the connection', isFatal: false },
    slow_consumer: { message: 'we read too slowly', isFatal: false },
    error: { message: 'the venue reports an error', isFatal: false },
  };
/** Some refusals are told only by the text of an `error`. */
const WRONG_KEY = /authentication failed/i;
const NOT_AUTHORIZED = /not authori[sz]ed/i;
const SUBSCRIBED = /^(?:un)?subscribed (?:to|from): (.+)$/;

/**
 * What a frame means for the connection; undefined for market data and what is not known.
 *
 * A frame may hold several statuses, one for each topic: a refusal among them goes first.
 */
export function classify(frame: string): ControlFrame | undefined {
  if (!/^\s*\[\s*\{\s*"ev"\s*:\s*"status"/.test(frame)) return haltOf(frame);
  const events = parseQuietly(frame);
  if (!Array.isArray(events)) return undefined;
  const statuses = events.filter((event) => isObject(event) && event['ev'] === 'status');
  const controls = statuses.map((event) => controlOf(event as JsonObject));
  const natives = controls.flatMap((control) =>
    control.kind === 'acknowledged' ? (control.symbols ?? []) : [],
  );
  return (
    controls.find(({ kind }) => kind === 'refused') ??
    (natives.length > 0
      ? { kind: 'acknowledged', symbols: [...new Set(natives)] }
      : (controls.find(({ kind }) => kind === 'acknowledged') ?? controls[0]))
  );
}

function controlOf(event: JsonObject): ControlFrame {
  const status = wordOf(event['status']);
  const message = wordOf(event['message']);
  if (status === 'auth_success') return { kind: 'acknowledged', id: 'authentication' };
  if (status === 'success') {
    const topics = SUBSCRIBED.exec(message)?.[1]?.split(',') ?? [];
    if (topics.length === 0) return { kind: 'status', state: 'success' };
    return {
      kind: 'acknowledged',
      symbols: topics.map((topic) => topic.trim().replace(/^[^.]*\./, '')),
    };
  }
  let code = status;
  if (status === 'error' && WRONG_KEY.test(message)) code = 'auth_failed';
  if (status === 'error' && NOT_AUTHORIZED.test(message)) code = 'not_authorized';
  const refusal = Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
  return refusal === undefined
    ? { kind: 'status', state: status.slice(0, 40) }
    : { kind: 'refused', code, ...refusal };
}

/** First message of a connection. Holds the key: never to be shown or logged. */
export function authenticate(credentials: Credentials): string[] {
  return [JSON.stringify({ action: 'auth', params: credentials['key'] ?? '' })];
}

/** Request for channels of symbols: `T.AAPL,Q.AAPL`. */
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
  const topics = natives.flatMap((native) =>
    channels.flatMap((name) => {
      const channel = MASSIVE.channels[name];
      return channel === undefined ? [] : [`${channel}.${native}`];
    }),
  );
  return topics.length === 0 ? [] : [JSON.stringify({ action, params: topics.join(',') })];
}
