/** What Massive (formerly Polygon) offers and allows. */
import type { VenueCapabilities } from '../venue-capabilities.ts';

/** US stocks in real time; `delayed.massive.com` has them 15 minutes late for smaller plans. */
export const MASSIVE: VenueCapabilities = {
  venue: 'MASSIVE',
  url: 'wss://socket.massive.com/stocks',
  channels: { trades: 'T', quotes: 'Q' },
  tradeIds: 'unique',
  credentials: ['key'],
  // Symbols are not limited, but who reads too slowly is cut off.
  limits: { connections: 1 },
  instrumentsUrl:
    'https://api.massive.com/v3/reference/tickers?market=stocks&active=true&limit=1000',
  candlesUrl: 'https://api.massive.com/v2/aggs/ticker/{symbol}/range/1/minute',
  tradesUrl: 'https://api.massive.com/v3/trades/{symbol}',
  source:
    'massive.com/docs (websocket quickstart, stocks), date not known; REST addresses not yet checked',
};
