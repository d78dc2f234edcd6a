/** Lua scripts that Redis runs in one go, sent by their checksum. */
import { createHash } from 'node:crypto';
import type { ChainableCommander, Redis } from 'ioredis';

/** One script; its text travels only to a Redis that does not know it yet. */
export class RedisScript {
  readonly #text: string;
  readonly #checksum: string;

  constructor(text: string) {
    this.#text = text;
    this.#checksum = createHash('sha1').update(text).digest('hex');
  }

  /**
   * Runs the script.
   *
   * @param keys      All of one Redis Cluster slot.
   * @param values    What the script finds in ARGV.
   * @returns         Its answer as ioredis reads it; bulk strings as text.
   * @throws {Error}  What Redis refuses, or when the connection breaks.
   */
  async run(
    redis: Redis,
    keys: readonly string[],
    values: readonly (string | number | Buffer)[],
  ): Promise<unknown> {
    try {
      return await redis.evalsha(this.#checksum, keys.length, ...keys, ...values);
    } catch (error) {
      if (!isMissing(error)) throw error;
      return await redis.eval(this.#text, keys.length, ...keys, ...values);
    }
  }

  /** Makes the script known to Redis, for `add`. */
  async load(redis: Redis): Promise<void> {
    await redis.script('LOAD', this.#text);
  }

  /** Adds a call to a pipeline. Its answer is an error for which `isMissing` holds if Redis has forgotten the script. */
  add(
    pipeline: ChainableCommander,
    keys: readonly string[],
    values: readonly (string | number | Buffer)[],
  ): void {
    pipeline.evalsha(this.#checksum, keys.length, ...keys, ...values);
  }
}

/** Whether Redis does not know a script: it was restarted, or somebody has flushed all scripts. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('NOSCRIPT');
}
