/** Keeps a number of workers running behind one port until they are told to stop. */
import cluster, { type Worker } from 'node:cluster';
import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import { decideAfterEnd, HEALTHY_AFTER_MS, NO_BACKOFF, type Backoff } from './replacement.ts';
import { workerEnvironment } from './worker-environment.ts';
import { errorOf, readWorkerMessage } from './worker-message.ts';

/** Time that a worker has to end beside that in which it sends its clients away, milliseconds. */
const STOP_LIMIT_MS = 2_000;

export interface WorkerGroupOptions {
  /** At least 1. */
  readonly count: number;
  /** Not 0. */
  readonly port: number;
  /** How long a worker takes to send its clients away, milliseconds. */
  readonly drainMs: number;
}

export interface WorkerGroupEvents {
  /** All workers listen, for the first time. */
  onListening(url: string): void;
  /** Workers cannot start, and the group ends itself with exit code 1. `how` is the last one's end. */
  onGaveUp(how: string, error: Error | undefined): void;
}

/** The place of a worker; when it dies, its successor takes it. */
interface Place {
  readonly number: number;
  worker: Worker | undefined;
  startedMs: number;
  /** When it began to listen; undefined: not yet. */
  listeningMs: number | undefined;
  /** Why it says that it cannot start. */
  failure: Error | undefined;
  backoff: Backoff;
  timer: NodeJS.Timeout | undefined;
}

export class WorkerGroup {
  readonly #options: WorkerGroupOptions;
  readonly #events: WorkerGroupEvents;
  readonly #logger: Logger;
  readonly #places: readonly Place[];
  #isUp = false;
  #isStopping = false;
  #exitCode = 0;
  #killer: NodeJS.Timeout | undefined;
  #end: (exitCode: number) => void = () => undefined;
  /** Resolves with the exit code when all workers have ended for good. */
  readonly ended = new Promise<number>((resolve) => {
    this.#end = resolve;
  });

  constructor(options: WorkerGroupOptions, events: WorkerGroupEvents, logger: Logger) {
    this.#options = options;
    this.#events = events;
    this.#logger = logger;
    this.#places = Array.from({ length: options.count }, (_, index) => ({
      number: index + 1,
      worker: undefined,
      startedMs: 0,
      listeningMs: undefined,
      failure: undefined,
      backoff: NO_BACKOFF,
      timer: undefined,
    }));
  }

  /** Starts all workers; call once. */
  start(): void {
    for (const place of this.#places) this.#fork(place);
  }

  /** Asks all workers to drain and end, and kills those that do not. */
  stop(): void {
    if (this.#isStopping) return;
    this.#isStopping = true;
    for (const { timer, worker } of this.#places) {
      clearTimeout(timer);
      worker?.process.kill('SIGTERM');
    }
    this.#killer = setTimeout(() => {
      this.#kill('did not end in time: killed');
    }, this.#options.drainMs + STOP_LIMIT_MS);
    this.#endWhenEmpty();
  }

  /** Ends all workers at once; the group then ends with this exit code. */
  kill(exitCode: number): void {
    this.stop();
    this.#exitCode = exitCode;
    this.#kill('killed on request');
  }

  #kill(why: string): void {
    for (const { worker, number } of this.#places) {
      if (!worker) continue;
      this.#logger.warn({ worker: number, pid: worker.process.pid }, why);
      worker.process.kill('SIGKILL');
    }
  }

  #fork(place: Place): void {
    const { count, port } = this.#options;
    // Beside others that take clients, one that does not yet would only refuse its part of them.
    const isAnyListening = this.#places.some(({ listeningMs }) => listeningMs !== undefined);
    const listenFrom = this.#isUp && isAnyListening ? 'caughtUp' : 'start';
    const worker = cluster.fork(
      workerEnvironment({ number: place.number, listenFrom }, count, port),
    );
    place.worker = worker;
    place.startedMs = performance.now();
    place.listeningMs = undefined;
    place.failure = undefined;
    worker.on('message', (message: unknown) => {
      this.#receive(place, worker, message);
    });
    worker.on('error', (error) => {
      // A process that could not be made has no other end; of one that runs, its channel is broken.
      if (worker.process.pid === undefined) this.#workerEnded(place, error.message);
    });
    worker.once('exit', (code: number, signal: NodeJS.Signals | null) => {
      this.#workerEnded(place, signal ?? `exit code ${String(code)}`);
    });
  }

  #receive(place: Place, worker: Worker, received: unknown): void {
    const message = readWorkerMessage(received);
    // What it said last may come after its end.
    if (message === undefined || place.worker !== worker) return;
    if (message.kind === 'failed') {
      place.failure = errorOf(message);
      worker.process.kill('SIGKILL');
      return;
    }
    place.listeningMs = performance.now();
    this.#logger.info({ worker: place.number, pid: worker.process.pid }, 'worker listens');
    if (this.#isUp || this.#places.some(({ listeningMs }) => listeningMs === undefined)) return;
    this.#isUp = true;
    this.#events.onListening(message.url);
  }

  #workerEnded(place: Place, how: string): void {
    const nowMs = performance.now();
    const pid = place.worker?.process.pid;
    place.worker = undefined;
    place.listeningMs = undefined;
    if (this.#isStopping) {
      this.#endWhenEmpty();
      return;
    }
    const next = decideAfterEnd({
      ranMs: nowMs - place.startedMs,
      hasFailed: place.failure !== undefined,
      isUp: this.#isUp,
      isOtherHealthy: this.#places.some(
        ({ listeningMs = Infinity }) => nowMs - listeningMs >= HEALTHY_AFTER_MS,
      ),
      previous: place.backoff,
    });
    if (next.kind === 'giveUp') {
      this.#exitCode = 1;
      this.#events.onGaveUp(how, place.failure);
      this.stop();
      return;
    }
    const { delayMs, shortRuns } = next;
    place.backoff = { delayMs, shortRuns };
    this.#logger.warn(
      { worker: place.number, pid, how, delayMs, ...(place.failure && { err: place.failure }) },
      'worker ended, another one takes its place',
    );
    place.timer = setTimeout(() => {
      this.#fork(place);
    }, delayMs);
  }

  #endWhenEmpty(): void {
    if (this.#places.some(({ worker }) => worker !== undefined)) return;
    clearTimeout(this.#killer);
    this.#end(this.#exitCode);
  }
}
