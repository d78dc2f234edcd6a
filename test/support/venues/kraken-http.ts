/**
 * Kraken's public REST addresses: pairs, OHLC, trades since a time.
 *
 * @see https://docs.kraken.com/api/docs/rest-api/get-tradable-asset-pairs, get-ohlc-data, get-recent-trades (read 2026)
 */
import { microsOf, nativeOf, restNamesOf } from './kraken-words.ts';
import { madeBars } from './made-bars.ts';
import { numberOf } from './json-text.ts';
import { decimalText, type MadeSymbol, type MadeTrade } from './made-market.ts';
import type { VenueAnswer, VenueRequest } from './venue-protocol.ts';

const MINUTES = [1, 5, 15, 30, 60, 240, 1_440, 10_080, 21_600];
const MAX_BARS = 720;
const MAX_TRADES = 1_000;

export function answerKraken({ url, market }: VenueRequest): VenueAnswer {
  if (url.pathname === '/0/public/AssetPairs') {
    return ok(Object.fromEntries(market.symbols.map((one) => [restNamesOf(one).key, pairOf(one)])));
  }
  const list = /^\/0\/public\/(OHLC|Trades)$/.exec(url.pathname)?.[1];
  if (list === undefined) return { status: 404, body: '{"error":["EGeneral:Unknown method"]}' };
  const pair = url.searchParams.get('pair') ?? '';
  const symbol = market.symbols.find((one) => {
    const { key, altname, wsname } = restNamesOf(one);
    return [key, altname, wsname, nativeOf(one)].includes(pair);
  });
  if (symbol === undefined) return failed('EQuery:Unknown asset pair');
  return list === 'OHLC'
    ? bars(symbol, url.searchParams)
    : trades(symbol, market.trades(symbol.symbol), url.searchParams);
}

function pairOf(symbol: MadeSymbol): Readonly<Record<string, unknown>> {
  const { altname, wsname } = restNamesOf(symbol);
  return {
    altname,
    wsname,
    aclass_base: 'currency',
    base: symbol.base,
    aclass_quote: 'currency',
    quote: symbol.quote,
    lot: 'unit',
    cost_decimals: 5,
    pair_decimals: symbol.priceDecimals,
    lot_decimals: symbol.sizeDecimals,
    lot_multiplier: 1,
    ordermin: '0.0001',
    costmin: '0.5',
    tick_size: decimalText(symbol.tickSize, symbol.priceDecimals),
    status: 'online',
  };
}

/** Oldest first, the open bar last; `[time, open, high, low, close, vwap, volume, count]`, time in seconds. */
function bars(symbol: MadeSymbol, query: URLSearchParams): VenueAnswer {
  const minutes = numberOf(query.get('interval'), 1);
  if (!MINUTES.includes(minutes)) return failed('EGeneral:Invalid arguments');
  const stepMs = minutes * 60_000;
  const nowMs = Date.now();
  const sinceMs = numberOf(query.get('since'), 0) * 1_000;
  // Whatever is asked for, only the newest are there.
  const fromMs = Math.max(sinceMs, nowMs - MAX_BARS * stepMs);
  const price = (value: number): string => decimalText(value, symbol.priceDecimals);
  const rows = madeBars(symbol, stepMs, fromMs, nowMs, MAX_BARS).map((bar) => [
    bar.openTimeMs / 1_000,
    price(bar.open),
    price(bar.high),
    price(bar.low),
    price(bar.close),
    price(bar.close),
    decimalText(bar.volume, symbol.sizeDecimals),
    bar.tradeCount,
  ]);
  const last = Number(rows.at(-2)?.[0] ?? 0);
  return ok({ [restNamesOf(symbol).key]: rows, last });
}

/** Oldest first, those later than `since` (nanoseconds); without it the newest. */
function trades(
  symbol: MadeSymbol,
  all: readonly MadeTrade[],
  query: URLSearchParams,
): VenueAnswer {
  const since = query.get('since');
  const count = Math.min(numberOf(query.get('count'), MAX_TRADES), MAX_TRADES);
  const found =
    since === null
      ? all.slice(-count)
      : all.filter((trade) => nanosOf(trade) > BigInt(since)).slice(0, count);
  const rows = found.map((trade) => [
    decimalText(trade.price, symbol.priceDecimals),
    decimalText(trade.size, symbol.sizeDecimals),
    Number(nanosOf(trade) / 1_000n) / 1e6,
    trade.aggressorSide === 'buy' ? 'b' : 's',
    'l',
    '',
    Number(trade.id),
  ]);
  const last = found.at(-1);
  const end = last === undefined ? (since ?? '0') : String(nanosOf(last));
  return ok({ [restNamesOf(symbol).key]: rows, last: end });
}

function nanosOf({ timeMs, number }: MadeTrade): bigint {
  return BigInt(timeMs) * 1_000_000n + BigInt(microsOf(number)) * 1_000n;
}

function ok(result: unknown): VenueAnswer {
  return { status: 200, body: JSON.stringify({ error: [], result }) };
}

function failed(error: string): VenueAnswer {
  return { status: 200, body: JSON.stringify({ error: [error] }) };
}
