/** Fetches the pages of one list, one after another, and no more than so many. */
import { MarketDataError } from '../../../proto/errors.ts';
import type { HttpRequest, Page } from '../../venues/venue.ts';
import type { GetOptions, VenueHttp } from './venue-http.ts';

export interface PagesOptions<Item> extends GetOptions {
  readonly request: HttpRequest;
  readonly parse: (text: string) => Page<Item>;
  readonly maxPages: number;
  readonly signal: AbortSignal;
}

/**
 * Gives the items page by page.
 *
 * @returns Whether that is all that was asked for; false: the venue has more, but gives it not, or not within `maxPages`.
 * @throws {MarketDataError} of `VenueHttp.get` and of `parse`.
 */
export async function* fetchPages<Item>(
  http: VenueHttp,
  { request, parse, maxPages, signal, ...options }: PagesOptions<Item>,
): AsyncGenerator<readonly Item[], boolean> {
  let current = request;
  for (let count = 0; count < maxPages; count++) {
    const { items, next, isCut = false } = parse(await http.get(current, signal, options));
    yield items;
    if (next === undefined) return !isCut;
    // The same once more leads nowhere.
    if (next.url === current.url) return false;
    current = withHeadersOf(current, next);
  }
  return false;
}

/**
 * The next request with the headers of the one before, which an answer cannot know.
 *
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL where it leads to another host: an answer decides which page we ask for, not
 *                           whom.
 */
function withHeadersOf({ url, headers }: HttpRequest, next: HttpRequest): HttpRequest {
  const { origin, host } = new URL(url);
  if (!URL.canParse(next.url) || new URL(next.url).origin !== origin) {
    throw new MarketDataError(
      'ERR_VENUE_PROTOCOL',
      `expected the next page at ${host}, got an address that is elsewhere or none`,
    );
  }
  return headers === undefined ? next : { headers, ...next };
}
