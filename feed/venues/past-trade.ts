/** A trade of the past as venues answer over HTTP; pure. */
import type { AggressorSide, Trade } from '../../proto/types.ts';
import type { TradeHole } from './venue.ts';
import { isAbsurdPastTime } from './venue-time.ts';
import type { WireReader } from './wire.ts';

/** Fields as the venue wrote them, but for what each writes in its own way. */
export interface WirePastTrade {
  /** UNIX ms, as `WireReader.time` reads them. */
  readonly venueTimeMs: number;
  readonly price: unknown;
  readonly size: unknown;
  readonly aggressorSide: AggressorSide;
  readonly tradeId: string;
}

/** Stands for a time that the venue gave, but cannot have meant. */
const NO_TIME = 0;

/** The time of a past trade as `TradeService.parse` gives it: 0 in the place of one that cannot be meant. */
export function pastTime(timeMs: number): number {
  return isAbsurdPastTime(timeMs, Infinity) ? NO_TIME : timeMs;
}

/**
 * Scales one trade and marks it as fetched afterwards; when it was received is said by whoever fetched it. An absurd
 * time becomes 0: who asked decides what such a trade is worth.
 *
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL where it is no trade.
 */
export function readPastTrade(wire: WireReader, hole: TradeHole, row: WirePastTrade): Trade {
  const { instrument } = hole.instrument;
  const venueTimeMs = pastTime(row.venueTimeMs);
  return {
    kind: 'trade',
    symbol: instrument.symbol,
    venueTimeMs,
    receivedTimeMs: venueTimeMs,
    price: wire.price(instrument, row.price, 'price'),
    size: wire.size(instrument, row.size, 'size'),
    aggressorSide: row.aggressorSide,
    tradeId: row.tradeId,
    isBackfill: true,
  };
}
