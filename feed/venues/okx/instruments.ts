/** OKX's instrument list -> our instruments; pure. */
import { decimalsOf, parseDecimal } from '../../decimal.ts';
import { showValue } from '../protocol-fault.ts';
import { spotInstrument } from '../spot-instrument.ts';
import type { HttpRequest, Page } from '../venue.ts';
import type { VenueInstrument } from '../venue-mapper.ts';
import { WireReader, type JsonObject } from '../wire.ts';
import { okxData, OKX_HTTP } from './http.ts';

const wire = new WireReader('OKX');

/** All spot markets in one answer. */
export function requestInstruments(): HttpRequest {
  return { url: `${OKX_HTTP}/public/instruments?instType=SPOT` };
}

/**
 * Reads the answer of `GET /api/v5/public/instruments?instType=SPOT`.
 *
 * @returns Those that can be traded now (`state` is `live`), in the venue's order.
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL when it is an error, or not such a list.
 * @see https://www.okx.com/docs-v5/en/#public-data-rest-api-get-instruments (fields as in
 *      nautilus_trader a95c804 of 2026-07-02, which reads the same ones)
 */
export function parseInstruments(text: string): Page<VenueInstrument> {
  return {
    items: wire.each(okxData(wire, text, 'instrument list'), 'instrument list', (row) =>
      row['instType'] === 'SPOT' && row['state'] === 'live' ? toInstrument(row) : undefined,
    ),
  };
}

function toInstrument(row: JsonObject): VenueInstrument | undefined {
  const nativeSymbol = wire.text(row['instId'], 'instId');
  const base = wire.text(row['baseCcy'], `${nativeSymbol}: baseCcy`);
  const quote = wire.text(row['quoteCcy'], `${nativeSymbol}: quoteCcy`);
  const tick = wire.text(row['tickSz'], `${nativeSymbol}: tickSz`);
  const lot = wire.text(row['lotSz'], `${nativeSymbol}: lotSz`);
  const priceDecimals = decimalsOf(tick);
  const tickSize = parseDecimal(tick, priceDecimals);
  if (!(tickSize >= 1)) wire.fail(`${nativeSymbol}: tickSz is ${showValue(tick)}`);
  return spotInstrument({
    venue: 'OKX',
    nativeSymbol,
    name: `${base}-${quote}`,
    base,
    quote,
    priceDecimals,
    sizeDecimals: decimalsOf(lot),
    tickSize,
  });
}
