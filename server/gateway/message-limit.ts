/** Token bucket: how many messages a client may send. */

export interface MessageLimit {
  /** Messages a second in the long run. */
  readonly perSecond: number;
  /** Messages at once. */
  readonly burst: number;
}

export class MessageBucket {
  readonly #limit: MessageLimit;
  #tokens: number;
  #lastMs: number;

  constructor(limit: MessageLimit, nowMs: number) {
    this.#limit = limit;
    this.#tokens = limit.burst;
    this.#lastMs = nowMs;
  }

  /** Takes one token; false when there is none. */
  take(nowMs: number): boolean {
    const refill = ((nowMs - this.#lastMs) / 1000) * this.#limit.perSecond;
    this.#tokens = Math.min(this.#limit.burst, this.#tokens + refill);
    this.#lastMs = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
