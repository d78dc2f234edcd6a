/** Binance's old trades, for holes; pure. */
import type { Trade } from '../../../proto/types.ts';
import { readPastTrade } from '../past-trade.ts';
import { showValue as show } from '../protocol-fault.ts';
import type { HttpRequest, Page, TradeHole, TradeService } from '../venue.ts';
import { WireReader } from '../wire.ts';
import { BINANCE_HTTP } from './http.ts';

const MAX_TRADES = 1_000;
const wire: WireReader = new WireReader('Binance');

/**
 * `GET /api/v3/historicalTrades`, by the ids of the `@trade` stream, oldest first.
 *
 * It needs no key since 2023-07-11 (CHANGELOG.md: security type NONE). That `fromId` itself is in the answer is not
 * documented; asked from the last trade that is there, the answer is whole in either case.
 *
 * @see https://github.com/binance/binance-spot-api-docs/blob/master/rest-api.md "Old trade lookup"
 */
export const binanceTrades: TradeService = {
  request: (hole) => requestFrom(hole, hole.afterId),
  parse,
};

function requestFrom({ instrument }: TradeHole, fromId: string): HttpRequest {
  const symbol = encodeURIComponent(instrument.nativeSymbol);
  const query = `symbol=${symbol}&fromId=${fromId}&limit=${String(MAX_TRADES)}`;
  return { url: `${BINANCE_HTTP}/api/v3/historicalTrades?${query}`, weight: 25 };
}

function parse(text: string, hole: TradeHole): Page<Trade> {
  let lastId = 0;
  const items = wire.objects(wire.parse(text), 'trades').map((row) => {
    const isBuyerMaker = row['isBuyerMaker'];
    if (typeof isBuyerMaker !== 'boolean') {
      wire.fail(`isBuyerMaker is ${show(isBuyerMaker)}, expected a boolean`);
    }
    const id = wire.integer(row['id'], 'id');
    lastId = Math.max(lastId, id);
    return readPastTrade(wire, hole, {
      venueTimeMs: wire.time(row['time'], 'time'),
      price: row['price'],
      size: row['qty'],
      aggressorSide: isBuyerMaker ? 'sell' : 'buy',
      tradeId: String(id),
    });
  });
  const isEnd = items.length < MAX_TRADES || lastId + 1 >= Number(hole.beforeId ?? Infinity);
  return isEnd ? { items } : { items, next: requestFrom(hole, String(lastId)) };
}
