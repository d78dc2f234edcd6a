/** The lock that makes one recorder of many the active one of a partition. */
import { recorderFenceKey, recorderKey } from '../../proto/redis-keys.ts';
import type { RecorderRedis } from './write-script.ts';

export interface PartitionLockOptions {
  readonly partition: number;
  /** Tells this recorder from all others. */
  readonly token: string;
  /** An owner that does not renew it for so long has lost it, milliseconds. */
  readonly expiryMs: number;
}

/** One recorder's part in the contest for a partition. */
export class PartitionLock {
  readonly #redis: RecorderRedis;
  readonly #options: PartitionLockOptions;

  constructor(redis: RecorderRedis, options: PartitionLockOptions) {
    this.#redis = redis;
    this.#options = options;
  }

  /**
   * Takes the lock if nobody else has it.
   *
   * @returns Fencing number, larger than all before it, also after Redis was emptied; undefined when another
   *   one has the lock.
   * @throws when Redis cannot be reached.
   */
  async acquire(): Promise<string | undefined> {
    const { token, expiryMs } = this.#options;
    return (
      (await this.#redis.recorderAcquire(this.#key, this.#fenceKey, token, expiryMs)) ?? undefined
    );
  }

  /**
   * Keeps the lock for another while.
   *
   * @returns Whether it is still ours.
   * @throws when Redis cannot be reached.
   */
  async renew(fence: string): Promise<boolean> {
    const { token, expiryMs } = this.#options;
    const kept = await this.#redis.recorderRenew(this.#key, this.#fenceKey, token, expiryMs, fence);
    return kept === 1;
  }

  /**
   * Gives the lock away, so that nobody has to wait for its expiry.
   *
   * @throws when Redis cannot be reached.
   */
  async release(fence: string): Promise<void> {
    await this.#redis.recorderRelease(this.#key, this.#fenceKey, this.#options.token, fence);
  }

  get #key(): string {
    return recorderKey(this.#options.partition);
  }

  get #fenceKey(): string {
    return recorderFenceKey(this.#options.partition);
  }
}
