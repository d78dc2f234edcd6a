/** Client frames: round trip, and refusal of what the protocol does not allow. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import '../../proto/protobuf-runtime.ts';
import { decodeClientFrame, encodeClientFrame } from '../../proto/client-frame-codec.ts';
import { TIERS_MS } from '../../proto/frames.ts';
import { market } from '../../proto/gen/stream.js';
import { clientMessage } from './arbitraries.ts';
import { expectCode } from './expect-code.ts';

const { ClientFrame } = market.v1;
const { CHANNEL_QUOTE, CHANNEL_LAST } = market.v1.Channel;
const { INTERVAL_1S } = market.v1.Interval;
const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(' ', ''), 'hex');
const wire = (frame: market.v1.ClientFrame.$Properties): Uint8Array =>
  ClientFrame.encode(frame).finish();

describe('client frame', () => {
  test('comes back as it was written', () => {
    fc.assert(
      fc.property(clientMessage, (message) => {
        expect(decodeClientFrame(encodeClientFrame(message))).toEqual(message);
      }),
      { numRuns: 1000 },
    );
  });

  test('is read although it has fields of a newer client', () => {
    expect(decodeClientFrame(hex('22 04 08 05 50 01  9a 3f 01 00'))).toEqual({
      kind: 'ack',
      frame: 5,
    });
  });

  test('counts its last body when it has two', () => {
    // set_rate {interval_ms 50}, then ack {frame 3}; and the other way round.
    expect(decodeClientFrame(hex('1a 02 10 32  22 02 08 03'))).toEqual({ kind: 'ack', frame: 3 });
    expect(decodeClientFrame(hex('22 02 08 03  1a 02 10 32'))).toMatchObject({ kind: 'setRate' });
  });

  test('takes symbols of 64 characters and refuses longer ones', () => {
    const longest = 'A'.repeat(64);
    for (const frame of [
      (symbol: string) => wire({ subscribe: { topics: [{ symbol }] } }),
      (symbol: string) => wire({ unsubscribe: { symbols: [symbol] } }),
    ]) {
      expect(JSON.stringify(decodeClientFrame(frame(longest)))).toContain(longest);
      expectCode('ERR_FRAME_MALFORMED', () => decodeClientFrame(frame(`${longest}A`)));
    }
  });

  test('names a channel once although it was sent twice', () => {
    const bytes = wire({
      subscribe: {
        topics: [{ symbol: 'A', channels: [CHANNEL_QUOTE, CHANNEL_QUOTE, CHANNEL_LAST] }],
      },
    });

    expect(decodeClientFrame(bytes)).toMatchObject({ topics: [{ channels: ['quote', 'last'] }] });
  });

  const malformed: [string, Uint8Array][] = [
    ['no bytes', new Uint8Array()],
    ['no body', hex('30 01')],
    ['a body of the wrong wire type', hex('08 01')],
    ['a frame that ends early', hex('0a 10 08')],
    ['a length beyond the frame', hex('22 ff ff ff ff 07 08 01')],
    ['channel 0', hex('0a 07 12 05 0a 01 41 10 00')],
    ['channel 6', hex('0a 07 12 05 0a 01 41 10 06')],
    ['interval 0', hex('0a 05 12 03 1a 01 00')],
    ['a bars request without interval', wire({ subscribe: { topics: [{ bars: [{}] }] } })],
    ['interval 10', hex('0a 06 12 04 1a 02 08 0a')],
    [
      'an interval named twice',
      wire({
        subscribe: { topics: [{ bars: [{ interval: INTERVAL_1S }, { interval: INTERVAL_1S }] }] },
      }),
    ],
    ['a ping of NaN', wire({ ping: { clientTimeMs: NaN } })],
    ['a ping of infinity', wire({ ping: { clientTimeMs: -Infinity } })],
    ['a symbol that is not UTF-8', hex('0a 05 12 03 0a 01 ff')],
    ['an acknowledged frame of 33 bits', hex('22 06 08 80 80 80 80 10')],
    ['an acknowledged frame of 64 bits', hex('22 0b 08 ff ff ff ff ff ff ff ff ff 01')],
    ['a request id of 60 bits', hex('0a 0a 08 ff ff ff ff ff ff ff ff 0f')],
    ['text', new TextEncoder().encode('{"subscribe":["BTC-USD"]}')],
    ['a thousand nested groups', new Uint8Array(1000).fill(0x0b)],
  ];

  test.each(malformed)('is refused with %s', (_, bytes) => {
    expectCode('ERR_FRAME_MALFORMED', () => decodeClientFrame(bytes));
  });

  test.each([1, 49, 51, 2000, 2 ** 32 - 1].filter((ms) => !TIERS_MS.some((tier) => tier === ms)))(
    'is refused with a rate of %d ms, which is no tier',
    (intervalMs) => {
      const message = expectCode('ERR_FRAME_MALFORMED', () =>
        decodeClientFrame(wire({ setRate: { intervalMs } })),
      );

      expect(message).toContain('0, 50, 100, 250, 500, 1000');
    },
  );
});
