import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeClientFrame, encodeClientFrame } from '../../../proto/client-frame-codec.ts';
import { CLOSE_CODES } from '../../../proto/close-codes.ts';
import { isMarketDataError } from '../../../proto/errors.ts';
import { SUBPROTOCOL, type ClientMessage } from '../../../proto/frames.ts';
import { startLiveServer, type LiveServer } from '../../support/live-server.ts';
import { makeInstrument, makeTrade } from '../../support/test-feed.ts';

/** `FUZZ_CASES=100000` for the long form. */
const CASES = Number(process.env['FUZZ_CASES'] ?? 10_000);
const PARALLEL = 64;
const SEED = 20_240_808;

/** Mulberry32: small, seeded, good enough to pick bytes. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const VALID: readonly ClientMessage[] = [
  {
    kind: 'subscribe',
    requestId: 7,
    topics: [
      {
        symbol: 'AAA',
        channels: ['quote', 'last', 'trades'],
        bars: [{ interval: '1m', historyCount: 50 }],
      },
    ],
  },
  { kind: 'unsubscribe', requestId: 8, symbols: ['AAA', 'BBB'] },
  { kind: 'setRate', requestId: 9, intervalMs: 250 },
  { kind: 'ack', frame: 1 },
  { kind: 'ping', clientTimeMs: 1_723_161_255_208 },
];

/** Half of the cases are noise, half are valid frames with some bytes changed, cut or put in. */
function makeCase(random: (below: number) => number): Uint8Array {
  if (random(2) === 0) return Uint8Array.from({ length: random(60) }, () => random(256));
  const bytes = [...encodeClientFrame(VALID[random(VALID.length)] as ClientMessage)];
  for (let change = random(4); change >= 0; change--) {
    const at = random(bytes.length + 1);
    const kind = random(4);
    if (kind === 0) bytes[at] = random(256);
    else if (kind === 1) bytes.splice(at, 0, random(256), random(256));
    else if (kind === 2) bytes.splice(at, 1 + random(4));
    else bytes.splice(at, 0, 0xff, 0xff, 0xff, 0xff, 0x7f);
  }
  return Uint8Array.from(bytes, (byte) => byte);
}

function isMalformed(bytes: Uint8Array): boolean {
  try {
    decodeClientFrame(bytes);
    return false;
  } catch (error) {
    if (isMarketDataError(error)) return true;
    throw error;
  }
}

const HANDSHAKE = [
  'GET /stream HTTP/1.1',
  'Host: localhost',
  'Upgrade: websocket',
  'Connection: Upgrade',
  `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
  'Sec-WebSocket-Version: 13',
  `Sec-WebSocket-Protocol: ${SUBPROTOCOL}`,
  '\r\n',
].join('\r\n');

/** A binary frame with mask 0, so that its payload stands as it is (RFC 6455, 5.2). */
function clientFrame(payload: Uint8Array): Buffer {
  const length =
    payload.length < 126
      ? [0x80 | payload.length]
      : [0x80 | 126, payload.length >> 8, payload.length & 255];
  return Buffer.from([0x82, ...length, 0, 0, 0, 0, ...payload]);
}

/** Code of the close frame at the end of what a server sent; undefined if there is none. */
function closeCodeOf(received: Buffer): number | undefined {
  let at = received.indexOf('\r\n\r\n') + 4;
  while (at + 2 <= received.length) {
    const opcode = (received[at] ?? 0) & 15;
    const short = received[at + 1] ?? 0;
    const header = short < 126 ? 2 : short === 126 ? 4 : 10;
    const length =
      short < 126
        ? short
        : short === 126
          ? received.readUInt16BE(at + 2)
          : Number(received.readBigUInt64BE(at + 2));
    if (opcode === 8) return received.readUInt16BE(at + header);
    at += header + length;
  }
  return undefined;
}

/** Handshake and one frame in a single packet, on a bare socket; resolves when the server hangs up. */
function attack(port: number, payload: Uint8Array, expectsClose: boolean): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(Buffer.concat([Buffer.from(HANDSHAKE), clientFrame(payload)]));
      // A frame that is fine keeps the connection: close it ourselves, as a browser does.
      if (!expectsClose) socket.write(Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8]));
    });
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      // Answers the server's close, so that it need not wait for one.
      if (expectsClose && closeCodeOf(Buffer.concat(chunks)) !== undefined) socket.destroy();
    });
    socket.on('close', () => {
      resolve(Buffer.concat(chunks));
    });
    socket.on('error', reject);
  });
}

describe('server under random and mutated frames', () => {
  let live: LiveServer;

  beforeAll(async () => {
    // Plain TCP on loopback: a hundred thousand TLS handshakes would test OpenSSL, not us.
    live = await startLiveServer({ PLAINTEXT: 'true', TLS_CERT_FILE: '', TLS_KEY_FILE: '' });
    await live.feed.register(makeInstrument('AAA'));
  });
  afterAll(() => live.stop());

  test(
    `closes with 4500 what is malformed, among ${String(CASES)} cases, and harms no other`,
    { timeout: 180_000 },
    async () => {
      const bystander = await live.connect();
      await bystander.subscribe('AAA');
      const port = Number(new URL(live.url).port);
      const random = createRandom(SEED);
      const digest = createHash('sha256');
      const wrong: string[] = [];
      let started = 0;
      let malformed = 0;

      const work = async (): Promise<void> => {
        while (started < CASES) {
          started += 1;
          const payload = makeCase(random);
          digest.update(payload);
          const expectsClose = isMalformed(payload);
          if (expectsClose) malformed += 1;
          const code = closeCodeOf(await attack(port, payload, expectsClose));
          if (expectsClose && code !== CLOSE_CODES.malformedFrame) {
            wrong.push(`${Buffer.from(payload).toString('hex')}: ${String(code)}`);
          }
        }
      };
      await Promise.all(Array.from({ length: PARALLEL }, work));

      expect(wrong).toEqual([]);
      expect(malformed).toBeGreaterThan(CASES / 2);
      await live.feed.publish(makeTrade('AAA', 4_242));
      await bystander.update('a trade after it all', ({ last }) => last?.price === 4_242);
      expect(bystander.close).toBeUndefined();
    },
  );
});
