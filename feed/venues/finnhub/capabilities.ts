/** What Finnhub offers and allows. */
import type { VenueCapabilities } from '../venue-capabilities.ts';

/** Trades of US stocks. Past bars (`stock/candle`) and past trades (`stock/tick`) are for paid plans and left out. */
export const FINNHUB: VenueCapabilities = {
  venue: 'FINNHUB',
  // The key goes behind it, by `connectUrl` of control.ts.
  url: 'wss://ws.finnhub.io',
  channels: { trades: 'trade' },
  tradeIds: 'none',
  credentials: [{ name: 'key', variable: 'FINNHUB_API_KEY' }],
  defaultSymbols: ['AAPL', 'MSFT', 'NVDA', 'AMZN', 'GOOGL', 'META', 'TSLA', 'SPY'],
  acknowledges: 'none',
  limits: {
    // Of the free plan. A second connection with the same key ends both, as users measured.
    connections: 1,
    planSymbols: 50,
    // And no more than 30 in a second, whatever the plan.
    http: { count: 60, perMs: 60_000 },
  },
  symbolLimitCode: 'symbolLimit',
  // The venue's own pings stop at times while trades go on.
  socketPingEveryMs: 20_000,
  silenceMs: 60_000,
  // Nothing comes at night; a new connection each quarter of an hour harms nobody, and a mute one is found by it.
  dataSilenceMs: 900_000,
  source:
    'finnhub.io/docs/api (websocket trades, authentication, rate limit), date not known; finnhub-python 08da80f of ' +
    '2025-09-26; finnhubio/Finnhub-API#158 and #465; frame recorded 2022-12-29',
};
