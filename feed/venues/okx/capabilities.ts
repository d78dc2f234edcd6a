/** What OKX v5 offers and allows. */
import type { VenueCapabilities } from '../venue-capabilities.ts';

/**
 * Spot market data of OKX's public address.
 *
 * Trades come from `trades` and not from `trades-all`. The latter lists every match alone, as `history-trades` does, but
 * only at another address (`/ws/v5/business`) where there are neither quotes nor books, so each symbol would hang on two
 * connections. The former has one message for all matches of an order at one price and says which ids it stands for;
 * these go into our trade ids (trade-ids.ts), by which a hole is filled to the match from `history-trades`.
 */
export const OKX: VenueCapabilities = {
  venue: 'OKX',
  url: 'wss://ws.okx.com:8443/ws/v5/public',
  channels: { trades: 'trades', quotes: 'bbo-tbt', depth: 'books' },
  tradeIds: 'unique',
  credentials: [],
  defaultSymbols: ['BTC-USDT', 'ETH-USDT', 'SOL-USDT', 'XRP-USDT', 'DOGE-USDT', 'OKB-USDT'],
  // Each channel of each instrument gets an answer of its own that repeats the id of the request.
  acknowledges: 'id',
  bookResync: 'resubscribe',
  limits: {
    connectionAttempts: { count: 3, perMs: 1_000 },
    // The venue counts subscriptions only; pings go on the same account here, which leaves room for 300 an hour.
    messages: { count: 480, perMs: 3_600_000 },
    // Of each of the lists that are used here.
    http: { count: 20, perMs: 2_000 },
    requestLength: 65_536,
  },
  // The venue cuts a connection on which nothing came for 30 s.
  pingEveryMs: 20_000,
  silenceMs: 30_000,
  // A book without changes is sent once more each minute, but only of liquid markets is it known that something comes.
  dataSilenceMs: 120_000,
  source:
    'okx.com/docs-v5 (overview, public channels, market data, public data) in a copy that has the changes of ' +
    '2025-12, and nautilus_trader a95c804 of 2026-07-02; frames recorded 2022-05-13',
};
