/** Reads the past bars that venues give over HTTP; pure. */
import type { Bar } from '../../proto/types.ts';
import { barFault } from '../../proto/validate.ts';
import { parseDecimal } from '../decimal.ts';
import { scaleNumber } from './json-number.ts';
import { showValue as show } from './protocol-fault.ts';
import { isAbsurdPastTime } from './venue-time.ts';
import type { WireMarket, WireReader } from './wire.ts';

/** Texts or JSON numbers as the venue wrote them. */
export interface WireBar {
  readonly openTime: unknown;
  readonly open: unknown;
  readonly high: unknown;
  readonly low: unknown;
  readonly close: unknown;
  /** In units of the base asset. */
  readonly volume: unknown;
  /** In units of the quote asset. Absent: volume times the mean price stands for it. */
  readonly turnover?: unknown;
  /** Mean price, weighted by volume; looked at where there is no turnover. Absent: that of high, low and close. */
  readonly meanPrice?: unknown;
  /** Absent: the venue does not tell, which becomes 0. */
  readonly tradeCount?: unknown;
}

/**
 * Scales one bar. Digits beyond the instrument's decimals are rounded: instruments had other decimals in the past, and
 * means and sums have more.
 *
 * @returns Undefined for a bar without volume: intervals without trades have none with us.
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL where it is no bar.
 */
export function readBar(wire: WireReader, market: WireMarket, row: WireBar): Bar | undefined {
  const { symbol, priceDecimals, sizeDecimals } = market;
  const read = (name: 'open' | 'high' | 'low' | 'close' | 'volume', decimals: number): number => {
    const value = rounded(row[name], decimals);
    if (Number.isNaN(value)) {
      wire.fail(`${symbol}: ${name} of a bar is ${show(row[name])}, expected a decimal number`);
    }
    return value;
  };
  const open = read('open', priceDecimals);
  const high = read('high', priceDecimals);
  const low = read('low', priceDecimals);
  const close = read('close', priceDecimals);
  const volume = read('volume', sizeDecimals);
  if (volume === 0) return undefined;
  const meanPrice = numberOf(row.meanPrice) * 10 ** priceDecimals;
  const turnover = numberOf(row.turnover) * 10 ** (priceDecimals + sizeDecimals);
  const mean = Number.isNaN(meanPrice) ? (high + low + close) / 3 : meanPrice;
  const openTimeMs = wire.time(row.openTime, `${symbol}: open time of a bar`);
  if (isAbsurdPastTime(openTimeMs, Infinity)) {
    wire.fail(`${symbol}: open time of a bar is ${show(row.openTime)}, expected one after 2000`);
  }
  const bar: Bar = {
    openTimeMs,
    open,
    high,
    low,
    close,
    volume,
    tradeCount:
      row.tradeCount === undefined ? 0 : wire.integer(row.tradeCount, `${symbol}: trades`),
    turnover: Number.isNaN(turnover) ? mean * volume : turnover,
  };
  const fault = barFault(bar);
  if (fault !== undefined) wire.fail(`${symbol}: a bar's ${fault}`);
  return bar;
}

/** The nearest scaled integer; NaN where there is none up to 2^53 - 1. */
function rounded(value: unknown, decimals: number): number {
  if (typeof value !== 'string') return scaleNumber(value, decimals);
  const exact = parseDecimal(value, decimals);
  return Number.isNaN(exact) ? scaleNumber(numberOf(value), decimals) : exact;
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : NaN;
}
