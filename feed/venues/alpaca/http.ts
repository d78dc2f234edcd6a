/** How Alpaca is asked over HTTP; pure. */
import type { Credentials } from '../venue.ts';

export const ALPACA_STOCKS = 'https://data.alpaca.markets/v2/stocks';
/** Feeds that there are over HTTP, too; the last part of the stream's address names one. */
export const ALPACA_FEEDS = ['iex', 'sip', 'delayed_sip', 'boats', 'overnight'] as const;
export type AlpacaFeed = (typeof ALPACA_FEEDS)[number];

/**
 * Hold the key: never to be shown or logged.
 *
 * @see https://github.com/alpacahq/alpaca-trade-api-go marketdata/rest.go at 0bb5314 (2026-05-08)
 */
export function alpacaHeaders(credentials: Credentials): Readonly<Record<string, string>> {
  return {
    'APCA-API-KEY-ID': credentials['key'] ?? '',
    'APCA-API-SECRET-KEY': credentials['secret'] ?? '',
  };
}
