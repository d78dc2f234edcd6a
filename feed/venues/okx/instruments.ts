/** OKX's instrument list -> our instruments; pure. */
import { decimalsOf, parseDecimal } from '../../decimal.ts';
import type { VenueInstrument } from '../venue-mapper.ts';
import { WireReader, type JsonObject } from '../wire.ts';

const wire = new WireReader('OKX');

/**
 * Reads the answer of `GET /api/v5/public/instruments?instType=SPOT`.
 *
 * @returns Those that can be traded now (`state` is `live`), in the venue's order.
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL when it is an error, or not such a list.
 * @see https://www.okx.com/docs-v5/en/#public-data-rest-api-get-instruments (fields not yet checked there)
 */
export function parseInstruments(text: string): VenueInstrument[] {
  const answer = wire.object(text);
  if (answer['code'] !== '0') {
    wire.fail(`instrument list: expected code "0", got ${JSON.stringify(answer['code'])}`);
  }
  return wire
    .objects(answer['data'], 'data')
    .filter(({ instType, state }) => instType === 'SPOT' && state === 'live')
    .map(toInstrument);
}

function toInstrument(row: JsonObject): VenueInstrument {
  const nativeSymbol = wire.text(row['instId'], 'instId');
  const base = wire.text(row['baseCcy'], `${nativeSymbol}: baseCcy`);
  const quote = wire.text(row['quoteCcy'], `${nativeSymbol}: quoteCcy`);
  const tick = wire.text(row['tickSz'], `${nativeSymbol}: tickSz`);
  const lot = wire.text(row['lotSz'], `${nativeSymbol}: lotSz`);
  const priceDecimals = decimalsOf(tick);
  const tickSize = parseDecimal(tick, priceDecimals);
  if (!(tickSize >= 1)) wire.fail(`${nativeSymbol}: tickSz is ${JSON.stringify(tick)}`);
  return {
    nativeSymbol,
    instrument: {
      symbol: `${base}-${quote}.OKX`,
      venue: 'OKX',
      displayName: `${base} / ${quote}`,
      priceDecimals,
      sizeDecimals: decimalsOf(lot),
      tickSize,
      currency: quote,
      session: { kind: 'rolling24h' },
    },
  };
}
