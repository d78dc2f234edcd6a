/** What Kraken's WebSocket API v2 offers and allows. */
import type { VenueCapabilities } from '../venue-capabilities.ts';

/** Spot market data of the public address. */
export const KRAKEN: VenueCapabilities = {
  venue: 'KRAKEN',
  url: 'wss://ws.kraken.com/v2',
  channels: { trades: 'trade', quotes: 'ticker', depth: 'book' },
  tradeIds: 'contiguous',
  credentials: [],
  defaultSymbols: ['BTC-USD', 'ETH-USD', 'SOL-USD', 'XRP-USD', 'DOGE-USD'],
  acknowledges: 'symbols',
  bookResync: 'resubscribe',
  limits: {
    // About 150 in ten minutes, then the address is shut out for ten.
    connectionAttempts: { count: 140, perMs: 600_000 },
    // Limited, but by no published number: what does no harm.
    messages: { count: 5, perMs: 1_000 },
    http: { count: 1, perMs: 1_000 },
  },
  // A heartbeat a second where nothing else comes; the venue advises 5 s.
  silenceMs: 10_000,
  dataSilenceMs: 120_000,
  source:
    'docs.kraken.com/exchange (api-reference/spot-websocket-v2; guides: websockets/introduction, websockets/reconnection, ' +
    'general/historical-data) and api-reference/market-data (get-ohlc-data, get-recent-trades), copies of 2026; ' +
    'requests over HTTP: support.kraken.com article 206548367; names of pairs: list of 2021 (293 pairs); that trade ' +
    'ids have no holes: 1,000 trades of XBTUSDT over HTTP of November 2025. Not checked: whether `since` itself is in ' +
    'the answer (asked so that it makes no difference)',
};

/** Book depths that can be subscribed to. */
const BOOK_DEPTHS = [10, 25, 100, 500, 1000] as const;

/** Depth to subscribe a book with so that it shows `depthLevels` levels a side, 1..50. */
export function bookDepthFor(depthLevels: number): number {
  return BOOK_DEPTHS.find((depth) => depth >= depthLevels) ?? 1000;
}

/** Depth with which all books are subscribed: enough for every Depth. */
export const BOOK_DEPTH = bookDepthFor(50);
