/**
 * Binance's public REST addresses: symbols, order book, trades by id, klines.
 *
 * @see https://github.com/binance/binance-spot-api-docs rest-api.md at a5e0bc3 (2026), weights included
 */
import { nativeOf, priceText, sizeText } from './binance-words.ts';
import { madeBars } from './made-bars.ts';
import { numberOf } from './json-text.ts';
import type { MadeMarket, MadeSymbol, MadeTrade } from './made-market.ts';
import type { VenueAnswer, VenueRequest } from './venue-protocol.ts';

const INTERVAL_MS: Readonly<Record<string, number>> = {
  '1s': 1_000,
  '1m': 60_000,
  '1h': 3_600_000,
  '1d': 86_400_000,
};

export function answerBinance({ url, market }: VenueRequest): VenueAnswer {
  const query = url.searchParams;
  const path = url.pathname;
  if (path === '/api/v3/exchangeInfo') return { ...ok(exchangeInfo(market, query)), weight: 20 };
  if (!/^\/api\/v3\/(depth|trades|historicalTrades|aggTrades|klines)$/.test(path)) {
    return { status: 404, body: '{"code":-1,"msg":"no such path"}' };
  }
  const symbol = market.symbols.find((one) => nativeOf(one) === query.get('symbol'));
  if (symbol === undefined) return refused(-1121, 'Invalid symbol.');
  const trades = market.trades(symbol.symbol);
  switch (path) {
    case '/api/v3/depth':
      return depth(symbol, market, numberOf(query.get('limit'), 100));
    case '/api/v3/klines':
      return klines(symbol, query);
    case '/api/v3/aggTrades':
      return aggregated(symbol, trades, query);
    default:
      return single(symbol, trades, query);
  }
}

function exchangeInfo(market: MadeMarket, query: URLSearchParams): unknown {
  const one = query.get('symbol');
  const several = query.get('symbols');
  const wanted = several === null ? [one] : (JSON.parse(several) as readonly string[]);
  const isAll = one === null && several === null;
  return {
    timezone: 'UTC',
    serverTime: Date.now(),
    rateLimits: [
      { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 6_000 },
    ],
    exchangeFilters: [],
    symbols: market.symbols
      .filter((symbol) => isAll || wanted.includes(nativeOf(symbol)))
      .map((symbol) => ({
        symbol: nativeOf(symbol),
        status: 'TRADING',
        baseAsset: symbol.base,
        baseAssetPrecision: 8,
        quoteAsset: symbol.quote,
        quotePrecision: 8,
        quoteAssetPrecision: 8,
        orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET'],
        icebergAllowed: true,
        isSpotTradingAllowed: true,
        isMarginTradingAllowed: false,
        filters: [
          {
            filterType: 'PRICE_FILTER',
            minPrice: priceText(symbol, symbol.tickSize),
            maxPrice: '1000000.00000000',
            tickSize: priceText(symbol, symbol.tickSize),
          },
          {
            filterType: 'LOT_SIZE',
            minQty: sizeText(symbol, 1),
            maxQty: '9000.00000000',
            stepSize: sizeText(symbol, 1),
          },
        ],
        permissions: [],
        permissionSets: [['SPOT']],
      })),
  };
}

function depth(symbol: MadeSymbol, market: MadeMarket, limit: number): VenueAnswer {
  const weight = limit <= 100 ? 5 : limit <= 500 ? 25 : limit <= 1_000 ? 50 : 250;
  if (limit > 5_000) return refused(-1100, 'Illegal characters found in parameter limit.');
  const { updateId } = market.book(symbol.symbol);
  const { bids, asks } = market.best(symbol.symbol, limit);
  const levels = (list: readonly number[]): [string, string][] =>
    list.flatMap((price, index) =>
      index % 2 === 0 ? [[priceText(symbol, price), sizeText(symbol, list[index + 1] ?? 0)]] : [],
    );
  const body = { lastUpdateId: updateId, bids: levels(bids), asks: levels(asks) };
  return { ...ok(body), weight, isSnapshot: true };
}

/** `trades` and `historicalTrades`: single trades, oldest first, from an id on or the newest. */
function single(
  symbol: MadeSymbol,
  trades: readonly MadeTrade[],
  query: URLSearchParams,
): VenueAnswer {
  const limit = numberOf(query.get('limit'), 500);
  if (limit > 1_000) return refused(-1130, 'Data sent for parameter limit is not valid.');
  const fromId = query.get('fromId');
  const rows =
    fromId === null
      ? trades.slice(-limit)
      : trades.filter(({ id }) => Number(id) >= Number(fromId)).slice(0, limit);
  const body = rows.map((trade) => ({
    id: Number(trade.id),
    price: priceText(symbol, trade.price),
    qty: sizeText(symbol, trade.size),
    quoteQty: '48.00001200',
    time: trade.timeMs,
    isBuyerMaker: trade.aggressorSide === 'sell',
    isBestMatch: true,
  }));
  return { ...ok(body), weight: 25 };
}

/** Trades of one taker order at one price in one, with ids of their own; `f` and `l` are the ids of single trades. */
function aggregated(
  symbol: MadeSymbol,
  trades: readonly MadeTrade[],
  query: URLSearchParams,
): VenueAnswer {
  const groups: MadeTrade[][] = [];
  for (const trade of trades) {
    const last = groups.at(-1);
    const first = last?.[0];
    const isSame =
      first?.price === trade.price &&
      first.timeMs === trade.timeMs &&
      first.aggressorSide === trade.aggressorSide;
    if (isSame) last?.push(trade);
    else groups.push([trade]);
  }
  const limit = numberOf(query.get('limit'), 500);
  const fromId = query.get('fromId');
  const startMs = numberOf(query.get('startTime'), -Infinity);
  const endMs = numberOf(query.get('endTime'), Infinity);
  const rows = groups
    .map((group, index) => ({
      a: 3_000_000_000 + index,
      p: priceText(symbol, group[0]?.price ?? 0),
      q: sizeText(
        symbol,
        group.reduce((sum, { size }) => sum + size, 0),
      ),
      f: Number(group[0]?.id),
      l: Number(group.at(-1)?.id),
      T: group[0]?.timeMs ?? 0,
      m: group[0]?.aggressorSide === 'sell',
      M: true,
    }))
    .filter(({ a, T }) => (fromId === null ? T >= startMs && T <= endMs : a >= Number(fromId)));
  const isNewest = fromId === null && query.get('startTime') === null;
  return { ...ok(isNewest ? rows.slice(-limit) : rows.slice(0, limit)), weight: 4 };
}

/** Oldest first; both ends are open times that are inside. */
function klines(symbol: MadeSymbol, query: URLSearchParams): VenueAnswer {
  const stepMs = INTERVAL_MS[query.get('interval') ?? ''];
  if (stepMs === undefined) return refused(-1120, 'Invalid interval.');
  const limit = numberOf(query.get('limit'), 500);
  if (limit > 1_000) return refused(-1130, 'Data sent for parameter limit is not valid.');
  const toMs = Math.min(numberOf(query.get('endTime'), Infinity), Date.now()) + 1;
  const startMs = numberOf(query.get('startTime'), toMs - limit * stepMs);
  const rows = madeBars(symbol, stepMs, startMs, toMs, limit).map((bar) => [
    bar.openTimeMs,
    priceText(symbol, bar.open),
    priceText(symbol, bar.high),
    priceText(symbol, bar.low),
    priceText(symbol, bar.close),
    sizeText(symbol, bar.volume),
    bar.openTimeMs + stepMs - 1,
    '2434.19055334',
    bar.tradeCount,
    '1756.87402397',
    '28.46694368',
    '0',
  ]);
  return { ...ok(rows), weight: 2 };
}

function ok(body: unknown): VenueAnswer {
  return { status: 200, body: JSON.stringify(body) };
}

function refused(code: number, msg: string): VenueAnswer {
  return { status: 400, body: JSON.stringify({ code, msg }) };
}
