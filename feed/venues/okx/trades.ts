/** OKX's past trades, for holes; pure. */
import type { Trade } from '../../../proto/types.ts';
import { readPastTrade } from '../past-trade.ts';
import { showValue } from '../protocol-fault.ts';
import type { HttpRequest, Page, TradeHole, TradeService } from '../venue.ts';
import { WireReader } from '../wire.ts';
import { okxData, OKX_HTTP } from './http.ts';
import { sideOf } from './side.ts';
import { matchesOf } from './trade-ids.ts';

const wire = new WireReader('OKX');
const MAX_ROWS = 100;

/**
 * `GET /api/v5/market/history-trades`, newest first, by ids: each row is one match, `after` (exclusive) asks for older
 * ones; three months back, 20 requests in 2 s.
 *
 * A trade of the channel `trades` may stand for several matches. Both ends of the hole are met to the match: those
 * that the trades around it stand for are left out, and `matchIds` tells which these are for any other.
 *
 * @see https://www.okx.com/docs-v5/en/#order-book-trading-market-data-get-trades-history (at most 100 rows; a copy that
 *      has the changes of 2025-12)
 */
export const okxTrades: TradeService = {
  request(hole: TradeHole): HttpRequest {
    return pageBefore(hole, matchesOf(hole.beforeId ?? '')?.first);
  },
  parse(text: string, hole: TradeHole): Page<Trade> {
    const { symbol } = hole.instrument.instrument;
    const after = matchesOf(hole.afterId);
    const before = matchesOf(hole.beforeId ?? '');
    const items: Trade[] = [];
    let oldest: bigint | undefined;
    const rows = wire.objects(okxData(wire, text, 'trades'), 'trades');
    for (const row of rows) {
      const tradeId = wire.tradeId(row['tradeId'], `${symbol}: tradeId`);
      const { last: id } =
        matchesOf(tradeId) ??
        wire.fail(`${symbol}: tradeId is ${showValue(tradeId)}, expected digits`);
      oldest = id;
      if (after !== undefined && id < after.last) continue;
      if (before !== undefined && id >= before.first) continue;
      items.push(
        readPastTrade(wire, hole, {
          venueTimeMs: wire.time(row['ts'], `${symbol}: ts`),
          price: row['px'],
          size: row['sz'],
          aggressorSide: sideOf(wire, symbol, row['side']),
          // The last one of the trade before the hole, by which is seen that all behind it are there.
          tradeId: id === after?.last ? hole.afterId : tradeId,
        }),
      );
    }
    const isEnd =
      rows.length < MAX_ROWS || oldest === undefined || oldest <= (after?.last ?? -1n) + 1n;
    return isEnd ? { items } : { items, next: pageBefore(hole, oldest) };
  },
  matchIds(tradeId: string): readonly string[] {
    const range = matchesOf(tradeId);
    if (range === undefined) return [tradeId];
    const ids: string[] = [];
    for (let id = range.first; id <= range.last; id++) ids.push(String(id));
    return ids;
  },
};

function pageBefore({ instrument }: TradeHole, before: bigint | undefined): HttpRequest {
  const query = new URLSearchParams({
    instId: instrument.nativeSymbol,
    type: '1',
    limit: String(MAX_ROWS),
    ...(before === undefined ? {} : { after: String(before) }),
  });
  return { url: `${OKX_HTTP}/market/history-trades?${query.toString()}` };
}
