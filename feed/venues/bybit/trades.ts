/** Bybit's newest trades, for holes; pure. */
import type { Trade } from '../../../proto/types.ts';
import { readPastTrade } from '../past-trade.ts';
import type { HttpRequest, Page, TradeHole, TradeService } from '../venue.ts';
import { WireReader } from '../wire.ts';
import { bybitResult, BYBIT_HTTP } from './http.ts';
import { sideOf } from './side.ts';

const wire = new WireReader('Bybit');
/** Of spot; there is nothing older to be had over HTTP. */
const MAX_TRADES = 60;

/**
 * `GET /v5/market/recent-trade`: the newest 60 trades of a spot market and no older ones, so only a short hole is
 * filled whole; of a longer one the newest part, and it is said that it is cut. That `execId` is the id that the stream
 * calls `i` follows from other clients; the venue's page does not say so.
 *
 * @see https://bybit-exchange.github.io/docs/v5/market/recent-trade (bybit-exchange/docs 072c197 of 2026-07-24)
 */
export const bybitTrades: TradeService = {
  request({ instrument: { nativeSymbol } }: TradeHole): HttpRequest {
    const query = new URLSearchParams({
      category: 'spot',
      symbol: nativeSymbol,
      limit: String(MAX_TRADES),
    });
    return { url: `${BYBIT_HTTP}/recent-trade?${query.toString()}` };
  },
  parse(text: string, hole: TradeHole): Page<Trade> {
    const { symbol } = hole.instrument.instrument;
    const { list } = bybitResult(wire, text, 'trades');
    const items = wire.objects(list, 'trades: list').map((row) =>
      readPastTrade(wire, hole, {
        venueTimeMs: wire.time(row['time'], `${symbol}: time`),
        price: row['price'],
        size: row['size'],
        aggressorSide: sideOf(wire, `${symbol}: side`, row['side']),
        tradeId: wire.tradeId(row['execId'], `${symbol}: execId`),
      }),
    );
    const isInside = ({ venueTimeMs, tradeId }: Trade): boolean =>
      venueTimeMs > hole.afterTimeMs && tradeId !== hole.afterId;
    return { items, isCut: items.length >= MAX_TRADES && items.every(isInside) };
  },
};
