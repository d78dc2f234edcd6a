/** Ids of Alpaca's trades, kept to the last digit; pure. */
import type { WireReader } from '../wire.ts';

/** Trade ids are JSON numbers of up to 64 bits; those of 16 digits and more are kept as text. */
const LONG_TRADE_ID = /"i":\s*(\d{16,})/g;
const HAS_LONG_NUMBER = /\d{16}/;

/** Puts long trade ids into quotes, before the text is parsed. */
export function quoteLongIds(text: string): string {
  return HAS_LONG_NUMBER.test(text) ? text.replace(LONG_TRADE_ID, '"i":"$1"') : text;
}

/** An id is unique for its exchange, so the exchange stands in front: `D-96921`. */
export function tradeIdOf(
  wire: WireReader,
  symbol: string,
  exchange: unknown,
  id: unknown,
): string {
  const digits = wire.id(id, `${symbol}: i`);
  return wire.tradeId(`${wire.text(exchange, `${symbol}: x`)}-${digits}`, `${symbol}: x and i`);
}
