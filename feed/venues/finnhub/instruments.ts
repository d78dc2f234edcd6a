/** Finnhub's list of stocks -> our instruments; pure. */
import { stockInstrument } from '../stock-reader.ts';
import type { VenueInstrument } from '../venue-mapper.ts';
import { WireReader } from '../wire.ts';

const wire = new WireReader('Finnhub');

/**
 * Reads the answer of `GET /api/v1/stock/symbol?exchange=US`. The list has no decimals: those of US stocks are used.
 *
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL when it is not such a list.
 * @see https://finnhub.io/docs/api/stock-symbols (fields not yet checked there)
 */
export function parseInstruments(text: string): VenueInstrument[] {
  return wire
    .objects(wire.parse(text), 'symbol list')
    .map(({ symbol, description, currency }) =>
      stockInstrument(
        wire.text(symbol, 'symbol'),
        'FINNHUB',
        typeof description === 'string' ? description : '',
        typeof currency === 'string' ? currency : '',
      ),
    );
}
