/** What OKX's answers over HTTP have in common; pure. */
import { showJson, showValue as show } from '../protocol-fault.ts';
import type { WireReader } from '../wire.ts';

export const OKX_HTTP = 'https://www.okx.com/api/v5';

/**
 * The rows of an answer `{"code":"0","msg":"","data":[...]}`.
 *
 * @param what For messages, e.g. `bars`.
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL where the code is another, or there are no rows.
 */
export function okxData(wire: WireReader, text: string, what: string): readonly unknown[] {
  const answer = wire.object(text);
  const { code, data } = answer;
  if (code !== '0') {
    wire.fail(`${what}: expected code "0", got ${showJson(code)} (${show(answer['msg'])})`);
  }
  if (!Array.isArray(data)) wire.fail(`${what}: data is ${show(data)}, expected an array`);
  return data;
}
