/**
 * Coinbase Exchange's public REST addresses: products, candles, trades.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/exchange-api/rest-api/products (read 2026)
 */
import { madeBars } from './made-bars.ts';
import { numberOf } from './json-text.ts';
import { decimalText, type MadeSymbol, type MadeTrade } from './made-market.ts';
import type { VenueAnswer, VenueRequest } from './venue-protocol.ts';

const GRANULARITIES = [60, 300, 900, 3_600, 21_600, 86_400];
const MAX_CANDLES = 300;
const MAX_TRADES = 1_000;

export function answerCoinbase({ url, market }: VenueRequest): VenueAnswer {
  if (url.pathname === '/products') {
    return { status: 200, body: JSON.stringify(market.symbols.map(productOf)) };
  }
  const [, product, list] = /^\/products\/([^/]+)\/(candles|trades)$/.exec(url.pathname) ?? [];
  if (list === undefined) return { status: 404, body: '{"message":"route not found"}' };
  const symbol = market.symbols.find((one) => one.symbol === product);
  if (symbol === undefined) return { status: 404, body: '{"message":"NotFound"}' };
  return list === 'candles'
    ? candles(symbol, url.searchParams)
    : trades(symbol, market.trades(symbol.symbol), url.searchParams);
}

function productOf(symbol: MadeSymbol): Readonly<Record<string, unknown>> {
  return {
    id: symbol.symbol,
    base_currency: symbol.base,
    quote_currency: symbol.quote,
    quote_increment: decimalText(symbol.tickSize, symbol.priceDecimals),
    base_increment: decimalText(1, symbol.sizeDecimals),
    display_name: `${symbol.base}-${symbol.quote}`,
    min_market_funds: '1',
    margin_enabled: false,
    post_only: false,
    limit_only: false,
    cancel_only: false,
    status: 'online',
    status_message: '',
    trading_disabled: false,
    fx_stablecoin: false,
    auction_mode: false,
  };
}

/** Newest first; `[time, low, high, open, close, volume]`, time in seconds. Both ends are inside. */
function candles(symbol: MadeSymbol, query: URLSearchParams): VenueAnswer {
  const granularity = numberOf(query.get('granularity'), 60);
  if (!GRANULARITIES.includes(granularity)) {
    return { status: 400, body: '{"message":"Unsupported granularity"}' };
  }
  const stepMs = granularity * 1_000;
  const endMs = timeOf(query.get('end'), Date.now());
  const startMs = timeOf(query.get('start'), endMs - (MAX_CANDLES - 1) * stepMs);
  if ((endMs - startMs) / stepMs > MAX_CANDLES) {
    return {
      status: 400,
      body: '{"message":"granularity too small for the requested time range"}',
    };
  }
  const price = (value: number): number => value / 10 ** symbol.priceDecimals;
  const rows = madeBars(symbol, stepMs, startMs, endMs + 1, MAX_CANDLES + 1).map((bar) => [
    bar.openTimeMs / 1_000,
    price(bar.low),
    price(bar.high),
    price(bar.open),
    price(bar.close),
    bar.volume / 10 ** symbol.sizeDecimals,
  ]);
  return { status: 200, body: JSON.stringify(rows.reverse()) };
}

/** Newest first; `after` asks for older ids than this one, `before` for newer ones. */
function trades(
  symbol: MadeSymbol,
  all: readonly MadeTrade[],
  query: URLSearchParams,
): VenueAnswer {
  const limit = numberOf(query.get('limit'), 1_000);
  if (!(limit >= 1 && limit <= MAX_TRADES)) return { status: 400, body: '{"message":"limit"}' };
  const after = numberOf(query.get('after'), Infinity);
  const before = numberOf(query.get('before'), -Infinity);
  const rows = all
    .filter(({ id }) => Number(id) < after && Number(id) > before)
    .slice(-limit)
    .reverse()
    .map((trade) => ({
      trade_id: Number(trade.id),
      side: trade.aggressorSide === 'buy' ? 'sell' : 'buy',
      size: decimalText(trade.size, symbol.sizeDecimals),
      price: decimalText(trade.price, symbol.priceDecimals),
      time: new Date(trade.timeMs).toISOString().replace('Z', '042Z'),
    }));
  return { status: 200, body: JSON.stringify(rows) };
}

/** ISO 8601, or UNIX seconds. */
function timeOf(text: string | null, absentMs: number): number {
  if (text === null || text === '') return absentMs;
  return /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text);
}
