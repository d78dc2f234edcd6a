/** Makes the configured source: the one place that knows all of them. */
import { randomBytes, randomInt } from 'node:crypto';
import type { Logger } from 'pino';
import { MarketDataError } from '../proto/errors.ts';
import { loadAdapter } from './adapter/load-adapter.ts';
import type { Clock } from './clock.ts';
import { readVenueAccess, type Environment, type VenueAccess } from './config/environment.ts';
import type {
  LiveConfig,
  LiveSourceConfig,
  ReplayConfig,
  SimulatorConfig,
  SourceConfig,
} from './config/sources.ts';
import { openFiles } from './files/open-files.ts';
import { openLineSource } from './lines/line-source.ts';
import { openLiveSource, type LiveOptions } from './live/live-source.ts';
import { MergedSource, type NamedTickSource } from './merged-source.ts';
import { CATALOGUE } from './simulator/catalogue.ts';
import { createSimulator } from './simulator/simulator.ts';
import { SimulatorSource } from './simulator-source.ts';
import type { TickSource } from './source.ts';
import { VENUES } from './venues/catalogue.ts';
import type { Venue } from './venues/venue.ts';

/** With several sources, those that have not opened by then join later, milliseconds. */
const OPEN_MS = 10_000;
/** Random seeds stay short enough to be typed. */
const MAX_RANDOM_SEED = 1_000_000_000;
/** Of the few runs that a log remembers, no two share an id. */
const RUN_ID_BYTES = 4;

/** What every source is given. */
export interface SourceContext {
  readonly clock: Clock;
  /** 0 <= x < 1. */
  readonly random: () => number;
  /** For the keys of adapters that the configuration does not know. */
  readonly environment: Environment;
  readonly logger: Logger;
  /** Aborted: stop opening, too. */
  readonly signal: AbortSignal;
}

/** A venue, and how it is reached. */
export interface VenueWithAccess {
  readonly venue: Venue;
  readonly access: VenueAccess;
}

/**
 * Opens the source that the configuration names.
 *
 * @throws {MarketDataError} ERR_SOURCE_UNREADABLE, ERR_CONFIG_INVALID, ERR_VENUE_REFUSED
 */
export async function openSource(
  config: SourceConfig,
  context: SourceContext,
): Promise<TickSource> {
  switch (config.kind) {
    case 'simulator':
      return openSimulator(config, context);
    case 'replay':
      return openRecordings(config, context);
    case 'stdin': {
      const { clock, logger, signal } = context;
      return openLineSource({ input: process.stdin, venue: config.venue, clock, logger, signal });
    }
    case 'live':
      return openLive(config, context);
  }
}

/**
 * Finds the venues that a command line names, our own ones and adapters.
 *
 * @throws {MarketDataError} ERR_CONFIG_INVALID when one of them is no venue, or lacks its keys.
 */
export async function openVenues(
  sources: readonly LiveSourceConfig[],
  { environment }: SourceContext,
): Promise<readonly VenueWithAccess[]> {
  return Promise.all(
    sources.map(async (source) => {
      if (source.kind === 'venue') return { venue: VENUES[source.name], access: source.access };
      return withAccess(await loadVenue(source.path), environment);
    }),
  );
}

/** Options of `openLiveSource` for one of the venues. */
export function liveOptions(
  { venue, access }: VenueWithAccess,
  config: LiveConfig,
  { clock, random, logger, signal }: SourceContext,
): LiveOptions {
  const { venue: name } = venue.capabilities;
  return {
    venue,
    symbols: symbolsOf(name, config),
    channels: config.channels,
    depthLevels: config.depthLevels,
    ...access,
    history: config.hasHistory,
    clock,
    random,
    logger,
    signal,
  };
}

async function openLive(config: LiveConfig, context: SourceContext): Promise<TickSource> {
  const { logger, clock } = context;
  const givingUp = new AbortController();
  const signal = AbortSignal.any([context.signal, givingUp.signal]);
  const opened: NamedTickSource[] = [];
  const late = new Map<string, Promise<TickSource>>();
  const openings = config.sources.map(async (source) => {
    const name = source.kind === 'venue' ? source.name : source.path;
    const opening = openOne(source, config, { ...context, signal });
    late.set(name, opening);
    opened.push({ name, source: await opening });
    late.delete(name);
  });
  const all = Promise.all(openings);
  try {
    const waiting = new AbortController();
    const isPatienceOver = clock.sleep(OPEN_MS, AbortSignal.any([signal, waiting.signal]));
    await Promise.race([all, isPatienceOver.then(() => Promise.any(openings))]);
    waiting.abort();
    signal.throwIfAborted();
  } catch (error) {
    givingUp.abort();
    await Promise.allSettled(openings);
    await Promise.all(opened.map(({ source }) => source.close()));
    throw error;
  }
  const [first] = opened;
  if (first !== undefined && config.sources.length === 1) return first.source;
  if (late.size > 0) {
    logger.warn({ sources: [...late.keys()] }, 'not reached yet: starting without them');
  }
  all.catch(() => undefined);
  const stillOpening = [...late].map(([name, opening]) => ({ name, opening }));
  return new MergedSource(opened, stillOpening, (name, err) => {
    logger.error({ source: name, err }, 'a source has ended for good; the others go on');
  });
}

async function openOne(
  source: LiveSourceConfig,
  config: LiveConfig,
  context: SourceContext,
): Promise<TickSource> {
  if (source.kind === 'venue') {
    const { name, access } = source;
    return openLiveSource(liveOptions({ venue: VENUES[name], access }, config, context));
  }
  const adapter = await loadAdapter(source.path);
  if (adapter.kind === 'source') {
    const { symbols, channels } = config;
    return adapter.open({ ...context, symbols, channels });
  }
  const reached = withAccess(adapter.venue, context.environment);
  return openLiveSource(liveOptions(reached, config, context));
}

async function loadVenue(path: string): Promise<Venue> {
  const adapter = await loadAdapter(path);
  if (adapter.kind === 'venue') return adapter.venue;
  throw new MarketDataError(
    'ERR_CONFIG_INVALID',
    `${path} is no venue but a source of its own: this works with venues only`,
  );
}

function findVenue(name: string, adapter: Venue): Venue | undefined {
  const all = [adapter, ...Object.values(VENUES)];
  return all.find(({ capabilities }) => capabilities.venue === name);
}

function withAccess(venue: Venue, environment: Environment): VenueWithAccess {
  const { problems, access } = readVenueAccess(venue.capabilities, environment);
  if (problems.length > 0) throw new MarketDataError('ERR_CONFIG_INVALID', problems.join('; '));
  return { venue, access };
}

/** Which of the symbols are a venue's: all where it is the only source. */
function symbolsOf(venue: string, { sources, symbols }: LiveConfig): readonly string[] {
  return sources.length === 1 ? symbols : symbols.filter((symbol) => symbol.endsWith(`.${venue}`));
}

function openSimulator(config: SimulatorConfig, { clock, logger }: SourceContext): TickSource {
  const { symbolCount, speed, activity, dirt } = config;
  const seed = config.seed ?? randomInt(MAX_RANDOM_SEED);
  const startTimeMs = clock.nowMs();
  const simulator = createSimulator({ seed, symbolCount, startTimeMs, dirt, activity });
  logger.info({ seed, symbolCount, speed: shown(speed), activity, dirt }, 'simulator opened');
  return new SimulatorSource({
    simulator,
    startTimeMs,
    catalogueSize: Math.min(symbolCount, CATALOGUE.length),
    speed,
    runId: randomBytes(RUN_ID_BYTES).toString('base64url'),
    clock,
    onSkip: (skippedMs) => {
      logger.warn({ skippedMs }, 'the process was held up: that much simulated time is left out');
    },
  });
}

async function openRecordings(
  config: ReplayConfig,
  { clock, logger, signal }: SourceContext,
): Promise<TickSource> {
  const { reading, paths, speed, isLooped, from, to, adapterPath } = config;
  const adapter = adapterPath === undefined ? undefined : await loadVenue(adapterPath);
  const { source, description } = await openFiles({
    ...reading,
    paths,
    speed,
    isLooped,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(adapter !== undefined && { findVenue: (name) => findVenue(name, adapter) }),
    clock,
    logger,
    signal,
  });
  logger.info({ ...description, speed: shown(config.speed) }, 'files opened');
  return source;
}

/** JSON has no Infinity. */
function shown(speed: number): number | 'max' {
  return speed === Infinity ? 'max' : speed;
}
