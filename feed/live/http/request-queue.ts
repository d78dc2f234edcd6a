/** Requests that wait for their turn: in order, within the venue's limit, not before a host wants to see us again. */
import type { Clock } from '../../clock.ts';
import type { RateLimit as Limit } from '../../venues/venue-capabilities.ts';
import { RateLimit } from '../rate-limit.ts';

/** The venue's clock and the way to it are not ours: spans are taken this much longer. */
const MARGIN = 1.1;
/** What can wait leaves this share of the limit to what cannot. */
const RESERVED_SHARE = 0.25;
/** Timers of more than 24 days end at once: whatever has to wait longer looks again. */
export const MAX_SLEEP_MS = 3_600_000;

export interface Turn {
  /** Host and port. */
  readonly host: string;
  /** Against the limit. */
  readonly weight: number;
  /** Goes behind all others, and leaves a part of the limit to them. */
  readonly isBackground: boolean;
}

interface Waiter extends Turn {
  readonly go: () => void;
}

export class RequestQueue {
  readonly #clock: Clock;
  readonly #limit: RateLimit;
  readonly #reserved: number;
  readonly #maxOpen: number;
  readonly #waiting: Waiter[] = [];
  /** Host -> when it may be asked again, ms of `elapsedMs`. */
  readonly #blockedMs = new Map<string, number>();
  #openCount = 0;
  #isRunning = false;
  /** Ends the present sleep. */
  #wake = new AbortController();

  /**
   * @param limit   Absent: there is none.
   * @param maxOpen Requests under way at once.
   */
  constructor(clock: Clock, limit: Limit | undefined, maxOpen: number) {
    this.#clock = clock;
    this.#limit = new RateLimit(
      limit && { count: limit.count, perMs: Math.ceil(limit.perMs * MARGIN) },
    );
    this.#reserved = limit === undefined ? 0 : Math.floor(limit.count * RESERVED_SHARE);
    this.#maxOpen = maxOpen;
  }

  /** Nothing is sent to the host for so long. */
  block(host: string, forMs: number): void {
    const untilMs = this.#clock.elapsedMs() + forMs;
    this.#blockedMs.set(host, Math.max(untilMs, this.#blockedMs.get(host) ?? 0));
  }

  /**
   * Waits for a turn, which has to be given back by `done`.
   *
   * @throws the signal's reason when it is aborted before.
   */
  async enter(turn: Turn, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const leave = (): void => {
        const at = this.#waiting.indexOf(waiter);
        if (at >= 0) this.#waiting.splice(at, 1);
        this.#run();
        reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
      };
      const waiter: Waiter = {
        ...turn,
        go: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiter);
      this.#run();
    });
  }

  /** The request is over, whatever came of it. */
  done(): void {
    this.#openCount -= 1;
    this.#run();
  }

  #run(): void {
    this.#wake.abort();
    if (this.#isRunning) return;
    this.#isRunning = true;
    void this.#serve();
  }

  async #serve(): Promise<void> {
    while (this.#waiting.length > 0 && this.#openCount < this.#maxOpen) {
      this.#wake = new AbortController();
      const waitMs = this.#serveOne();
      if (waitMs > 0) {
        await this.#clock.sleep(Math.min(waitMs, MAX_SLEEP_MS), this.#wake.signal);
      }
    }
    this.#isRunning = false;
  }

  /** Lets the next one go. Returns 0, or how long all have to wait. */
  #serveOne(): number {
    const nowMs = this.#clock.elapsedMs();
    let soonestMs = Infinity;
    for (const isBackground of [false, true]) {
      const next = this.#waiting.find((waiter) => {
        if (waiter.isBackground !== isBackground) return false;
        const blockedMs = (this.#blockedMs.get(waiter.host) ?? 0) - nowMs;
        if (blockedMs > 0) soonestMs = Math.min(soonestMs, blockedMs);
        return blockedMs <= 0;
      });
      if (next === undefined) continue;
      const { weight, go } = next;
      const delayMs = this.#limit.delayMs(nowMs, weight + (isBackground ? this.#reserved : 0));
      if (delayMs <= 0) {
        this.#limit.take(nowMs, weight);
        this.#waiting.splice(this.#waiting.indexOf(next), 1);
        this.#openCount += 1;
        go();
        return 0;
      }
      // Nobody passes one that waits for the limit: it would never have its turn.
      return Math.min(soonestMs, delayMs);
    }
    return soonestMs;
  }
}
