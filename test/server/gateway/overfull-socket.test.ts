/** A socket that takes no more is given up between two calls of the engine, not within one. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { CLOSE_CODES } from '../../../proto/close-codes.ts';
import { SUBPROTOCOL } from '../../../proto/frames.ts';
import { FanoutEngine } from '../../../server/fanout/engine.ts';
import { Gateway } from '../../../server/gateway/gateway.ts';
import { TurnScheduler } from '../../../server/gateway/turn-scheduler.ts';
import { DEFAULT_LIMITS } from '../../../server/market/limits.ts';
import { Market } from '../../../server/market/market.ts';
import { OPTIONS } from '../fanout/world.ts';

const ORIGIN = 'http://localhost';
const server = createServer();

afterEach(() => {
  server.close();
});

test('a client whose socket takes no more is closed as soon as the engine is done with it', async () => {
  const countsWithin: number[] = [];
  const engine: FanoutEngine = new FanoutEngine(new Market(DEFAULT_LIMITS), OPTIONS, (decision) => {
    gateway.execute(decision);
    countsWithin.push(engine.clientCount);
  });
  const clock = Date.now;
  const gateway = new Gateway(
    {
      serverId: 'a',
      allowedOrigins: new Set([ORIGIN]),
      clientLimit: 9,
      clientLimitPerAddress: 9,
      topicLimit: 9,
      windowFrames: 4,
      windowBytes: 1 << 20,
      maxPayloadBytes: 1 << 16,
      // The very first frame is too much.
      maxBufferedBytes: -1,
      messages: { perSecond: 9, burst: 9 },
      heartbeatIntervalMs: 1_000,
      heartbeatTimeoutMs: 5_000,
    },
    {
      engine,
      scheduler: new TurnScheduler(engine, clock),
      clock,
      wallClock: Date.now,
      logger: pino({ level: 'silent' }),
      isReady: () => true,
      random: () => 0,
      greeting: () => ({}),
    },
  );
  gateway.attach(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const socket = new WebSocket(`ws://127.0.0.1:${String(port)}/stream`, SUBPROTOCOL, {
    origin: ORIGIN,
  });
  const [code] = (await once(socket, 'close')) as [number];

  expect(code).toBe(CLOSE_CODES.notResponding);
  expect(countsWithin).toEqual([1]);
  expect(engine.clientCount).toBe(0);
});
