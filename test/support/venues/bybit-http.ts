/**
 * Bybit's public REST addresses: instruments, past bars, the newest trades.
 *
 * @see https://bybit-exchange.github.io/docs/v5/market (bybit-exchange/docs at 072c197, 2026-07-24)
 */
import { madeBars } from './made-bars.ts';
import { numberOf } from './json-text.ts';
import { decimalText, type MadeSymbol, type MadeTrade } from './made-market.ts';
import type { VenueAnswer, VenueRequest } from './venue-protocol.ts';

const INTERVAL_MS: Readonly<Record<string, number>> = { '1': 60_000, '60': 3_600_000 };
const MAX_BARS = 1_000;
/** Of spot markets. */
const MAX_TRADES = 60;

/** `BTCUSDT`. */
export function nativeOf(symbol: MadeSymbol): string {
  return `${symbol.base}${symbol.quote}`;
}

export function answerBybit({ url, market }: VenueRequest): VenueAnswer {
  const query = url.searchParams;
  const list = /^\/v5\/market\/(instruments-info|kline|recent-trade)$/.exec(url.pathname)?.[1];
  if (list === undefined) return { status: 404, body: '' };
  // Of klines another category is the default.
  if (query.get('category') !== 'spot') return refused(10_001, 'category only support spot');
  if (list === 'instruments-info') {
    return ok({ category: 'spot', list: market.symbols.map(instrumentOf), nextPageCursor: '' });
  }
  const symbol = market.symbols.find((one) => nativeOf(one) === query.get('symbol'));
  if (symbol === undefined) return refused(10_001, 'Not supported symbols');
  return list === 'kline'
    ? bars(symbol, query)
    : trades(symbol, market.trades(symbol.symbol), query);
}

function instrumentOf(symbol: MadeSymbol): Readonly<Record<string, unknown>> {
  return {
    symbol: nativeOf(symbol),
    baseCoin: symbol.base,
    quoteCoin: symbol.quote,
    innovation: '0',
    status: 'Trading',
    marginTrading: 'both',
    stTag: '0',
    lotSizeFilter: {
      basePrecision: decimalText(1, symbol.sizeDecimals),
      quotePrecision: '0.00000001',
      minOrderQty: decimalText(48, symbol.sizeDecimals),
      maxOrderQty: '71.73956243',
      minOrderAmt: '1',
      maxOrderAmt: '4000000',
    },
    priceFilter: { tickSize: decimalText(symbol.tickSize, symbol.priceDecimals) },
    riskParameters: { priceLimitRatioX: '0.01', priceLimitRatioY: '0.02' },
  };
}

/** Newest first, the open bar included; bars that open from `start` to `end`. */
function bars(symbol: MadeSymbol, query: URLSearchParams): VenueAnswer {
  const interval = query.get('interval') ?? '';
  const stepMs = INTERVAL_MS[interval];
  if (stepMs === undefined) return refused(10_001, 'Invalid period!');
  const limit = numberOf(query.get('limit'), 200);
  if (!(limit <= MAX_BARS)) return refused(10_001, 'params error: limit');
  const toMs = Math.min(numberOf(query.get('end'), Infinity), Date.now()) + 1;
  const fromMs = Math.max(numberOf(query.get('start'), -Infinity), toMs - limit * stepMs);
  const price = (value: number): string => decimalText(value, symbol.priceDecimals);
  const rows = madeBars(symbol, stepMs, fromMs, toMs, limit).map((bar) => [
    String(bar.openTimeMs),
    price(bar.open),
    price(bar.high),
    price(bar.low),
    price(bar.close),
    decimalText(bar.volume, symbol.sizeDecimals),
    '12.5',
  ]);
  return ok({ category: 'spot', symbol: nativeOf(symbol), list: rows.reverse() });
}

/** Newest first; there is no way to older ones. */
function trades(
  symbol: MadeSymbol,
  all: readonly MadeTrade[],
  query: URLSearchParams,
): VenueAnswer {
  const limit = numberOf(query.get('limit'), MAX_TRADES);
  if (!(limit <= MAX_TRADES)) return refused(10_001, 'params error: limit');
  const list = all.slice(-limit).map((trade) => ({
    execId: trade.id,
    symbol: nativeOf(symbol),
    price: decimalText(trade.price, symbol.priceDecimals),
    size: decimalText(trade.size, symbol.sizeDecimals),
    side: trade.aggressorSide === 'buy' ? 'Buy' : 'Sell',
    time: String(trade.timeMs),
    isBlockTrade: false,
    isRPITrade: false,
    seq: String(80_000_000_000 + trade.number),
  }));
  return ok({ category: 'spot', list: list.reverse() });
}

function ok(result: unknown): VenueAnswer {
  const body = { retCode: 0, retMsg: 'OK', result, retExtInfo: {}, time: Date.now() };
  return { status: 200, body: JSON.stringify(body) };
}

function refused(retCode: number, retMsg: string): VenueAnswer {
  const body = { retCode, retMsg, result: {}, retExtInfo: {}, time: Date.now() };
  return { status: 200, body: JSON.stringify(body) };
}
