/** What Bybit v5 offers and allows. */
import type { VenueCapabilities } from '../venue-capabilities.ts';

/** Spot market data of Bybit's public address. */
export const BYBIT: VenueCapabilities = {
  venue: 'BYBIT',
  url: 'wss://stream.bybit.com/v5/public/spot',
  channels: { trades: 'publicTrade', quotes: 'orderbook.1', depth: 'orderbook.50' },
  tradeIds: 'unique',
  credentials: [],
  limits: {
    connectionAttempts: { count: 500, perMs: 300_000 },
    topicsPerRequest: 10,
    requestLength: 21_000,
  },
  pingEveryMs: 20_000,
  instrumentsUrl: 'https://api.bybit.com/v5/market/instruments-info?category=spot',
  candlesUrl: 'https://api.bybit.com/v5/market/kline?category=spot&symbol={symbol}&interval=1',
  tradesUrl: 'https://api.bybit.com/v5/market/recent-trade?category=spot&symbol={symbol}',
  source:
    'bybit-exchange/docs at 072c197, date not known; REST addresses not yet checked; frames recorded 2023-04-05',
};
