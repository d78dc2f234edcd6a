/** Empties a server before its end: says so first, then sends its clients away a few at a time. */

/** Who is to be emptied. */
export interface Drained {
  /** Open connections. */
  readonly clientCount: number;
  /** Those, and the ones that have been closed and have not answered yet. */
  readonly heldCount: number;
  /** Takes no new connections from now on. */
  refuseNew(): void;
  /** Sends some clients what they have pending, and away. */
  sendAway(count: number): void;
}

export interface DrainOptions {
  /** Time for load balancers to notice, in which everybody is still served, milliseconds. */
  readonly noticeMs: number;
  /** Time over which clients are sent away, so that those who take them over are not stormed, milliseconds. */
  readonly spreadMs: number;
  /** Time that clients have to answer their close, milliseconds. */
  readonly answerMs: number;
}

/** Time between two portions of clients, milliseconds. */
const STEP_MS = 25;

/**
 * Drains a server. Clients are served until their turn has come, so that none is without data for longer
 * than it takes to connect elsewhere. Resolves when all have gone, or their time is over.
 *
 * @param stopListening Called when nobody is to find this server any more.
 * @param passed        Steady clock, milliseconds.
 * @param wait          Waits so many milliseconds.
 */
export async function drain(
  drained: Drained,
  options: DrainOptions,
  stopListening: () => void,
  passed: () => number,
  wait: (ms: number) => Promise<unknown>,
): Promise<void> {
  const waitWhile = async (isNeeded: () => boolean, limitMs: number): Promise<void> => {
    const endMs = passed() + limitMs;
    while (isNeeded() && passed() < endMs) await wait(Math.min(STEP_MS, endMs - passed()));
  };
  drained.refuseNew();
  await waitWhile(() => drained.clientCount > 0, options.noticeMs);
  stopListening();

  const total = drained.clientCount;
  const startMs = passed();
  while (drained.clientCount > 0) {
    const share = Math.min(1, (passed() - startMs + STEP_MS) / Math.max(STEP_MS, options.spreadMs));
    drained.sendAway(Math.max(1, drained.clientCount - Math.floor(total * (1 - share))));
    if (drained.clientCount > 0) await wait(STEP_MS);
  }
  await waitWhile(() => drained.heldCount > 0, options.answerMs);
}
