/** A venue as a source of ticks: instruments over HTTP, then its stream until somebody ends it. */
import { setMaxListeners } from 'node:events';
import type { Logger } from 'pino';
import { MarketDataError } from '../../proto/errors.ts';
import type { Instrument, Tick } from '../../proto/types.ts';
import type { Clock } from '../clock.ts';
import type { HistoryChunk, TickSource } from '../source.ts';
import type { Credentials, Venue } from '../venues/venue.ts';
import type { VenueChannel } from '../venues/venue-capabilities.ts';
import type { VenueInstrument } from '../venues/venue-mapper.ts';
import { ReceivedClock } from '../received-clock.ts';
import { fetchHistory } from './http/history.ts';
import { fetchInstruments } from './http/instruments.ts';
import { VenueHttp } from './http/venue-http.ts';
import { LiveRun } from './live-run.ts';
import type { RecordedEvent } from './recorded-event.ts';
import { createRedaction } from './redact.ts';
import { streamUrlOf } from './stream-url.ts';
import { bareName, findInstruments, findUnknown } from './symbols.ts';
import { DEFAULT_TIMINGS, type LiveTimings } from './timings.ts';

export interface LiveOptions {
  readonly venue: Venue;
  /** Ours, with or without `.VENUE`; empty: the venue's `defaultSymbols`. */
  readonly symbols: readonly string[];
  /** Those that the venue does not have are passed over. */
  readonly channels: readonly VenueChannel[];
  /** Levels a side of a Depth, 1..50. */
  readonly depthLevels: number;
  /** Never shown, logged or recorded. */
  readonly credentials: Credentials;
  /** Other servers than the venue's own: a sandbox, a proxy, a test. */
  readonly urls?: { readonly stream?: string | undefined; readonly http?: string | undefined };
  /** Whether past bars are fetched. */
  readonly history: boolean;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly logger: Logger;
  readonly timings?: Partial<LiveTimings>;
  /** Hears what the venue sent, as it was sent, before it is mapped. */
  readonly onFrame?: (event: RecordedEvent) => void;
  /** Aborted: ends opening, and the source. */
  readonly signal: AbortSignal;
}

/** What the parts of a live source have in common. */
export interface LiveContext extends Omit<LiveOptions, 'timings' | 'symbols' | 'urls'> {
  readonly timings: LiveTimings;
  readonly http: VenueHttp;
  /** Address of the stream, without keys. */
  readonly url: string;
  readonly instruments: readonly VenueInstrument[];
  readonly received: ReceivedClock;
  /** Takes keys out of a text. */
  readonly redact: (text: string) => string;
}

/**
 * Fetches the venue's instruments, trying again what can be tried again, and finds the wanted ones among them.
 *
 * Nothing is connected before the source is iterated.
 *
 * @throws {MarketDataError} ERR_CONFIG_INVALID: unknown symbols (all at once; of the venue's
 *         `defaultSymbols` only if it has none of them), more of them than the venue allows, no
 *         channel that it has, or an address that is none; ERR_VENUE_REFUSED: wrong key, not allowed.
 */
export async function openLiveSource(options: LiveOptions): Promise<LiveSource> {
  const { credentials, clock, random, urls, signal } = options;
  const { capabilities } = options.venue;
  const timings: LiveTimings = { ...DEFAULT_TIMINGS, ...options.timings };
  const logger = options.logger.child({ component: 'live', venue: capabilities.venue });
  const url = streamUrlOf(capabilities.url, urls?.stream);
  const venue = options.venue.forStream?.(url) ?? options.venue;
  const channels = options.channels.filter((name) => capabilities.channels[name] !== undefined);
  if (channels.length === 0) {
    throw new MarketDataError(
      'ERR_CONFIG_INVALID',
      `${capabilities.venue} has no ${options.channels.join(', ')}; expected some of ${Object.keys(capabilities.channels).join(', ')}`,
    );
  }
  const missing = capabilities.credentials.filter(({ name }) => !credentials[name]);
  if (missing.length > 0) {
    throw new MarketDataError(
      'ERR_CONFIG_INVALID',
      `${capabilities.venue} needs a key: set ${missing.map(({ variable }) => variable).join(' and ')}`,
    );
  }
  const http = new VenueHttp({
    capabilities,
    ...(urls?.http !== undefined && { baseUrl: urls.http }),
    clock,
    random,
    logger,
    timeoutMs: timings.httpTimeoutMs,
    minBackoffMs: timings.backoffMinMs,
    maxBackoffMs: timings.backoffMaxMs,
  });
  const isNamed = options.symbols.length > 0;
  const names = isNamed ? options.symbols : capabilities.defaultSymbols;
  const wanted = names.map((name) => bareName(name, capabilities.venue));
  const available = await fetchInstruments(http, venue, credentials, signal, wanted);
  const instruments = isNamed
    ? findInstruments(names, available, capabilities.venue)
    : findDefaults(names, available, logger, capabilities.venue);
  const { planSymbols } = capabilities.limits;
  if (planSymbols !== undefined && instruments.length > planSymbols) {
    logger.warn(
      { symbolCount: instruments.length, planSymbols },
      'more symbols than the free plan has; those that the venue refuses are left out',
    );
  }
  logger.info(
    {
      symbols: instruments.map(({ instrument }) => instrument.symbol),
      availableCount: available.length,
      channels,
    },
    'venue opened',
  );
  return new LiveSource({
    ...options,
    venue,
    channels,
    timings,
    logger,
    http,
    url,
    instruments,
    received: new ReceivedClock(clock),
    redact: createRedaction(credentials),
  });
}

/** Our own choice may be older than the venue's list: what is not in that any more is left out. */
function findDefaults(
  names: readonly string[],
  available: readonly VenueInstrument[],
  logger: Logger,
  venue: string,
): VenueInstrument[] {
  const unknown = findUnknown(names, available, venue);
  const known = names.filter((name) => !unknown.includes(name));
  if (known.length > 0 && unknown.length > 0) {
    logger.warn({ symbols: unknown }, 'the venue does not have these symbols any more');
  }
  return findInstruments(known.length > 0 ? known : names, available, venue);
}

/** Ticks of a venue; what it says of itself and what was missed is told in band. */
export class LiveSource implements TickSource {
  readonly instruments: readonly Instrument[];
  /** The same with the venue's own names, as a recording has to carry them. */
  readonly venueInstruments: readonly VenueInstrument[];
  readonly canWait = false;
  /** Absent: it is not wanted, or the venue offers none. */
  readonly history?: () => AsyncIterable<HistoryChunk>;
  readonly #context: LiveContext;
  readonly #run: LiveRun;
  readonly #batches: AsyncGenerator<readonly Tick[]>;
  readonly #closing = new AbortController();
  readonly #stop = (): void => {
    void this.close();
  };

  /** @throws {MarketDataError} ERR_CONFIG_INVALID: more symbols than the venue allows. */
  constructor(context: LiveContext) {
    this.#context = context;
    this.venueInstruments = context.instruments;
    this.instruments = context.instruments.map(({ instrument }) => instrument);
    if (context.history && context.venue.candles !== undefined) {
      const endMs = context.received.nowMs();
      const { signal } = this.#closing;
      this.history = () => fetchHistory({ ...context, endMs, signal });
    }
    // Each symbol may have requests under way.
    setMaxListeners(0, this.#closing.signal);
    this.#run = new LiveRun(context, this.#closing.signal);
    this.#batches = this.#iterate();
    context.signal.addEventListener('abort', this.#stop);
    if (context.signal.aborted) this.#stop();
  }

  /** @throws {MarketDataError} from `next`: ERR_VENUE_REFUSED when the whole venue is given up. */
  [Symbol.asyncIterator](): AsyncIterator<readonly Tick[]> {
    return this.#batches;
  }

  counts(): Readonly<Record<string, number>> {
    return this.#run.counts();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#context.signal.removeEventListener('abort', this.#stop);
    await this.#run.close();
    await this.#batches.return(undefined);
  }

  async *#iterate(): AsyncGenerator<readonly Tick[]> {
    try {
      yield* this.#run.batches();
    } finally {
      this.#closing.abort();
      this.#context.signal.removeEventListener('abort', this.#stop);
      await this.#run.close();
    }
  }
}
