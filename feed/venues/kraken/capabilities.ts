/** What Kraken's WebSocket API v2 offers and allows. */
import type { VenueCapabilities } from '../venue-capabilities.ts';

/** Spot market data of the public address. The rate of requests is limited, but by no published number. */
export const KRAKEN: VenueCapabilities = {
  venue: 'KRAKEN',
  url: 'wss://ws.kraken.com/v2',
  channels: { trades: 'trade', quotes: 'ticker', depth: 'book' },
  tradeIds: 'contiguous',
  credentials: [],
  limits: {},
  instrumentsUrl: 'https://api.kraken.com/0/public/AssetPairs',
  candlesUrl: 'https://api.kraken.com/0/public/OHLC?pair={symbol}&interval=1',
  tradesUrl: 'https://api.kraken.com/0/public/Trades?pair={symbol}',
  source:
    'docs.kraken.com/exchange/api-reference/spot-websocket-v2 and guides/websockets, read 2026; ' +
    'that trade ids have no holes: 1,000 trades of XBTUSDT over REST of November 2025',
};

/** Book depths that can be subscribed to. */
const BOOK_DEPTHS = [10, 25, 100, 500, 1000] as const;

/** Depth to subscribe a book with so that it shows `depthLevels` levels a side, 1..50. */
export function bookDepthFor(depthLevels: number): number {
  return BOOK_DEPTHS.find((depth) => depth >= depthLevels) ?? 1000;
}
