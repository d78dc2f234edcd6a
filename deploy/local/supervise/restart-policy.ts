/** Decides what follows when a supervised process has ended. */

/** Times of the policy, milliseconds. */
export interface RestartTimes {
  /** Wait before the first restart; doubled for each that follows. */
  readonly firstDelayMs: number;
  /** Longest wait. */
  readonly maxDelayMs: number;
  /** A run of this length starts the waits anew. */
  readonly healthyAfterMs: number;
  /** Until then, a process that was never ready and ends with code 1 has refused its configuration. */
  readonly refusalWithinMs: number;
}

export const DEFAULT_RESTART_TIMES: RestartTimes = {
  firstDelayMs: 250,
  maxDelayMs: 5_000,
  healthyAfterMs: 10_000,
  // Two seconds of the program's own, with room for a slow machine that is still loading modules.
  refusalWithinMs: 10_000,
};

/** How a process ended. */
export interface EndedRun {
  /** Exit code; null after a signal. */
  readonly code: number | null;
  /** Time from its start to its end, milliseconds. */
  readonly ranMs: number;
  /** Whether this or an earlier run has ever said that it is ready. */
  readonly hasEverBeenReady: boolean;
  /** Wait before this run; 0 for the first. */
  readonly previousDelayMs: number;
  /** Whether it has said that its work is done: a file replayed to its end. */
  readonly hasFinished: boolean;
  /** Whether it has said that trying again cannot help: a venue that refuses the key. */
  readonly hasGivenUp: boolean;
}

/** What follows. */
export type AfterExit =
  | { readonly kind: 'restart'; readonly delayMs: number }
  /** It has done its work. */
  | { readonly kind: 'finished' }
  /** It worked once, and then gave up for good; its own message says why. */
  | { readonly kind: 'gaveUp' }
  /** Trying again cannot help; its own message says why. */
  | { readonly kind: 'refused' };

/** Returns what to do after a run that nobody asked to end. */
export function decideAfterExit(ended: EndedRun, times: RestartTimes): AfterExit {
  if (ended.code === 0 && ended.hasFinished) return { kind: 'finished' };
  if (ended.hasGivenUp && ended.hasEverBeenReady) return { kind: 'gaveUp' };
  const isEarly = ended.ranMs < times.refusalWithinMs || ended.hasGivenUp;
  if (ended.code === 1 && !ended.hasEverBeenReady && isEarly) return { kind: 'refused' };
  const isFresh = ended.previousDelayMs === 0 || ended.ranMs >= times.healthyAfterMs;
  return {
    kind: 'restart',
    delayMs: isFresh ? times.firstDelayMs : Math.min(ended.previousDelayMs * 2, times.maxDelayMs),
  };
}
