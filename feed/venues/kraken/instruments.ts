/** Kraken's list of asset pairs -> instruments; pure. */
import { decimalsOf, parseDecimal } from '../../decimal.ts';
import { showValue as show } from '../protocol-fault.ts';
import { spotInstrument } from '../spot-instrument.ts';
import type { HttpRequest, Page } from '../venue.ts';
import type { VenueInstrument } from '../venue-mapper.ts';
import { readEach, WireReader, type JsonObject } from '../wire.ts';
import { KRAKEN } from './capabilities.ts';
import { krakenResult, KRAKEN_HTTP } from './http.ts';
import { streamAsset } from './pair-name.ts';

const wire: WireReader = new WireReader('Kraken');
/** Decimals that an instrument has at most. */
const MAX_DECIMALS = 12;
/** States in which a pair trades, or is only held up. */
const LISTED: ReadonlySet<unknown> = new Set([
  undefined,
  'online',
  'cancel_only',
  'limit_only',
  'maintenance',
  'post_only',
  'reduce_only',
]);

/** The whole list comes at once. */
export function requestInstruments(): HttpRequest {
  return { url: `${KRAKEN_HTTP}/AssetPairs` };
}

/**
 * Reads the answer of `GET /0/public/AssetPairs`; pairs that are delisted, or have no name for sockets, are left out.
 *
 * A pair that does not trade right now stays: all of them are `maintenance` while the venue is.
 *
 * @returns In the venue's order.
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL when the text is no such list, or reports an error.
 * @see https://docs.kraken.com/api/docs/rest-api/get-tradable-asset-pairs
 */
export function parseInstruments(text: string): Page<VenueInstrument> {
  return { items: readEach(Object.entries(krakenResult(wire, text)), toInstrument) };
}

function toInstrument([key, value]: readonly [string, unknown]): VenueInstrument | undefined {
  const pair = wire.objectIn(value, `pair ${key}`);
  const { wsname, status } = pair;
  if (typeof wsname !== 'string' || !LISTED.has(status)) return undefined;
  const [base, quote] = wsname.split('/').map(streamAsset);
  if (base === undefined || quote === undefined) {
    wire.fail(`pair ${key}: wsname is ${show(wsname)}, expected base/quote`);
  }
  const priceDecimals = wire.integer(pair['pair_decimals'], `pair ${key}: pair_decimals`);
  return spotInstrument({
    venue: KRAKEN.venue,
    nativeSymbol: `${base}/${quote}`,
    name: `${base}-${quote}`,
    base,
    quote,
    priceDecimals,
    sizeDecimals: wire.integer(pair['lot_decimals'], `pair ${key}: lot_decimals`),
    tickSize: tickSizeOf(key, pair, priceDecimals),
  });
}

/** Smallest step of the price, scaled; one unit of the last decimal where the venue names none. */
function tickSizeOf(key: string, pair: JsonObject, priceDecimals: number): number {
  const text = pair['tick_size'];
  // Such a pair cannot be carried anyway, and a step is not scaled by whatever number a venue may send.
  if (text === undefined || priceDecimals > MAX_DECIMALS) return 1;
  const isShort = typeof text === 'string' && decimalsOf(text) <= priceDecimals;
  const step = isShort ? parseDecimal(text, priceDecimals) : NaN;
  if (!(step >= 1)) wire.fail(`pair ${key}: tick_size is ${show(text)}`);
  return step;
}
