/** Massive's list of tickers -> our instruments; pure. */
import { isStockName, stockInstrument } from '../stock-reader.ts';
import type { Credentials, HttpRequest, Page } from '../venue.ts';
import type { VenueInstrument } from '../venue-mapper.ts';
import { WireReader, wordOf, type JsonObject } from '../wire.ts';
import { MASSIVE_HTTP, massiveHeaders } from './http.ts';

const wire = new WireReader('Massive');
/** The most of one page; all active stocks are some twelve. */
const PAGE_SIZE = 1_000;

/**
 * The first page. The list is in the order of tickers, and only the part of it from the first to the last that is
 * wanted is asked for: of one ticker a page with nothing else.
 */
export function requestInstruments(
  credentials: Credentials,
  wanted: readonly string[] = [],
): HttpRequest {
  const tickers = [...wanted].sort();
  const first = tickers[0];
  const last = tickers.at(-1);
  const query = new URLSearchParams({
    market: 'stocks',
    active: 'true',
    order: 'asc',
    sort: 'ticker',
    limit: String(PAGE_SIZE),
    ...(first === undefined || last === undefined
      ? {}
      : { 'ticker.gte': first, 'ticker.lte': last }),
  });
  return {
    url: `${MASSIVE_HTTP}/v3/reference/tickers?${query.toString()}`,
    headers: massiveHeaders(credentials),
  };
}

/**
 * Reads one page of `GET /v3/reference/tickers?market=stocks`. The list has no decimals: those of US
 * stocks are used. The next page is at `next_url`.
 *
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL when it is not such a page.
 * @see https://massive.com/docs/rest/stocks/tickers/all-tickers (client-js ac59b97 of 2026-04-27, openapi.json)
 */
export function parseInstruments(text: string): Page<VenueInstrument> {
  const { results, next_url: next } = wire.object(text);
  const items = wire.each(results, 'results', toInstrument);
  return typeof next === 'string' && next !== '' ? { items, next: { url: next } } : { items };
}

function toInstrument({
  ticker,
  name,
  currency_name: currency,
}: JsonObject): VenueInstrument | undefined {
  if (!isStockName(ticker)) return undefined;
  return stockInstrument(
    ticker,
    'MASSIVE',
    typeof name === 'string' ? name : '',
    wordOf(currency).toUpperCase().slice(0, 16),
  );
}
