/** Bybit's instrument list -> our instruments; pure. */
import { decimalsOf, parseDecimal } from '../../decimal.ts';
import type { VenueInstrument } from '../venue-mapper.ts';
import { WireReader, type JsonObject } from '../wire.ts';

const wire = new WireReader('Bybit');

/**
 * Reads the answer of `GET /v5/market/instruments-info?category=spot`.
 *
 * @returns Those that can be traded now (`status` is `Trading`), in the venue's order.
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL when it is an error, or not such a list.
 * @see https://bybit-exchange.github.io/docs/v5/market/instrument (fields not yet checked there)
 */
export function parseInstruments(text: string): VenueInstrument[] {
  const answer = wire.object(text);
  if (answer['retCode'] !== 0) {
    wire.fail(`instrument list: expected retCode 0, got ${JSON.stringify(answer['retCode'])}`);
  }
  const result = wire.objectIn(answer['result'], 'result');
  return wire
    .objects(result['list'], 'list')
    .filter(({ status }) => status === 'Trading')
    .map(toInstrument);
}

function toInstrument(row: JsonObject): VenueInstrument {
  const nativeSymbol = wire.text(row['symbol'], 'symbol');
  const base = wire.text(row['baseCoin'], `${nativeSymbol}: baseCoin`);
  const quote = wire.text(row['quoteCoin'], `${nativeSymbol}: quoteCoin`);
  const prices = wire.objectIn(row['priceFilter'], `${nativeSymbol}: priceFilter`);
  const sizes = wire.objectIn(row['lotSizeFilter'], `${nativeSymbol}: lotSizeFilter`);
  const tick = wire.text(prices['tickSize'], `${nativeSymbol}: tickSize`);
  const priceDecimals = decimalsOf(tick);
  const tickSize = parseDecimal(tick, priceDecimals);
  if (!(tickSize >= 1)) wire.fail(`${nativeSymbol}: tickSize is ${JSON.stringify(tick)}`);
  return {
    nativeSymbol,
    instrument: {
      symbol: `${base}-${quote}.BYBIT`,
      venue: 'BYBIT',
      displayName: `${base} / ${quote}`,
      priceDecimals,
      sizeDecimals: decimalsOf(wire.text(sizes['basePrecision'], `${nativeSymbol}: basePrecision`)),
      tickSize,
      currency: quote,
      session: { kind: 'rolling24h' },
    },
  };
}
