/** What Bybit's answers over HTTP have in common; pure. */
import { showJson, showValue as show } from '../protocol-fault.ts';
import type { JsonObject, WireReader } from '../wire.ts';

export const BYBIT_HTTP = 'https://api.bybit.com/v5/market';

/**
 * The result of an answer `{"retCode":0,"retMsg":"OK","result":{...}}`.
 *
 * @param what For messages, e.g. `bars`.
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL where the code is another, or there is no result.
 */
export function bybitResult(wire: WireReader, text: string, what: string): JsonObject {
  const answer = wire.object(text);
  const { retCode } = answer;
  if (retCode !== 0) {
    wire.fail(`${what}: expected retCode 0, got ${showJson(retCode)} (${show(answer['retMsg'])})`);
  }
  return wire.objectIn(answer['result'], `${what}: result`);
}
