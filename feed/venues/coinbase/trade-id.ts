/** Trade ids of Coinbase frames, exact at any length; pure. */
import { showValue as show } from '../protocol-fault.ts';
import type { JsonObject, WireMarket, WireReader } from '../wire.ts';

/** An id as digits. Beyond 2^53 JSON.parse has rounded it: then it is taken from the text. */
export function idOf(
  wire: WireReader,
  market: WireMarket,
  event: JsonObject,
  frame: string,
  field: string,
): string {
  const value = event[field];
  if (Number.isSafeInteger(value) && (value as number) >= 0) return String(value);
  const digits =
    typeof value === 'number'
      ? new RegExp(`"${field}"\\s*:\\s*(\\d+)\\s*[,}]`).exec(frame)?.[1]
      : undefined;
  return digits ?? wire.fail(`${market.symbol}: ${field} is ${show(value)}, expected an integer`);
}
