import { pino } from 'pino';
import { afterAll, beforeAll, describe } from 'vitest';
import { systemClock } from '../../feed/clock.ts';
import { openLiveSource, type LiveSource } from '../../feed/live/live-source.ts';
import { VENUES, type VenueName } from '../../feed/venues/catalogue.ts';
import { alpaca } from '../support/venues/alpaca.ts';
import { binance } from '../support/venues/binance.ts';
import { coinbase } from '../support/venues/coinbase.ts';
import type { VenueProtocol } from '../support/venues/venue-protocol.ts';
import { VenueServer } from '../support/venues/venue-server.ts';
import { describeTickSource } from './tick-source.ts';

/** A venue that sends book snapshots, one that has them over HTTP, and one that wants a key. */
const PROTOCOLS: readonly (readonly [VenueName, VenueProtocol])[] = [
  ['coinbase', coinbase],
  ['binance', binance],
  ['alpaca', alpaca],
];
const KEY = 'made-up-key';
/** Ticks that are looked at; they come over sockets. */
const SAMPLE = 500;
/** Events that happen in one turn, and how often that is, milliseconds. */
const EVENTS = 50;
const TURN_MS = 5;

describe.each(PROTOCOLS)('%s', (name, protocol) => {
  const venue = VENUES[name];
  let server: VenueServer;
  let market: NodeJS.Timeout;

  beforeAll(async () => {
    server = await VenueServer.open(protocol, { keys: [KEY] });
    market = setInterval(() => {
      // A market that nobody listens to may stand still.
      if (server.sessions.size > 0) server.advance(EVENTS);
    }, TURN_MS);
  });

  afterAll(async () => {
    clearInterval(market);
    await server.close();
  });

  const open = (): Promise<LiveSource> =>
    openLiveSource({
      venue,
      symbols: protocol.symbols.map(({ symbol }) => symbol),
      channels: ['trades', 'quotes', 'depth'],
      depthLevels: 10,
      credentials: Object.fromEntries(
        venue.capabilities.credentials.map(({ name: field }) => [field, KEY]),
      ),
      urls: server.urls,
      history: true,
      clock: systemClock,
      random: Math.random,
      logger: pino({ level: 'silent' }),
      timings: { stepMs: 5, backoffMinMs: 10, backoffMaxMs: 100, closeMs: 50 },
      signal: new AbortController().signal,
    });

  describeTickSource(`${name}, live,`, open, SAMPLE);
});
