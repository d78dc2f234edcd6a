/** Alpaca v2 stock frames -> ticks: trades and quotes; pure. */
import type { Tick, Trade } from '../../../proto/types.ts';
import { StockReader } from '../stock-reader.ts';
import type { VenueInstrument, VenueMapper } from '../venue-mapper.ts';
import type { JsonObject } from '../wire.ts';

/** Trade ids are JSON numbers of up to 64 bits; those of 16 digits and more are kept as text. */
const LONG_TRADE_ID = /"i":(\d{16,})/g;
const HAS_LONG_NUMBER = /\d{16}/;
const CONTROL_TYPES: ReadonlySet<unknown> = new Set(['success', 'subscription', 'error']);

/**
 * Maps Alpaca's trades (`t`) and quotes (`q`); every frame is an array of events of any kinds.
 *
 * A trade's id is unique for its exchange, so the exchange stands in front: `D-96921`. Equities name no
 * aggressor. Quote sizes are as the venue gives them. Bars, statuses, corrections and cancels are counted as unknown.
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
    const text = HAS_LONG_NUMBER.test(frame) ? frame.replace(LONG_TRADE_ID, '"i":"$1"') : frame;
    const events = reader.objects(reader.parse(text), 'frame');
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
    const id = event['i'];
    const digits = typeof id === 'string' ? id : String(reader.integer(id, `${symbol}: i`));
    return {
      kind: 'trade',
      symbol,
      venueTimeMs: reader.plausibleTime(event['t'], `${symbol}: t`, receivedTimeMs),
      receivedTimeMs,
      price: reader.numberPrice(market, event['p'], 'p'),
      size: reader.numberSize(market, event['s'], 's'),
      aggressorSide: 'unknown',
      tradeId: `${reader.text(event['x'], `${symbol}: x`)}-${digits}`,
    };
  }
}
