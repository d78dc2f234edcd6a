/** Which side took liquidity, in OKX's words; pure. */
import { showValue as show } from '../protocol-fault.ts';
import type { WireReader } from '../wire.ts';

/** @throws {MarketDataError} ERR_VENUE_PROTOCOL */
export function sideOf(wire: WireReader, symbol: string, side: unknown): 'buy' | 'sell' {
  if (side === 'buy' || side === 'sell') return side;
  return wire.fail(`${symbol}: side is ${show(side)}, expected buy or sell`);
}
