/** Kraken's past trades, for holes; pure. */
import type { Trade } from '../../../proto/types.ts';
import { readPastTrade } from '../past-trade.ts';
import { showValue as show } from '../protocol-fault.ts';
import type { HttpRequest, Page, TradeHole, TradeService } from '../venue.ts';
import { WireReader } from '../wire.ts';
import { KRAKEN_HTTP, pairRows } from './http.ts';
import { httpPair } from './pair-name.ts';

const MAX_TRADES = 1_000;
const DIGITS = /^\d{1,19}$/;
const wire: WireReader = new WireReader('Kraken');

/**
 * `GET /0/public/Trades`, oldest first: rows `[price, size, time in seconds, "b" or "s", "m" or "l", misc, trade id]`.
 *
 * There is no cursor by id, only by time in nanoseconds. It is always set a little back, as several trades have the same
 * time, and a page may end between them.
 *
 * @see https://docs.kraken.com/api/docs/rest-api/get-recent-trades and
 *      https://docs.kraken.com/exchange/guides/general/historical-data (copies of 2026; rows seen of November 2025)
 */
export const krakenTrades: TradeService = {
  // Times of the stream are cut to the millisecond: everything of that one comes, too.
  request: (hole) => requestSince(hole, `${String(hole.afterTimeMs - 1)}999999`),
  parse,
};

function requestSince({ instrument }: TradeHole, since: string): HttpRequest {
  const pair = encodeURIComponent(httpPair(instrument.nativeSymbol));
  const query = `pair=${pair}&since=${since}&count=${String(MAX_TRADES)}`;
  return { url: `${KRAKEN_HTTP}/Trades?${query}` };
}

function parse(text: string, hole: TradeHole): Page<Trade> {
  const { rows, last } = pairRows(wire, text);
  let lastId = 0;
  const items = rows.map((row) => {
    const [price, size, seconds, side, , , tradeId] = row;
    if (side !== 'b' && side !== 's') wire.fail(`side is ${show(side)}, expected "b" or "s"`);
    const id = wire.integer(tradeId, 'trade id');
    lastId = Math.max(lastId, id);
    return readPastTrade(wire, hole, {
      venueTimeMs: millisecondsOf(seconds),
      price,
      size,
      aggressorSide: side === 'b' ? 'buy' : 'sell',
      tradeId: String(id),
    });
  });
  const isEnd = items.length < MAX_TRADES || lastId + 1 >= Number(hole.beforeId ?? Infinity);
  if (isEnd) return { items };
  if (typeof last !== 'string' || !DIGITS.test(last)) {
    wire.fail(`last is ${show(last)}, expected digits of a time in nanoseconds`);
  }
  return { items, next: requestSince(hole, String(BigInt(last) - 1n)) };
}

/** Seconds with decimals as milliseconds, cut as those of the stream are: by its digits, as products would round. */
function millisecondsOf(seconds: unknown): number {
  const [whole, decimals = ''] = String(seconds).split('.');
  const time =
    typeof seconds === 'number' ? Number(`${whole ?? ''}${`${decimals}000`.slice(0, 3)}`) : NaN;
  return Number.isNaN(time) ? wire.fail(`time is ${show(seconds)}, expected seconds`) : time;
}
