/** A signal that is aborted with another one or after a time, and leaves nothing behind. */

export interface Deadline {
  readonly signal: AbortSignal;
  /** Whether it was the time that ended it. */
  readonly isOver: boolean;
  /** Lets go of the timer and of the other signal. */
  release(): void;
}

/** @param afterMs Of real time, as what it ends happens in real time. */
export function startDeadline(outer: AbortSignal, afterMs: number): Deadline {
  const controller = new AbortController();
  let isOver = false;
  const abort = (): void => {
    controller.abort(outer.reason);
  };
  const timer = setTimeout(() => {
    isOver = true;
    controller.abort(new Error(`no answer within ${String(afterMs)} ms`));
  }, afterMs);
  outer.addEventListener('abort', abort);
  if (outer.aborted) abort();
  return {
    signal: controller.signal,
    get isOver() {
      return isOver;
    },
    release() {
      clearTimeout(timer);
      outer.removeEventListener('abort', abort);
    },
  };
}
