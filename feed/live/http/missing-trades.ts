/** Fetches the trades of a hole. */
import { MarketDataError } from '../../../proto/errors.ts';
import type { Trade } from '../../../proto/types.ts';
import { tickFault } from '../../../proto/validate.ts';
import type { Credentials, TradeHole, Venue } from '../../venues/venue.ts';
import type { FillResult } from '../holes/symbol-trades.ts';
import { isAbsurdPastTime } from '../../venues/venue-time.ts';
import { compareIds, parseTradeId } from '../holes/trade-id.ts';
import { startDeadline } from './deadline.ts';
import { fetchPages } from './pages.ts';
import type { VenueHttp } from './venue-http.ts';

const MAX_PAGES = 20;
const MAX_TRADES = 50_000;
const MAX_TRIES = 3;
/** What waits behind a hole waits no longer than about that, real time. */
const TIMEOUT_MS = 10_000;

export interface MissingTradesOptions {
  readonly http: VenueHttp;
  readonly venue: Venue;
  readonly credentials: Credentials;
  readonly hole: TradeHole;
  readonly signal: AbortSignal;
  /** After this it is over, with what has come until then; real time. Default 10 s. */
  readonly timeoutMs?: number;
}

/**
 * Fetches at most 20 pages, 50,000 trades.
 *
 * @returns Oldest first, each once, marked as backfill, only such as lie in the hole: behind `afterId` and in front of
 *          `beforeId` where ids count up, else not before `afterTimeMs`. Complete: all that the venue has of it. A
 *          trade with an absurd time has that of the begin of the hole where its id tells its place; elsewhere it is
 *          left out, and the answer is not complete.
 * @throws {MarketDataError} of `VenueHttp.get` and of the venue's `parse`, if nothing at all was had;
 *         ERR_SOURCE_UNREADABLE: nothing came in time. The signal's reason when it is aborted.
 */
export async function fetchMissingTrades(options: MissingTradesOptions): Promise<FillResult> {
  const { http, venue, credentials, hole, signal, timeoutMs = TIMEOUT_MS } = options;
  const { trades: service, capabilities } = venue;
  if (service === undefined) {
    throw new MarketDataError('ERR_VENUE_PROTOCOL', `${capabilities.venue} gives no past trades`);
  }
  const isContiguous = capabilities.tradeIds === 'contiguous';
  const isInside = isContiguous ? insideByIds(hole) : insideByTime(hole);
  const found = new Map<string, Trade>();
  const deadline = startDeadline(signal, timeoutMs);
  let isComplete = false;
  try {
    const pages = fetchPages(http, {
      request: service.request(hole, credentials),
      parse: (text) => service.parse(text, hole),
      maxPages: MAX_PAGES,
      maxTries: MAX_TRIES,
      signal: deadline.signal,
    });
    let hasFaults = false;
    for (;;) {
      const page = await pages.next();
      if (page.done === true) {
        isComplete = page.value && !hasFaults;
        break;
      }
      for (const item of newestLast(page.value)) {
        const isAbsurd = isAbsurdPastTime(item.venueTimeMs, hole.beforeTimeMs);
        if (isAbsurd && !isContiguous) {
          // Nobody knows whether it lies in the hole.
          hasFaults = true;
          continue;
        }
        if (!isInside(item) || found.has(item.tradeId)) continue;
        const venueTimeMs = isAbsurd ? hole.afterTimeMs : item.venueTimeMs;
        const receivedTimeMs = http.clock.nowMs();
        const trade = { ...item, venueTimeMs, receivedTimeMs, isBackfill: true };
        if (tickFault(trade) === undefined) found.set(trade.tradeId, trade);
        else hasFaults = true;
      }
      if (found.size > MAX_TRADES) break;
    }
  } catch (cause) {
    signal.throwIfAborted();
    if (found.size === 0) throw deadline.isOver ? tooLate(capabilities.venue, timeoutMs) : cause;
  } finally {
    deadline.release();
  }
  const trades = [...found.values()].sort(isContiguous ? byId : byTime);
  return { trades, isComplete };
}

function insideByIds({ afterId, beforeId }: TradeHole): (trade: Trade) => boolean {
  const after = parseTradeId(afterId) ?? -1;
  const before = parseTradeId(beforeId ?? '');
  return ({ tradeId }) => {
    const id = parseTradeId(tradeId);
    return id !== undefined && id > after && (before === undefined || id < before);
  };
}

function insideByTime({ afterId, beforeId, afterTimeMs }: TradeHole): (trade: Trade) => boolean {
  // Later ones than the hole may come live, too: ids tell.
  return ({ tradeId, venueTimeMs }) =>
    tradeId !== '' && tradeId !== afterId && tradeId !== beforeId && venueTimeMs >= afterTimeMs;
}

/** Of trades of the same time the venue's order is all that there is; some list the newest one first. */
function newestLast(trades: readonly Trade[]): readonly Trade[] {
  const first = trades[0]?.venueTimeMs ?? 0;
  return first > (trades.at(-1)?.venueTimeMs ?? 0) ? trades.toReversed() : trades;
}

function byId(a: Trade, b: Trade): number {
  return compareIds(parseTradeId(a.tradeId) ?? -1, parseTradeId(b.tradeId) ?? -1);
}

function byTime(a: Trade, b: Trade): number {
  return a.venueTimeMs - b.venueTimeMs;
}

function tooLate(venue: string, timeoutMs: number): MarketDataError {
  return new MarketDataError(
    'ERR_SOURCE_UNREADABLE',
    `${venue}: expected missing trades within ${String(timeoutMs)} ms, none came`,
  );
}
