/** A connection view for each state of the chip. */
import type { ConnectionState, ConnectionView } from '../../../../web/state/views.ts';

const STATES: readonly ConnectionState[] = [
  'rejected',
  'offline',
  'connecting',
  'reconnecting',
  'catchingUp',
  'logDown',
  'logFull',
  'feedDown',
  'feedLost',
  'feedStopped',
  'slow',
  'live',
];

/** When the state began, page clock. */
let began = 0;

/** What the server says of its pace: all well, under load, and of a device that cannot follow. */
const PACES = {
  busy: { effectiveIntervalMs: 240, heldFlushCount: 0, actualIntervalMs: 0 },
  held: { effectiveIntervalMs: 16, heldFlushCount: 12, actualIntervalMs: 400 },
  well: { effectiveIntervalMs: 16, heldFlushCount: 0, actualIntervalMs: 0 },
} as const;

/** @param state One of the chip's states, `busy` or `held`; anything else is `live`. */
export function demoConnection(state: string, nowMs: number): ConnectionView {
  began ||= nowMs;
  const known = STATES.find((candidate) => candidate === state) ?? 'live';
  const isFlowing = known === 'live' || known === 'slow';
  const isSocketOpen =
    isFlowing ||
    ['catchingUp', 'logDown', 'logFull', 'feedDown', 'feedLost', 'feedStopped'].includes(known);
  return {
    state: known,
    message:
      known === 'rejected'
        ? 'This page is too old for the server. Reload it to get the current version.'
        : known === 'logFull'
          ? 'The market data log (Redis) is full and takes no new prices. Give it more memory: it then goes on by itself, and what was missed is marked in the chart.'
          : known === 'feedLost'
            ? 'Feed of SIM reconnecting: connection lost, next try in 2 s.'
            : known === 'feedStopped'
              ? 'Feed of SIM stopped: the API key was refused.'
              : '',
    feedWords: '',
    sinceMs: known === 'catchingUp' ? began - 1_000 : began - 18_000,
    catchUpCount: known === 'catchingUp' ? 50 : 0,
    caughtUpCount: known === 'catchingUp' ? 31 : 0,
    lastFreshMs:
      known === 'connecting' ? 0 : isFlowing || known === 'feedDown' ? nowMs : began - 18_000,
    attempt: known === 'reconnecting' ? 3 : 0,
    retryAtMs: known === 'reconnecting' ? nowMs + 4_000 : 0,
    roundTripMs: isSocketOpen ? 12 : 0,
    clockOffsetMs: 0,
    tickAgeMs: known === 'slow' ? 3_200 : isFlowing ? 42 : -1,
    framesPerSecond: isFlowing ? 58 : 0,
    updatesPerSecond: isFlowing ? 1_240 : 0,
    bytesPerSecond: isFlowing ? 38_400 : 0,
    requestedIntervalMs: 0,
    ...PACES[state === 'busy' || state === 'held' ? state : 'well'],
    server: isSocketOpen ? 'tickwire 0.1.0' : '',
    venues: [
      {
        venue: 'SIM',
        isSilent: known === 'feedDown',
        lastReceivedMs: isFlowing ? nowMs : began - 18_000,
      },
    ],
  };
}
