/** The server as a single process, with nothing between it and its clients. */
import type { Logger } from 'pino';
import type { ServerConfig } from '../config.ts';
import { runServer } from './server-run.ts';
import { logStartFailure } from './start-failure.ts';

/** Time that the process has to end beside its drain, milliseconds. */
const STOP_LIMIT_MS = 2_000;

/** Runs the server until it is told to stop; ends the process. */
export function runAlone(config: ServerConfig, logger: Logger): void {
  const stopServer = runServer(config, logger, {
    onListening(url) {
      logger.info({ url }, 'listening');
      process.send?.({ kind: 'listening', url });
    },
    onFailed(error) {
      logStartFailure(logger, config.listen, error);
      process.exit(1);
    },
  });
  const stop = (reason: string): void => {
    // Whatever hangs, for example an answer that Redis owes: whoever stops the server waits for its end.
    const { noticeMs, spreadMs } = config.drain;
    setTimeout(() => process.exit(1), noticeMs + spreadMs + STOP_LIMIT_MS).unref();
    stopServer(reason);
  };
  // Once each: a second signal of the same kind ends the process at once.
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', () => {
    stop('launcher gone');
  });
}
