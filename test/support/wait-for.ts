/** Waits for a condition to become true by polling it, and says what was missing when it does not. */
import { setTimeout as delay } from 'node:timers/promises';

/** How long and how often `waitFor` looks. */
export interface WaitForOptions {
  /** Names the awaited thing in the message of the failure: "the server to listen". */
  readonly what: string;
  /** Gives up after this many milliseconds. Default 10,000. */
  readonly timeoutMs?: number;
  /** Time between two looks, milliseconds. Default 20. */
  readonly intervalMs?: number;
}

/**
 * Returns the first value of `condition` that is neither `false`, `null` nor `undefined`.
 *
 * A condition that throws counts as "not yet"; its last error is the cause of the failure.
 *
 * @throws {Error} naming `what`, when the time is over.
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { what, timeoutMs = 10_000, intervalMs = 20 }: WaitForOptions,
): Promise<Exclude<T, false | null | undefined>> {
  const startedAt = performance.now();
  let cause: unknown;
  for (;;) {
    try {
      const value = await condition();
      if (value !== false && value !== null && value !== undefined) {
        return value as Exclude<T, false | null | undefined>;
      }
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (performance.now() - startedAt >= timeoutMs) {
      const reason = cause instanceof Error ? ` (${cause.message})` : '';
      throw new Error(`Waited ${String(timeoutMs)} ms in vain for ${what}${reason}`, { cause });
    }
    await delay(intervalMs);
  }
}
