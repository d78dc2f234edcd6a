/** How Kraken writes names and times. */
import type { MadeSymbol } from './made-market.ts';

/** Names over REST of assets that have others on sockets, and the class that stands in front of them. */
const ASSETS: Readonly<Record<string, { readonly rest: string; readonly key: string }>> = {
  BTC: { rest: 'XBT', key: 'XXBT' },
  ETH: { rest: 'ETH', key: 'XETH' },
  USD: { rest: 'USD', key: 'ZUSD' },
};

/** On sockets: `BTC/USD`. */
export function nativeOf(symbol: MadeSymbol): string {
  return `${symbol.base}/${symbol.quote}`;
}

/** Over REST: key `XXBTZUSD`, altname `XBTUSD`, wsname `XBT/USD`. */
export function restNamesOf(symbol: MadeSymbol): {
  readonly key: string;
  readonly altname: string;
  readonly wsname: string;
} {
  const base = ASSETS[symbol.base] ?? { rest: symbol.base, key: symbol.base };
  const quote = ASSETS[symbol.quote] ?? { rest: symbol.quote, key: symbol.quote };
  return {
    key: base.key + quote.key,
    altname: base.rest + quote.rest,
    wsname: `${base.rest}/${quote.rest}`,
  };
}

/** Microseconds of a trade inside its millisecond: those of one millisecond keep their order. */
export function microsOf(number: number): number {
  return number % 1_000;
}

/** RFC 3339 with microseconds. */
export function krakenTime(timeMs: number, number: number): string {
  const micros = String(microsOf(number)).padStart(3, '0');
  return new Date(timeMs).toISOString().replace('Z', `${micros}Z`);
}
