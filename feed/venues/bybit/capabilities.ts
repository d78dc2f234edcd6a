/** What Bybit v5 offers and allows. */
import type { VenueCapabilities } from '../venue-capabilities.ts';

/** Spot market data of Bybit's public address. */
export const BYBIT: VenueCapabilities = {
  venue: 'BYBIT',
  url: 'wss://stream.bybit.com/v5/public/spot',
  channels: { trades: 'publicTrade', quotes: 'orderbook.1', depth: 'orderbook.50' },
  tradeIds: 'unique',
  credentials: [],
  defaultSymbols: ['BTC-USDT', 'ETH-USDT', 'SOL-USDT', 'XRP-USDT', 'DOGE-USDT', 'MNT-USDT'],
  acknowledges: 'id',
  bookResync: 'resubscribe',
  limits: {
    connections: 1_000,
    connectionAttempts: { count: 500, perMs: 300_000 },
    // Beyond it all requests are answered with 403 for ten minutes: `temporaryStatuses`.
    http: { count: 600, perMs: 5_000 },
    topicsPerRequest: 10,
    requestLength: 21_000,
  },
  pingEveryMs: 20_000,
  silenceMs: 30_000,
  // The best bid and ask come again after 3 s without a change; trades alone may rest for long.
  dataSilenceMs: 120_000,
  // "access too frequent"; an address in the USA gets the same status, and always.
  temporaryStatuses: { 403: 600_000 },
  source:
    'bybit-exchange/docs at 072c197 of 2026-07-24 (ws/connect, public/trade, public/orderbook, market/kline, ' +
    'market/recent-trade, market/instrument, rate-limit); frames recorded 2023-04-05',
};
