/** Puts the user's address in the place of a venue's. */
import { MarketDataError } from '../../proto/errors.ts';

/**
 * @param venueUrl As the venue publishes it, e.g. `wss://stream.data.alpaca.markets/v2/iex`.
 * @param userUrl  Another server (`ws://127.0.0.1:8080`: the venue's path stays), or another address as a whole
 *                 (`wss://stream.data.alpaca.markets/v2/test`). Absent: the venue's.
 * @throws {MarketDataError} ERR_CONFIG_INVALID
 */
export function streamUrlOf(venueUrl: string, userUrl: string | undefined): string {
  if (userUrl === undefined || userUrl === '') return venueUrl;
  let url: URL;
  try {
    url = new URL(userUrl);
  } catch {
    // Neither the text nor the engine's message: there may be a key in it.
    throw new MarketDataError(
      'ERR_CONFIG_INVALID',
      'stream address: expected a URL such as ws://127.0.0.1:8080',
    );
  }
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:') {
    throw new MarketDataError(
      'ERR_CONFIG_INVALID',
      `stream address: expected ws: or wss:, got ${url.protocol}`,
    );
  }
  url.hash = '';
  if (url.pathname !== '/' || url.search !== '') return url.href;
  const { pathname, search } = new URL(venueUrl);
  return new URL(pathname + search, url).href;
}
