/** Massive's past trades, for holes; pure. */
import type { Trade } from '../../../proto/types.ts';
import { StockReader } from '../stock-reader.ts';
import type { Credentials, HttpRequest, Page, TradeHole, TradeService } from '../venue.ts';
import { MASSIVE_HTTP, massiveHeaders } from './http.ts';
import { tradeIdOf } from './trade-id.ts';

/** Per page, the most that there is. */
const MAX_TRADES = 50_000;

/**
 * `GET /v3/trades/{ticker}`: by the nanosecond time of the SIP, oldest first; `next_url` leads on and is absent at the
 * end.
 *
 * Our times end at the millisecond, so the whole of the last one is asked for. Needs a plan with trades, as the stream
 * does.
 *
 * @see https://massive.com/docs/rest/stocks/trades-quotes/trades (client-js ac59b97 of 2026-04-27, openapi.json)
 */
export const massiveTrades: TradeService = {
  request(
    { instrument, afterTimeMs, beforeTimeMs }: TradeHole,
    credentials: Credentials,
  ): HttpRequest {
    const query = new URLSearchParams({
      'timestamp.gte': `${String(afterTimeMs)}000000`,
      'timestamp.lte': `${String(beforeTimeMs)}999999`,
      order: 'asc',
      sort: 'timestamp',
      limit: String(MAX_TRADES),
    });
    const ticker = encodeURIComponent(instrument.nativeSymbol);
    return {
      url: `${MASSIVE_HTTP}/v3/trades/${ticker}?${query.toString()}`,
      headers: massiveHeaders(credentials),
    };
  },
  parse(text: string, { instrument: { instrument } }: TradeHole): Page<Trade> {
    const reader = new StockReader('Massive', []);
    const answer = reader.object(text);
    const { symbol } = instrument;
    const items = reader.objects(answer['results'] ?? [], 'results').map((row) => {
      const size = row['decimal_size'];
      return reader.pastTrade(instrument, {
        venueTimeMs: reader.time(row['sip_timestamp'], `${symbol}: sip_timestamp`),
        price: reader.numberPrice(instrument, row['price'], 'price'),
        size:
          typeof size === 'string'
            ? reader.size(instrument, size, 'decimal_size')
            : reader.numberSize(instrument, row['size'], 'size'),
        tradeId: tradeIdOf(reader, symbol, row['exchange'], row['trf_id'], row['id']),
      });
    });
    const { next_url: next } = answer;
    return typeof next === 'string' && next !== '' ? { items, next: { url: next } } : { items };
  },
};
