/** Fetches a book snapshot, for venues whose stream sends none. */
import { MarketDataError } from '../../../proto/errors.ts';
import type { Credentials, Venue } from '../../venues/venue.ts';
import type { VenueInstrument } from '../../venues/venue-mapper.ts';
import type { VenueHttp } from './venue-http.ts';

/** The caller has a time of its own after which it asks anew. */
const MAX_TRIES = 3;

/**
 * @returns The answer as text; it goes through the mapper as a frame, with our symbol as hint.
 * @throws {MarketDataError} of `VenueHttp.get`; ERR_VENUE_PROTOCOL: the venue has no such service.
 */
export async function fetchBook(options: {
  readonly http: VenueHttp;
  readonly venue: Venue;
  readonly instrument: VenueInstrument;
  readonly credentials: Credentials;
  readonly signal: AbortSignal;
}): Promise<string> {
  const { http, venue, instrument, credentials, signal } = options;
  if (venue.book === undefined) {
    const { venue: name } = venue.capabilities;
    throw new MarketDataError('ERR_VENUE_PROTOCOL', `${name} gives no book snapshots over HTTP`);
  }
  return http.get(venue.book.request(instrument, credentials), signal, { maxTries: MAX_TRIES });
}
