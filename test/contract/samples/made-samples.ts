/** Samples of venues, made up by us in the venues' forms: one instrument, a few frames, what a request is answered. */
import type { VenueSamples } from '../../../feed/adapter/venue-samples.ts';
import type { VenueInstrument } from '../../../feed/venues/venue-mapper.ts';
import type { AggressorSide, Depth, Gap, Instrument, Quote, Trade } from '../../../proto/types.ts';

/** Venue time of all sample ticks, UNIX ms, and when they were received. */
export const T = Date.UTC(2026, 0, 5, 12);
export const RECEIVED = T + 20;
const TIMES = { venueTimeMs: T, receivedTimeMs: RECEIVED };

export function spot(
  nativeSymbol: string,
  symbol: string,
  numbers: Pick<Instrument, 'priceDecimals' | 'sizeDecimals' | 'tickSize'>,
): VenueInstrument {
  const [pair = '', venue = ''] = symbol.split('.');
  const [base = '', currency = ''] = pair.split('-');
  const displayName = `${base} / ${currency}`;
  const session = { kind: 'rolling24h' } as const;
  return {
    nativeSymbol,
    instrument: { symbol, venue, displayName, ...numbers, currency, session },
  };
}

export function stock(nativeSymbol: string, venue: string, displayName: string): VenueInstrument {
  return {
    nativeSymbol,
    instrument: {
      symbol: `${nativeSymbol}.${venue}`,
      venue,
      displayName,
      priceDecimals: 4,
      sizeDecimals: 6,
      tickSize: 100,
      currency: 'USD',
      session: { kind: 'daily', startMinuteUtc: 480 },
    },
  };
}

export function trade(
  symbol: string,
  price: number,
  size: number,
  aggressorSide: AggressorSide,
  tradeId: string,
): Trade {
  return { kind: 'trade', symbol, ...TIMES, price, size, aggressorSide, tradeId };
}

export function quote(
  symbol: string,
  [bidPrice, bidSize]: readonly [number, number],
  [askPrice, askSize]: readonly [number, number],
  venueTimeMs = T,
): Quote {
  return { kind: 'quote', symbol, ...TIMES, venueTimeMs, bidPrice, bidSize, askPrice, askSize };
}

export function depth(symbol: string, bids: readonly number[], asks: readonly number[]): Depth {
  return { kind: 'depth', symbol, ...TIMES, bids, asks };
}

export function gap(symbol: string, lostTrades: number): Gap {
  return { kind: 'gap', symbol, ...TIMES, fromMs: T, toMs: T, lostTrades };
}

/** A frame that gives these ticks. */
export function data(
  frame: object | string,
  ...ticks: VenueSamples['data'][number]['ticks']
): VenueSamples['data'][number] {
  const text = typeof frame === 'string' ? frame : JSON.stringify(frame);
  return { frame: text, receivedTimeMs: RECEIVED, ticks };
}

/** A request as the venue reads it. */
export function parsed(request: string): Readonly<Record<string, unknown>> {
  return JSON.parse(request) as Readonly<Record<string, unknown>>;
}
