/** What the connections of one source share, and what each tells its owner. */
import type { Logger } from 'pino';
import type { Tick } from '../../proto/types.ts';
import type { Clock } from '../clock.ts';
import type { Credentials, Venue } from '../venues/venue.ts';
import type { VenueChannel } from '../venues/venue-capabilities.ts';
import type { VenueInstrument } from '../venues/venue-mapper.ts';
import { Backoff } from './backoff.ts';
import type { RecordedEvent } from './recorded-event.ts';
import type { LiveTimings } from './timings.ts';

/** The same for all connections of a source. */
export interface ConnectionContext {
  readonly venue: Venue;
  /** Address of the stream, without keys. */
  readonly url: string;
  readonly credentials: Credentials;
  /** Only such as the venue has; at least one. */
  readonly channels: readonly VenueChannel[];
  readonly depthLevels: number;
  readonly timings: LiveTimings;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly logger: Logger;
  /** Received time, UNIX ms; never goes back. */
  readonly receivedMs: () => number;
  /** Takes keys out of a text. */
  readonly redact: (text: string) => string;
  /** A number in digits, new for each call. */
  readonly nextId: () => string;
  readonly onFrame?: (event: RecordedEvent) => void;
  /** Says that something was wrong, a bounded number of times. */
  readonly complain: (what: string, fields: Readonly<Record<string, unknown>>) => void;
  readonly count: (name: ConnectionCount, by?: number) => void;
  /** Something threw that never should: the source ends with that error, and not the process. */
  readonly crash: (error: unknown) => void;
  /** Fetches a book over HTTP. Absent: the venue's books need none. */
  readonly fetchBook?: (instrument: VenueInstrument, signal: AbortSignal) => Promise<string>;
}

export type ConnectionCount =
  | 'connections'
  | 'frames'
  | 'frameBytes'
  | 'malformedFrames'
  | 'binaryFrames'
  | 'messagesSent'
  | 'refusals'
  | 'lateConfirmations'
  | 'bookFaults'
  | 'bookFetches';

/** Why a connection is over. Texts are without keys. */
export type ConnectionEnd =
  | { readonly kind: 'lost'; readonly reason: string; readonly retryAfterMs: number }
  /** Trying again cannot help. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Its owner has closed it. */
  | { readonly kind: 'closed' };

/** What is heard over a connection. Symbols are ours; texts are without keys. */
export interface SessionEvents {
  onTicks(ticks: readonly Tick[]): void;
  /** Everything that is wanted of these symbols is subscribed. */
  onLive(symbols: readonly string[]): void;
  /** Given up; the other symbols go on. */
  onSymbolRefused(symbol: string, reason: string): void;
  onResync(symbol: string, isResyncing: boolean, detail: string): void;
  /** `symbols` absent: all of the connection. */
  onHalted(symbols: readonly string[] | undefined, isHalted: boolean, detail: string): void;
  onClosingSoon(message: string): void;
}

/** The same with its end, after which nothing is told. */
export interface ConnectionEvents extends SessionEvents {
  onEnd(end: ConnectionEnd): void;
}

/** A backoff with the source's bounds. */
export function createBackoff({
  timings,
  random,
}: Pick<ConnectionContext, 'timings' | 'random'>): Backoff {
  return new Backoff({ minMs: timings.backoffMinMs, maxMs: timings.backoffMaxMs, random });
}

/** The text of an error, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
