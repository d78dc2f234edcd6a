/** The primary process: holds the port, hands connections to its workers, starts and ends them. */
import cluster from 'node:cluster';
import { constants } from 'node:os';
import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import type { ServerConfig } from '../config.ts';
import { findPort } from './port.ts';
import { logStartFailure } from './start-failure.ts';
import { WorkerGroup } from './worker-group.ts';

/** npm passes a Ctrl-C on that the terminal has already delivered: one key press, two signals. */
const SAME_REQUEST_MS = 400;

/**
 * Runs `config.workers` servers behind one port until they are told to stop.
 *
 * @returns The exit code: 0 after an orderly stop, 1 when workers cannot start, 128 + n when signal n
 *          came twice.
 */
export async function runPrimary(config: ServerConfig, logger: Logger): Promise<number> {
  let port: number;
  try {
    port = await findPort(config.listen);
  } catch (error) {
    logStartFailure(logger, config.listen, error);
    return 1;
  }
  // Connections last for hours, so what counts is that they are even. Measured with TLS WebSockets on
  // two cores: in turn, 400 of them went 98 to 102 to each of four workers; with SCHED_NONE, where the
  // kernel wakes whichever worker it likes, 45 to 163. In turn costs the primary 0.3 ms a connection,
  // once, beside 1.7 ms for its handshake in the worker; what follows never passes through the primary.
  cluster.schedulingPolicy = cluster.SCHED_RR;
  const group = new WorkerGroup(
    {
      count: config.workers,
      port,
      drainMs: config.drain.noticeMs + config.drain.spreadMs,
    },
    {
      onListening(url) {
        logger.info({ url, workers: config.workers }, 'listening');
        process.send?.({ kind: 'listening', url });
      },
      onGaveUp(how, error) {
        if (error) logStartFailure(logger, { ...config.listen, port }, error);
        else logger.fatal({ how }, 'workers end as soon as they start');
      },
    },
    logger,
  );
  stopOnRequest(group, logger);
  group.start();
  return group.ended;
}

/** Stops the group at the first signal or when the launcher is gone; kills it at the second signal. */
function stopOnRequest(group: WorkerGroup, logger: Logger): void {
  let firstMs: number | undefined;
  const stop = (reason: string): void => {
    if (firstMs !== undefined) return;
    firstMs = performance.now();
    logger.info({ reason }, 'stopping');
    group.stop();
  };
  const onSignal = (signal: 'SIGTERM' | 'SIGINT'): void => {
    stop(signal);
    if (performance.now() - (firstMs ?? 0) <= SAME_REQUEST_MS) return;
    group.kill(128 + constants.signals[signal]);
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  process.once('disconnect', () => {
    stop('launcher gone');
  });
}
