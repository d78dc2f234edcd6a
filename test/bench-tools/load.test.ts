/** The load generator against servers that send it a known number of known trades. */
import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LoadRun, type LoadDialect, type LoadOptions } from '../bench/load/load.ts';
import type { LoadDone } from '../bench/load/events.ts';
import { makeTestCertificate, type TestCertificate } from '../support/certificate.ts';
import { freePort } from '../support/free-port.ts';
import { jsonSpeech, mqttSpeech, natsSpeech, socketIoSpeech } from './speeches.ts';
import { TickwireSpeech } from './tickwire-speech.ts';
import { TradeServer, type MadeTrade, type Speech } from './trade-server.ts';

const CLIENTS = 4;
const SYMBOLS = 2;
const AGE_MS = 300;

let certificate: TestCertificate;

beforeAll(async () => {
  certificate = await makeTestCertificate();
});

afterAll(() => {
  certificate.remove();
});

function optionsFor(dialect: LoadDialect, port: number): LoadOptions {
  const sizes = { clients: CLIENTS, symbols: SYMBOLS, topics: SYMBOLS, seed: 1 };
  return { dialect, port, ...sizes, warmMs: 0, windows: 4, windowMs: 250 };
}

/** Trades of symbol 0 from 41 on and of symbol 1 from 1 on, received `AGE_MS` ago. */
function tradesAfter(skipped: readonly number[] = []): MadeTrade[] {
  const receivedTimeMs = Date.now() - AGE_MS;
  return Array.from({ length: 200 }, (_, at) => {
    const symbol = at % 2;
    return { symbol, sequence: (symbol === 0 ? 41 : 1) + Math.floor(at / 2), receivedTimeMs };
  }).filter((_, at) => !skipped.includes(at));
}

/** Sends the trades when the first window has ended, and returns the counts of all windows. */
async function measure(
  speech: Speech,
  options: Omit<LoadOptions, 'port'>,
  trades: () => MadeTrade[],
): Promise<LoadDone> {
  const server = await TradeServer.start(certificate, speech);
  const run = await LoadRun.start({ ...options, port: server.port });
  try {
    expect(run.subscribed).toMatchObject({
      clients: CLIENTS,
      failed: 0,
      subscribers: [CLIENTS, CLIENTS],
    });
    return await run.measure(({ index }) => {
      if (index === 0) server.send(trades());
    });
  } finally {
    await run.stop();
    server.stop();
  }
}

const SPEECHES: readonly (readonly [LoadDialect, () => Speech])[] = [
  ['json-ws', () => jsonSpeech],
  ['socketio', () => socketIoSpeech],
  ['nats', () => natsSpeech],
  ['mqtt', () => mqttSpeech],
  ['tickwire-trades', () => new TickwireSpeech({ isLastOnly: false })],
];

describe.each(SPEECHES)('load generator, dialect %s', (dialect, speech) => {
  test('counts every update of every client and knows their ages', async () => {
    const done = await measure(speech(), optionsFor(dialect, 0), () => tradesAfter());

    expect(done).toMatchObject({
      updates: 200 * CLIENTS,
      lost: 0,
      repeated: 0,
      unexpected: 0,
      closed: 0,
    });
    expect(done.ageMs.p50).toBeGreaterThanOrEqual(AGE_MS);
    expect(done.ageMs.max).toBeLessThan(AGE_MS + 250);
    expect(done.fast.updates).toBe(done.updates);
  });

  test('counts what is left out as lost and what comes again as repeated', async () => {
    const trades = (): MadeTrade[] => {
      const kept = tradesAfter([50, 51, 120]);
      return [...kept, ...kept.slice(-5)];
    };

    const done = await measure(speech(), optionsFor(dialect, 0), trades);

    expect(done).toMatchObject({
      updates: 202 * CLIENTS,
      lost: 3 * CLIENTS,
      repeated: 5 * CLIENTS,
    });
  });
});

describe('load generator, dialect tickwire-last', () => {
  test('counts one update per symbol and frame, and what was conflated as lost', async () => {
    const speech = new TickwireSpeech({ isLastOnly: true });

    const done = await measure(speech, optionsFor('tickwire-last', 0), () => tradesAfter());

    // Three trades a frame, two of them of one symbol; the last frame has one of each.
    expect(done).toMatchObject({ updates: 134 * CLIENTS, lost: 66 * CLIENTS, repeated: 0 });
  });
});

describe('load generator, as a client of ours', () => {
  test('acknowledges within half a window or 500 ms, pings, and asks for its rate', async () => {
    const speech = new TickwireSpeech({ isLastOnly: false });

    await measure(speech, { ...optionsFor('tickwire-trades', 0), rateMs: 50 }, () => tradesAfter());

    const of = (kind: string): unknown[] => speech.heard.filter((said) => said.kind === kind);
    expect(of('setRate')).toHaveLength(CLIENTS);
    const acks = speech.heard.flatMap((said) => (said.kind === 'ack' ? [said.frame] : []));
    // The snapshot was frame 1; 200 trades are 67 frames: an Ack for every four, and one for the rest.
    expect(acks.filter((frame) => frame === 68)).toHaveLength(CLIENTS);
    expect(acks.length).toBeGreaterThanOrEqual(17 * CLIENTS);
    expect(of('ping').length).toBeGreaterThanOrEqual(2 * CLIENTS);
  });
});

describe('load generator, slow clients', () => {
  test('reads nothing for those that have stopped, and says which updates were theirs', async () => {
    const slow = { share: 0.25, mode: 'stop' } as const;

    const done = await measure(jsonSpeech, { ...optionsFor('json-ws', 0), slow }, () =>
      tradesAfter(),
    );

    expect(done.fast.updates).toBe(200 * 3);
    expect(done.slow).toMatchObject({ clients: 1, updates: 0 });
  });
});

test('counts the records and bytes of plain TLS', async () => {
  const sockets: TLSSocket[] = [];
  const { cert, key } = certificate;
  const server = createServer({ cert, key }, (socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      sockets.push(socket);
      socket.write('!');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const run = await LoadRun.start(optionsFor('raw', port));
  try {
    const done = await run.measure(({ index }) => {
      // The longer of the two needs four records of at most 16 KB.
      const texts = index === 0 ? [Buffer.alloc(500), Buffer.alloc(50_000)] : [];
      for (const socket of sockets) for (const text of texts) socket.write(text);
    });

    expect(done).toMatchObject({ messages: 5 * CLIENTS, payloadBytes: 50_500 * CLIENTS });
  } finally {
    await run.stop();
    server.close();
  }
});

test('says why no client could connect', async () => {
  const start = LoadRun.start(optionsFor('json-ws', await freePort()));

  await expect(start).rejects.toThrow(/cannot connect to port \d+: Connection refused/);
});

test('says what the server answered when it refuses the WebSocket', async () => {
  const server = await TradeServer.start(certificate, jsonSpeech);
  try {
    const start = LoadRun.start({ ...optionsFor('json-ws', server.port), path: '/a b' });

    await expect(start).rejects.toThrow(/expected the server to accept the WebSocket, got "HTTP/);
  } finally {
    server.stop();
  }
});
