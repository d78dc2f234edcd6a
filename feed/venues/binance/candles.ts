/** Binance's klines -> bars; pure. */
import type { Bar } from '../../../proto/types.ts';
import { readBar } from '../bar-reader.ts';
import type { CandleService, Page } from '../venue.ts';
import type { VenueInstrument } from '../venue-mapper.ts';
import { WireReader } from '../wire.ts';
import { BINANCE_HTTP } from './http.ts';

const MAX_BARS = 1_000;
const wire: WireReader = new WireReader('Binance');

/**
 * `GET /api/v3/klines`: rows `[openTime, open, high, low, close, volume, closeTime, quoteVolume, count, ...]`.
 *
 * @see https://github.com/binance/binance-spot-api-docs/blob/master/rest-api.md "Kline/Candlestick data"
 */
export const binanceCandles: CandleService = {
  intervals: ['1s', '1m', '1h'],
  maxBars: MAX_BARS,
  request({ nativeSymbol }, interval, fromMs, toMs) {
    // Both ends count.
    const span = `startTime=${String(fromMs)}&endTime=${String(toMs - 1)}`;
    const query = `symbol=${encodeURIComponent(nativeSymbol)}&interval=${interval}&${span}&limit=${String(MAX_BARS)}`;
    return { url: `${BINANCE_HTTP}/api/v3/klines?${query}`, weight: 2 };
  },
  parse,
};

function parse(text: string, { instrument }: VenueInstrument): Page<Bar> {
  const items = wire.rows(wire.parse(text), 'klines').flatMap((row) => {
    const [openTime, open, high, low, close, volume, , turnover, tradeCount] = row;
    const wireBar = { openTime, open, high, low, close, volume, turnover, tradeCount };
    return readBar(wire, instrument, wireBar) ?? [];
  });
  return { items };
}
