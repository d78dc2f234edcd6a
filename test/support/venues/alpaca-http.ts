/**
 * Alpaca's REST addresses: assets, past bars, past trades. Pages are shorter than asked for, as the venue reserves it.
 *
 * @see https://alpaca.markets/docs/api-references/market-data-api/stock-pricing-data/historical (alpacahq/alpaca-docs at
 *      2080c5e, 2025-04-10); alpaca-trade-api-go at 0bb5314 (2026-05-08)
 */
import { numberOf } from './json-text.ts';
import { madeBars } from './made-bars.ts';
import type { MadeSymbol, MadeTrade } from './made-market.ts';
import { nanosFrom, nanosOf, nanoText, priceNumber } from './stock-words.ts';
import type { VenueAnswer, VenueRequest } from './venue-protocol.ts';

const TIME_FRAME_MS: Readonly<Record<string, number>> = { '1Min': 60_000, '1Hour': 3_600_000 };
const MAX_LIMIT = 10_000;
const PAGE_TRADES = 40;

export function answerAlpaca(request: VenueRequest): VenueAnswer {
  const { url, headers, market } = request;
  const { pathname, searchParams: query } = url;
  const isWelcome =
    request.isKey(headers['apca-api-key-id']) && request.isKey(headers['apca-api-secret-key']);
  if (!isWelcome) return { status: 403, body: '{"message":"forbidden."}' };
  if (pathname === '/v2/assets') {
    return ok(market.symbols.map(assetOf));
  }
  const [, ticker, list] = /^\/v2\/stocks\/([^/]+)\/(bars|trades)$/.exec(pathname) ?? [];
  if (list === undefined) return { status: 404, body: '{"message":"endpoint not found."}' };
  if (query.get('feed') === 'sip') {
    return {
      status: 403,
      body: '{"message":"subscription does not permit querying recent SIP data"}',
    };
  }
  const limit = numberOf(query.get('limit'), 1_000);
  if (!(limit >= 1 && limit <= MAX_LIMIT)) {
    return { status: 400, body: '{"message":"invalid limit"}' };
  }
  const symbol = market.symbols.find((one) => one.symbol === ticker);
  if (symbol === undefined) return ok({ [list]: null, symbol: ticker, next_page_token: null });
  return list === 'bars'
    ? bars(symbol, query, limit)
    : trades(symbol, market.trades(symbol.symbol), query, limit);
}

function assetOf({ symbol }: MadeSymbol): Readonly<Record<string, unknown>> {
  return {
    id: `b0b6dd9d-8b9b-48a9-ba46-${symbol.padStart(12, '0').toLowerCase()}`,
    class: 'us_equity',
    exchange: 'NASDAQ',
    symbol,
    name: `${symbol} Common Stock`,
    status: 'active',
    tradable: true,
    marginable: true,
    shortable: true,
    easy_to_borrow: true,
    fractionable: true,
  };
}

/** `start` and `end` are included. */
function bars(symbol: MadeSymbol, query: URLSearchParams, limit: number): VenueAnswer {
  const stepMs = TIME_FRAME_MS[query.get('timeframe') ?? ''];
  if (stepMs === undefined) return { status: 400, body: '{"message":"invalid timeframe"}' };
  const fromMs = Number(nanosFrom(query.get('start') ?? '1970-01-01T00:00:00Z') / 1_000_000n);
  const end = query.get('end');
  const endMs = end === null ? Infinity : Number(nanosFrom(end) / 1_000_000n);
  const toMs = Math.min(endMs, Date.now()) + 1;
  const isNewestFirst = query.get('sort') === 'desc';
  const firstMs = isNewestFirst ? Math.max(fromMs, toMs - limit * stepMs) : fromMs;
  const rows = madeBars(symbol, stepMs, firstMs, toMs, limit).map((bar) => ({
    t: `${new Date(bar.openTimeMs).toISOString().slice(0, 19)}Z`,
    o: priceNumber(symbol, bar.open),
    h: priceNumber(symbol, bar.high),
    l: priceNumber(symbol, bar.low),
    c: priceNumber(symbol, bar.close),
    v: bar.volume,
    n: bar.tradeCount,
    vw: priceNumber(symbol, bar.close),
  }));
  if (isNewestFirst) rows.reverse();
  return ok({ bars: rows, symbol: symbol.symbol, next_page_token: null });
}

/** By time, `start` and `end` included, oldest first unless wanted otherwise. */
function trades(
  symbol: MadeSymbol,
  all: readonly MadeTrade[],
  query: URLSearchParams,
  limit: number,
): VenueAnswer {
  const start = nanosFrom(query.get('start') ?? '1970-01-01T00:00:00Z');
  const end = nanosFrom(query.get('end') ?? '2200-01-01T00:00:00Z');
  const found = all.filter((trade) => nanosOf(trade) >= start && nanosOf(trade) <= end);
  if (query.get('sort') === 'desc') found.reverse();
  const token = query.get('page_token');
  const from = token === null ? 0 : Number(Buffer.from(token, 'base64').toString().split('|')[1]);
  const to = from + Math.min(limit, PAGE_TRADES);
  const rows = found.slice(from, to).map((trade) => ({
    t: nanoText(nanosOf(trade)),
    x: 'V',
    p: priceNumber(symbol, trade.price),
    s: trade.size,
    c: ['@'],
    i: Number(trade.id),
    z: 'C',
  }));
  const next = to < found.length ? Buffer.from(`${symbol.symbol}|${to}`).toString('base64') : null;
  return ok({
    trades: rows.length === 0 ? null : rows,
    symbol: symbol.symbol,
    next_page_token: next,
  });
}

function ok(body: unknown): VenueAnswer {
  return { status: 200, body: JSON.stringify(body) };
}
