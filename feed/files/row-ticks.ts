/** Rows with numbers as text -> ticks with scaled integers; pure. */
import { MarketDataError } from '../../proto/errors.ts';
import type { Instrument, Tick } from '../../proto/types.ts';
import { parseDecimal } from '../decimal.ts';
import { scaleDecimal } from '../lines/decimal-text.ts';
import { showValue } from '../venues/protocol-fault.ts';
import type { Cells, Row } from './row.ts';

/**
 * Makes a tick of a row's cells.
 *
 * @throws {MarketDataError} ERR_TICK_INVALID: which number is none, and what stands in its place.
 */
export function createTick(row: Row, cells: Cells, instrument: Instrument): Tick {
  const { symbol, venueTimeMs } = row;
  const receivedTimeMs = Math.floor(row.timeUs / 1000);
  const { priceDecimals, sizeDecimals } = instrument;
  switch (cells.kind) {
    case 'trade':
      return {
        kind: 'trade',
        symbol,
        venueTimeMs,
        receivedTimeMs,
        price: scale(cells.price, priceDecimals, 'price'),
        size: size(cells.size, sizeDecimals, 'size'),
        aggressorSide: cells.side,
        tradeId: cells.id,
      };
    case 'quote': {
      const hasBid = cells.bidPrice !== '';
      const hasAsk = cells.askPrice !== '';
      return {
        kind: 'quote',
        symbol,
        venueTimeMs,
        receivedTimeMs,
        bidPrice: hasBid ? scale(cells.bidPrice, priceDecimals, 'bid') : 0,
        bidSize: hasBid ? size(cells.bidSize, sizeDecimals, 'bid size') : 0,
        askPrice: hasAsk ? scale(cells.askPrice, priceDecimals, 'ask') : 0,
        askSize: hasAsk ? size(cells.askSize, sizeDecimals, 'ask size') : 0,
      };
    }
    case 'depth': {
      const bids = levels(cells.bids, instrument, 'bid');
      const asks = levels(cells.asks, instrument, 'ask');
      return { kind: 'depth', symbol, venueTimeMs, receivedTimeMs, bids, asks };
    }
  }
}

function levels(
  texts: readonly string[],
  { priceDecimals, sizeDecimals }: Instrument,
  name: string,
): number[] {
  return texts.map((text, index) =>
    index % 2 === 0 ? scale(text, priceDecimals, name) : size(text, sizeDecimals, `${name} size`),
  );
}

function size(text: string, decimals: number, name: string): number {
  const value = scale(text, decimals, name);
  if (value < 0) fail(`${name} is ${showValue(text)}, expected a size of at least 0`);
  return value;
}

function scale(text: string, decimals: number, name: string): number {
  const quick = parseDecimal(text, decimals);
  if (!Number.isNaN(quick)) return quick;
  const scaled = scaleDecimal(text, decimals);
  if (scaled === undefined) {
    fail(`${name} is ${text === '' ? 'empty' : showValue(text)}, expected a decimal number`);
  }
  if (Number.isNaN(scaled.value)) {
    fail(`${name} ${showValue(text)} with ${String(decimals)} decimals is beyond 2^53 - 1`);
  }
  return scaled.value;
}

function fail(message: string): never {
  throw new MarketDataError('ERR_TICK_INVALID', message);
}
