/**
 * OKX's public REST addresses: instruments, past bars, past trades by id.
 *
 * @see https://www.okx.com/docs-v5/en/#order-book-trading-market-data and #public-data-rest-api-get-instruments (a copy
 *      with the changes of 2025-12)
 */
import { madeBars } from './made-bars.ts';
import { numberOf } from './json-text.ts';
import { decimalText, type MadeSymbol, type MadeTrade } from './made-market.ts';
import type { VenueAnswer, VenueRequest } from './venue-protocol.ts';

const BAR_MS: Readonly<Record<string, number>> = {
  '1s': 1_000,
  '1m': 60_000,
  '1H': 3_600_000,
};
const MAX_BARS = 300;
const MAX_TRADES = 100;

export function answerOkx({ url, market }: VenueRequest): VenueAnswer {
  const query = url.searchParams;
  if (url.pathname === '/api/v5/public/instruments') {
    if (query.get('instType') !== 'SPOT')
      return refused('50014', 'Parameter instType can not be empty.');
    return ok(market.symbols.map(instrumentOf));
  }
  const list = /^\/api\/v5\/market\/(history-candles|history-trades)$/.exec(url.pathname)?.[1];
  if (list === undefined)
    return { status: 404, body: '{"code":"404","data":{},"msg":"Not Found"}' };
  const symbol = market.symbols.find((one) => one.symbol === query.get('instId'));
  if (symbol === undefined) return refused('51001', "Instrument ID or Spread ID doesn't exist.");
  return list === 'history-candles'
    ? bars(symbol, query)
    : trades(symbol, market.trades(symbol.symbol), query);
}

function instrumentOf(symbol: MadeSymbol): Readonly<Record<string, unknown>> {
  return {
    instType: 'SPOT',
    instId: symbol.symbol,
    uly: '',
    instFamily: '',
    baseCcy: symbol.base,
    quoteCcy: symbol.quote,
    settleCcy: '',
    ctVal: '',
    lotSz: decimalText(1, symbol.sizeDecimals),
    minSz: decimalText(1, symbol.sizeDecimals),
    tickSz: decimalText(symbol.tickSize, symbol.priceDecimals),
    lever: '10',
    listTime: '1606468572000',
    expTime: '',
    state: 'live',
    ruleType: 'normal',
  };
}

/** Newest first; `after` and `before` are both excluded, only closed bars. */
function bars(symbol: MadeSymbol, query: URLSearchParams): VenueAnswer {
  const stepMs = BAR_MS[query.get('bar') ?? '1m'];
  if (stepMs === undefined) return refused('51000', 'Parameter bar error');
  const limit = numberOf(query.get('limit'), 100);
  if (!(limit <= MAX_BARS)) return refused('51000', 'Parameter limit error');
  const closedMs = Math.floor(Date.now() / stepMs) * stepMs;
  const toMs = Math.min(numberOf(query.get('after'), Infinity), closedMs);
  const fromMs = Math.max(numberOf(query.get('before'), -Infinity) + 1, toMs - limit * stepMs);
  const price = (value: number): string => decimalText(value, symbol.priceDecimals);
  const rows = madeBars(symbol, stepMs, fromMs, toMs, limit).map((bar) => [
    String(bar.openTimeMs),
    price(bar.open),
    price(bar.high),
    price(bar.low),
    price(bar.close),
    decimalText(bar.volume, symbol.sizeDecimals),
    '12.5',
    '12.5',
    '1',
  ]);
  return ok(rows.reverse());
}

/** Newest first, those with ids below `after` (type 1), or older than it (type 2). */
function trades(
  symbol: MadeSymbol,
  all: readonly MadeTrade[],
  query: URLSearchParams,
): VenueAnswer {
  const limit = numberOf(query.get('limit'), MAX_TRADES);
  if (!(limit <= MAX_TRADES)) return refused('51000', 'Parameter limit error');
  const isByTime = query.get('type') === '2';
  const after = query.get('after');
  const older = all.filter(({ id, timeMs }) => {
    if (after === null) return true;
    return isByTime ? timeMs < Number(after) : BigInt(id) < BigInt(after);
  });
  const rows = older.slice(-limit).map((trade) => ({
    instId: symbol.symbol,
    side: trade.aggressorSide,
    sz: decimalText(trade.size, symbol.sizeDecimals),
    px: decimalText(trade.price, symbol.priceDecimals),
    source: '0',
    tradeId: trade.id,
    ts: String(trade.timeMs),
  }));
  return ok(rows.reverse());
}

function ok(data: unknown): VenueAnswer {
  return { status: 200, body: JSON.stringify({ code: '0', msg: '', data }) };
}

function refused(code: string, msg: string): VenueAnswer {
  return { status: 200, body: JSON.stringify({ code, msg, data: [] }) };
}
