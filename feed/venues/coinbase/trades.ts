/** Coinbase Exchange's past trades, for holes; pure. */
import type { Trade } from '../../../proto/types.ts';
import { readPastTrade } from '../past-trade.ts';
import { showValue as show } from '../protocol-fault.ts';
import type { HttpRequest, Page, TradeHole, TradeService } from '../venue.ts';
import { WireReader } from '../wire.ts';
import { productUrl } from './http.ts';

const wire: WireReader = new WireReader('Coinbase');

/**
 * `GET /products/{id}/trades`, newest first: pages go back from the trade behind the hole, or from the newest one.
 *
 * The cursor `after` is a trade id, its own trade excluded.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/exchange-api/rest-api/products/get-product-trades and
 *      https://docs.cdp.coinbase.com/exchange/rest-api/pagination (copies of 2026)
 */
export const coinbaseTrades: TradeService = {
  request: (hole) => requestBefore(hole, hole.beforeId),
  parse,
};

function requestBefore({ instrument }: TradeHole, id: string | undefined): HttpRequest {
  const cursor = id === undefined ? '' : `&after=${id}`;
  return { url: productUrl(instrument, `trades?limit=1000${cursor}`) };
}

function parse(text: string, hole: TradeHole): Page<Trade> {
  let oldestId = Infinity;
  const items = wire.objects(wire.parse(text), 'trades').map((row) => {
    const side = row['side'];
    if (side !== 'buy' && side !== 'sell') {
      wire.fail(`side is ${show(side)}, expected "buy" or "sell"`);
    }
    const id = wire.integer(row['trade_id'], 'trade_id');
    oldestId = Math.min(oldestId, id);
    return readPastTrade(wire, hole, {
      venueTimeMs: wire.time(row['time'], 'time'),
      price: row['price'],
      size: row['size'],
      // The venue names the side of the maker.
      aggressorSide: side === 'buy' ? 'sell' : 'buy',
      tradeId: String(id),
    });
  });
  const isEnd = items.length === 0 || oldestId <= Number(hole.afterId) + 1;
  return isEnd ? { items } : { items, next: requestBefore(hole, String(oldestId)) };
}
