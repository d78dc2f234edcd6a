/** Instruments for the tests of venue mappers. */
import type { VenueInstrument } from '../../../feed/venues/venue-mapper.ts';

/** An instrument under a venue's name for it. */
export function venueInstrument(
  nativeSymbol: string,
  symbol: string,
  priceDecimals: number,
  sizeDecimals: number,
): VenueInstrument {
  return {
    nativeSymbol,
    instrument: {
      symbol,
      venue: symbol.slice(symbol.lastIndexOf('.') + 1),
      displayName: '',
      priceDecimals,
      sizeDecimals,
      tickSize: 1,
      currency: '',
      session: { kind: 'rolling24h' },
    },
  };
}
