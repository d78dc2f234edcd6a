/** Coinbase Exchange's list of products -> instruments; pure. */
import { decimalsOf, parseDecimal } from '../../decimal.ts';
import { showValue as show } from '../protocol-fault.ts';
import { spotInstrument } from '../spot-instrument.ts';
import type { HttpRequest, Page } from '../venue.ts';
import type { VenueInstrument } from '../venue-mapper.ts';
import { WireReader, type JsonObject } from '../wire.ts';
import { COINBASE } from './capabilities.ts';
import { COINBASE_HTTP } from './http.ts';

const wire: WireReader = new WireReader('Coinbase');

/** The whole list comes at once. */
export function requestInstruments(): HttpRequest {
  return { url: `${COINBASE_HTTP}/products` };
}

/**
 * Reads the answer of `GET /products`; products that do not trade are left out.
 *
 * The symbol is the product's id, which is unique; its currencies are not (`BTCAUCTION-USD` has those of `BTC-USD`).
 *
 * @returns In the venue's order. Steps of price and size give the decimals.
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL when the text is no such list.
 * @see https://docs.cdp.coinbase.com/api-reference/exchange-api/rest-api/products/get-all-known-trading-pairs
 */
export function parseInstruments(text: string): Page<VenueInstrument> {
  return { items: wire.each(wire.parse(text), 'list of products', toInstrument) };
}

function toInstrument(product: JsonObject): VenueInstrument | undefined {
  if (product['status'] !== 'online' || product['trading_disabled'] === true) return undefined;
  const nativeSymbol = wire.text(product['id'], 'id of a product');
  const field = (name: string): string => wire.text(product[name], `${nativeSymbol}: ${name}`);
  const priceStep = field('quote_increment');
  const priceDecimals = decimalsOf(priceStep);
  const tickSize = parseDecimal(priceStep, priceDecimals);
  if (!(tickSize >= 1)) wire.fail(`${nativeSymbol}: quote_increment is ${show(priceStep)}`);
  return spotInstrument({
    venue: COINBASE.venue,
    nativeSymbol,
    name: nativeSymbol,
    base: field('base_currency'),
    quote: field('quote_currency'),
    priceDecimals,
    sizeDecimals: decimalsOf(field('base_increment')),
    tickSize,
  });
}
