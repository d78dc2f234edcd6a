/** What Coinbase Exchange says and is told about a connection: subscriptions, errors, heartbeats; pure. */
import type { VenueChannel } from '../venue-capabilities.ts';
import type { ControlFrame } from '../venue-mapper.ts';
import { isObject, parseQuietly } from '../wire.ts';
import { COINBASE } from './capabilities.ts';

const CONTROL_TYPE = /"type"\s*:\s*"(?:subscriptions|error|heartbeat|status)"/;
/** What the same request meets again: authentication, entitlement, a product or channel that there is not. */
const FATAL = /auth|permission|not a valid product|not a valid channel|invalid channel|malformed/i;
const PRODUCT = /\b([A-Z0-9]+-[A-Z0-9]+)\b/;

/** What a frame means for the connection; undefined for market data and what is not known. */
export function classify(frame: string): ControlFrame | undefined {
  // Only the start is looked at: the level lists of snapshots are long, and a type stands in front.
  if (!CONTROL_TYPE.test(frame.length > 200 ? frame.slice(0, 200) : frame)) return undefined;
  const event = parseQuietly(frame);
  if (!isObject(event)) return undefined;
  switch (event['type']) {
    case 'heartbeat':
      return { kind: 'heartbeat' };
    case 'subscriptions':
      return { kind: 'acknowledged', symbols: productsOf(event['channels']) };
    case 'error': {
      const code = textOf(event['message']);
      const message = event['reason'] === undefined ? code : `${code}: ${textOf(event['reason'])}`;
      const symbol = PRODUCT.exec(message)?.[1];
      const named = symbol === undefined ? {} : { symbol };
      return { kind: 'refused', code, message, ...named, isFatal: FATAL.test(message) };
    }
    default:
      return undefined;
  }
}

/**
 * Request for channels of products, with heartbeats, by which a lost trade and a silent product are told apart.
 *
 * @param natives Products, e.g. `BTC-USD`. The venue answers with all that is subscribed to then; it echoes no id.
 */
export function subscribe(natives: readonly string[], channels: readonly VenueChannel[]): string[] {
  return request('subscribe', natives, channels);
}

/** Takes channels back; heartbeats go on. */
export function unsubscribe(
  natives: readonly string[],
  channels: readonly VenueChannel[],
): string[] {
  return request('unsubscribe', natives, channels);
}

function request(
  type: 'subscribe' | 'unsubscribe',
  natives: readonly string[],
  channels: readonly VenueChannel[],
): string[] {
  const names = channels.map((channel) => COINBASE.channels[channel]);
  // Taking one channel back must not end the heartbeats that the others need.
  if (type === 'subscribe') names.push('heartbeat');
  return [JSON.stringify({ type, product_ids: natives, channels: names })];
}

/** All products of an acknowledgement, each once. */
function productsOf(channels: unknown): string[] {
  const products = new Set<string>();
  for (const channel of Array.isArray(channels) ? (channels as readonly unknown[]) : []) {
    const ids = isObject(channel) ? channel['product_ids'] : undefined;
    for (const id of Array.isArray(ids) ? (ids as readonly unknown[]) : []) {
      if (typeof id === 'string') products.add(id);
    }
  }
  return [...products];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
