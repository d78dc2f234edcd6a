/** Entry of the feed: reads the configuration, opens source and publisher, stops when told to. */
import { pino } from 'pino';
import { isMarketDataError } from '../proto/errors.ts';
import { systemClock } from './clock.ts';
import { parseFeedConfig, type FeedConfig } from './config.ts';
import { FEED_HELP } from './help.ts';
import { openSource } from './open-source.ts';
import { runFeed } from './run-feed.ts';

/** A process that cannot end in order ends anyway, milliseconds after it was told to. */
const STOP_MS = 4_500;

async function main(): Promise<number> {
  const parsed = parseFeedConfig(process.argv.slice(2), process.env);
  switch (parsed.kind) {
    case 'help':
      process.stdout.write(FEED_HELP);
      return 0;
    case 'invalid':
      process.stderr.write(`The feed cannot start:\n  ${parsed.problems.join('\n  ')}\n`);
      return 1;
    case 'run':
      return start(parsed.config);
  }
}

async function start(config: FeedConfig): Promise<number> {
  const logger = pino(
    {
      name: 'feed',
      level: config.logLevel,
      // A command that Redis refused comes with its arguments: of the first one that is the password.
      redact: ['err.command.args'],
    },
    // What is left to write at the end would be tried for ever if nobody reads it any more.
    pino.destination({ dest: 1, sync: true }),
  );
  process.on('unhandledRejection', (error) => {
    logger.fatal({ err: error }, 'unhandled rejection');
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
  try {
    const source = await openSource(config.source, systemClock, logger);
    await runFeed({
      config,
      source,
      logger,
      nowMs: () => systemClock.nowMs(),
      signal: stopping.signal,
      onPublishing: () => {
        process.send?.({ kind: 'publishing' });
      },
    });
    // Who supervises this program must not take an end by signal for the end of the source.
    if (!stopping.signal.aborted) await tellParent({ kind: 'finished' });
    return 0;
  } catch (error) {
    if (!isMarketDataError(error)) {
      logger.fatal({ err: error }, 'feed failed');
      return 1;
    }
    process.stderr.write(`The feed cannot go on: ${error.message}\n`);
    return 1;
  }
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
