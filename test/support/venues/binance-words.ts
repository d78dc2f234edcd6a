/** How Binance writes names and numbers. */
import { decimalText, type MadeSymbol } from './made-market.ts';

/** Numbers are written with so many digits, whatever the step of the symbol is. */
const DIGITS = 8;

/** `BTCUSDT`. */
export function nativeOf(symbol: MadeSymbol): string {
  return `${symbol.base}${symbol.quote}`;
}

export function priceText(symbol: MadeSymbol, price: number): string {
  return decimalText(price, symbol.priceDecimals) + '0'.repeat(DIGITS - symbol.priceDecimals);
}

export function sizeText(symbol: MadeSymbol, size: number): string {
  return decimalText(size, symbol.sizeDecimals) + '0'.repeat(DIGITS - symbol.sizeDecimals);
}
