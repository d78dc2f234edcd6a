/** Lets costly answers be made a few at a time, in turn between those who ask, at a bounded rate. */

export interface WorkGateOptions {
  /** Answers in the making at once. */
  readonly concurrency: number;
  /** Questions that may wait altogether, and from one asker. */
  readonly waiting: number;
  readonly waitingPerAsker: number;
  /** Rows that answers may take a second in the long run. */
  readonly rowsPerSecond: number;
}

export type WorkResult<T> =
  | { readonly kind: 'done'; readonly value: T }
  /** Nothing was done: too many wait already, of this asker or altogether. */
  | { readonly kind: 'refused'; readonly isOwnFault: boolean }
  /** Nothing was done: whoever asked has gone. */
  | { readonly kind: 'gone' };

/** A piece of work. */
export interface Work<T> {
  /** Whoever asks; each gets his turn. */
  readonly asker: string;
  /** Says whether nobody waits for it any more. */
  isGone(): boolean;
  /** Does it, and says how many rows it took. */
  run(): Promise<{ readonly value: T; readonly rows: number }>;
}

/** Sets a timer and returns what calls it off. */
export type SetTimer = (afterMs: number, onDue: () => void) => () => void;

interface Waiting {
  start(): Promise<number>;
}

/**
 * Answers of thousands of rows take milliseconds each. One after the other without a pause they would
 * leave nothing of the core to the sockets, so each one pays for its rows with time.
 */
export class WorkGate {
  readonly #options: WorkGateOptions;
  readonly #now: () => number;
  readonly #setTimer: SetTimer;
  /** By asker, in the order in which they have their turn. */
  readonly #queues = new Map<string, Waiting[]>();
  #waiting = 0;
  #running = 0;
  /** When what was done so far is paid for. */
  #paidAtMs = -Infinity;
  #callOff: (() => void) | undefined;

  /** @param now Steady clock, milliseconds. */
  constructor(options: WorkGateOptions, now: () => number, setTimer: SetTimer) {
    this.#options = options;
    this.#now = now;
    this.#setTimer = setTimer;
  }

  /** Does the work when its turn has come. Rejects with what the work itself throws. */
  run<T>(work: Work<T>): Promise<WorkResult<T>> {
    const queue = this.#queues.get(work.asker) ?? [];
    const isOwnFault = queue.length >= this.#options.waitingPerAsker;
    if (isOwnFault || this.#waiting >= this.#options.waiting) {
      return Promise.resolve({ kind: 'refused', isOwnFault });
    }
    return new Promise((resolve, reject) => {
      queue.push({
        async start() {
          if (work.isGone()) {
            resolve({ kind: 'gone' });
            return 0;
          }
          try {
            const { value, rows } = await work.run();
            resolve({ kind: 'done', value });
            return rows;
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
            return 1;
          }
        },
      });
      this.#queues.set(work.asker, queue);
      this.#waiting += 1;
      this.#startNext();
    });
  }

  /** Forgets the timer; what waits is never done. */
  stop(): void {
    this.#callOff?.();
  }

  #startNext(): void {
    while (this.#running < this.#options.concurrency && this.#waiting > 0) {
      const restMs = this.#paidAtMs - this.#now();
      if (restMs > 0) {
        this.#callOff ??= this.#setTimer(restMs, () => {
          this.#callOff = undefined;
          this.#startNext();
        });
        return;
      }
      void this.#start(this.#takeNext());
    }
  }

  #takeNext(): Waiting | undefined {
    for (const [asker, queue] of this.#queues) {
      const next = queue.shift();
      // Behind all others that wait.
      this.#queues.delete(asker);
      if (queue.length > 0) this.#queues.set(asker, queue);
      if (next) return next;
    }
    return undefined;
  }

  async #start(next: Waiting | undefined): Promise<void> {
    if (!next) return;
    this.#waiting -= 1;
    this.#running += 1;
    const rows = await next.start();
    this.#running -= 1;
    const costMs = (rows / this.#options.rowsPerSecond) * 1_000;
    this.#paidAtMs = Math.max(this.#paidAtMs, this.#now()) + costMs;
    this.#startNext();
  }
}
