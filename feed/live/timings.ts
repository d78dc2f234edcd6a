/** Durations and bounds of a live source, the same for all venues unless somebody says otherwise; tests shorten them. */

/** Milliseconds, and numbers of things. */
export interface LiveTimings {
  /** The one timer of a source runs so often: deadlines are kept to about this. */
  readonly stepMs: number;
  /** Ticks of a symbol wait so long for trades that are missing in front of them. */
  readonly holdMs: number;
  /** And so many of them. */
  readonly maxHeldTicks: number;
  /** A request that was not confirmed by then has failed; authentication and book snapshots, too. */
  readonly acknowledgeMs: number;
  /** Ceiling of the first wait before another try. */
  readonly backoffMinMs: number;
  /** Ceiling of any such wait; only `Retry-After` makes it longer. */
  readonly backoffMaxMs: number;
  /** A symbol without data for less than this is never stale. */
  readonly staleMs: number;
  /** A connection has to be open by then. */
  readonly handshakeMs: number;
  /** Instead of the venue's own: a connection on which nothing came for so long is dead. */
  readonly silenceMs?: number;
  /** Instead of the venue's own: a connection without market data for so long is mute. */
  readonly dataSilenceMs?: number;
  /** Instead of the venue's own: the venue ends connections of this age. */
  readonly connectionAgeMs?: number;
  /** A connection is renewed so long before that, at the earliest at half of that age. */
  readonly renewBeforeMs: number;
  /** A notice that the venue is about to close is followed at the earliest at this age of a connection. */
  readonly renewNoticeMs: number;
  /**
   * A new connection that is subscribed waits at least so long before it takes the place of the old one: what happened
   * before its subscription may still be on its way over the old one.
   */
  readonly renewOverlapMs: number;
  /** And at most so long for its books. */
  readonly renewBooksMs: number;
  /** A book that was right for so long is fetched at once when it goes wrong; a younger one after a wait. */
  readonly calmBookMs: number;
  /** Connections get so long for an orderly close. */
  readonly closeMs: number;
  readonly httpTimeoutMs: number;
  /** Ticks that wait to be taken; beyond it quotes and depths are dropped first. */
  readonly maxQueuedTicks: number;
}

export const DEFAULT_TIMINGS: LiveTimings = {
  stepMs: 20,
  holdMs: 10_000,
  maxHeldTicks: 5_000,
  acknowledgeMs: 10_000,
  backoffMinMs: 500,
  backoffMaxMs: 30_000,
  staleMs: 15_000,
  handshakeMs: 10_000,
  renewBeforeMs: 600_000,
  renewNoticeMs: 5_000,
  renewOverlapMs: 2_000,
  renewBooksMs: 10_000,
  calmBookMs: 60_000,
  closeMs: 800,
  httpTimeoutMs: 10_000,
  maxQueuedTicks: 200_000,
};
