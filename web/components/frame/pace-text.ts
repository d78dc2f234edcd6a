/** Words for how often the page is told of news, and why that is less often than it asked for. */
import type { ConnectionView } from '../../state/views.ts';
import { latencyText } from '../shared/duration-text.ts';

/** The fastest speed, about a frame of a display, ms. */
const FASTEST_MS = 16;
/** Twenty times a second looks continuous: only what is slower than this can be seen, ms. */
const CONTINUOUS_MS = 50;
/** What is longer than expected by less than this would be overlooked. */
const NOTABLE_FACTOR = 1.5;

/** How often news comes, and why not more often. */
export interface PaceText {
  /** Time between two updates, e.g. `240 ms`; empty: not known. */
  readonly interval: string;
  /** A sentence or two; empty: all is as it was asked for. */
  readonly note: string;
}

/** What the connection's details say of its pace. */
export function paceText(connection: ConnectionView): PaceText {
  const { effectiveIntervalMs, actualIntervalMs, heldFlushCount } = connection;
  if (effectiveIntervalMs === 0) return { interval: '', note: '' };
  if (heldFlushCount > 0 && isNotable(actualIntervalMs, effectiveIntervalMs)) {
    const interval = latencyText(actualIntervalMs);
    const waited = `${String(heldFlushCount)} ${heldFlushCount === 1 ? 'update' : 'updates'} waited`;
    return {
      interval,
      note: `This device or its network takes an update every ${interval}: ${waited} for it and went into the next one.`,
    };
  }
  const interval = latencyText(effectiveIntervalMs);
  const expectedMs = connection.requestedIntervalMs || FASTEST_MS;
  if (!isNotable(effectiveIntervalMs, expectedMs)) return { interval, note: '' };
  return {
    interval,
    note: `The server is busy: updates every ${interval} instead of ${latencyText(expectedMs)}.`,
  };
}

function isNotable(intervalMs: number, expectedMs: number): boolean {
  return intervalMs > NOTABLE_FACTOR * Math.max(CONTINUOUS_MS, expectedMs);
}
