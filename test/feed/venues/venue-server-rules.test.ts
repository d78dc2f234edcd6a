import { afterEach, describe, expect, test } from 'vitest';
import { alpaca } from '../../../feed/venues/alpaca/venue.ts';
import { bybit } from '../../../feed/venues/bybit/venue.ts';
import { finnhub } from '../../../feed/venues/finnhub/venue.ts';
import { massive } from '../../../feed/venues/massive/venue.ts';
import { okx } from '../../../feed/venues/okx/venue.ts';
import type { Credentials, Venue } from '../../../feed/venues/venue.ts';
import type { ResyncingMapper, VenueInstrument } from '../../../feed/venues/venue-mapper.ts';
import { stockInstrument } from '../../../feed/venues/stock-reader.ts';
import * as alpacaServer from '../../support/venues/alpaca.ts';
import * as bybitServer from '../../support/venues/bybit.ts';
import * as finnhubServer from '../../support/venues/finnhub.ts';
import * as massiveServer from '../../support/venues/massive.ts';
import * as okxServer from '../../support/venues/okx.ts';
import type { VenueProtocol } from '../../support/venues/venue-protocol.ts';
import { VenueServer, type VenueServerOptions } from '../../support/venues/venue-server.ts';
import { waitFor } from '../../support/wait-for.ts';
import { Conversation } from './server-conversation.ts';
import { venueInstrument } from './venue-instruments.ts';

const KEYS: Credentials = { key: 'made-up-key', secret: 'made-up-secret' };
const WRONG: Credentials = { key: 'another-key', secret: 'made-up-secret' };
const OKX_BTC = [venueInstrument('BTC-USDT', 'BTC-USDT.OKX', 1, 8)];
const BYBIT_BTC = [venueInstrument('BTCUSDT', 'BTC-USDT.BYBIT', 2, 6)];

const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function openServer(
  protocol: VenueProtocol,
  options: VenueServerOptions = {},
): Promise<VenueServer> {
  const server = await VenueServer.open(protocol, { keys: Object.values(KEYS), ...options });
  open.push(server);
  return server;
}

async function talk(
  venue: Venue,
  server: VenueServer,
  instruments: readonly VenueInstrument[] = [],
  keys: Credentials = KEYS,
): Promise<Conversation> {
  const conversation = await Conversation.open(venue, server, instruments, keys);
  open.push(conversation);
  return conversation;
}

async function closed(conversation: Conversation): Promise<void> {
  await waitFor(() => conversation.closeCode !== undefined, { what: 'the end of the connection' });
}

function rules(server: VenueServer): string[] {
  return server.violations.map(({ rule }) => rule);
}

describe('OKX', () => {
  test('answers a ping, and names what it does not know', async () => {
    const server = await openServer(okxServer.okx);
    const conversation = await talk(okx, server, OKX_BTC);
    conversation.socket.send(okx.stream.ping?.() ?? '');
    await conversation.heard({ kind: 'pong' });
    conversation.subscribe(['NO-SUCH', 'BTC-USDT'], ['trades'], '7');
    await conversation.heard({ kind: 'refused', code: '60018', symbol: 'NO-SUCH', isFatal: true });
    await conversation.heard({ kind: 'acknowledged', id: '7' });
    expect(server.violations).toEqual([]);
  });

  test('says that it will close for a service upgrade', async () => {
    const server = await openServer(okxServer.okx);
    const conversation = await talk(okx, server);
    server.inject({ kind: 'notice' });
    await conversation.heard({ kind: 'closingSoon' });
  });

  test('cuts a connection on which nothing is said for 30 s, and one that pings stays', async () => {
    const server = await openServer(okxServer.okx, { limits: { idleMs: 200 } });
    const quiet = await talk(okx, server);
    const lively = await talk(okx, server);
    const pings = setInterval(() => {
      lively.socket.send('ping');
    }, 50);
    open.push({
      close: () => {
        clearInterval(pings);
      },
    });
    await closed(quiet);
    expect(lively.closeCode).toBeUndefined();
  });

  test('takes 480 requests an hour and no more', async () => {
    const server = await openServer(okxServer.okx);
    const conversation = await talk(okx, server, OKX_BTC);
    for (let at = 0; at < 481; at++) conversation.subscribe(['BTC-USDT'], ['trades'], String(at));
    const refusal = await conversation.heard({ kind: 'refused', code: '60014' });
    expect(refusal).toMatchObject({ isFatal: false });
    expect(rules(server)).toEqual(['requests']);
  });

  test('refuses what is no request', async () => {
    const server = await openServer(okxServer.okx);
    const conversation = await talk(okx, server);
    conversation.socket.send('{"op":"nothing"}');
    await conversation.heard({ kind: 'refused', code: '60012', isFatal: true });
  });

  test('loses an update: the mapper sees the gap, and a new subscription mends the book', async () => {
    await expectResync(okx, okxServer.okx, OKX_BTC, 'BTC-USDT');
  });
});

describe('Bybit', () => {
  test('answers a ping, and takes a request as a whole or not at all', async () => {
    const server = await openServer(bybitServer.bybit);
    const conversation = await talk(bybit, server, BYBIT_BTC);
    conversation.socket.send(bybit.stream.ping?.() ?? '');
    await conversation.heard({ kind: 'pong' });
    conversation.subscribe(['BTCUSDT', 'XYZUSDT'], ['trades'], '3');
    await conversation.heard({ kind: 'refused', symbol: 'XYZUSDT', isFatal: true });
    expect([...server.sessions].map(({ topics }) => topics.size)).toEqual([0]);
    conversation.subscribe(['BTCUSDT'], ['trades'], '4');
    await conversation.heard({ kind: 'acknowledged', id: '4' });
  });

  test('refuses more than ten topics at once, which the adapter never asks for', async () => {
    const server = await openServer(bybitServer.bybit);
    const conversation = await talk(bybit, server);
    const args = Array.from({ length: 11 }, () => 'publicTrade.BTCUSDT');
    conversation.socket.send(JSON.stringify({ op: 'subscribe', args }));
    await conversation.heard({ kind: 'refused', message: 'args size >10' });
    expect(rules(server)).toEqual(['topicsPerRequest']);
  });

  test('gives the best bid and ask once more after three seconds without a change', async () => {
    const server = await openServer(bybitServer.bybit, { heartbeatMs: 20 });
    const conversation = await talk(bybit, server, BYBIT_BTC);
    conversation.subscribe(['BTCUSDT'], ['quotes']);
    const top = (): string[] => conversation.frames.filter((text) => text.includes('orderbook.1.'));
    await waitFor(() => top().length >= 3, { what: 'the same quote again' });
    expect(new Set(top()).size).toBe(1);
    // Each is a sign of life: a quiet market does not go stale.
    expect(conversation.ticks.length).toBeGreaterThanOrEqual(3);
  });

  test('loses an update: the mapper sees the gap, and a new subscription mends the book', async () => {
    await expectResync(bybit, bybitServer.bybit, BYBIT_BTC, 'BTCUSDT');
  });
});

describe('Alpaca', () => {
  test('refuses a wrong key, and a subscription before the login', async () => {
    const server = await openServer(alpacaServer.alpaca);
    const conversation = await talk(alpaca, server, [], WRONG);
    await conversation.heard({ kind: 'status', state: 'connected' });
    await conversation.heard({ kind: 'refused', code: '402', isFatal: true });
    conversation.subscribe(['AAPL'], ['trades']);
    await conversation.heard({ kind: 'refused', code: '401', isFatal: false });
  });

  test('refuses a second connection of an account until the first has ended', async () => {
    const server = await openServer(alpacaServer.alpaca);
    const first = await talk(alpaca, server);
    await first.heard({ kind: 'acknowledged', id: 'authentication' });
    const second = await talk(alpaca, server);
    await second.heard({ kind: 'refused', code: '406', isFatal: false });
    expect(rules(server)).toEqual(['connections']);
    first.close();
    await waitFor(() => server.sessions.size === 1, { what: 'the end of the first' });
    const third = await talk(alpaca, server);
    await third.heard({ kind: 'acknowledged', id: 'authentication' });
  });

  test('refuses more than 30 symbols, and what was subscribed before stays', async () => {
    const server = await openServer(alpacaServer.alpaca);
    const conversation = await talk(alpaca, server, [stockInstrument('AAPL', 'ALPACA', '')]);
    await conversation.heard({ kind: 'acknowledged', id: 'authentication' });
    conversation.subscribe(['AAPL'], ['trades', 'quotes']);
    await conversation.heard({ kind: 'acknowledged', id: undefined });
    conversation.subscribe(
      Array.from({ length: 30 }, (_, at) => `S${String(at)}`),
      ['trades'],
    );
    await conversation.heard({ kind: 'refused', code: '405' });
    server.settle('AAPL');
    await waitFor(() => conversation.ticks.some(({ kind }) => kind === 'trade'), { what: 'AAPL' });
  });

  test('tells of a halt', async () => {
    const server = await openServer(alpacaServer.alpaca);
    const conversation = await talk(alpaca, server);
    await conversation.heard({ kind: 'acknowledged' });
    for (const session of server.sessions) session.send(alpacaServer.alpacaStatus('AAPL', 'H'));
    await conversation.heard({ kind: 'halted', symbol: 'AAPL' });
    for (const session of server.sessions) session.send(alpacaServer.alpacaStatus('AAPL', 'T'));
    await conversation.heard({ kind: 'resumed', symbol: 'AAPL' });
  });
});

describe('Finnhub', () => {
  test('refuses a wrong key at the handshake', async () => {
    const server = await openServer(finnhubServer.finnhub);
    await expect(talk(finnhub, server, [], WRONG)).rejects.toThrow(/401/);
    expect(server.handshakes.map(({ status }) => status)).toEqual([401]);
  });

  test('drops both connections of a key', async () => {
    const server = await openServer(finnhubServer.finnhub);
    const first = await talk(finnhub, server);
    const second = await talk(finnhub, server);
    await closed(first);
    await closed(second);
    expect(rules(server)).toEqual(['connections']);
  });

  test('refuses the 51st symbol without naming it, and the others go on', async () => {
    const server = await openServer(finnhubServer.finnhub);
    const conversation = await talk(finnhub, server, [stockInstrument('AAPL', 'FINNHUB', '')]);
    conversation.subscribe(
      ['AAPL', ...Array.from({ length: 50 }, (_, at) => `S${String(at)}`)],
      ['trades'],
    );
    await conversation.heard({ kind: 'refused', code: 'symbolLimit', isFatal: false });
    server.settle('AAPL');
    await waitFor(() => conversation.ticks.length === 1, { what: 'a trade' });
    expect(rules(server)).toEqual(['symbolsPerConnection']);
  });

  test('pings', async () => {
    const server = await openServer(finnhubServer.finnhub, { heartbeatMs: 20 });
    const conversation = await talk(finnhub, server);
    await conversation.heard({ kind: 'heartbeat' });
  });
});

describe('Massive', () => {
  test('refuses a wrong key, and closes', async () => {
    const server = await openServer(massiveServer.massive);
    const conversation = await talk(massive, server, [], WRONG);
    await conversation.heard({ kind: 'refused', code: 'auth_failed', isFatal: true });
    await closed(conversation);
  });

  test('ends the older connection of a key, and the newer one goes on', async () => {
    const server = await openServer(massiveServer.massive);
    const first = await talk(massive, server);
    await first.heard({ kind: 'acknowledged', id: 'authentication' });
    const second = await talk(massive, server);
    await first.heard({ kind: 'refused', code: 'max_connections', isFatal: false });
    await closed(first);
    await second.heard({ kind: 'acknowledged', id: 'authentication' });
  });

  test('confirms every topic, but not once more, and nothing before the login', async () => {
    const server = await openServer(massiveServer.massive);
    const conversation = await talk(massive, server);
    await conversation.heard({ kind: 'acknowledged', id: 'authentication' });
    conversation.subscribe(['AAPL', 'MSFT'], ['trades', 'quotes']);
    expect(await conversation.heard({ kind: 'acknowledged', id: undefined })).toEqual({
      kind: 'acknowledged',
      symbols: ['AAPL', 'MSFT'],
    });
    const count = conversation.frames.length;
    conversation.subscribe(['AAPL'], ['trades']);
    conversation.subscribe(['SPY'], ['trades']);
    await waitFor(() => conversation.frames.length > count, { what: 'an answer' });
    expect(conversation.frames.slice(count)).toEqual([
      '[{"ev":"status","status":"success","message":"subscribed to: T.SPY"}]',
    ]);
  });
});

/** Loses one update of a book, then has it anew. */
async function expectResync(
  venue: Venue,
  protocol: VenueProtocol,
  instruments: readonly VenueInstrument[],
  native: string,
): Promise<void> {
  const server = await openServer(protocol);
  const conversation = await talk(venue, server, instruments);
  const mapper = venue.createMapper(instruments, 10) as ResyncingMapper;
  const faults: string[] = [];
  conversation.socket.on('message', (data) => {
    mapper.map((data as Buffer).toString(), Date.now());
    faults.push(...mapper.takeBookFaults().map(({ reason }) => reason));
  });
  const books = (): number => conversation.ticks.filter(({ kind }) => kind === 'depth').length;
  const full = (): unknown => conversation.ticks.findLast((tick) => tick.kind === 'depth');
  conversation.subscribe([native], ['depth']);
  await waitFor(() => books() === 1, { what: 'a book' });
  server.inject({ kind: 'loseBookUpdates', count: 1, symbol: 'BTC-USDT' });
  server.settle('BTC-USDT');
  server.settle('BTC-USDT');
  await waitFor(() => faults.length > 0, { what: 'a fault' });
  expect(faults).toEqual(['gap']);

  conversation.unsubscribe([native], ['depth']);
  conversation.subscribe([native], ['depth'], '3');
  await waitFor(() => (full() as { bids: unknown[] }).bids.length > 0, { what: 'the book again' });
  server.settle('BTC-USDT');
  const { bids, asks } = server.market.best('BTC-USDT', 10);
  await waitFor(() => JSON.stringify((full() as { bids: unknown }).bids) === JSON.stringify(bids), {
    what: 'the same book',
  });
  expect(full()).toMatchObject({ bids, asks });
  expect(faults).toEqual(['gap']);
  expect(server.violations).toEqual([]);
}
