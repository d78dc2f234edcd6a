/** Decides what follows when a worker has ended that nobody had asked to. Pure. */

/** How a worker ended. */
export interface EndedWorker {
  /** From its start to its end, milliseconds. */
  readonly ranMs: number;
  /** Whether it said why it cannot start. */
  readonly hasFailed: boolean;
  /** Whether all workers have listened once. */
  readonly isUp: boolean;
  /** Whether another worker has been listening for `HEALTHY_AFTER_MS`. */
  readonly isOtherHealthy: boolean;
  /** What `AfterEnd` said of the worker before it in its place; 0 and 0 for the first. */
  readonly previous: Backoff;
}

export interface Backoff {
  /** Time before the worker was started, milliseconds. */
  readonly delayMs: number;
  /** Runs in a row that ended soon. */
  readonly shortRuns: number;
}

export type AfterEnd =
  | ({ readonly kind: 'replace' } & Backoff)
  /** Another one would fare no better. */
  | { readonly kind: 'giveUp' };

export const NO_BACKOFF: Backoff = { delayMs: 0, shortRuns: 0 };

/** A run of this length is no failure to start, and starts the delays anew, milliseconds. */
export const HEALTHY_AFTER_MS = 10_000;
/** Runs in a row that end before that: then it is not chance. */
const MAX_SHORT_RUNS = 5;
const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 5_000;

/** Returns what to do. As long as another worker does its work, the place is tried for ever. */
export function decideAfterEnd(ended: EndedWorker): AfterEnd {
  // What a configuration or Redis itself forbids now, it forbids in a second too.
  if (ended.hasFailed && !ended.isUp) return { kind: 'giveUp' };
  if (ended.ranMs >= HEALTHY_AFTER_MS) {
    return { kind: 'replace', delayMs: FIRST_DELAY_MS, shortRuns: 0 };
  }
  const { delayMs, shortRuns } = ended.previous;
  if (shortRuns + 1 >= MAX_SHORT_RUNS && !ended.isOtherHealthy) return { kind: 'giveUp' };
  return {
    kind: 'replace',
    delayMs: delayMs === 0 ? FIRST_DELAY_MS : Math.min(delayMs * 2, MAX_DELAY_MS),
    shortRuns: shortRuns + 1,
  };
}
