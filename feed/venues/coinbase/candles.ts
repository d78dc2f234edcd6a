/** Coinbase Exchange's candles -> bars; pure. */
import type { Bar, BaseInterval } from '../../../proto/types.ts';
import { INTERVAL_MS } from '../../../proto/types.ts';
import { readBar } from '../bar-reader.ts';
import type { CandleService, HttpRequest, Page } from '../venue.ts';
import type { VenueInstrument } from '../venue-mapper.ts';
import { WireReader } from '../wire.ts';
import { productUrl } from './http.ts';

const wire: WireReader = new WireReader('Coinbase');

/**
 * `GET /products/{id}/candles`: rows `[time in seconds, low, high, open, close, volume]` of JSON numbers, newest first.
 *
 * Intervals without trades have no row. More than 300 in a span are refused. Neither what was turned over nor the number
 * of trades is told: volume times the mean of high, low and close stands for the one, 0 for the other.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/exchange-api/rest-api/products/get-product-candles (copy of 2026; the
 *      order of the fields also in ccxt 023c4fc)
 */
export const coinbaseCandles: CandleService = {
  intervals: ['1m', '1h'],
  maxBars: 300,
  request,
  parse,
};

function request(
  instrument: VenueInstrument,
  interval: BaseInterval,
  fromMs: number,
  toMs: number,
): HttpRequest {
  const lengthMs = INTERVAL_MS[interval];
  const query = new URLSearchParams({
    granularity: String(lengthMs / 1000),
    start: new Date(fromMs).toISOString(),
    // The bar that opens then is in the answer.
    end: new Date(Math.max(fromMs, toMs - lengthMs)).toISOString(),
  });
  return { url: productUrl(instrument, `candles?${query.toString()}`) };
}

function parse(text: string, { instrument }: VenueInstrument): Page<Bar> {
  const items = wire.rows(wire.parse(text), 'candles').flatMap((row) => {
    const [seconds, low, high, open, close, volume] = row;
    const openTime = wire.integer(seconds, 'time of a candle') * 1000;
    return readBar(wire, instrument, { openTime, open, high, low, close, volume }) ?? [];
  });
  return { items };
}
