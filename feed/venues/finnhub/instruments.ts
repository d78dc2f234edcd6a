/** Finnhub's list of stocks -> our instruments; pure. */
import { isStockName, stockInstrument } from '../stock-reader.ts';
import type { Credentials, HttpRequest, Page } from '../venue.ts';
import type { VenueInstrument } from '../venue-mapper.ts';
import { WireReader, wordOf, type JsonObject } from '../wire.ts';

const wire = new WireReader('Finnhub');
const SYMBOLS_URL = 'https://finnhub.io/api/v1/stock/symbol?exchange=US';

/**
 * All US stocks in one answer, some 30,000. The key goes into a header and not, as also possible, into the address.
 *
 * @see https://finnhub.io/docs/api/authentication (date of the page not known)
 */
export function requestInstruments(credentials: Credentials): HttpRequest {
  return { url: SYMBOLS_URL, headers: { 'X-Finnhub-Token': credentials['key'] ?? '' } };
}

/**
 * Reads the answer of `GET /api/v1/stock/symbol?exchange=US`. The list has no decimals: those of US stocks are used.
 *
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL when it is not such a list.
 * @see https://finnhub.io/docs/api/stock-symbols (date of the page not known)
 */
export function parseInstruments(text: string): Page<VenueInstrument> {
  return { items: wire.each(wire.parse(text), 'symbol list', toInstrument) };
}

function toInstrument({ symbol, description, currency }: JsonObject): VenueInstrument | undefined {
  if (!isStockName(symbol)) return undefined;
  const name = typeof description === 'string' ? description : '';
  return stockInstrument(symbol, 'FINNHUB', name, wordOf(currency));
}
