/** What Massive (formerly Polygon) offers and allows. */
import type { VenueCapabilities } from '../venue-capabilities.ts';

/**
 * US stocks in real time; `delayed.massive.com` has them 15 minutes late for smaller plans.
 *
 * Halts of NASDAQ stocks are told on the channel `LULD`. It is not subscribed to: few plans have it, and how the venue
 * words a refusal of it is not known. Where its frames come they are understood.
 */
export const MASSIVE: VenueCapabilities = {
  venue: 'MASSIVE',
  url: 'wss://socket.massive.com/stocks',
  channels: { trades: 'T', quotes: 'Q' },
  tradeIds: 'unique',
  credentials: [{ name: 'key', variable: 'MASSIVE_API_KEY' }],
  defaultSymbols: ['AAPL', 'MSFT', 'NVDA', 'AMZN', 'GOOGL', 'META', 'TSLA', 'SPY'],
  acknowledges: 'symbols',
  limits: {
    // Symbols are not limited, but who reads too slowly is cut off. A second connection ends the first.
    connections: 1,
    // Plans that have the stream have no limit over HTTP; this is what the venue once asked for.
    http: { count: 50, perMs: 1_000 },
    firstRequestMs: 5_000,
  },
  socketPingEveryMs: 20_000,
  silenceMs: 60_000,
  // Nothing comes at night; a new connection each quarter of an hour harms nobody, and a mute one is found by it.
  dataSilenceMs: 900_000,
  source:
    'massive.com/docs (websocket quickstart, stocks; rest stocks) of 2026, massive-com/client-js ac59b97 of 2026-04-27 ' +
    '(openapi.json) and client-go 9471d9b of 2026-07-08 (websocket.json)',
};
