/** Gathers the facts about the connection that the page shows. */
import type { ControlParts, Rate } from '../../proto/frames.ts';
import type { ClockSync } from './clock-sync.ts';
import type { Connection } from './connection.ts';
import type { LinkStatus } from './link.ts';
import type { Outage } from './market-store.ts';

interface Venue {
  readonly isSilent: boolean;
  /** Server clock; 0: never. */
  readonly lastReceivedTimeMs: number;
}

/** Counts of the second that is running. */
interface Counts {
  frames: number;
  updates: number;
  bytes: number;
}

/**
 * A page at its limit waits in one second and not in the next: the worst holds for this long, and goes by
 * itself should the server say no more, ms.
 */
const HELD_VALID_MS = 4_000;
const NO_RATE: Rate = {
  requestedIntervalMs: 0,
  effectiveIntervalMs: 0,
  heldFlushCount: 0,
  actualIntervalMs: 0,
};

/** Venues, log, server and rates of the present connection. */
export class LinkFacts {
  readonly #venues = new Map<string, Venue>();
  #isLogConnected = true;
  #logSinceTimeMs = 0;
  #isLogFull = false;
  #server = '';
  #rate = NO_RATE;
  /** The Rate of the last seconds in which most waited. */
  #held = NO_RATE;
  #heldMs = 0;
  #lastFreshMs = 0;
  #counts: Counts = { frames: 0, updates: 0, bytes: 0 };
  #rates: Counts = { frames: 0, updates: 0, bytes: 0 };
  #countedSinceMs = 0;

  /** A new connection says all this anew. */
  reconnected(): void {
    this.#venues.clear();
    this.#isLogConnected = true;
    this.#logSinceTimeMs = 0;
    this.#isLogFull = false;
    this.#rate = NO_RATE;
    this.#held = NO_RATE;
  }

  /**
   * Takes the control parts of a frame.
   *
   * @param nowMs Now, page clock.
   * @returns Whether something changed that decides on freshness.
   */
  apply(parts: Required<ControlParts>, nowMs: number): boolean {
    for (const { venue, isSilent, lastReceivedTimeMs } of parts.venues) {
      this.#venues.set(venue, { isSilent, lastReceivedTimeMs });
    }
    for (const status of parts.log) {
      this.#isLogConnected = status.isConnected;
      this.#logSinceTimeMs = status.sinceTimeMs;
      this.#isLogFull = status.isFull;
    }
    for (const { server } of parts.welcome) this.#server = server;
    for (const rate of parts.rates) {
      this.#rate = rate;
      if (rate.actualIntervalMs < this.#held.actualIntervalMs && this.#isHeld(nowMs)) continue;
      this.#held = rate;
      this.#heldMs = nowMs;
    }
    for (const { effectiveIntervalMs } of parts.subscribed) {
      this.#rate = { ...this.#rate, effectiveIntervalMs };
    }
    return parts.venues.length > 0 || parts.log.length > 0;
  }

  #isHeld(nowMs: number): boolean {
    return nowMs - this.#heldMs < HELD_VALID_MS;
  }

  /** Counts one frame. */
  onFrame(bytes: number, updates: number, nowMs: number): void {
    this.#counts.frames += 1;
    this.#counts.updates += updates;
    this.#counts.bytes += bytes;
    if (this.#isLogConnected && !this.isEveryVenueSilent) this.#lastFreshMs = nowMs;
  }

  /** Closes the running second. Returns whether a rate changed. */
  closeSecond(nowMs: number): boolean {
    const seconds = (nowMs - this.#countedSinceMs) / 1_000;
    this.#countedSinceMs = nowMs;
    const before = this.#rates;
    const rate = (count: number): number => (seconds > 0 ? Math.round(count / seconds) : 0);
    const { frames, updates, bytes } = this.#counts;
    this.#rates = { frames: rate(frames), updates: rate(updates), bytes: rate(bytes) };
    this.#counts = { frames: 0, updates: 0, bytes: 0 };
    return (
      before.frames !== this.#rates.frames ||
      before.updates !== this.#rates.updates ||
      before.bytes !== this.#rates.bytes
    );
  }

  /** Whether there are venues, and none of them sends. */
  get isEveryVenueSilent(): boolean {
    return this.#venues.size > 0 && [...this.#venues.values()].every(({ isSilent }) => isSilent);
  }

  /** @param isConnected Whether the socket is open. */
  outage(isConnected: boolean): Outage {
    const silent = [...this.#venues].filter(([, venue]) => venue.isSilent);
    return {
      isEverything: !isConnected || !this.#isLogConnected,
      silentVenues: new Set(silent.map(([name]) => name)),
    };
  }

  /**
   * All facts at once.
   *
   * @param awaitedSnapshots Symbols that wait for their first snapshot.
   * @param nowMs            Now, page clock.
   */
  status(
    connection: Connection,
    clock: ClockSync,
    awaitedSnapshots: number,
    nowMs: number,
  ): LinkStatus {
    const held = this.#isHeld(nowMs) ? this.#held : NO_RATE;
    const offsetMs = clock.offsetMs;
    const pageMs = (serverMs: number): number => (serverMs === 0 ? 0 : serverMs - offsetMs);
    return {
      phase: connection.phase,
      wasOpen: connection.wasOpen,
      isReconnected: connection.isReconnected,
      isOnline: connection.isOnline,
      closeCode: connection.closeCode,
      closeReason: connection.closeReason,
      attempt: connection.attempt,
      retryAtMs: connection.retryAtMs,
      lastReceivedMs: connection.lastReceivedMs,
      lastFreshMs: this.#lastFreshMs,
      roundTripMs: clock.roundTripMs,
      roundTripP95Ms: clock.roundTripP95Ms,
      clockOffsetMs: offsetMs,
      framesPerSecond: this.#rates.frames,
      updatesPerSecond: this.#rates.updates,
      bytesPerSecond: this.#rates.bytes,
      requestedIntervalMs: this.#rate.requestedIntervalMs,
      effectiveIntervalMs: this.#rate.effectiveIntervalMs,
      heldFlushCount: held.heldFlushCount,
      actualIntervalMs: held.actualIntervalMs,
      server: this.#server,
      venues: [...this.#venues].map(([venue, { isSilent, lastReceivedTimeMs }]) => ({
        venue,
        isSilent,
        lastReceivedMs: pageMs(lastReceivedTimeMs),
      })),
      isLogConnected: this.#isLogConnected,
      logSinceMs: pageMs(this.#logSinceTimeMs),
      isLogFull: this.#isLogFull,
      awaitedSnapshots,
    };
  }
}
