/** How long to wait before the next try: full jitter under a ceiling that doubles. */

/** Ceiling of the first wait, ms. */
export const BACKOFF_BASE_MS = 500;
/** Ceiling of any wait, ms. */
export const BACKOFF_LIMIT_MS = 15_000;
/** Ceiling while the outage is young: a restarted server has everybody back within seconds. */
export const BACKOFF_EARLY_LIMIT_MS = 2_000;
/** How long an outage counts as young, ms. */
export const BACKOFF_EARLY_MS = 120_000;

/**
 * Draws a wait between 0 and min(limit, base x 2^attempt), so that the clients of a server that
 * died do not come back in one wave.
 *
 * @param attempt  Tries that have failed so far, >= 0.
 * @param outageMs How long the connection has been lost, ms.
 * @param random   Uniform in [0, 1).
 * @returns        Milliseconds, 0..15,000.
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoffDelayMs(attempt: number, outageMs: number, random: number): number {
  const limit = outageMs < BACKOFF_EARLY_MS ? BACKOFF_EARLY_LIMIT_MS : BACKOFF_LIMIT_MS;
  // Above 2^5 the limit holds anyway; unbounded exponents would overflow after a weekend offline.
  const ceiling = Math.min(limit, BACKOFF_BASE_MS * 2 ** Math.min(attempt, 5));
  return Math.round(random * ceiling);
}
