/** How the venues of US stocks write numbers and times: JSON numbers, times to the nanosecond. */
import type { MadeSymbol, MadeTrade } from './made-market.ts';

const SYMBOL = { quote: 'USD', priceDecimals: 2, sizeDecimals: 0, tickSize: 1, maxSize: 500 };

/** Also what their lists give. */
export const STOCKS: readonly MadeSymbol[] = [
  { ...SYMBOL, symbol: 'AAPL', base: 'AAPL', startPrice: 19_125 },
  { ...SYMBOL, symbol: 'MSFT', base: 'MSFT', startPrice: 41_250 },
  { ...SYMBOL, symbol: 'SPY', base: 'SPY', startPrice: 52_310 },
];

/** A scaled price as the number that the venues write. */
export function priceNumber(symbol: MadeSymbol, price: number): number {
  return price / 10 ** symbol.priceDecimals;
}

/** Nanoseconds since 1970; trades of one millisecond differ in what is below it. */
export function nanosOf({ timeMs, number }: MadeTrade): bigint {
  return BigInt(timeMs) * 1_000_000n + BigInt(number % 1_000) * 1_000n + 7n;
}

/** RFC 3339 to the nanosecond. */
export function nanoText(nanos: bigint): string {
  const seconds = new Date(Number(nanos / 1_000_000n)).toISOString().slice(0, 19);
  return `${seconds}.${String(nanos % 1_000_000_000n).padStart(9, '0')}Z`;
}

/** Nanoseconds of an RFC 3339 text with any number of decimals. */
export function nanosFrom(text: string): bigint {
  const [, seconds = '', decimals = ''] = /^([^.]+?)(?:\.(\d{1,9}))?Z$/.exec(text) ?? [];
  const wholeMs = Date.parse(`${seconds}Z`);
  if (Number.isNaN(wholeMs)) throw new Error(`no RFC 3339 time: ${text}`);
  return BigInt(wholeMs) * 1_000_000n + BigInt(decimals.padEnd(9, '0'));
}
