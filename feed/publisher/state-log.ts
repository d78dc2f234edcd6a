/** Says in the log, once for each change, whether Redis takes writes. */
import type { Logger } from 'pino';

/** A Redis on the verge of its limit changes its mind all the time; it is reported at most so often, milliseconds. */
const MIN_INTERVAL_MS = 10_000;

type State = 'unknown' | 'away' | 'refusing' | 'writable';

export class StateLog {
  readonly #logger: Logger;
  readonly #elapsedMs: () => number;
  #state: State = 'unknown';
  #refusalLoggedMs = -Infinity;
  /** The state that the log's reader knows of. */
  #told: State = 'unknown';

  /** @param elapsedMs Milliseconds since some moment, counting up only. */
  constructor(logger: Logger, elapsedMs: () => number) {
    this.#logger = logger;
    this.#elapsedMs = elapsedMs;
  }

  /** There is no connection. */
  away(error: Error | undefined, bufferedTicks: number): void {
    if (this.#state === 'away') return;
    this.#state = 'away';
    this.#told = 'away';
    this.#logger.warn(
      { err: error, bufferedTicks },
      'Redis is away, buffering and trying to reconnect',
    );
  }

  /** Redis answers, but not with success. */
  refusing(error: unknown, bufferedTicks: number): void {
    if (this.#state === 'refusing') return;
    this.#state = 'refusing';
    if (this.#elapsedMs() - this.#refusalLoggedMs < MIN_INTERVAL_MS) return;
    this.#refusalLoggedMs = this.#elapsedMs();
    this.#told = 'refusing';
    const fields = { err: error, bufferedTicks };
    if (isOutOfMemory(error)) {
      this.#logger.error(
        fields,
        'Redis is out of memory (maxmemory) and refuses writes: buffering until it takes them again',
      );
    } else this.#logger.error(fields, 'Redis refuses, buffering and trying again');
  }

  /** Ticks flow, or may flow. */
  writable(isNewConnection: boolean, fields: object): void {
    this.#state = 'writable';
    if (isNewConnection) this.#logger.info(fields, 'Redis connected');
    else if (this.#told === 'refusing') this.#logger.info(fields, 'Redis takes writes again');
    this.#told = 'writable';
  }
}

/** Whether Redis refuses for want of memory; older ones wrap the refusal of a script in another message. */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && /\bOOM\b/.test(error.message);
}
