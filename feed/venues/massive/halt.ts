/** Massive's price bands: which stocks are halted; pure. */
import type { ControlFrame } from '../venue-mapper.ts';
import { isObject, parseQuietly } from '../wire.ts';

/**
 * Indicators of a halt and of its end, told of NASDAQ stocks only; the others are about the bands.
 *
 * @see https://massive.com/docs/websocket/stocks/luld (2026)
 */
const HALT = 17;
const RESUMPTION = 18;

/** What the first halt of a frame says; undefined where there is none. */
export function haltOf(frame: string): ControlFrame | undefined {
  if (!/"ev"\s*:\s*"LULD"/.test(frame)) return undefined;
  const events = parseQuietly(frame);
  if (!Array.isArray(events)) return undefined;
  for (const event of events as readonly unknown[]) {
    if (!isObject(event) || event['ev'] !== 'LULD') continue;
    const { T: symbol, i: indicators } = event;
    if (typeof symbol !== 'string' || !Array.isArray(indicators)) continue;
    if (indicators.includes(HALT)) return { kind: 'halted', symbol, message: 'trading halt' };
    if (indicators.includes(RESUMPTION))
      return { kind: 'resumed', symbol, message: 'trading resumed' };
  }
  return undefined;
}
