/** States of a feed <-> their numbers in market.proto and stream.proto. */
import type { FeedState } from './types.ts';

/** Number on the wire of each state; 0 is none. */
export const FEED_STATE_CODE: Readonly<Record<FeedState, number>> = {
  live: 1,
  connecting: 2,
  stale: 3,
  resync: 4,
  halted: 5,
  fatal: 6,
};
const STATES = new Map(
  Object.entries(FEED_STATE_CODE).map(([state, code]) => [code, state as FeedState]),
);

/** State by its number on the wire; undefined if there is none of this number. */
export function feedStateOf(code: number): FeedState | undefined {
  return STATES.get(code);
}
