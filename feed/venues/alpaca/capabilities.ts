/** What Alpaca's stock data offers and allows. */
import type { VenueCapabilities } from '../venue-capabilities.ts';

/** The free feed `iex`; `sip` in the place of it needs a subscription, `test` is open around the clock (FAKEPACA). */
export const ALPACA: VenueCapabilities = {
  venue: 'ALPACA',
  url: 'wss://stream.data.alpaca.markets/v2/iex',
  channels: { trades: 'trades', quotes: 'quotes' },
  tradeIds: 'unique',
  credentials: [
    { name: 'key', variable: 'ALPACA_API_KEY' },
    { name: 'secret', variable: 'ALPACA_API_SECRET' },
  ],
  defaultSymbols: ['AAPL', 'MSFT', 'NVDA', 'AMZN', 'GOOGL', 'META', 'TSLA', 'SPY'],
  // Each answer lists all that is subscribed.
  acknowledges: 'symbols',
  limits: {
    // Of the free plan: one connection a feed, 30 symbols (an old page says 30 channels of trades and quotes).
    connections: 1,
    planSymbols: 30,
    http: { count: 200, perMs: 60_000 },
    // "A few seconds" for the key.
    firstRequestMs: 5_000,
  },
  symbolLimitCode: '405',
  // A WebSocket ping, not a message: that is how the venue's own clients do it.
  socketPingEveryMs: 10_000,
  silenceMs: 30_000,
  // Nothing comes at night; a new connection each quarter of an hour harms nobody, and a mute one is found by it.
  dataSilenceMs: 900_000,
  source:
    'alpaca.markets/docs (streaming market data, real-time and historical stock data; alpacahq/alpaca-docs 2080c5e ' +
    'of 2025-04-10), alpaca-trade-api-go 0bb5314 of 2026-05-08; limits of the free plan as public pages of 2026-07',
};
