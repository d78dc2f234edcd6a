/** Whose a snapshot is that names no symbol, as in recordings; pure. */
import { failProtocol } from '../protocol-fault.ts';
import type { OrderBook } from './book.ts';

/** It is taken for the symbol whose update ids are this many times nearer than the next one's. */
const NEARER = 100;

interface Candidate {
  readonly book: OrderBook;
  /** Whether depth diffs of it have come. */
  readonly hasDiffs: boolean;
}

/**
 * Finds the market by the update ids: each symbol of the venue counts its own.
 *
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL where several are as near, or there is none.
 */
export function marketNear<Market extends Candidate>(
  all: readonly Market[],
  updateId: number,
): Market {
  const withDiffs = all.filter((market) => market.hasDiffs);
  const candidates = (withDiffs.length > 0 ? withDiffs : all)
    .map((market) => ({ market, away: Math.abs(market.book.newestUpdateId - updateId) + 1 }))
    .sort((a, b) => a.away - b.away);
  const [nearest, next] = candidates;
  if (nearest === undefined || (next !== undefined && next.away < nearest.away * NEARER)) {
    failProtocol(
      'Binance',
      `cannot tell which symbol the snapshot of update id ${String(updateId)} belongs to: ` +
        'it names none, and no symbol has depth frames with update ids near it',
    );
  }
  return nearest.market;
}
