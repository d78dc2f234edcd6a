/** What OKX v5 offers and allows. */
import type { VenueCapabilities } from '../venue-capabilities.ts';

/** Spot market data of OKX's public address. */
export const OKX: VenueCapabilities = {
  venue: 'OKX',
  url: 'wss://ws.okx.com:8443/ws/v5/public',
  channels: { trades: 'trades', quotes: 'bbo-tbt', depth: 'books' },
  tradeIds: 'unique',
  credentials: [],
  limits: {
    connectionAttempts: { count: 3, perMs: 1_000 },
    requests: { count: 480, perMs: 3_600_000 },
    requestLength: 65_536,
    silenceMs: 30_000,
  },
  // Below the 30 s of silence with room for a slow network.
  pingEveryMs: 20_000,
  instrumentsUrl: 'https://www.okx.com/api/v5/public/instruments?instType=SPOT',
  candlesUrl: 'https://www.okx.com/api/v5/market/history-candles?instId={symbol}&bar=1m',
  tradesUrl: 'https://www.okx.com/api/v5/market/history-trades?instId={symbol}',
  source:
    'okx.com/docs-v5 (overview, public channels), date not known; REST addresses not yet checked; frames recorded 2022-05-13',
};
