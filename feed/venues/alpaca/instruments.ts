/** Alpaca's list of assets -> our instruments; pure. */
import { isStockName, stockInstrument } from '../stock-reader.ts';
import type { Credentials, HttpRequest, Page } from '../venue.ts';
import type { VenueInstrument } from '../venue-mapper.ts';
import { WireReader, type JsonObject } from '../wire.ts';
import { alpacaHeaders } from './http.ts';

const wire = new WireReader('Alpaca');
/** The keys of a paper account are valid for market data; those of a live one have `api` in the place of `paper-api`. */
const ASSETS_URL = 'https://paper-api.alpaca.markets/v2/assets?status=active&asset_class=us_equity';

/** All active stocks in one answer, some 11,000. */
export function requestInstruments(credentials: Credentials): HttpRequest {
  return { url: ASSETS_URL, headers: alpacaHeaders(credentials) };
}

/**
 * Reads the answer of `GET /v2/assets?status=active&asset_class=us_equity`. The list has no decimals: those of
 * US stocks are used.
 *
 * @returns The active ones, in the venue's order.
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL when it is not such a list.
 * @see https://docs.alpaca.markets/reference/get-v2-assets-1 (fields as in alpaca-trade-api-go 0bb5314 of 2026-05-08)
 */
export function parseInstruments(text: string): Page<VenueInstrument> {
  return { items: wire.each(wire.parse(text), 'asset list', toInstrument) };
}

function toInstrument({
  symbol,
  name,
  class: kind,
  status,
}: JsonObject): VenueInstrument | undefined {
  if (kind !== 'us_equity' || status !== 'active' || !isStockName(symbol)) return undefined;
  return stockInstrument(symbol, 'ALPACA', typeof name === 'string' ? name : '');
}
