/** What Alpaca's stock data offers and allows. */
import type { VenueCapabilities } from '../venue-capabilities.ts';

/** The free feed `iex`; `sip` in the place of it needs a subscription, `test` is open around the clock (FAKEPACA). */
export const ALPACA: VenueCapabilities = {
  venue: 'ALPACA',
  url: 'wss://stream.data.alpaca.markets/v2/iex',
  channels: { trades: 'trades', quotes: 'quotes' },
  tradeIds: 'unique',
  credentials: ['key', 'secret'],
  // Of the free plan.
  limits: { connections: 1, symbolsPerConnection: 30 },
  // A WebSocket ping, not a message: that is how the venue's own clients do it.
  instrumentsUrl: 'https://paper-api.alpaca.markets/v2/assets?status=active&asset_class=us_equity',
  candlesUrl: 'https://data.alpaca.markets/v2/stocks/{symbol}/bars?timeframe=1Min',
  tradesUrl: 'https://data.alpaca.markets/v2/stocks/{symbol}/trades',
  source:
    'docs.alpaca.markets and alpaca-trade-api-go at 0bb5314, date not known; REST addresses not yet checked',
};
