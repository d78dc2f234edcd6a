/** OKX's past bars; pure. */
import type { Bar, BaseInterval } from '../../../proto/types.ts';
import { readBar } from '../bar-reader.ts';
import type { CandleService, HttpRequest, Page } from '../venue.ts';
import type { VenueInstrument } from '../venue-mapper.ts';
import { WireReader } from '../wire.ts';
import { okxData, OKX_HTTP } from './http.ts';

const wire = new WireReader('OKX');
const BAR_NAMES: Readonly<Record<BaseInterval, string>> = { '1s': '1s', '1m': '1m', '1h': '1H' };
const MAX_BARS = 300;

/**
 * `GET /api/v5/market/history-candles`: newest first, `after` and `before` are both exclusive, 20 requests in 2 s.
 *
 * Rows are `[opens, open, high, low, close, base volume, quote volume, quote volume, is closed]`, of spot markets; the
 * number of trades is not told. Minutes without a trade are rows without volume.
 *
 * @see https://www.okx.com/docs-v5/en/#order-book-trading-market-data-get-candlesticks-history (at most 300 rows: a copy
 *      of the page that has the changes of 2025-12; nautilus_trader a95c804 says 100)
 */
export const okxCandles: CandleService = {
  intervals: ['1m', '1h'],
  maxBars: MAX_BARS,
  request(
    { nativeSymbol }: VenueInstrument,
    interval: BaseInterval,
    fromMs: number,
    toMs: number,
  ): HttpRequest {
    const query = new URLSearchParams({
      instId: nativeSymbol,
      bar: BAR_NAMES[interval],
      before: String(fromMs - 1),
      after: String(toMs),
      limit: String(MAX_BARS),
    });
    return { url: `${OKX_HTTP}/market/history-candles?${query.toString()}` };
  },
  parse(text: string, { instrument }: VenueInstrument): Page<Bar> {
    const items = wire.rows(okxData(wire, text, 'bars'), 'bars').flatMap((row) => {
      const [openTime, open, high, low, close, volume, , turnover] = row;
      const bar = { openTime, open, high, low, close, volume, turnover };
      return readBar(wire, instrument, bar) ?? [];
    });
    return { items };
  },
};
