/** Alpaca's past bars; pure. */
import type { Bar, BaseInterval } from '../../../proto/types.ts';
import { readBar } from '../bar-reader.ts';
import type { CandleService, Credentials, HttpRequest, Page } from '../venue.ts';
import type { VenueInstrument } from '../venue-mapper.ts';
import { WireReader } from '../wire.ts';
import { ALPACA_STOCKS, alpacaHeaders, type AlpacaFeed } from './http.ts';

const wire = new WireReader('Alpaca');
const TIME_FRAMES: Readonly<Partial<Record<BaseInterval, string>>> = {
  '1m': '1Min',
  '1h': '1Hour',
};
/** A week of minutes: nights and weekends have none. */
const MAX_BARS = 10_000;

/**
 * `GET /v2/stocks/{symbol}/bars`: `start` and `end` are included, prices as they were (`adjustment=raw`).
 *
 * The newest come first, so that an answer that the venue cut short lacks only the oldest; its next page is not asked
 * for.
 *
 * @see https://alpaca.markets/docs/api-references/market-data-api/stock-pricing-data/historical (alpacahq/alpaca-docs
 *      2080c5e of 2025-04-10); `sort` as in alpaca-trade-api-go 0bb5314 of 2026-05-08
 */
export const alpacaCandles = (feed: AlpacaFeed): CandleService => ({
  intervals: ['1m', '1h'],
  maxBars: MAX_BARS,
  request(
    { nativeSymbol }: VenueInstrument,
    interval: BaseInterval,
    fromMs: number,
    toMs: number,
    credentials: Credentials,
  ): HttpRequest {
    const query = new URLSearchParams({
      timeframe: TIME_FRAMES[interval] ?? '1Min',
      start: new Date(fromMs).toISOString(),
      end: new Date(toMs - 1).toISOString(),
      limit: String(MAX_BARS),
      adjustment: 'raw',
      feed,
      sort: 'desc',
    });
    const url = `${ALPACA_STOCKS}/${encodeURIComponent(nativeSymbol)}/bars?${query.toString()}`;
    return { url, headers: alpacaHeaders(credentials) };
  },
  parse(text: string, { instrument }: VenueInstrument): Page<Bar> {
    const { bars } = wire.object(text);
    const items: Bar[] = [];
    // Null where there are none.
    for (const { t, o, h, l, c, v, vw, n } of wire.objects(bars ?? [], 'bars')) {
      const bar = readBar(wire, instrument, {
        openTime: t,
        open: o,
        high: h,
        low: l,
        close: c,
        volume: v,
        meanPrice: vw,
        tradeCount: n,
      });
      if (bar !== undefined) items.push(bar);
    }
    return { items };
  },
});
