/** Massive (formerly Polygon) stock frames -> ticks: trades and quotes; pure. */
import type { Tick, Trade } from '../../../proto/types.ts';
import { StockReader } from '../stock-reader.ts';
import type { VenueInstrument, VenueMapper } from '../venue-mapper.ts';
import type { JsonObject } from '../wire.ts';
import { tradeIdOf } from './trade-id.ts';

/**
 * Maps Massive's trades (`T`) and quotes (`Q`); every frame is an array of events of any kinds.
 *
 * A trade's id has its exchange and reporting facility in front (trade-id.ts). The same trade may come twice, also in one
 * frame: readers drop it by its id. Equities name no aggressor. Quote sizes are as the venue gives them. Bars and price bands are counted as unknown.
 *
 * @see https://massive.com/docs/websocket/stocks/trades (date of the page not known)
 */
export class MassiveMapper implements VenueMapper {
  readonly #reader: StockReader;

  /** @param instruments Events of others are counted and passed over. */
  constructor(instruments: readonly VenueInstrument[]) {
    this.#reader = new StockReader('Massive', instruments);
  }

  counts(): Readonly<Record<string, number>> {
    return { ...this.#reader.counts };
  }

  map(frame: string, receivedTimeMs: number): Tick[] {
    const reader = this.#reader;
    const events = reader.objects(reader.parse(frame), 'frame');
    reader.counts.frames += 1;
    const ticks: Tick[] = [];
    for (const event of events) {
      const type = event['ev'];
      if (type !== 'T' && type !== 'Q') {
        reader.counts[type === 'status' ? 'controlFrames' : 'unknownEvents'] += 1;
        continue;
      }
      const tick =
        type === 'T'
          ? this.#trade(event, receivedTimeMs)
          : this.#reader.quote(event, 'sym', receivedTimeMs);
      if (tick !== undefined) ticks.push(tick);
    }
    return ticks;
  }

  #trade(event: JsonObject, receivedTimeMs: number): Trade | undefined {
    const reader = this.#reader;
    const market = reader.market(event['sym'], 'sym');
    if (market === undefined) return undefined;
    const { symbol } = market;
    return {
      kind: 'trade',
      symbol,
      venueTimeMs: reader.plausibleTime(event['t'], `${symbol}: t`, receivedTimeMs),
      receivedTimeMs,
      price: reader.numberPrice(market, event['p'], 'p'),
      // ds: the size with fractions, where there are any.
      size:
        typeof event['ds'] === 'string'
          ? reader.size(market, event['ds'], 'ds')
          : reader.numberSize(market, event['s'], 's'),
      aggressorSide: 'unknown',
      tradeId: tradeIdOf(reader, symbol, event['x'], event['trfi'], event['i']),
    };
  }
}
