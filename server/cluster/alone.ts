/** The server as a single process, with nothing between it and its clients. */
import type { Logger } from 'pino';
import type { ServerConfig } from '../config.ts';
import { runServer } from './server-run.ts';
import { logStartFailure } from './start-failure.ts';

/** Runs the server until it is told to stop; ends the process. */
export function runAlone(config: ServerConfig, logger: Logger): void {
  const stop = runServer(config, logger, {
    onListening(url) {
      logger.info({ url }, 'listening');
      process.send?.({ kind: 'listening', url });
    },
    onFailed(error) {
      logStartFailure(logger, config.listen, error);
      process.exit(1);
    },
  });
  // Once each: a second signal of the same kind ends the process at once.
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', () => {
    stop('launcher gone');
  });
}
