/** Massive's list of tickers -> our instruments; pure. */
import { stockInstrument } from '../stock-reader.ts';
import type { VenueInstrument } from '../venue-mapper.ts';
import { WireReader } from '../wire.ts';

const wire = new WireReader('Massive');

/**
 * Reads one page of `GET /v3/reference/tickers?market=stocks`. The list has no decimals: those of US
 * stocks are used. The next page is at `next_url`.
 *
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL when it is not such a page.
 * @see https://massive.com/docs/rest/stocks/tickers/all-tickers (fields not yet checked there)
 */
export function parseInstruments(text: string): VenueInstrument[] {
  return wire
    .objects(wire.object(text)['results'], 'results')
    .map(({ ticker, name, currency_name: currency }) =>
      stockInstrument(
        wire.text(ticker, 'ticker'),
        'MASSIVE',
        typeof name === 'string' ? name : '',
        typeof currency === 'string' ? currency.toUpperCase().slice(0, 16) : '',
      ),
    );
}
