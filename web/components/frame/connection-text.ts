/** Words, shape and tone of the connection chip and its banner: a table of states, no DOM. */
import type { ConnectionState, ConnectionView } from '../../state/views.ts';
import { durationText, latencyText } from '../shared/duration-text.ts';

/** Shape of the chip's icon; each state has its own, so that colour carries nothing alone. */
export type ChipShape =
  'dotted' | 'dot' | 'half' | 'retry' | 'catchUp' | 'cross' | 'triangle' | 'full' | 'exclamation';

export type ChipTone = 'good' | 'warn' | 'bad' | 'neutral';

export interface ChipText {
  readonly shape: ChipShape;
  readonly tone: ChipTone;
  /** The state in a word or two; what a screen reader is told, on change only. */
  readonly word: string;
  /** Figures that change all the time; empty: none. */
  readonly detail: string;
}

export interface BannerText {
  readonly tone: 'warn' | 'bad' | 'neutral';
  readonly text: string;
  /** Whether the user can do something by connecting at once. */
  readonly canRetry: boolean;
}

/**
 * A green dot needs data or a heartbeat that is fresher than this, ms: the limit of 2 s and one
 * second for the page clock, which steps by seconds.
 */
export const FRESH_LIMIT_MS = 3_000;
/** A shorter delay does not explain the word `Delayed`, ms. */
const NOTABLE_DELAY_MS = 500;
/** A short catch-up needs no banner; it would only flicker. */
const CATCH_UP_BANNER_MS = 500;

/** Whether what the page shows can be fresh: connected, log readable, caught up. */
export function isDataLive(state: ConnectionState): boolean {
  return (
    state === 'live' ||
    state === 'slow' ||
    state === 'feedDown' ||
    state === 'feedLost' ||
    state === 'feedStopped'
  );
}

/**
 * The state that may be shown. `live` is a claim about now: without a fresh message it is `slow`,
 * whatever the connection says.
 *
 * @param nowMs Page clock, ms.
 */
export function shownState(connection: ConnectionView, nowMs: number): ConnectionState {
  if (connection.state !== 'live') return connection.state;
  return nowMs - connection.lastFreshMs > FRESH_LIMIT_MS ? 'slow' : 'live';
}

/** What the chip shows. @param nowMs Page clock, ms. */
export function chipText(connection: ConnectionView, nowMs: number): ChipText {
  const state = shownState(connection, nowMs);
  const delay = latencyText(connectionDelayMs(connection, nowMs));
  switch (state) {
    case 'connecting':
      return { shape: 'dotted', tone: 'neutral', word: 'Connecting…', detail: '' };
    case 'live':
      return { shape: 'dot', tone: 'good', word: 'Live', detail: delay };
    case 'slow':
      return { shape: 'half', tone: 'warn', word: 'Delayed', detail: delay };
    case 'reconnecting':
      return {
        shape: 'retry',
        tone: 'warn',
        word: 'Reconnecting',
        detail: retryDetail(connection, nowMs),
      };
    case 'catchingUp':
      return {
        shape: 'catchUp',
        tone: 'neutral',
        word: 'Catching up',
        detail: caughtUpShare(connection),
      };
    case 'offline':
      return { shape: 'cross', tone: 'bad', word: 'Offline', detail: '' };
    case 'logDown':
      return {
        shape: 'triangle',
        tone: 'bad',
        word: 'No data source',
        detail: ageSince(connection.sinceMs, nowMs),
      };
    case 'logFull':
      return {
        shape: 'full',
        tone: 'bad',
        word: 'Log full',
        detail: ageSince(connection.sinceMs, nowMs),
      };
    case 'feedDown':
      return {
        shape: 'triangle',
        tone: 'warn',
        word: 'Feed stalled',
        detail: ageSince(silentSinceMs(connection), nowMs),
      };
    case 'feedLost':
      return {
        shape: 'retry',
        tone: 'warn',
        word: 'Feed lost',
        detail: ageSince(connection.sinceMs, nowMs),
      };
    case 'feedStopped':
      return { shape: 'exclamation', tone: 'bad', word: 'Feed stopped', detail: '' };
    case 'rejected':
      return { shape: 'exclamation', tone: 'bad', word: 'Not connected', detail: '' };
  }
}

/**
 * What the banner says; undefined: there is none.
 *
 * @param nowMs  Page clock, ms.
 * @param timeOf Wall-clock text of a page time, e.g. `14:02:11`.
 */
export function bannerText(
  connection: ConnectionView,
  nowMs: number,
  timeOf: (timeMs: number) => string,
): BannerText | undefined {
  switch (connection.state) {
    case 'reconnecting': {
      const at = connection.lastFreshMs > 0 ? ` at ${timeOf(connection.sinceMs)}` : '';
      const text = `Connection lost${at}. Showing last known prices.${retryWords(connection, nowMs)}`;
      return { tone: 'warn', text, canRetry: true };
    }
    case 'catchingUp': {
      if (nowMs - connection.sinceMs < CATCH_UP_BANNER_MS) return undefined;
      const missedMs = connection.sinceMs - connection.lastFreshMs;
      const missed = connection.lastFreshMs > 0 ? durationText(missedMs) : '';
      const what = missed === '' ? 'missed data' : `${missed} of missed data`;
      return { tone: 'neutral', text: `Reconnected. Restoring ${what}…`, canRetry: false };
    }
    case 'offline':
      return {
        tone: 'bad',
        text: 'You’re offline. We’ll reconnect automatically. Showing last known prices.',
        canRetry: false,
      };
    case 'logDown':
      return {
        tone: 'bad',
        text: 'The server lost its data source (Redis). Showing last known prices.',
        canRetry: false,
      };
    case 'logFull':
      return {
        tone: 'bad',
        text: `${connection.message} Showing last known prices.`,
        canRetry: false,
      };
    case 'feedDown':
      return { tone: 'warn', text: stalledWords(connection, nowMs), canRetry: false };
    case 'feedLost':
    case 'feedStopped':
      return {
        tone: connection.state === 'feedLost' ? 'warn' : 'bad',
        text: `${connection.message} Showing last known prices.`,
        canRetry: false,
      };
    case 'rejected':
      return {
        tone: 'bad',
        text:
          connection.message || 'The server refused the connection. Reload the page to try again.',
        canRetry: true,
      };
    case 'connecting':
    case 'slow':
    case 'live':
      return undefined;
  }
}

/** How far the page is behind, ms; -1: nothing to tell it from. */
export function connectionDelayMs(connection: ConnectionView, nowMs: number): number {
  const silence = connection.lastFreshMs > 0 ? nowMs - connection.lastFreshMs : -1;
  if (silence > FRESH_LIMIT_MS) return silence;
  if (connection.state === 'slow') {
    const measured = Math.max(connection.tickAgeMs, connection.roundTripMs);
    const isSilent = silence > (measured < NOTABLE_DELAY_MS ? 1_000 : 2_000);
    if (isSilent) return Math.max(measured, silence);
    // The medians may still be good while single answers are late: no figure then.
    return measured < NOTABLE_DELAY_MS ? -1 : measured;
  }
  if (connection.tickAgeMs >= 0) return connection.tickAgeMs;
  return connection.roundTripMs > 0 ? connection.roundTripMs : -1;
}

/** Nothing before the first symbol is restored: `0 %` would look stuck. */
function caughtUpShare({ catchUpCount, caughtUpCount }: ConnectionView): string {
  if (caughtUpCount === 0) return '';
  return `${Math.floor((100 * caughtUpCount) / catchUpCount)}\u202f%`;
}

function silentSinceMs(connection: ConnectionView): number {
  let newest = 0;
  for (const venue of connection.venues) newest = Math.max(newest, venue.lastReceivedMs);
  return newest > 0 ? newest : connection.sinceMs;
}

function stalledWords(connection: ConnectionView, nowMs: number): string {
  const silent = connection.venues.filter((venue) => venue.isSilent);
  const names = silent.map((venue) => venue.venue).join(', ') || 'The feed';
  const verb = silent.length > 1 ? 'have' : 'has';
  const silence = `${names} ${verb} sent nothing for ${ageSince(silentSinceMs(connection), nowMs)}.`;
  // A feed that has died cannot take back what it said last.
  const said = connection.feedWords === '' ? '' : ` ${connection.feedWords}`;
  return `${silence}${said} Showing last known prices.`;
}

function ageSince(sinceMs: number, nowMs: number): string {
  return durationText(Math.max(0, nowMs - sinceMs));
}

function retryDetail(connection: ConnectionView, nowMs: number): string {
  const attempt = Math.max(1, connection.attempt);
  const waitMs = connection.retryAtMs - nowMs;
  const wait = connection.retryAtMs > 0 && waitMs > 0 ? `, ${durationText(waitMs)}` : '';
  return `(try ${attempt}${wait})`;
}

function retryWords(connection: ConnectionView, nowMs: number): string {
  const waitMs = connection.retryAtMs - nowMs;
  if (connection.retryAtMs === 0 || waitMs <= 0) return ' Trying now…';
  return ` Next try in ${durationText(waitMs)}.`;
}
