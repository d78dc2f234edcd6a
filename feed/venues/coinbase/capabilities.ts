/** What Coinbase Exchange offers and allows. */
import type { VenueCapabilities } from '../venue-capabilities.ts';

/** Public market data. `level2` itself needs a key; `level2_batch` is the same every 50 ms without one. */
export const COINBASE: VenueCapabilities = {
  venue: 'COINBASE',
  url: 'wss://ws-feed.exchange.coinbase.com',
  channels: { trades: 'matches', quotes: 'ticker', depth: 'level2_batch' },
  tradeIds: 'contiguous',
  credentials: [],
  defaultSymbols: ['BTC-USD', 'ETH-USD', 'SOL-USD', 'XRP-USD', 'DOGE-USD'],
  acknowledges: 'symbols',
  bookResync: 'resubscribe',
  limits: {
    connectionAttempts: { count: 8, perMs: 1_000 },
    messages: { count: 100, perMs: 1_000 },
    http: { count: 10, perMs: 1_000 },
    firstRequestMs: 5_000,
  },
  // A heartbeat a second for each product.
  silenceMs: 10_000,
  dataSilenceMs: 120_000,
  source:
    'docs.cdp.coinbase.com/exchange (websocket-feed: overview, channels, errors, rate-limits, best-practices; ' +
    'rest-api: rate-limits, pagination; get-product-candles, get-product-trades), copies of 2026; frames recorded ' +
    '2021-04-17. Not checked: that `after` takes any trade id (clients use it so since 2018), and what an error to a ' +
    'subscription of several products leaves subscribed',
};
