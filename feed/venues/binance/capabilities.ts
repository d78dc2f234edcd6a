/** What Binance's spot market streams offer and allow. */
import type { VenueCapabilities } from '../venue-capabilities.ts';

/** Public market data; no key. `wss://data-stream.binance.vision` has the same streams. */
export const BINANCE: VenueCapabilities = {
  venue: 'BINANCE',
  url: 'wss://stream.binance.com:9443/stream',
  channels: { trades: 'trade', quotes: 'bookTicker', depth: 'depth@100ms' },
  tradeIds: 'contiguous',
  credentials: [],
  defaultSymbols: ['BTC-USDT', 'ETH-USDT', 'SOL-USDT', 'BNB-USDT', 'XRP-USDT'],
  acknowledges: 'id',
  bookResync: 'snapshot',
  limits: {
    connectionAttempts: { count: 300, perMs: 300_000 },
    // The venue allows 5, and counts our pongs to its pings: one is left for those.
    messages: { count: 4, perMs: 1_000 },
    http: { count: 6_000, perMs: 60_000 },
    // Not the venue's: a request stays below 4 KB.
    topicsPerRequest: 100,
    topicsPerConnection: 1_024,
    connectionAgeMs: 86_400_000,
  },
  // The venue sends a WebSocket ping every 20 s.
  silenceMs: 45_000,
  dataSilenceMs: 120_000,
  source:
    'github.com/binance/binance-spot-api-docs of 2026-07-21 (web-socket-streams.md, rest-api.md, enums.md, ' +
    'CHANGELOG.md); that trade ids have no holes: frames recorded 2024-08-08. Not documented, so not checked: how ' +
    'long a request may be, and what is answered to a stream that does not exist',
};
