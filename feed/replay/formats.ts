/** Venues whose recordings without a header can be replayed, by the name that `--venue-format` takes. */
import { BinanceMapper } from '../venues/binance/map.ts';
import { BinanceScanner } from '../venues/binance/scan.ts';
import type { VenueFormat } from '../venues/venue-mapper.ts';

export const VENUE_FORMATS = {
  binance: {
    createScanner: () => new BinanceScanner(),
    createMapper: (instruments) => new BinanceMapper(instruments),
  },
} as const satisfies Readonly<Record<string, VenueFormat>>;

export type VenueFormatName = keyof typeof VENUE_FORMATS;
