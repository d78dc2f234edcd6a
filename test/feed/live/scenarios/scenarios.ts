/** Everything that may go wrong at a venue, and how it has to end. */
import type { Scenario, ScenarioFault, Step } from './scenario.ts';

/** Of the second symbol in the list of each venue. */
const SECOND = 1;

function inject(fault: ScenarioFault): Step {
  return { do: 'inject', fault };
}

/** The connection goes, and trades happen in the same moment, before any other can be opened. */
function away(fault: ScenarioFault): Step[] {
  return [{ do: 'rest' }, inject(fault), { do: 'advance', count: 40 }, { do: 'run' }];
}

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'begins with the first trade after its start, and loses none',
    from: 'start',
    steps: [{ do: 'awaitState', state: 'live' }],
    end: { states: ['connecting', 'live'], handshakes: 1 },
  },
  {
    name: 'subscribes again after a refusal that may pass',
    fits: ({ refusesForNow }) => refusesForNow,
    before: [{ kind: 'refuseSubscriptions', count: 1 }],
    from: 'start',
    steps: [
      { do: 'awaitUsed', kind: 'refuseSubscriptions' },
      { do: 'awaitState', state: 'live' },
    ],
    end: { states: ['connecting', 'live'], lostTrades: 'recovered', counted: ['refusals'] },
  },
  {
    name: 'gives up a symbol that the venue does not know, and no other',
    fits: ({ refusesSymbols }) => refusesSymbols,
    before: [{ kind: 'forgetSymbol', place: SECOND }],
    from: 'start',
    steps: [
      { do: 'awaitState', state: 'fatal', symbol: SECOND },
      { do: 'awaitState', state: 'live', symbol: 0 },
    ],
    end: { fatal: [SECOND], states: ['connecting', 'live'], counted: ['refusedSymbols'] },
  },
  {
    name: 'asks again when subscriptions are not confirmed in time',
    fits: ({ acknowledges }) => acknowledges,
    before: [{ kind: 'withholdAcknowledgements' }],
    from: 'start',
    steps: [
      { do: 'awaitWithheld', count: 1 },
      { do: 'awaitRequestsRepeated' },
      inject({ kind: 'releaseAcknowledgements' }),
      { do: 'awaitState', state: 'live' },
    ],
    end: { states: ['connecting', 'live'] },
  },
  {
    name: 'leaves a connection on which nothing comes any more',
    steps: [...away({ kind: 'silence' }), { do: 'awaitConnections', count: 2 }],
    timings: { silenceMs: 600 },
    end: { lostTrades: 'recovered', states: ['live', 'connecting', 'live'] },
  },
  {
    name: 'leaves a connection that says it is there and brings no data',
    steps: [...away({ kind: 'mute' }), { do: 'awaitConnections', count: 2 }],
    timings: { dataSilenceMs: 600 },
    end: { lostTrades: 'recovered', states: ['live', 'connecting', 'live'] },
  },
  {
    name: 'begins anew when the connection breaks in the middle of a book',
    fits: ({ hasSnapshots }) => hasSnapshots,
    before: [{ kind: 'cutSnapshots', count: 2 }],
    from: 'start',
    steps: [
      { do: 'awaitUsed', kind: 'cutSnapshots' },
      { do: 'awaitState', state: 'live' },
    ],
    end: { lostTrades: 'recovered', states: ['connecting', 'live'] },
  },
  {
    name: 'has all trades of the time in which the wire was cut',
    steps: [...away({ kind: 'drop', how: 'reset' }), { do: 'awaitConnections', count: 2 }],
    end: {
      lostTrades: 'recovered',
      states: ['connecting', 'live', 'connecting', 'live'],
      handshakes: 2,
    },
  },
  {
    name: 'has all trades though the venue closes again and again',
    steps: [
      ...away({ kind: 'drop', how: 'closeFrame' }),
      { do: 'awaitConnections', count: 2 },
      ...away({ kind: 'drop', how: 'closeFrame' }),
      { do: 'awaitConnections', count: 3 },
    ],
    end: { lostTrades: 'recovered', handshakes: 3 },
  },
  {
    name: 'puts a gap where trades are missing that nobody can fetch',
    fits: ({ canFill }) => canFill,
    timings: { holdMs: 1_200 },
    steps: [
      inject({ kind: 'refuseHttp', count: 1_000, status: 500, path: 'rade' }),
      ...away({ kind: 'drop', how: 'reset' }),
      { do: 'awaitConnections', count: 2 },
    ],
    end: { lostTrades: 'missing' },
  },
  {
    name: 'fetches a book anew of which an update is missing',
    fits: ({ seesLostUpdates }) => seesLostUpdates,
    steps: [
      inject({ kind: 'loseBookUpdates', count: 6, place: 0 }),
      { do: 'awaitUsed', kind: 'loseBookUpdates' },
      { do: 'awaitStateSeen', state: 'resync', symbol: 0 },
    ],
    end: { states: ['live', 'resync', 'live'], handshakes: 1, counted: ['bookFaults'] },
  },
  {
    name: 'fetches a book anew whose checksum is wrong',
    fits: ({ hasChecksums }) => hasChecksums,
    steps: [
      inject({ kind: 'corruptChecksums', count: 1 }),
      { do: 'awaitUsed', kind: 'corruptChecksums' },
    ],
    end: { handshakes: 1, counted: ['bookFaults'] },
  },
  {
    name: 'notices trades that are lost within a connection',
    fits: ({ seesLostTrades }) => seesLostTrades,
    steps: [
      inject({ kind: 'loseTrades', count: 5, place: 0 }),
      { do: 'awaitUsed', kind: 'loseTrades' },
    ],
    end: { lostTrades: 'recovered', handshakes: 1 },
  },
  {
    name: 'opens the next connection before the venue ends the old one',
    fits: ({ rollsOver }) => rollsOver,
    limits: { connectionAgeMs: 4_000 },
    timings: { connectionAgeMs: 1_500, renewBeforeMs: 700 },
    steps: [{ do: 'awaitConnections', count: 4 }],
    end: { states: ['connecting', 'live'], hasNoOtherStates: true, mostConnections: 2 },
  },
  {
    name: 'moves to another connection when it is told that its own will be closed',
    fits: ({ hasNotice }) => hasNotice,
    steps: [
      inject({ kind: 'notice' }),
      { do: 'awaitConnections', count: 2 },
      { do: 'awaitSessions', count: 1 },
    ],
    end: {
      states: ['connecting', 'live'],
      hasNoOtherStates: true,
      mostConnections: 2,
      handshakes: 2,
    },
  },
  {
    name: 'comes back no sooner than it is told at the door',
    steps: [
      inject({ kind: 'refuseHandshakes', count: 1, status: 429, retryAfterSeconds: 1 }),
      ...away({ kind: 'drop', how: 'reset' }),
      { do: 'awaitConnections', count: 2 },
    ],
    end: { lostTrades: 'recovered', handshakes: 3 },
  },
  {
    name: 'comes back no sooner than it is told over HTTP',
    fits: ({ hasInstrumentList }) => hasInstrumentList,
    before: [{ kind: 'refuseHttp', count: 1, status: 429, retryAfterSeconds: 1 }],
    from: 'start',
    steps: [
      { do: 'awaitState', state: 'live' },
      inject({ kind: 'refuseHttp', count: 1, status: 503 }),
      ...away({ kind: 'drop', how: 'reset' }),
      { do: 'awaitConnections', count: 2 },
    ],
    end: { lostTrades: 'recovered' },
  },
  {
    name: 'goes on after a frame that is not whole',
    steps: [inject({ kind: 'malformedFrame' }), { do: 'awaitCount', name: 'malformedFrames' }],
    end: { handshakes: 1, states: ['connecting', 'live'], hasNoOtherStates: true },
  },
  {
    name: 'is refused with a wrong key, and does not try again',
    fits: ({ credentials }) => Object.keys(credentials).length > 0,
    hasWrongKeys: true,
    from: 'start',
    steps: [{ do: 'awaitEnd' }],
    end: { outcome: 'refused', mostHandshakes: 1, mostRequests: 1 },
  },
  {
    name: 'is given up when its key is taken back, and does not try again',
    fits: ({ credentials }) => Object.keys(credentials).length > 0,
    steps: [
      inject({ kind: 'revokeKeys' }),
      inject({ kind: 'drop', how: 'reset' }),
      { do: 'awaitEnd' },
    ],
    end: {
      outcome: 'refused',
      mostHandshakes: 2,
      states: ['connecting', 'live', 'connecting', 'fatal'],
    },
  },
];
