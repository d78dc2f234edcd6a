/** Instruments of spot venues, and which of them can be had at all; pure. */
import { instrumentFault } from '../../proto/validate.ts';
import type { VenueInstrument } from './venue-mapper.ts';

/** What a venue's list says about a pair. */
export interface SpotPair {
  readonly venue: string;
  /** As the venue writes it in its frames. */
  readonly nativeSymbol: string;
  /** Our name without the venue, e.g. `BTC-USDT`. */
  readonly name: string;
  readonly base: string;
  readonly quote: string;
  readonly priceDecimals: number;
  readonly sizeDecimals: number;
  /** Scaled by `priceDecimals`. */
  readonly tickSize: number;
}

/**
 * A pair as instrument: `BTC-USDT` of `BINANCE` is `BTC-USDT.BINANCE`.
 *
 * @returns Undefined for a pair that cannot be an instrument (a name that is not ASCII, more than 12 decimals): it
 *          is left out, so that it costs nobody the others.
 */
export function spotInstrument(pair: SpotPair): VenueInstrument | undefined {
  const { venue, nativeSymbol, name, base, quote, priceDecimals, sizeDecimals, tickSize } = pair;
  const instrument = {
    symbol: `${name}.${venue}`,
    venue,
    displayName: `${base} / ${quote}`,
    priceDecimals,
    sizeDecimals,
    tickSize,
    currency: quote,
    session: { kind: 'rolling24h' },
  } as const;
  return instrumentFault(instrument) === undefined ? { nativeSymbol, instrument } : undefined;
}
