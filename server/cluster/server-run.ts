/** One server in this process, from its start to the end of the process. */
import type { Logger } from 'pino';
import type { ServerConfig } from '../config.ts';
import { startServer, type ListenFrom, type RunningServer } from '../server.ts';

export interface ServerRunEvents {
  /** It listens, at this URL. */
  onListening(url: string): void;
  /** It cannot start; the process is to end. */
  onFailed(error: unknown): void;
}

/**
 * Starts a server.
 *
 * @returns Its stop: drains and ends the process with 0. May be called at any time and repeatedly.
 */
export function runServer(
  config: ServerConfig,
  logger: Logger,
  events: ServerRunEvents,
  listenFrom: ListenFrom = 'start',
): (reason: string) => void {
  let server: RunningServer | undefined;
  let isStopping = false;
  startServer(config, logger, listenFrom).then(
    (started) => {
      server = started;
      events.onListening(started.url);
    },
    (error: unknown) => {
      events.onFailed(error);
    },
  );
  return (reason) => {
    if (isStopping) return;
    isStopping = true;
    logger.info({ reason }, 'stopping');
    // Before the start is done, which may wait long for Redis, nobody is connected.
    void Promise.resolve(server?.stop()).then(() => process.exit(0));
  };
}
