/** What Massive says and is told about a connection: authentication, subscriptions, errors; pure. */
import type { VenueChannel } from '../venue-capabilities.ts';
import type { ControlFrame } from '../venue-mapper.ts';
import { isObject, parseQuietly } from '../wire.ts';
import { MASSIVE } from './capabilities.ts';

/** Statuses of a refusal, in our words: the venue's own could repeat the key. Fatal: key or plan are wrong. */
const REFUSALS: Readonly<Record<string, { readonly message: string; readonly isFatal: boolean }>> =
  {
    auth_failed: { message: 'wrong key', isFatal: true },
    not_authorized: { message: 'the plan does not cover this', isFatal: true },
    auth_timeout: { message: 'authentication came too late', isFatal: false },
    max_connections: { message: 'another connection of this account is open', isFatal: false },
    error: { message: 'the venue reports an error', isFatal: false },
  };
/** Some refusals are told only by the text of an `error`. */
const WRONG_KEY = /authentication failed/i;
const NOT_AUTHORIZED = /not authori[sz]ed/i;
const SUBSCRIBED = /^(?:un)?subscribed (?:to|from): (.+)$/;

/** What a frame means for the connection; undefined for market data and what is not known. */
export function classify(frame: string): ControlFrame | undefined {
  if (!/^\s*\[\s*\{\s*"ev"\s*:\s*"status"/.test(frame)) return undefined;
  const events = parseQuietly(frame);
  const event: unknown = Array.isArray(events) ? events[0] : undefined;
  if (!isObject(event)) return undefined;
  const status = String(event['status']);
  const message = String(event['message']);
  if (status === 'auth_success') return { kind: 'acknowledged', id: 'authentication' };
  if (status === 'success') {
    const topics = SUBSCRIBED.exec(message)?.[1]?.split(',') ?? [];
    const symbols = topics.map((topic) => topic.trim().replace(/^[^.]*\./, ''));
    return {
      kind: 'acknowledged',
      ...(symbols.length > 0 ? { symbols: [...new Set(symbols)] } : {}),
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
export function authenticate(key: string): string {
  return JSON.stringify({ action: 'auth', params: key });
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
