/** One of several server processes behind the port of their primary. */
import cluster from 'node:cluster';
import type { Logger } from 'pino';
import type { ServerConfig } from '../config.ts';
import type { ListenFrom } from '../server.ts';
import { runServer, type ServerRunEvents } from './server-run.ts';
import { shareOfLimits } from './worker-environment.ts';
import { failedMessage, type WorkerMessage } from './worker-message.ts';

/** Time that a worker has to end beside its drain, when no primary is left to see to it, milliseconds. */
const STOP_LIMIT_MS = 2_000;

/** Runs a worker until it or its primary is told to stop; ends the process. */
export function runWorker(config: ServerConfig, logger: Logger, listenFrom: ListenFrom): void {
  const events: ServerRunEvents = {
    onListening(url) {
      tell({ kind: 'listening', url });
    },
    onFailed(error) {
      // The primary says it, once for all workers, and then ends this one: so it cannot miss the reason.
      tell(failedMessage(error));
    },
  };
  const stop = runServer(shareOfLimits(config), logger, events, listenFrom);
  // Not once: a terminal sends its signals to all processes, and it is the primary that counts them.
  process.on('SIGTERM', stop).on('SIGINT', stop);
  const { worker } = cluster;
  worker?.once('disconnect', () => {
    // Without this, Node ends the process at once, and the clients learn nothing.
    worker.exitedAfterDisconnect = true;
    const { noticeMs, spreadMs } = config.drain;
    setTimeout(() => process.exit(1), noticeMs + spreadMs + STOP_LIMIT_MS).unref();
    stop('primary gone');
  });
}

/** A worker always has a channel; while the primary dies it may break, and that tells all by itself. */
function tell(message: WorkerMessage): void {
  process.send?.(message, undefined, undefined, () => undefined);
}
