/** What Kraken's answers over HTTP have in common; pure. */
import { showValue as show } from '../protocol-fault.ts';
import type { JsonObject, WireReader } from '../wire.ts';

export const KRAKEN_HTTP = 'https://api.kraken.com/0/public';

/**
 * The result of an answer `{"error": [], "result": {...}}`. Errors come with HTTP status 200, too many requests as well.
 *
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL where the venue reports an error, or there is no result.
 */
export function krakenResult(wire: WireReader, text: string): JsonObject {
  const { error, result } = wire.object(text);
  if (Array.isArray(error) && error.length > 0) {
    const texts = (error as readonly unknown[]).filter((one) => typeof one === 'string');
    wire.fail(`the venue reports error ${show(texts.length > 0 ? texts.join(', ') : error)}`);
  }
  return wire.objectIn(result, 'result');
}

/** The rows of the only pair of a result, under whichever of its names, and the cursor behind them. */
export function pairRows(
  wire: WireReader,
  text: string,
): { readonly rows: readonly (readonly unknown[])[]; readonly last: unknown } {
  const { last, ...pairs } = krakenResult(wire, text);
  return { rows: wire.rows(Object.values(pairs)[0], 'rows of the pair'), last };
}
