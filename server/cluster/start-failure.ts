/** Says why a server cannot start. */
import type { Logger } from 'pino';
import type { ServerConfig } from '../config.ts';

/** Logs the reason, with what to do where that is known. */
export function logStartFailure(
  logger: Logger,
  { host, port }: ServerConfig['listen'],
  error: unknown,
): void {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    logger.fatal(`port ${String(port)} of ${host} is in use: choose another one (PORT, --port)`);
    return;
  }
  logger.fatal({ err: error }, 'cannot start');
}
