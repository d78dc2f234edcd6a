/** Alpaca's list of assets -> our instruments; pure. */
import { stockInstrument } from '../stock-reader.ts';
import type { VenueInstrument } from '../venue-mapper.ts';
import { WireReader } from '../wire.ts';

const wire = new WireReader('Alpaca');

/**
 * Reads the answer of `GET /v2/assets?status=active&asset_class=us_equity`. The list has no decimals: those of
 * US stocks are used.
 *
 * @returns The active ones, in the venue's order.
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL when it is not such a list.
 * @see https://docs.alpaca.markets/reference/get-v2-assets-1 (fields not yet checked there)
 */
export function parseInstruments(text: string): VenueInstrument[] {
  return wire
    .objects(wire.parse(text), 'asset list')
    .filter((asset) => asset['class'] === 'us_equity' && asset['status'] === 'active')
    .map(({ symbol, name }) =>
      stockInstrument(wire.text(symbol, 'symbol'), 'ALPACA', typeof name === 'string' ? name : ''),
    );
}
