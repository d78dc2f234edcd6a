/** Fetches the list of everything that a venue trades. */
import { instrumentFault } from '../../../proto/validate.ts';
import type { Credentials, Venue } from '../../venues/venue.ts';
import type { VenueInstrument } from '../../venues/venue-mapper.ts';
import { fetchPages } from './pages.ts';
import type { VenueHttp } from './venue-http.ts';

/** Of 1,000 instruments each, more than any venue has. */
const MAX_PAGES = 100;

/**
 * Fetches all pages, trying again for as long as that can help.
 *
 * @param wanted Symbols that are looked for, ours without `.VENUE`: the venue may leave others out. Empty: all.
 * @returns In the venue's order; symbols are unique, the first one of a name counts. Instruments that we cannot carry
 *          (too many decimals) are left out.
 * @throws {MarketDataError} ERR_VENUE_REFUSED, ERR_VENUE_PROTOCOL. The signal's reason when it is aborted.
 */
export async function fetchInstruments(
  http: VenueHttp,
  venue: Venue,
  credentials: Credentials,
  signal: AbortSignal,
  wanted: readonly string[] = [],
): Promise<VenueInstrument[]> {
  const found = new Map<string, VenueInstrument>();
  const { instruments } = venue;
  const pages = fetchPages(http, {
    request: instruments.request(credentials, wanted),
    parse: (text) => instruments.parse(text),
    maxPages: MAX_PAGES,
    signal,
  });
  for await (const items of pages) {
    for (const item of items) {
      const { symbol } = item.instrument;
      if (found.has(symbol) || instrumentFault(item.instrument) !== undefined) continue;
      found.set(symbol, item);
    }
  }
  return [...found.values()];
}
