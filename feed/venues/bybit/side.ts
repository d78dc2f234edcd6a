/** Which side took liquidity, in Bybit's words; pure. */
import { showValue as show } from '../protocol-fault.ts';
import type { WireReader } from '../wire.ts';

/** @throws {MarketDataError} ERR_VENUE_PROTOCOL */
export function sideOf(wire: WireReader, field: string, side: unknown): 'buy' | 'sell' {
  if (side === 'Buy') return 'buy';
  if (side === 'Sell') return 'sell';
  return wire.fail(`${field} is ${show(side)}, expected Buy or Sell`);
}
