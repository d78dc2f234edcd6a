/** What Coinbase Exchange offers and allows. */
import type { VenueCapabilities } from '../venue-capabilities.ts';

/** Public market data. `level2` itself needs a key; `level2_batch` is the same every 50 ms without one. */
export const COINBASE: VenueCapabilities = {
  venue: 'COINBASE',
  url: 'wss://ws-feed.exchange.coinbase.com',
  channels: { trades: 'matches', quotes: 'ticker', depth: 'level2_batch' },
  tradeIds: 'contiguous',
  credentials: [],
  limits: {
    connectionAttempts: { count: 8, perMs: 1_000 },
    requests: { count: 100, perMs: 1_000 },
    // The venue closes a connection without a subscription; with heartbeats one frame a second comes.
    silenceMs: 5_000,
  },
  instrumentsUrl: 'https://api.exchange.coinbase.com/products',
  candlesUrl: 'https://api.exchange.coinbase.com/products/{symbol}/candles?granularity=60',
  tradesUrl: 'https://api.exchange.coinbase.com/products/{symbol}/trades',
  source:
    'docs.cdp.coinbase.com/exchange/websocket-feed (channels, errors, rate limits, best practices), read 2026; ' +
    'frames recorded 2021-04-17',
};
