/** Bybit's past bars; pure. */
import type { Bar, BaseInterval } from '../../../proto/types.ts';
import { readBar } from '../bar-reader.ts';
import type { CandleService, HttpRequest, Page } from '../venue.ts';
import type { VenueInstrument } from '../venue-mapper.ts';
import { WireReader } from '../wire.ts';
import { bybitResult, BYBIT_HTTP } from './http.ts';

const wire = new WireReader('Bybit');
const INTERVAL_NAMES: Readonly<Partial<Record<BaseInterval, string>>> = { '1m': '1', '1h': '60' };
const MAX_BARS = 1_000;

/**
 * `GET /v5/market/kline`: newest first, by when bars open; rows `[opens, open, high, low, close, base volume, quote
 * volume]`, all texts, without the number of trades.
 *
 * Whether `end` itself is included is not said; asked for one millisecond less it is in no case one too many.
 *
 * @see https://bybit-exchange.github.io/docs/v5/market/kline (bybit-exchange/docs 072c197 of 2026-07-24)
 */
export const bybitCandles: CandleService = {
  intervals: ['1m', '1h'],
  maxBars: MAX_BARS,
  request(
    { nativeSymbol }: VenueInstrument,
    interval: BaseInterval,
    fromMs: number,
    toMs: number,
  ): HttpRequest {
    const query = new URLSearchParams({
      category: 'spot',
      symbol: nativeSymbol,
      interval: INTERVAL_NAMES[interval] ?? '1',
      start: String(fromMs),
      end: String(toMs - 1),
      limit: String(MAX_BARS),
    });
    return { url: `${BYBIT_HTTP}/kline?${query.toString()}` };
  },
  parse(text: string, { instrument }: VenueInstrument): Page<Bar> {
    const { list } = bybitResult(wire, text, 'bars');
    const items = wire.rows(list, 'bars: list').flatMap((row) => {
      const [openTime, open, high, low, close, volume, turnover] = row;
      const bar = { openTime, open, high, low, close, volume, turnover };
      return readBar(wire, instrument, bar) ?? [];
    });
    return { items };
  },
};
