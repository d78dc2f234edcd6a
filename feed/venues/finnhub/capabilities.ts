/** What Finnhub offers and allows. */
import type { VenueCapabilities } from '../venue-capabilities.ts';

/** Trades of US stocks. */
export const FINNHUB: VenueCapabilities = {
  venue: 'FINNHUB',
  // The key goes behind it, by `connectUrl` of control.ts.
  url: 'wss://ws.finnhub.io',
  channels: { trades: 'trade' },
  tradeIds: 'none',
  credentials: ['key'],
  // Of the free plan. A second connection with the same key ends both, as users measured.
  limits: { connections: 1, symbolsPerConnection: 50 },
  instrumentsUrl: 'https://finnhub.io/api/v1/stock/symbol?exchange=US',
  source:
    'finnhub.io/docs/api (websocket trades), date not known; REST addresses not yet checked; frame recorded 2022-12-29',
};
