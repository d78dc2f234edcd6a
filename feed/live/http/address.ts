/** Where a request goes, and what of it may be shown; pure. */
import { MarketDataError } from '../../../proto/errors.ts';
import type { HttpRequest } from '../../venues/venue.ts';
import { createRedaction } from '../redact.ts';

/** Names of query fields that may hold a key. */
const SECRET_FIELD = /key|token|secret|sign|pass/i;

/**
 * Reads an address that stands in the place of the venue's.
 *
 * @throws {MarketDataError} ERR_CONFIG_INVALID; says nothing of the text, there may be a key in it.
 */
export function parseBaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new MarketDataError(
      'ERR_CONFIG_INVALID',
      'HTTP address: expected a URL such as https://127.0.0.1:8080',
    );
  }
  return url;
}

/**
 * @param base Its scheme, host and port take the place of the request's, its path goes in front. Absent: as it is.
 * @throws {TypeError} when the request's address is none.
 */
export function addressOf(requestUrl: string, base: URL | undefined): URL {
  const url = new URL(requestUrl);
  if (base === undefined) return url;
  const moved = new URL(base);
  moved.pathname = base.pathname.replace(/\/$/, '') + url.pathname;
  moved.search = url.search;
  return moved;
}

/** `GET host/path`, without query and user. */
export function showAddress(url: URL): string {
  return `GET ${url.host}${url.pathname}`;
}

/** What a venue says may repeat what it was sent: takes keys out of it. */
export function redactAnswer(text: string, url: URL, headers: HttpRequest['headers'] = {}): string {
  const secrets: Record<string, string> = { ...headers };
  for (const [name, value] of url.searchParams) if (SECRET_FIELD.test(name)) secrets[name] = value;
  return createRedaction(secrets)(text.replace(/\s+/g, ' ').trim());
}
