/** Makes the configured source: the one place that knows all of them. */
import { randomBytes, randomInt } from 'node:crypto';
import type { Logger } from 'pino';
import { MarketDataError } from '../proto/errors.ts';
import type { Clock } from './clock.ts';
import type { FeedConfig, ReplayConfig, SimulatorConfig } from './config.ts';
import { VENUE_FORMATS } from './replay/formats.ts';
import { openReplay } from './replay/replay-source.ts';
import { CATALOGUE } from './simulator/catalogue.ts';
import { createSimulator } from './simulator/simulator.ts';
import { SimulatorSource } from './simulator-source.ts';
import type { TickSource } from './source.ts';

/** Bad lines that are logged one by one; a file of another format would flood the log. */
const MAX_LOGGED_LINES = 100;
/** Random seeds stay short enough to be typed. */
const MAX_RANDOM_SEED = 1_000_000_000;
/** Of the few runs that a log remembers, no two share an id. */
const RUN_ID_BYTES = 4;

/**
 * Opens the source that the configuration names.
 *
 * @throws {MarketDataError} ERR_SOURCE_UNREADABLE, ERR_CONFIG_INVALID
 */
export async function openSource(
  config: FeedConfig['source'],
  clock: Clock,
  logger: Logger,
): Promise<TickSource> {
  switch (config.kind) {
    case 'simulator':
      return openSimulator(config, clock, logger);
    case 'replay':
      return openRecordings(config, clock, logger);
  }
}

function openSimulator(config: SimulatorConfig, clock: Clock, logger: Logger): TickSource {
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
  clock: Clock,
  logger: Logger,
): Promise<TickSource> {
  const { paths, format, from, to, isLooped, speed } = config;
  let badLineCount = 0;
  const { source, scan } = await openReplay({
    paths,
    format: VENUE_FORMATS[format],
    speed,
    isLooped,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    clock,
    onBadLine: (path, line, fault) => {
      badLineCount += 1;
      if (badLineCount <= MAX_LOGGED_LINES) logger.error({ path, line, fault }, 'bad line skipped');
      if (badLineCount === MAX_LOGGED_LINES) logger.error('further bad lines are only counted');
    },
  });
  for (const fault of scan.faults) logger.error({ fault }, 'instrument left out');
  const { fromUs, toUs } = source.window;
  if (fromUs > scan.lastTimeUs || toUs <= scan.firstTimeUs || fromUs >= toUs) {
    throw new MarketDataError(
      'ERR_CONFIG_INVALID',
      `--from and --to select nothing: the recording reaches from ${iso(scan.firstTimeUs)} to ${iso(scan.lastTimeUs)}`,
    );
  }
  const firstTime = iso(scan.firstTimeUs);
  const lastTime = iso(scan.lastTimeUs);
  const symbols = source.instruments.map(({ symbol }) => symbol);
  const { frameCount } = scan;
  logger.info(
    { paths, symbols, frameCount, firstTime, lastTime, speed: shown(speed) },
    'recording opened',
  );
  return source;
}

function iso(timeUs: number): string {
  return new Date(timeUs / 1000).toISOString();
}

/** JSON has no Infinity. */
function shown(speed: number): number | 'max' {
  return speed === Infinity ? 'max' : speed;
}
