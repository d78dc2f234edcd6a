/** A hole between two trades, for the tests of what fills it. */
import type { TradeHole } from '../../../feed/venues/venue.ts';
import type { VenueInstrument } from '../../../feed/venues/venue-mapper.ts';

/** @param timeMs Times of the trades before and behind the hole. */
export function tradeHole(
  instrument: VenueInstrument,
  afterId: string,
  beforeId: string | undefined,
  [afterTimeMs, beforeTimeMs]: readonly [number, number],
): TradeHole {
  return {
    instrument,
    afterId,
    afterTimeMs,
    ...(beforeId !== undefined && { beforeId }),
    beforeTimeMs,
  };
}
