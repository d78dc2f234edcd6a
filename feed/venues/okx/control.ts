/** What OKX v5 says and is told about a connection: subscriptions, errors, notices, pings; pure. */
import type { VenueChannel } from '../venue-capabilities.ts';
import type { ControlFrame } from '../venue-mapper.ts';
import { isObject, parseQuietly } from '../wire.ts';
import { OKX } from './capabilities.ts';

/**
 * Errors that the same request meets again: it is malformed (60012, 60013, 60019), the channel or the
 * instrument does not exist (60018), or has moved to another address (64001).
 *
 * @see https://www.okx.com/docs-v5/en/#error-code-websocket (date of the page not known)
 */
const FATAL_CODES: ReadonlySet<string> = new Set(['60012', '60013', '60018', '60019', '64001']);
const SERVICE_UPGRADE = '64008';
const NAMED_INSTRUMENT = /instId:([A-Za-z0-9_-]+)/;
/** Room for operation and brackets around the arguments of a request. */
const ENVELOPE_LENGTH = 64;

/** What a frame means for the connection; undefined for market data and what is not known. */
export function classify(frame: string): ControlFrame | undefined {
  if (frame === 'pong') return { kind: 'pong' };
  if (!frame.includes('"event"')) return undefined;
  const parsed = parseQuietly(frame);
  if (!isObject(parsed)) return undefined;
  const { event, arg, id } = parsed;
  const code = textOf(parsed['code']);
  const message = textOf(parsed['msg']);
  switch (event) {
    case 'subscribe':
    case 'unsubscribe': {
      const native = isObject(arg) ? arg['instId'] : undefined;
      return {
        kind: 'acknowledged',
        ...(typeof id === 'string' ? { id } : {}),
        ...(typeof native === 'string' ? { symbols: [native] } : {}),
      };
    }
    case 'error': {
      const symbol = NAMED_INSTRUMENT.exec(message)?.[1];
      return {
        kind: 'refused',
        code,
        message,
        ...(symbol === undefined ? {} : { symbol }),
        isFatal: FATAL_CODES.has(code),
      };
    }
    case 'notice':
      return code === SERVICE_UPGRADE
        ? { kind: 'closingSoon', message }
        : { kind: 'status', state: message };
    case 'channel-conn-count':
      return { kind: 'status', state: 'channel-conn-count' };
    default:
      return undefined;
  }
}

/**
 * Requests for channels of instruments, as many texts as the venue's limit of 64 KB a request asks for.
 *
 * @param id At most 32 letters and digits; the venue repeats it in its answers.
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

/** Keeps a connection open on which nothing came; the venue answers `pong`. */
export function ping(): string {
  return 'ping';
}

function request(
  op: string,
  natives: readonly string[],
  channels: readonly VenueChannel[],
  id: string,
): string[] {
  const texts: string[] = [];
  let args: string[] = [];
  let length = 0;
  const flush = (): void => {
    if (args.length === 0) return;
    texts.push(`{"id":${JSON.stringify(id)},"op":"${op}","args":[${args.join(',')}]}`);
    args = [];
    length = 0;
  };
  for (const instId of natives) {
    for (const name of channels) {
      const channel = OKX.channels[name];
      if (channel === undefined) continue;
      const arg = JSON.stringify({ channel, instId });
      if (length + arg.length + 1 > (OKX.limits.requestLength ?? Infinity) - ENVELOPE_LENGTH) {
        flush();
      }
      args.push(arg);
      length += arg.length + 1;
    }
  }
  flush();
  return texts;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
