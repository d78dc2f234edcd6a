/** Bybit's instrument list -> our instruments; pure. */
import { decimalsOf, parseDecimal } from '../../decimal.ts';
import { showValue } from '../protocol-fault.ts';
import { spotInstrument } from '../spot-instrument.ts';
import type { HttpRequest, Page } from '../venue.ts';
import type { VenueInstrument } from '../venue-mapper.ts';
import { WireReader, type JsonObject } from '../wire.ts';
import { bybitResult, BYBIT_HTTP } from './http.ts';

const wire = new WireReader('Bybit');

/** All spot markets, in one answer as of today: other categories have pages, behind a cursor. */
export function requestInstruments(): HttpRequest {
  return { url: `${BYBIT_HTTP}/instruments-info?category=spot&limit=1000` };
}

/**
 * Reads the answer of `GET /v5/market/instruments-info?category=spot`.
 *
 * @returns Those that can be traded now (`status` is `Trading`), in the venue's order.
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL when it is an error, or not such a list.
 * @see https://bybit-exchange.github.io/docs/v5/market/instrument (bybit-exchange/docs 072c197 of 2026-07-24)
 */
export function parseInstruments(text: string): Page<VenueInstrument> {
  const result = bybitResult(wire, text, 'instrument list');
  const items = wire.each(result['list'], 'list', (row) =>
    row['status'] === 'Trading' ? toInstrument(row) : undefined,
  );
  const cursor = result['nextPageCursor'];
  if (typeof cursor !== 'string' || cursor === '') return { items };
  // Half a character is none that an address could hold.
  if (/\p{Surrogate}/u.test(cursor)) wire.fail(`nextPageCursor is ${showValue(cursor)}`);
  return {
    items,
    next: { url: `${requestInstruments().url}&cursor=${encodeURIComponent(cursor)}` },
  };
}

function toInstrument(row: JsonObject): VenueInstrument | undefined {
  const nativeSymbol = wire.text(row['symbol'], 'symbol');
  const base = wire.text(row['baseCoin'], `${nativeSymbol}: baseCoin`);
  const quote = wire.text(row['quoteCoin'], `${nativeSymbol}: quoteCoin`);
  const prices = wire.objectIn(row['priceFilter'], `${nativeSymbol}: priceFilter`);
  const sizes = wire.objectIn(row['lotSizeFilter'], `${nativeSymbol}: lotSizeFilter`);
  const tick = wire.text(prices['tickSize'], `${nativeSymbol}: tickSize`);
  const priceDecimals = decimalsOf(tick);
  const tickSize = parseDecimal(tick, priceDecimals);
  if (!(tickSize >= 1)) wire.fail(`${nativeSymbol}: tickSize is ${showValue(tick)}`);
  return spotInstrument({
    venue: 'BYBIT',
    nativeSymbol,
    name: `${base}-${quote}`,
    base,
    quote,
    priceDecimals,
    sizeDecimals: decimalsOf(wire.text(sizes['basePrecision'], `${nativeSymbol}: basePrecision`)),
    tickSize,
  });
}
