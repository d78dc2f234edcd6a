/** Notices venues that have gone silent, so that an old price never looks fresh. */
import type { VenueStatus } from '../../proto/frames.ts';

interface Venue {
  lastSeenMs: number;
  /** When its newest tick came; -Infinity: none yet. */
  lastTickMs: number;
  lastReceivedTimeMs: number;
  isSilent: boolean;
}

/** Silence of each venue by the server's clock. */
export class VenueMonitor {
  readonly #silentAfterMs: number;
  readonly #venues = new Map<string, Venue>();

  /** @param silentAfterMs A venue without a tick for longer is silent, milliseconds. */
  constructor(silentAfterMs: number) {
    this.#silentAfterMs = silentAfterMs;
  }

  /** Takes note of a venue that instruments name, before its first tick. */
  register(venue: string, nowMs: number): void {
    if (this.#venues.has(venue)) return;
    this.#venues.set(venue, {
      lastSeenMs: nowMs,
      lastTickMs: -Infinity,
      lastReceivedTimeMs: 0,
      isSilent: false,
    });
  }

  /**
   * Takes note of a tick.
   *
   * @param seenMs         When it came, by the server's clock; of old log entries: when they were written.
   * @param receivedTimeMs When the feed received it.
   */
  seen(venue: string, seenMs: number, receivedTimeMs: number): void {
    const known = this.#venues.get(venue);
    if (!known) {
      this.#venues.set(venue, {
        lastSeenMs: seenMs,
        lastTickMs: seenMs,
        lastReceivedTimeMs: receivedTimeMs,
        isSilent: false,
      });
      return;
    }
    if (seenMs > known.lastSeenMs) known.lastSeenMs = seenMs;
    if (seenMs < known.lastTickMs) return;
    known.lastTickMs = seenMs;
    // Not the largest: a feed whose clock was set back would seem to be ahead of time until it is there.
    known.lastReceivedTimeMs = receivedTimeMs;
  }

  /** Venues that have gone silent, or are heard again, since the last call. */
  sweep(nowMs: number): VenueStatus[] {
    const changed: VenueStatus[] = [];
    for (const [venue, state] of this.#venues) {
      const isSilent = nowMs - state.lastSeenMs > this.#silentAfterMs;
      if (isSilent === state.isSilent) continue;
      state.isSilent = isSilent;
      changed.push(statusOf(venue, state));
    }
    return changed;
  }

  /** All venues. */
  statuses(): VenueStatus[] {
    return [...this.#venues].map(([venue, state]) => statusOf(venue, state));
  }
}

function statusOf(venue: string, { isSilent, lastReceivedTimeMs }: Venue): VenueStatus {
  return { venue, isSilent, lastReceivedTimeMs };
}
