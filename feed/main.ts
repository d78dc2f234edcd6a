/** Entry of the feed: reads the configuration, runs what it names, stops when told to. */
import { pino, type Logger } from 'pino';
import { isMarketDataError } from '../proto/errors.ts';
import { systemClock } from './clock.ts';
import { parseFeedCommand, type FeedConfig } from './config/parse.ts';
import { FEED_HELP } from './help.ts';
import { listSymbols } from './list-symbols.ts';
import { openSource, type SourceContext } from './open-source.ts';
import { recordVenues } from './record-venues.ts';
import { runFeed } from './run-feed.ts';

/** A process that cannot end in order ends anyway, milliseconds after it was told to. */
const STOP_MS = 4_500;

async function main(): Promise<number> {
  // `symbols | head` closes the pipe before all is printed.
  process.stdout.on('error', () => process.exit(0));
  const parsed = parseFeedCommand(process.argv.slice(2), process.env);
  switch (parsed.kind) {
    case 'help':
      process.stdout.write(FEED_HELP);
      return 0;
    case 'invalid':
      process.stderr.write(`The feed cannot start:\n  ${parsed.problems.join('\n  ')}\n`);
      return 1;
    case 'run': {
      const { config } = parsed;
      return runUntilStopped(createLogger(config.logLevel), (context) => start(config, context));
    }
    case 'record': {
      const { config } = parsed;
      return runUntilStopped(createLogger(config.logLevel), (context) =>
        recordVenues(config, context),
      );
    }
    case 'symbols': {
      const { config } = parsed;
      // The list alone stands on standard output.
      return runUntilStopped(createLogger(config.logLevel, process.stderr.fd), (context) =>
        listSymbols(config, context, (text) => process.stdout.write(text)),
      );
    }
  }
}

async function start(config: FeedConfig, context: SourceContext): Promise<void> {
  const { signal, logger } = context;
  const source = await openSource(config.source, context);
  await runFeed({
    config,
    source,
    logger,
    nowMs: () => systemClock.nowMs(),
    signal,
    onPublishing: () => {
      process.send?.({ kind: 'publishing' });
    },
  });
  // Who supervises this program must not take an end by signal for the end of the source.
  if (!signal.aborted) await tellParent({ kind: 'finished' });
}

/** Runs a job with what every job needs, and turns its outcome into an exit code. */
async function runUntilStopped(
  logger: Logger,
  job: (context: SourceContext) => Promise<void>,
): Promise<number> {
  const stopping = stopWhenTold(logger);
  const context = {
    clock: systemClock,
    random: Math.random,
    environment: process.env,
    logger,
    signal: stopping.signal,
  };
  try {
    await job(context);
    return 0;
  } catch (error) {
    // Told to stop while it was still waiting for a venue: that is no failure.
    if (stopping.signal.aborted && isAbort(error)) return 0;
    if (!isMarketDataError(error)) {
      logger.fatal({ err: error }, 'feed failed');
      return 1;
    }
    process.stderr.write(`The feed cannot go on: ${error.message}\n`);
    if (error.code === 'ERR_VENUE_REFUSED') await tellParent({ kind: 'gaveUp' });
    return 1;
  }
}

function createLogger(level: FeedConfig['logLevel'], output: 1 | 2 = process.stdout.fd): Logger {
  return pino(
    {
      name: 'feed',
      level,
      // A command that Redis refused comes with its arguments: of the first one that is the password.
      redact: ['err.command.args'],
    },
    // What is left to write at the end would be tried for ever if nobody reads it any more.
    pino.destination({ dest: output, sync: true }),
  );
}

function stopWhenTold(logger: Logger): AbortController {
  process.on('unhandledRejection', (error) => {
    logger.fatal({ err: error }, 'unhandled rejection');
    process.exit(1);
  });
  // An adapter of the user's own may throw in a timer.
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'uncaught error');
    process.exit(1);
  });
  const stopping = new AbortController();
  const stop = (reason: string): void => {
    if (stopping.signal.aborted) return;
    logger.info({ reason }, 'stopping');
    stopping.abort();
    setTimeout(() => {
      logger.error('could not end in order');
      process.exit(1);
    }, STOP_MS).unref();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stop(signal);
    });
  }
  // The process that started this one is gone.
  process.on('disconnect', () => {
    stop('disconnect');
  });
  return stopping;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Sends a message to the parent process, if there is one, and waits until it is on its way. */
async function tellParent(message: object): Promise<void> {
  await new Promise<void>((resolve) => {
    if (process.send && process.connected) {
      process.send(message, undefined, undefined, () => {
        resolve();
      });
    } else resolve();
  });
}

// The channel to a parent process would keep this one alive.
process.exit(await main());
