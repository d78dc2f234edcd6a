/** Alpaca v2 stock frames -> ticks: trades and quotes; pure. */
import type { Tick, Trade } from '../../../proto/types.ts';
import { StockReader } from '../stock-reader.ts';
import type { VenueInstrument, VenueMapper } from '../venue-mapper.ts';
import type { JsonObject } from '../wire.ts';
import { quoteLongIds, tradeIdOf } from './trade-id.ts';

/** What `classify` of control.ts looks at. */
const CONTROL_TYPES: ReadonlySet<unknown> = new Set(['success', 'subscription', 'error', 's']);

/**
 * Maps Alpaca's trades (`t`) and quotes (`q`); every frame is an array of events of any kinds.
 *
 * A trade's id is unique for its exchange, so the exchange stands in front: `D-96921`. Equities name no
 * aggressor. Quote sizes are as the venue gives them. Bars, corrections and cancels are counted as unknown.
 *
 * @see https://docs.alpaca.markets/docs/real-time-stock-pricing-data (date of the page not known)
 */
export class AlpacaMapper implements VenueMapper {
  readonly #reader: StockReader;

  /** @param instruments Events of others are counted and passed over. */
  constructor(instruments: readonly VenueInstrument[]) {
    this.#reader = new StockReader('Alpaca', instruments);
  }

  counts(): Readonly<Record<string, number>> {
    return { ...this.#reader.counts };
  }

  map(frame: string, receivedTimeMs: number): Tick[] {
    const reader = this.#reader;
    const events = reader.objects(reader.parse(quoteLongIds(frame)), 'frame');
    reader.counts.frames += 1;
    const ticks: Tick[] = [];
    for (const event of events) {
      const type = event['T'];
      if (type !== 't' && type !== 'q') {
        reader.counts[CONTROL_TYPES.has(type) ? 'controlFrames' : 'unknownEvents'] += 1;
        continue;
      }
      const tick =
        type === 't'
          ? this.#trade(event, receivedTimeMs)
          : this.#reader.quote(event, 'S', receivedTimeMs);
      if (tick !== undefined) ticks.push(tick);
    }
    return ticks;
  }

  #trade(event: JsonObject, receivedTimeMs: number): Trade | undefined {
    const reader = this.#reader;
    const market = reader.market(event['S'], 'S');
    if (market === undefined) return undefined;
    const { symbol } = market;
    return {
      kind: 'trade',
      symbol,
      venueTimeMs: reader.plausibleTime(event['t'], `${symbol}: t`, receivedTimeMs),
      receivedTimeMs,
      price: reader.numberPrice(market, event['p'], 'p'),
      size: reader.numberSize(market, event['s'], 's'),
      aggressorSide: 'unknown',
      tradeId: tradeIdOf(reader, symbol, event['x'], event['i']),
    };
  }
}
