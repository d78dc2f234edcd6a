/** How long to wait before another try: full jitter under a ceiling that doubles; pure. */

/** What an answer with one of a venue's `temporaryStatuses` means. */
export const TEMPORARY_REFUSAL = 'too many requests, or it does not serve this address';

/** @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ "full jitter" */
export interface BackoffOptions {
  /** Ceiling of the first wait, ms. */
  readonly minMs: number;
  /** Ceiling of any wait, ms. */
  readonly maxMs: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** The tries of one thing. A try that only connects is no success: whoever owns it calls `reset` when data came. */
export class Backoff {
  readonly #options: BackoffOptions;
  #failures = 0;

  constructor(options: BackoffOptions) {
    this.#options = options;
  }

  /** Tries that have failed since the last success. */
  get failures(): number {
    return this.#failures;
  }

  /**
   * Counts a failed try.
   *
   * @param retryAfterMs What the venue asked for; the jitter comes on top, so that not all come back at that moment.
   * @returns            Milliseconds until the next try, whole.
   */
  next(retryAfterMs = 0): number {
    const { minMs, maxMs, random } = this.#options;
    const ceiling = Math.min(maxMs, minMs * 2 ** this.#failures);
    // Unbounded exponents would overflow after a weekend offline.
    this.#failures = Math.min(this.#failures + 1, 30);
    return Math.ceil(Math.max(0, retryAfterMs)) + Math.round(random() * ceiling);
  }

  reset(): void {
    this.#failures = 0;
  }
}

/**
 * Reads a `Retry-After` header.
 *
 * @param value Seconds, or a date as HTTP writes it; absent or anything else: 0.
 * @param nowMs UNIX ms.
 * @returns     Milliseconds from now, >= 0.
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function parseRetryAfterMs(value: string | null | undefined, nowMs: number): number {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const dateMs = /[A-Za-z]{3},? /.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(dateMs) ? 0 : Math.max(0, dateMs - nowMs);
}
