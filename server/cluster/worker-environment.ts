/** What a worker is told beside the configuration that it shares with the others. */
import type { ServerConfig } from '../config.ts';
import type { ListenFrom } from '../server.ts';

/** What differs from worker to worker. */
export interface WorkerSetting {
  /** From 1; its replacement has the same one. */
  readonly number: number;
  readonly listenFrom: ListenFrom;
}

/** Set by the primary only. */
const NUMBER_VARIABLE = 'SERVER_WORKER_NUMBER';
const LISTEN_VARIABLE = 'SERVER_WORKER_LISTENS_FROM';

/** Reads what the primary has written. */
export function readWorkerEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): WorkerSetting {
  return {
    number: Number(environment[NUMBER_VARIABLE]),
    listenFrom: environment[LISTEN_VARIABLE] === 'caughtUp' ? 'caughtUp' : 'start',
  };
}

/**
 * Returns the variables that one worker gets beside those of the primary.
 *
 * @param port The port that was found, as the configured one may be 0: also a later worker must get it.
 */
export function workerEnvironment(
  { number, listenFrom }: WorkerSetting,
  workers: number,
  port: number,
): Readonly<Record<string, string>> {
  return {
    PORT: String(port),
    // `auto` must not be counted anew by each worker.
    SERVER_WORKERS: String(workers),
    [NUMBER_VARIABLE]: String(number),
    [LISTEN_VARIABLE]: listenFrom,
  };
}

/**
 * Returns a worker's part of the limits that hold for all workers together.
 *
 * Rounded up, so that a limit below the number of workers leaves room for somebody on each of them.
 */
export function shareOfLimits(config: ServerConfig): ServerConfig {
  const share = (limit: number): number => Math.ceil(limit / config.workers);
  const { limits } = config;
  return {
    ...config,
    limits: {
      ...limits,
      clients: share(limits.clients),
      clientsPerAddress: share(limits.clientsPerAddress),
    },
  };
}
