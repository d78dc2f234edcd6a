/** Kraken's OHLC data -> bars; pure. */
import type { Bar, BaseInterval } from '../../../proto/types.ts';
import { INTERVAL_MS } from '../../../proto/types.ts';
import { readBar } from '../bar-reader.ts';
import type { CandleService, HttpRequest, Page } from '../venue.ts';
import type { VenueInstrument } from '../venue-mapper.ts';
import { WireReader } from '../wire.ts';
import { KRAKEN_HTTP, pairRows } from './http.ts';
import { httpPair } from './pair-name.ts';

const wire: WireReader = new WireReader('Kraken');

/**
 * `GET /0/public/OHLC`: rows `[time in seconds, open, high, low, close, vwap, volume, count]`, oldest first.
 *
 * Only the newest 720 can be had, whatever `since` says; intervals without trades are rows with a count of 0.
 *
 * @see https://docs.kraken.com/api-reference/market-data/get-ohlc-data (copy of 2026; rows seen of November 2025)
 */
export const krakenCandles: CandleService = {
  intervals: ['1m', '1h'],
  maxBars: 720,
  request,
  parse,
};

function request(
  { nativeSymbol }: VenueInstrument,
  interval: BaseInterval,
  fromMs: number,
): HttpRequest {
  const query = new URLSearchParams({
    pair: httpPair(nativeSymbol),
    interval: String(INTERVAL_MS[interval] / 60_000),
    // A second earlier, so that it makes no difference whether that itself is in the answer.
    since: String(Math.floor(fromMs / 1000) - 1),
  });
  return { url: `${KRAKEN_HTTP}/OHLC?${query.toString()}` };
}

function parse(text: string, { instrument }: VenueInstrument): Page<Bar> {
  const items = pairRows(wire, text).rows.flatMap((row) => {
    const [seconds, open, high, low, close, meanPrice, volume, tradeCount] = row;
    const openTime = wire.integer(seconds, 'time of a candle') * 1000;
    const bar = { openTime, open, high, low, close, meanPrice, volume, tradeCount };
    return readBar(wire, instrument, bar) ?? [];
  });
  return { items };
}
