/** Kraken's list of asset pairs -> instruments; pure. */
import { decimalsOf, parseDecimal } from '../../decimal.ts';
import { failProtocol, showValue } from '../protocol-fault.ts';
import type { VenueInstrument } from '../venue-mapper.ts';
import { KRAKEN } from './capabilities.ts';

/** Assets whose names in the REST list are not those of the WebSocket API v2. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['XBT', 'BTC'],
  ['XDG', 'DOGE'],
]);

/**
 * Reads the answer of `GET /0/public/AssetPairs`; pairs that are not online, or have no name for sockets, are left out.
 *
 * @param json The answer's text.
 * @returns    In the venue's order.
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL when the text is no such list, or reports an error.
 * @see https://docs.kraken.com/api/docs/rest-api/get-tradable-asset-pairs
 */
export function parseInstruments(json: string): VenueInstrument[] {
  let answer: unknown;
  try {
    answer = JSON.parse(json);
  } catch (cause) {
    fail(`expected the list of pairs as JSON, got ${showValue(json)}`, cause);
  }
  const pairs = isObject(answer) ? answer['result'] : undefined;
  if (!isObject(pairs)) fail(`expected pairs as "result", got ${showValue(json)}`);
  const found: VenueInstrument[] = [];
  for (const [key, pair] of Object.entries(pairs)) {
    if (!isObject(pair)) fail(`pair ${key}: expected an object, got ${showValue(pair)}`);
    const { wsname, status } = pair;
    if (typeof wsname !== 'string' || (status !== undefined && status !== 'online')) continue;
    const [base, quote] = wsname.split('/').map((name) => RENAMED.get(name) ?? name);
    if (base === undefined || quote === undefined) {
      fail(`pair ${key}: wsname is ${showValue(wsname)}, expected base/quote`);
    }
    const priceDecimals = decimalsField(key, pair, 'pair_decimals');
    found.push({
      nativeSymbol: `${base}/${quote}`,
      instrument: {
        symbol: `${base}-${quote}.${KRAKEN.venue}`,
        venue: KRAKEN.venue,
        displayName: `${base} / ${quote}`,
        priceDecimals,
        sizeDecimals: decimalsField(key, pair, 'lot_decimals'),
        tickSize: tickSizeOf(key, pair, priceDecimals),
        currency: quote,
        session: { kind: 'rolling24h' },
      },
    });
  }
  return found;
}

/** Smallest step of the price, scaled; one unit of the last decimal where the venue names none. */
function tickSizeOf(key: string, pair: JsonObject, priceDecimals: number): number {
  const text = pair['tick_size'];
  if (text === undefined) return 1;
  const isShort = typeof text === 'string' && decimalsOf(text) <= priceDecimals;
  const step = isShort ? parseDecimal(text, priceDecimals) : NaN;
  if (!(step >= 1)) fail(`pair ${key}: tick_size is ${showValue(text)}`);
  return step;
}

function decimalsField(key: string, pair: JsonObject, field: string): number {
  const value = pair[field];
  if (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 12) {
    return value as number;
  }
  return fail(`pair ${key}: ${field} is ${showValue(value)}, expected an integer 0..12`);
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fail(message: string, cause?: unknown): never {
  return failProtocol('Kraken', message, cause);
}
