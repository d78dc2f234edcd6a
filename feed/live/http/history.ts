/** Fetches the bars from before the start. */
import type { Logger } from 'pino';
import { isMarketDataError } from '../../../proto/errors.ts';
import { INTERVAL_MS, type Bar, type BaseInterval } from '../../../proto/types.ts';
import { barFault } from '../../../proto/validate.ts';
import type { HistoryChunk } from '../../source.ts';
import type { CandleService, Credentials, Venue } from '../../venues/venue.ts';
import type { VenueInstrument } from '../../venues/venue-mapper.ts';
import { fetchPages } from './pages.ts';
import type { VenueHttp } from './venue-http.ts';

/** Those that people look at first, first. */
const ORDER = ['1m', '1h'] as const satisfies readonly BaseInterval[];
const MAX_PAGES = 10;
const MAX_TRIES = 3;
/** Chunks fetched ahead of the one that is taken. */
const AHEAD = 3;

export interface HistoryOptions {
  readonly http: VenueHttp;
  readonly venue: Venue;
  readonly instruments: readonly VenueInstrument[];
  readonly credentials: Credentials;
  /** Only bars that were closed then, venue time, UNIX ms. */
  readonly endMs: number;
  /** Aborted: it ends, without an error. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/**
 * Gives the newest `maxBars` closed bars of each symbol: the minutes of all of them, then the hours.
 *
 * Never throws: a chunk that cannot be had is logged and passed over, and where the venue refuses us, all that is left.
 * Live requests go first, and have a part of the limit for themselves.
 */
export async function* fetchHistory(options: HistoryOptions): AsyncGenerator<HistoryChunk> {
  const { venue, instruments, signal } = options;
  const { candles } = venue;
  if (candles === undefined) return;
  const ending = new AbortController();
  const end = (): void => {
    ending.abort();
  };
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  const inner = { ...options, signal: ending.signal };
  const todo = ORDER.filter((interval) => candles.intervals.includes(interval)).flatMap(
    (interval) => instruments.map((instrument) => ({ instrument, interval })),
  );
  const ahead: Promise<HistoryChunk | 'failed' | 'refused'>[] = [];
  try {
    for (const { instrument, interval } of todo) {
      ahead.push(fetchChunk(inner, candles, instrument, interval));
      if (ahead.length <= AHEAD) continue;
      const chunk = await ahead.shift();
      if (chunk === 'refused' || ending.signal.aborted) return;
      if (chunk !== undefined && chunk !== 'failed') yield chunk;
    }
    for (const promise of ahead) {
      const chunk = await promise;
      if (chunk === 'refused' || ending.signal.aborted) return;
      if (chunk !== 'failed') yield chunk;
    }
  } finally {
    signal.removeEventListener('abort', end);
    end();
    await Promise.all(ahead);
  }
}

/** Never throws. */
async function fetchChunk(
  { http, credentials, endMs, signal, logger }: HistoryOptions,
  candles: CandleService,
  instrument: VenueInstrument,
  interval: BaseInterval,
): Promise<HistoryChunk | 'failed' | 'refused'> {
  const { symbol } = instrument.instrument;
  const intervalMs = INTERVAL_MS[interval];
  const toMs = Math.floor(endMs / intervalMs) * intervalMs;
  const fromMs = toMs - candles.maxBars * intervalMs;
  const bars = new Map<number, Bar>();
  let invalidCount = 0;
  let fault = '';
  try {
    const pages = fetchPages(http, {
      request: candles.request(instrument, interval, fromMs, toMs, credentials),
      parse: (text) => candles.parse(text, instrument, interval),
      maxPages: MAX_PAGES,
      maxTries: MAX_TRIES,
      isBackground: true,
      signal,
    });
    for await (const items of pages) {
      for (const bar of items) {
        if (bar.openTimeMs < fromMs || bar.openTimeMs >= toMs) continue;
        const found =
          bar.openTimeMs % intervalMs === 0
            ? barFault(bar)
            : `open time ${String(bar.openTimeMs)} is no begin of ${interval}`;
        if (found === undefined) {
          bars.set(bar.openTimeMs, bar);
          continue;
        }
        invalidCount += 1;
        fault = found;
      }
    }
  } catch (error) {
    if (signal.aborted) return 'failed';
    const isRefused = isMarketDataError(error) && error.code === 'ERR_VENUE_REFUSED';
    logger.warn(
      { symbol, interval, err: error },
      isRefused ? 'the venue refuses history, going on without it' : 'no history of this symbol',
    );
    return isRefused ? 'refused' : 'failed';
  }
  if (invalidCount > 0)
    logger.warn({ symbol, interval, invalidCount, fault }, 'invalid bars left out');
  const sorted = [...bars.values()].sort((a, b) => a.openTimeMs - b.openTimeMs);
  return { symbol, interval, bars: sorted, endMs };
}
