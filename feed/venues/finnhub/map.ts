/** Finnhub frames -> ticks: trades; pure. */
import type { Tick } from '../../../proto/types.ts';
import { StockReader } from '../stock-reader.ts';
import type { VenueInstrument, VenueMapper } from '../venue-mapper.ts';

/**
 * Maps Finnhub's trades, several a frame; it has nothing else.
 *
 * Trades have no id, so repetitions cannot be told from equal trades. Those of size 0 are updates of a price and
 * not executions: they are counted (`priceUpdates`) and passed over.
 *
 * @see https://finnhub.io/docs/api/websocket-trades (date of the page not known)
 */
export class FinnhubMapper implements VenueMapper {
  readonly #reader: StockReader;
  #priceUpdates = 0;

  /** @param instruments Trades of others are counted and passed over. */
  constructor(instruments: readonly VenueInstrument[]) {
    this.#reader = new StockReader('Finnhub', instruments);
  }

  counts(): Readonly<Record<string, number>> {
    return { ...this.#reader.counts, priceUpdates: this.#priceUpdates };
  }

  map(frame: string, receivedTimeMs: number): Tick[] {
    const reader = this.#reader;
    const outer = reader.object(frame);
    reader.counts.frames += 1;
    const { type } = outer;
    if (type !== 'trade') {
      reader.counts[type === 'ping' || type === 'error' ? 'controlFrames' : 'unknownEvents'] += 1;
      return [];
    }
    const ticks: Tick[] = [];
    for (const { s, p, v, t } of reader.objects(outer['data'], 'data')) {
      const market = reader.market(s, 's');
      if (market === undefined) continue;
      const price = reader.numberPrice(market, p, 'p');
      const size = reader.numberSize(market, v, 'v');
      if (v === 0) {
        this.#priceUpdates += 1;
        continue;
      }
      ticks.push({
        kind: 'trade',
        symbol: market.symbol,
        venueTimeMs: reader.plausibleTime(t, `${market.symbol}: t`, receivedTimeMs),
        receivedTimeMs,
        price,
        size,
        aggressorSide: 'unknown',
        tradeId: '',
      });
    }
    return ticks;
  }
}
