/** Entry of the recorder: environment in, exit code out; stops when told to. */
import pino from 'pino';
import { readRecorderConfig, type RecorderConfig } from './config.ts';
import { startRecorder } from './recorder.ts';

/** A process that cannot end in order ends anyway, milliseconds after it was told to. */
const STOP_MS = 4_000;

const result = readRecorderConfig(process.env);
if (result.kind === 'invalid') {
  process.stderr.write(`The recorder's configuration is not valid:\n${result.problems}\n`);
  process.exit(1);
}
// The channel to a parent process would keep this one alive.
process.exit(await run(result.config));

async function run(config: RecorderConfig): Promise<number> {
  const logger = pino(
    {
      level: config.logLevel,
      base: { program: 'recorder' },
      // A command that Redis refused comes with its arguments: of the first one that is the password.
      redact: ['err.command.args', 'err.cause.command.args'],
    },
    // What is left to write at the end would be tried for ever if nobody reads it any more.
    pino.destination({ dest: 1, sync: true }),
  );
  process.on('unhandledRejection', (error) => {
    logger.fatal({ err: error }, 'unhandled rejection');
    process.exit(70);
  });
  const stopping = new AbortController();
  const stop = (reason: string): void => {
    if (stopping.signal.aborted) return;
    logger.info({ reason }, 'stopping');
    stopping.abort();
    setTimeout(() => {
      logger.warn('ended before all was written: the next recorder repeats it from the log');
      process.exit(0);
    }, STOP_MS).unref();
  };
  const stopped = new Promise<void>((resolve) => {
    stopping.signal.addEventListener('abort', () => {
      resolve();
    });
  });
  process.on('SIGTERM', stop).on('SIGINT', stop);
  process.once('disconnect', () => {
    stop('launcher gone');
  });
  try {
    const recorder = await startRecorder(config, logger, stopping.signal);
    if (!stopping.signal.aborted) process.send?.({ kind: 'recording' });
    await stopped;
    await recorder.stop();
    return 0;
  } catch (error) {
    logger.fatal({ err: error }, 'cannot start');
    return 1;
  }
}
