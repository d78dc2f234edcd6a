/** Alpaca's trading statuses: which stocks are halted; pure. */
import type { ControlFrame } from '../venue-mapper.ts';
import { isObject, parseQuietly } from '../wire.ts';

/**
 * Codes of the two tapes: 2 and H halt, P pauses for volatility, 3 and T begin trading again. Q lets quotes begin, but
 * not yet trades; the other codes are about imbalances and price bands.
 *
 * @see https://docs.alpaca.markets/docs/real-time-stock-pricing-data "Trading Status" (alpacahq/alpaca-docs 2080c5e of
 *      2025-04-10)
 */
const HALTED: ReadonlySet<unknown> = new Set(['2', 'H', 'P']);
const RESUMED: ReadonlySet<unknown> = new Set(['3', 'T']);
const MAX_MESSAGE_LENGTH = 160;

/** What the first status of a frame says; undefined where there is none, or it is about something else. */
export function haltOf(frame: string): ControlFrame | undefined {
  if (!/"T"\s*:\s*"s"/.test(frame)) return undefined;
  const events = parseQuietly(frame);
  if (!Array.isArray(events)) return undefined;
  for (const event of events as readonly unknown[]) {
    if (!isObject(event) || event['T'] !== 's') continue;
    const { S: symbol, sc: code, sm: status, rm: reason } = event;
    if (typeof symbol !== 'string') continue;
    const kind = HALTED.has(code) ? 'halted' : RESUMED.has(code) ? 'resumed' : undefined;
    if (kind === undefined) continue;
    const words = [status, reason].filter((word) => typeof word === 'string' && word !== '');
    return { kind, symbol, message: words.join(': ').slice(0, MAX_MESSAGE_LENGTH) };
  }
  return undefined;
}
