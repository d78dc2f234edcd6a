/**
 * Massive's REST addresses: tickers and past trades page by page, past bars. Pages are shorter than asked for, so that
 * few rows make several; the address of the next one is the venue's own.
 *
 * @see https://massive.com/docs/rest/stocks (massive-com/client-js at ac59b97, 2026-04-27, openapi.json)
 */
import { numberOf } from './json-text.ts';
import { madeBars } from './made-bars.ts';
import type { MadeSymbol, MadeTrade } from './made-market.ts';
import { nanosOf, priceNumber } from './stock-words.ts';
import type { VenueAnswer, VenueRequest } from './venue-protocol.ts';

const HOST = 'https://api.massive.com';
const SPAN_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000 };
const PAGE_TICKERS = 2;
const PAGE_TRADES = 40;
const MAX_BARS = 50_000;

export function answerMassive(request: VenueRequest): VenueAnswer {
  const { url, headers, market } = request;
  const { pathname, searchParams } = url;
  const bearer = /^Bearer (.+)$/.exec(headers['authorization'] ?? '')?.[1];
  if (!request.isKey(bearer ?? searchParams.get('apiKey'))) {
    return refused(401, 'Unknown API Key');
  }
  // All of the question is in the cursor.
  const cursor = searchParams.get('cursor');
  const query =
    cursor === null
      ? searchParams
      : new URLSearchParams(Buffer.from(cursor, 'base64url').toString());
  if (pathname === '/v3/reference/tickers') return tickers(market.symbols, query);
  const ticker = /^\/v3\/trades\/([^/]+)$/.exec(pathname)?.[1];
  if (ticker !== undefined) {
    const symbol = market.symbols.find((one) => one.symbol === ticker);
    return trades(ticker, symbol, symbol === undefined ? [] : market.trades(ticker), query);
  }
  const range = /^\/v2\/aggs\/ticker\/([^/]+)\/range\/1\/(minute|hour)\/(\d+)\/(\d+)$/.exec(
    pathname,
  );
  if (range === null) return refused(404, 'not found');
  const symbol = market.symbols.find((one) => one.symbol === range[1]);
  return bars(symbol, SPAN_MS[range[2] ?? ''] ?? 0, Number(range[3]), Number(range[4]), query);
}

function tickers(symbols: readonly MadeSymbol[], query: URLSearchParams): VenueAnswer {
  const limit = numberOf(query.get('limit'), 100);
  if (!(limit <= 1_000)) return refused(400, 'limit must be at most 1000');
  const first = query.get('ticker.gte') ?? '';
  const last = query.get('ticker.lte') ?? '\u{10ffff}';
  const found = symbols
    .map(({ symbol }) => symbol)
    .filter((ticker) => ticker >= first && ticker <= last)
    .sort();
  const rows = found.map((ticker) => ({
    ticker,
    name: `${ticker} Inc.`,
    market: 'stocks',
    locale: 'us',
    primary_exchange: 'XNAS',
    type: 'CS',
    active: true,
    currency_name: 'usd',
    last_updated_utc: '2026-04-25T00:00:00Z',
  }));
  return page(rows, '/v3/reference/tickers', query, Math.min(limit, PAGE_TICKERS));
}

/** By the time of the SIP, newest first unless wanted otherwise. */
function trades(
  ticker: string,
  symbol: MadeSymbol | undefined,
  all: readonly MadeTrade[],
  query: URLSearchParams,
): VenueAnswer {
  const limit = numberOf(query.get('limit'), 1_000);
  if (!(limit <= 50_000)) return refused(400, 'limit must be at most 50000');
  const first = BigInt(query.get('timestamp.gte') ?? 0);
  const last = BigInt(query.get('timestamp.lte') ?? 1n << 63n);
  const found = all.filter((trade) => nanosOf(trade) >= first && nanosOf(trade) <= last);
  if (query.get('order') !== 'asc') found.reverse();
  const rows = found.map((trade) => ({
    conditions: [14, 41],
    exchange: 11,
    id: trade.id,
    participant_timestamp: Number(nanosOf(trade)) - 1_000_000,
    price: symbol === undefined ? 0 : priceNumber(symbol, trade.price),
    sequence_number: 3_000_000 + trade.number,
    sip_timestamp: Number(nanosOf(trade)),
    size: trade.size,
    tape: 3,
  }));
  return page(rows, `/v3/trades/${ticker}`, query, Math.min(limit, PAGE_TRADES));
}

/** Both ends are included; without an order the oldest first. */
function bars(
  symbol: MadeSymbol | undefined,
  stepMs: number,
  fromMs: number,
  endMs: number,
  query: URLSearchParams,
): VenueAnswer {
  if (!(numberOf(query.get('limit'), 5_000) <= MAX_BARS)) return refused(400, 'limit');
  const toMs = Math.min(endMs, Date.now()) + 1;
  const made = symbol === undefined ? [] : madeBars(symbol, stepMs, fromMs, toMs, MAX_BARS);
  const results = made.map((bar) => ({
    v: bar.volume,
    vw: scaled(symbol, bar.close),
    o: scaled(symbol, bar.open),
    c: scaled(symbol, bar.close),
    h: scaled(symbol, bar.high),
    l: scaled(symbol, bar.low),
    t: bar.openTimeMs,
    n: bar.tradeCount,
  }));
  if (query.get('sort') === 'desc') results.reverse();
  const body = {
    ticker: symbol?.symbol,
    queryCount: results.length,
    resultsCount: results.length,
    adjusted: query.get('adjusted') !== 'false',
    ...(results.length > 0 && { results }),
    status: 'OK',
    request_id: '6a7e466379af0a71039d60cc78e72282',
  };
  return { status: 200, body: JSON.stringify(body) };
}

function scaled(symbol: MadeSymbol | undefined, price: number): number {
  return symbol === undefined ? 0 : priceNumber(symbol, price);
}

function page(
  rows: readonly unknown[],
  path: string,
  query: URLSearchParams,
  size: number,
): VenueAnswer {
  const from = numberOf(query.get('from'), 0);
  const rest = new URLSearchParams(query);
  rest.set('from', String(from + size));
  const cursor = Buffer.from(rest.toString()).toString('base64url');
  const body = {
    results: rows.slice(from, from + size),
    status: 'OK',
    request_id: 'e70013d92930de90e089dc8fa098888e',
    ...(from + size < rows.length && { next_url: `${HOST}${path}?cursor=${cursor}` }),
  };
  return { status: 200, body: JSON.stringify(body) };
}

function refused(status: number, error: string): VenueAnswer {
  const body = { status: 'ERROR', request_id: '8c92cb28bb5d7d1e2c1c6ab5ad33b7d9', error };
  return { status, body: JSON.stringify(body) };
}
