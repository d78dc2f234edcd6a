/** Sums of sizes that stop at the largest exact integer instead of becoming inexact. */

/**
 * Adds two sizes, at most 2^53 - 1.
 *
 * No market trades that much at sensible decimals; but one absurd feed must neither corrupt a sum nor
 * stop the server from writing it.
 */
export function saturatingSum(a: number, b: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, a + b);
}
