/** Alpaca's past trades, for holes; pure. */
import type { Trade } from '../../../proto/types.ts';
import { StockReader } from '../stock-reader.ts';
import type { Credentials, HttpRequest, Page, TradeHole, TradeService } from '../venue.ts';
import { ALPACA_STOCKS, alpacaHeaders, type AlpacaFeed } from './http.ts';
import { quoteLongIds, tradeIdOf } from './trade-id.ts';

const MAX_TRADES = 10_000;

/**
 * `GET /v2/stocks/{symbol}/trades`: by time, oldest first, `start` and `end` included; `next_page_token` leads on,
 * null at the end.
 *
 * Our times end at the millisecond and the venue's do not, so the whole of the last millisecond is asked for.
 *
 * @see https://alpaca.markets/docs/api-references/market-data-api/stock-pricing-data/historical (alpacahq/alpaca-docs
 *      2080c5e of 2025-04-10)
 */
export const alpacaTrades = (feed: AlpacaFeed): TradeService => ({
  request(hole: TradeHole, credentials: Credentials): HttpRequest {
    return { url: urlOf(hole, feed), headers: alpacaHeaders(credentials) };
  },
  parse(text: string, hole: TradeHole): Page<Trade> {
    const reader = new StockReader('Alpaca', []);
    const answer = reader.object(quoteLongIds(text));
    const { instrument } = hole.instrument;
    const { symbol } = instrument;
    // Null where there are none.
    const items = reader.objects(answer['trades'] ?? [], 'trades').map((row) =>
      reader.pastTrade(instrument, {
        venueTimeMs: reader.time(row['t'], `${symbol}: t`),
        price: reader.numberPrice(instrument, row['p'], 'p'),
        size: reader.numberSize(instrument, row['s'], 's'),
        tradeId: tradeIdOf(reader, symbol, row['x'], row['i']),
      }),
    );
    const token = answer['next_page_token'];
    if (typeof token !== 'string' || token === '') return { items };
    return { items, next: { url: `${urlOf(hole, feed)}&page_token=${encodeURIComponent(token)}` } };
  },
});

function urlOf(
  { instrument: { nativeSymbol }, afterTimeMs, beforeTimeMs }: TradeHole,
  feed: AlpacaFeed,
): string {
  const query = new URLSearchParams({
    start: new Date(afterTimeMs).toISOString(),
    end: new Date(beforeTimeMs).toISOString().replace('Z', '999999Z'),
    limit: String(MAX_TRADES),
    feed,
    sort: 'asc',
  });
  return `${ALPACA_STOCKS}/${encodeURIComponent(nativeSymbol)}/trades?${query.toString()}`;
}
