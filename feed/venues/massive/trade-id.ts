/** Ids of Massive's trades; pure. */
import type { WireReader } from '../wire.ts';

/**
 * A trade's id is unique for its exchange and reporting facility, so these stand in front: `11-52983527388738`, with a
 * facility `4-202-71675`.
 *
 * @param facility Absent, or 0, for trades of an exchange itself.
 */
export function tradeIdOf(
  wire: WireReader,
  symbol: string,
  exchange: unknown,
  facility: unknown,
  id: unknown,
): string {
  const place = String(wire.integer(exchange, `${symbol}: exchange`));
  const reported =
    facility === undefined || facility === 0
      ? ''
      : `-${String(wire.integer(facility, `${symbol}: reporting facility`))}`;
  return wire.tradeId(`${place}${reported}-${wire.text(id, `${symbol}: id`)}`, `${symbol}: id`);
}
