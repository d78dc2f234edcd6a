/** Where Coinbase Exchange answers over HTTP, and about which product; pure. */
import type { VenueInstrument } from '../venue-mapper.ts';

export const COINBASE_HTTP = 'https://api.exchange.coinbase.com';

/** Address of one product's path, e.g. `trades`. */
export function productUrl({ nativeSymbol }: VenueInstrument, path: string): string {
  return `${COINBASE_HTTP}/products/${encodeURIComponent(nativeSymbol)}/${path}`;
}
