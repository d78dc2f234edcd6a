/** Makes of the facts about the connection what the chip says. */
import { CLOSE_CODES } from '../../proto/close-codes.ts';
import type { LinkStatus } from '../client/link.ts';
import type { FeedOutage } from './feed-outage.ts';
import type { ConnectionState, ConnectionView } from './views.ts';

/** A frame older than this is not fresh, ms. */
const FRESH_MS = 2_000;
/** Round trip (95th percentile) above which the connection counts as slow, ms. */
const SLOW_ROUND_TRIP_MS = 500;
/** Tick age above which it does, ms. */
const SLOW_TICK_AGE_MS = 2_000;

/** Before the worker has said anything. */
export const FIRST_STATUS: LinkStatus = {
  phase: 'idle',
  wasOpen: false,
  isReconnected: false,
  isOnline: true,
  closeCode: 0,
  closeReason: '',
  attempt: 0,
  retryAtMs: 0,
  lastReceivedMs: 0,
  lastFreshMs: 0,
  roundTripMs: 0,
  roundTripP95Ms: 0,
  clockOffsetMs: 0,
  framesPerSecond: 0,
  updatesPerSecond: 0,
  bytesPerSecond: 0,
  requestedIntervalMs: 0,
  effectiveIntervalMs: 0,
  heldFlushCount: 0,
  actualIntervalMs: 0,
  server: '',
  venues: [],
  isLogConnected: true,
  logSinceMs: 0,
  isLogFull: false,
  awaitedSnapshots: 0,
};

/**
 * Returns the state that counts: of several that hold, the worst.
 *
 * @param tickAgeMs Median of the last second; -1: no tick came.
 * @param outage    Null: the feed has a source of some symbol here, as far as is known.
 */
export function connectionState(
  status: LinkStatus,
  nowMs: number,
  tickAgeMs: number,
  outage: FeedOutage | null = null,
): ConnectionState {
  const { phase } = status;
  if (phase === 'rejected') return 'rejected';
  if (phase !== 'open') {
    if (!status.isOnline) return 'offline';
    return status.wasOpen ? 'reconnecting' : 'connecting';
  }
  if (!status.isLogConnected) return 'logDown';
  if (status.isLogFull) return 'logFull';
  if (outage?.kind === 'stopped') return 'feedStopped';
  // What a feed said before it died may no longer be true: its silence outweighs that.
  if (status.venues.length > 0 && status.venues.every(({ isSilent }) => isSilent)) {
    return 'feedDown';
  }
  if (outage?.kind === 'lost') return 'feedLost';
  if (status.awaitedSnapshots > 0) return status.isReconnected ? 'catchingUp' : 'connecting';
  const isSlow =
    nowMs - status.lastReceivedMs > FRESH_MS ||
    status.roundTripP95Ms > SLOW_ROUND_TRIP_MS ||
    tickAgeMs > SLOW_TICK_AGE_MS;
  return isSlow ? 'slow' : 'live';
}

/** Returns the reason in words for the states that have one; else empty. */
export function connectionMessage(
  state: ConnectionState,
  status: LinkStatus,
  nowMs: number,
  outage: FeedOutage | null = null,
): string {
  switch (state) {
    case 'rejected':
      return rejection(status.closeCode, status.closeReason);
    case 'logDown':
      return `The server cannot read its market data log${forSeconds(status.logSinceMs, nowMs)}. Prices are the last known ones.`;
    case 'logFull':
      return 'The market data log (Redis) is full and takes no new prices. Give it more memory: it then goes on by itself, and what was missed is marked in the chart.';
    case 'feedDown':
      return feedSilence(status, nowMs);
    case 'feedStopped':
    case 'feedLost':
      return outageWords(outage);
    default:
      return '';
  }
}

function rejection(code: number, reason: string): string {
  const said = reason === '' ? '' : ` It said: “${reason}”.`;
  switch (code) {
    case CLOSE_CODES.malformedFrame:
    case CLOSE_CODES.versionUnsupported:
      return `The server does not understand this page.${said} Reload the page to get its newest version.`;
    case CLOSE_CODES.limitExceeded:
      return `The server's limit for one connection is reached.${said} Remove some symbols, then retry.`;
    case CLOSE_CODES.notAuthorised:
      return `The server does not let you in.${said} Sign in again, then retry.`;
    default:
      return `The server refused the connection (code ${String(code)}).${said} Retry, or reload the page.`;
  }
}

function outageWords(outage: FeedOutage | null): string {
  if (outage === null) return '';
  const what =
    outage.kind === 'stopped' ? 'stopped' : outage.hadTicks ? 'reconnecting' : 'connecting';
  const why = outage.detail === '' ? '.' : `: ${outage.detail}.`;
  const names = outage.venues.length === 0 ? '' : ` of ${outage.venues.join(', ')}`;
  return `Feed${names} ${what}${why}`;
}

/** A feed that has died cannot take back what it said last. */
function lastWords(outage: FeedOutage | null): string {
  if (outage === null) return '';
  const why = outage.detail === '' ? '' : ` (${outage.detail})`;
  return `The feed last said that it was ${outage.hadTicks ? 're' : ''}connecting${why}.`;
}

function feedSilence({ venues }: LinkStatus, nowMs: number): string {
  const newestMs = Math.max(0, ...venues.map(({ lastReceivedMs }) => lastReceivedMs));
  const names = venues.map(({ venue }) => venue).join(', ');
  const verb = venues.length === 1 ? 'has' : 'have';
  return newestMs === 0
    ? `${names} ${verb} sent nothing yet.`
    : `${names} ${verb} sent nothing${forSeconds(newestMs, nowMs)}.`;
}

function forSeconds(sinceMs: number, nowMs: number): string {
  if (sinceMs === 0) return '';
  return ` for ${String(Math.max(0, Math.round((nowMs - sinceMs) / 1_000)))} s`;
}

/** Joins everything; `before` gives since when the state holds. */
export function connectionView(
  status: LinkStatus,
  nowMs: number,
  tickAgeMs: number,
  before: ConnectionView | null,
  outage: FeedOutage | null = null,
): ConnectionView {
  const state = connectionState(status, nowMs, tickAgeMs, outage);
  const awaited = status.awaitedSnapshots;
  const awaitedBefore = before?.state === 'catchingUp' ? before.catchUpCount : 0;
  const catchUpCount = state === 'catchingUp' ? Math.max(awaited, awaitedBefore) : 0;
  return {
    state,
    message: connectionMessage(state, status, nowMs, outage),
    feedWords: lastWords(outage),
    sinceMs: before?.state === state ? before.sinceMs : nowMs,
    catchUpCount,
    caughtUpCount: catchUpCount === 0 ? 0 : catchUpCount - awaited,
    lastFreshMs: status.lastFreshMs,
    attempt: status.attempt,
    retryAtMs: status.retryAtMs,
    roundTripMs: status.roundTripMs,
    clockOffsetMs: status.clockOffsetMs,
    tickAgeMs,
    framesPerSecond: status.framesPerSecond,
    updatesPerSecond: status.updatesPerSecond,
    bytesPerSecond: status.bytesPerSecond,
    ...paceOf(status),
    server: status.server,
    venues: status.venues,
  };
}

/** Without a connection there is no pace, whatever it was before. */
function paceOf(
  status: LinkStatus,
): Pick<
  ConnectionView,
  'requestedIntervalMs' | 'effectiveIntervalMs' | 'heldFlushCount' | 'actualIntervalMs'
> {
  const { requestedIntervalMs, effectiveIntervalMs, heldFlushCount, actualIntervalMs } =
    status.phase === 'open' ? status : FIRST_STATUS;
  return { requestedIntervalMs, effectiveIntervalMs, heldFlushCount, actualIntervalMs };
}
