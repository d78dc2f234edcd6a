/** One partition of one recorder: stands by until the lock is free, is active as long as it has it. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { RecorderTimes } from './limits.ts';
import { PartitionLock } from './partition-lock.ts';
import { PartitionWriter } from './partition-writer.ts';
import type { Retention } from './retention.ts';
import type { TermDeps, TermEnd } from './term-options.ts';
import { Term } from './term.ts';
import type { RecorderRedis } from './write-script.ts';

/** Renewals in the time after which the lock is lost. */
const RENEWALS = 4;

export interface PartitionRecorderOptions {
  readonly partition: number;
  /** Tells this recorder from all others. */
  readonly token: string;
  readonly retention: Retention;
  readonly times: RecorderTimes;
}

/** What it is doing at present. */
export type PartitionStatus =
  /** It has not asked for the lock yet. */
  | 'starting'
  | 'active'
  /** Another recorder is active. */
  | 'standby'
  /** Redis cannot be reached. */
  | 'waiting';

export class PartitionRecorder {
  readonly #options: PartitionRecorderOptions;
  readonly #deps: TermDeps;
  readonly #redis: RecorderRedis;
  readonly #lock: PartitionLock;
  readonly #logger: Logger;
  #status: PartitionStatus = 'starting';

  constructor(options: PartitionRecorderOptions, deps: TermDeps, redis: RecorderRedis) {
    const { partition, token, times } = options;
    this.#options = options;
    this.#deps = deps;
    this.#redis = redis;
    this.#lock = new PartitionLock(redis, { partition, token, expiryMs: times.lockMs });
    this.#logger = deps.logger;
  }

  get status(): PartitionStatus {
    return this.#status;
  }

  /** Records whenever it can, until the signal is aborted; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const { partition, times } = this.#options;
    while (!signal.aborted) {
      try {
        const fence = await this.#lock.acquire();
        if (fence === undefined) this.#become('standby');
        else if ((await this.#serve(fence, signal)) === 'fenced') {
          this.#logger.warn({ partition }, 'the lock was lost, another recorder may have it');
          this.#become('standby');
        }
      } catch (error) {
        if (isAborted(signal)) {
          this.#logger.warn({ partition, err: error }, 'stopped without a last snapshot');
        } else {
          this.#become('waiting', error);
        }
      }
      await delay(times.retryMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #serve(fence: string, signal: AbortSignal): Promise<TermEnd> {
    const { partition, token, retention, times } = this.#options;
    this.#become('active');
    const writer = new PartitionWriter(this.#redis, { partition, fence, retention });
    const term = new Term({ partition, id: `${token}:${fence}`, times }, this.#deps, writer);
    const renewal = setInterval(() => {
      this.#lock.renew(fence).then(
        (isOurs) => {
          if (!isOurs) term.end('fenced');
        },
        (error: unknown) => {
          term.end(error instanceof Error ? error : new Error(String(error)));
        },
      );
    }, times.lockMs / RENEWALS);
    try {
      const end = await term.run(signal);
      if (end === 'stopped') await this.#lock.release(fence);
      return end;
    } catch (error) {
      // Somebody else may reach what this one cannot. Not awaited: Redis may not answer at all.
      this.#lock.release(fence).catch(() => undefined);
      throw error;
    } finally {
      clearInterval(renewal);
    }
  }

  #become(status: PartitionStatus, error?: unknown): void {
    if (this.#status === status) return;
    this.#status = status;
    const { partition } = this.#options;
    if (status === 'standby') this.#logger.info({ partition }, 'standing by');
    if (status === 'waiting') {
      this.#logger.warn({ partition, err: error }, 'cannot record, trying again until it can');
    }
  }
}

/** A check of its own, because the compiler takes the loop's for one that still holds. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
