/** Coinbase Exchange's list of products -> instruments; pure. */
import { decimalsOf, parseDecimal } from '../../decimal.ts';
import { failProtocol, showValue } from '../protocol-fault.ts';
import type { VenueInstrument } from '../venue-mapper.ts';
import { COINBASE } from './capabilities.ts';
import { isJsonObject } from './fields.ts';

/**
 * Reads the answer of `GET /products`; products that do not trade are left out.
 *
 * @param json The answer's text.
 * @returns    In the venue's order. Steps of price and size give the decimals.
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL when the text is no such list.
 * @see https://docs.cdp.coinbase.com/api-reference/exchange-api/rest-api/products/get-all-known-trading-pairs
 */
export function parseInstruments(json: string): VenueInstrument[] {
  let products: unknown;
  try {
    products = JSON.parse(json);
  } catch (cause) {
    fail(`expected the list of products as JSON, got ${showValue(json)}`, cause);
  }
  if (!Array.isArray(products)) fail(`expected an array of products, got ${showValue(json)}`);
  const found: VenueInstrument[] = [];
  for (const product of products as readonly unknown[]) {
    if (!isJsonObject(product)) fail(`expected a product, got ${showValue(product)}`);
    if (product['status'] !== 'online' || product['trading_disabled'] === true) continue;
    const text = (field: string): string => {
      const value = product[field];
      if (typeof value === 'string' && value !== '') return value;
      return fail(`product ${showValue(product['id'])}: ${field} is ${showValue(value)}`);
    };
    const base = text('base_currency');
    const quote = text('quote_currency');
    const priceStep = text('quote_increment');
    const priceDecimals = decimalsOf(priceStep);
    const tickSize = parseDecimal(priceStep, priceDecimals);
    if (!(tickSize >= 1)) fail(`product ${text('id')}: quote_increment is ${showValue(priceStep)}`);
    found.push({
      nativeSymbol: text('id'),
      instrument: {
        symbol: `${base}-${quote}.${COINBASE.venue}`,
        venue: COINBASE.venue,
        displayName: `${base} / ${quote}`,
        priceDecimals,
        sizeDecimals: decimalsOf(text('base_increment')),
        tickSize,
        currency: quote,
        session: { kind: 'rolling24h' },
      },
    });
  }
  return found;
}

function fail(message: string, cause?: unknown): never {
  return failProtocol('Coinbase', message, cause);
}
