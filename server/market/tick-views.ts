/** What of a tick is kept for clients: field by field, a whole tick would keep its strings alive. */
import type { LastView, QuoteView } from '../../proto/frames.ts';
import type { Quote, Trade } from '../../proto/types.ts';

export function quoteView(quote: Quote): QuoteView {
  const { bidPrice, bidSize, askPrice, askSize, receivedTimeMs, venueTimeMs } = quote;
  return { bidPrice, bidSize, askPrice, askSize, receivedTimeMs, venueTimeMs };
}

export function lastView(trade: Trade): LastView {
  const { price, size, aggressorSide, receivedTimeMs, venueTimeMs } = trade;
  return { price, size, aggressorSide, receivedTimeMs, venueTimeMs };
}
