/** Binance's exchange information -> instruments; pure. */
import { decimalsOf, parseDecimal } from '../../decimal.ts';
import { showValue as show } from '../protocol-fault.ts';
import { spotInstrument } from '../spot-instrument.ts';
import type { HttpRequest, Page } from '../venue.ts';
import type { VenueInstrument } from '../venue-mapper.ts';
import { WireReader, type JsonObject } from '../wire.ts';
import { BINANCE } from './capabilities.ts';
import { BINANCE_HTTP } from './http.ts';

const wire: WireReader = new WireReader('Binance');

/** The whole list comes at once; permission sets would make up most of it. */
export function requestInstruments(): HttpRequest {
  const query = 'symbolStatus=TRADING&showPermissionSets=false';
  return { url: `${BINANCE_HTTP}/api/v3/exchangeInfo?${query}`, weight: 20 };
}

/**
 * Reads the answer of `GET /api/v3/exchangeInfo`; symbols that do not trade are left out, and those whose name is not ASCII.
 *
 * Decimals come from the steps of price and size (`PRICE_FILTER`, `LOT_SIZE`); a step of 0 means that the venue has no
 * such rule, then from the precision of the asset.
 *
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL when the text is no such list.
 * @see https://github.com/binance/binance-spot-api-docs/blob/master/filters.md
 */
export function parseInstruments(text: string): Page<VenueInstrument> {
  return { items: wire.each(wire.object(text)['symbols'], 'symbols', toInstrument) };
}

function toInstrument(listed: JsonObject): VenueInstrument | undefined {
  if (listed['status'] !== 'TRADING') return undefined;
  const nativeSymbol = wire.text(listed['symbol'], 'symbol');
  const field = (name: string): string => wire.text(listed[name], `${nativeSymbol}: ${name}`);
  const base = field('baseAsset');
  const quote = field('quoteAsset');
  const filters = wire.objects(listed['filters'], `${nativeSymbol}: filters`);
  const priceStep = stepOf(nativeSymbol, filters, 'PRICE_FILTER', 'tickSize');
  const sizeStep = stepOf(nativeSymbol, filters, 'LOT_SIZE', 'stepSize');
  return spotInstrument({
    venue: BINANCE.venue,
    nativeSymbol,
    name: `${base}-${quote}`,
    base,
    quote,
    priceDecimals: priceStep?.decimals ?? precisionOf(nativeSymbol, listed, 'quotePrecision'),
    sizeDecimals: sizeStep?.decimals ?? precisionOf(nativeSymbol, listed, 'baseAssetPrecision'),
    tickSize: priceStep?.scaled ?? 1,
  });
}

/** Step of a filter; undefined where the rule is switched off. */
function stepOf(
  native: string,
  filters: readonly JsonObject[],
  type: string,
  field: string,
): { readonly decimals: number; readonly scaled: number } | undefined {
  const value = filters.find((filter) => filter['filterType'] === type)?.[field];
  if (value === undefined) return undefined;
  const text = wire.text(value, `${native}: ${field}`);
  const decimals = decimalsOf(text);
  const scaled = parseDecimal(text, decimals);
  if (!(scaled >= 0)) wire.fail(`${native}: ${field} is ${show(text)}, expected a decimal number`);
  return scaled === 0 ? undefined : { decimals, scaled };
}

function precisionOf(native: string, listed: JsonObject, field: string): number {
  return wire.integer(listed[field], `${native}: ${field}`);
}
