/** How Massive is asked over HTTP; pure. */
import type { Credentials } from '../venue.ts';

export const MASSIVE_HTTP = 'https://api.massive.com';

/**
 * Hold the key: never to be shown or logged. In the address (`apiKey=`) it would be valid, too.
 *
 * @see https://massive.com/knowledge-base/article/how-do-i-page-through-all-the-trades-or-quotes-for-a-day (2026)
 */
export function massiveHeaders(credentials: Credentials): Readonly<Record<string, string>> {
  return { Authorization: `Bearer ${credentials['key'] ?? ''}` };
}
