/** Massive's past bars; pure. */
import type { Bar, BaseInterval } from '../../../proto/types.ts';
import { readBar } from '../bar-reader.ts';
import type { CandleService, Credentials, HttpRequest, Page } from '../venue.ts';
import type { VenueInstrument } from '../venue-mapper.ts';
import { WireReader } from '../wire.ts';
import { MASSIVE_HTTP, massiveHeaders } from './http.ts';

const wire = new WireReader('Massive');
const TIME_SPANS: Readonly<Partial<Record<BaseInterval, string>>> = {
  '1m': 'minute',
  '1h': 'hour',
};
/** A week of minutes: nights and weekends have none. */
const MAX_BARS = 10_000;
/** Of the minutes that an answer is made from, also for hours. */
const MAX_BASE_BARS = 50_000;

/**
 * `GET /v2/aggs/ticker/{ticker}/range/1/{timespan}/{from}/{to}`, prices as they were (`adjusted=false`).
 *
 * The newest come first, so that an answer that the venue cut short lacks only the oldest; its next page is not asked
 * for. Only trades that count for open, high, low and close are in it, so volumes can be below those of the trades.
 *
 * @see https://massive.com/docs/rest/stocks/aggregates/custom-bars (client-js ac59b97 of 2026-04-27, openapi.json)
 */
export const massiveCandles: CandleService = {
  intervals: ['1m', '1h'],
  maxBars: MAX_BARS,
  request(
    { nativeSymbol }: VenueInstrument,
    interval: BaseInterval,
    fromMs: number,
    toMs: number,
    credentials: Credentials,
  ): HttpRequest {
    const range = `1/${TIME_SPANS[interval] ?? 'minute'}/${String(fromMs)}/${String(toMs - 1)}`;
    const query = `adjusted=false&sort=desc&limit=${String(MAX_BASE_BARS)}`;
    return {
      url: `${MASSIVE_HTTP}/v2/aggs/ticker/${encodeURIComponent(nativeSymbol)}/range/${range}?${query}`,
      headers: massiveHeaders(credentials),
    };
  },
  parse(text: string, { instrument }: VenueInstrument): Page<Bar> {
    const { results } = wire.object(text);
    const items: Bar[] = [];
    // Absent where there are none.
    for (const { t, o, h, l, c, v, vw, n } of wire.objects(results ?? [], 'results')) {
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
};
