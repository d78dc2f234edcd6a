/** Every decoder against random and damaged bytes: a value or a MarketDataError, soon, and nothing else. */
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { ByteWriter } from '../../proto/byte-writer.ts';
import { decodeClientFrame, encodeClientFrame } from '../../proto/client-frame-codec.ts';
import { isMarketDataError } from '../../proto/errors.ts';
import {
  decodeBar,
  decodeInstrument,
  encodeBar,
  encodeInstrument,
} from '../../proto/instrument-codec.ts';
import { decodeServerFrame, encodeControlParts } from '../../proto/server-frame-codec.ts';
import { decodeTickBatch, writeTickBatch } from '../../proto/tick-codec.ts';
import { writeFrameHead, writeSymbolUpdate } from '../../proto/update-writer.ts';
import { BOMBS, createRandom, mutate, randomBytes } from './damage.ts';
import { bar, clientMessage, controlParts, instrument, symbolUpdate, tick } from './arbitraries.ts';

const ARRAYS = 100_000;
const SEED = 20_261_120;
const NOW_MS = 1_790_000_100_000;
const updates = fc.array(symbolUpdate(NOW_MS), { minLength: 1, maxLength: 3 });

const decoders: [string, (bytes: Uint8Array) => unknown, fc.Arbitrary<Uint8Array>][] = [
  ['decodeClientFrame', decodeClientFrame, clientMessage.map(encodeClientFrame)],
  [
    'decodeTickBatch',
    decodeTickBatch,
    fc.array(tick, { minLength: 1, maxLength: 4 }).map((ticks) => {
      const out = new ByteWriter();
      writeTickBatch(out, ticks);
      return out.copy();
    }),
  ],
  [
    'decodeServerFrame',
    decodeServerFrame,
    fc.tuple(updates, controlParts).map(([list, parts]) => {
      const out = new ByteWriter();
      writeFrameHead(out, 3, NOW_MS);
      for (const update of list) writeSymbolUpdate(out, update, NOW_MS);
      out.raw(encodeControlParts(parts));
      return out.copy();
    }),
  ],
  ['decodeInstrument', decodeInstrument, instrument.map(encodeInstrument)],
  ['decodeBar', decodeBar, bar.map(encodeBar)],
];

/** Fails at the first number that is not exact; doubles of the schema are let through by their names. */
function expectPlain(value: unknown, name = ''): void {
  if (typeof value === 'number') {
    if (['turnover', 'clientTimeMs', 'serverTimeMs'].includes(name)) return;
    if (!Number.isSafeInteger(value)) throw new Error(`${name} is ${String(value)}`);
  } else if (Array.isArray(value)) {
    for (const element of value) expectPlain(element, name);
  } else if (typeof value === 'object' && value !== null) {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype) throw new Error(`${name} is no plain object`);
    for (const [key, member] of Object.entries(value)) expectPlain(member, key);
  }
}

describe('decoders', () => {
  afterAll(() => {
    const leftovers: string[] = [];
    for (const key in {}) leftovers.push(key);
    expect(leftovers).toEqual([]);
  });

  test.each(decoders)(
    '%s answers damaged bytes with a value of exact numbers or a MarketDataError',
    (name, decode, valid) => {
      const random = createRandom(SEED);
      const samples = fc.sample(valid, { numRuns: 300, seed: SEED });
      const count = { values: 0, refused: 0 };
      let slowestMs = 0;
      const heapBytes = process.memoryUsage().arrayBuffers;

      for (let run = 0; run < ARRAYS; run++) {
        let bytes = samples[random(samples.length)] ?? new Uint8Array();
        if (random(8) === 0) bytes = randomBytes(random, random(40));
        else {
          const other = samples[random(samples.length)] ?? bytes;
          for (let times = 1 + random(3); times > 0; times--) bytes = mutate(bytes, other, random);
        }
        const startMs = performance.now();
        try {
          const value = decode(bytes);
          slowestMs = Math.max(slowestMs, performance.now() - startMs);
          if (run % 4 === 0) expectPlain(value);
          count.values += 1;
        } catch (error) {
          slowestMs = Math.max(slowestMs, performance.now() - startMs);
          if (!isMarketDataError(error)) {
            throw new Error(`run ${String(run)}: ${Buffer.from(bytes).toString('hex')}`, {
              cause: error,
            });
          }
          expect(error.code).toMatch(/^ERR_(FRAME_MALFORMED|TICK_INVALID)$/);
          count.refused += 1;
        }
      }

      // Both outcomes have to be met, or the mutations test nothing.
      expect(count.values, name).toBeGreaterThan(ARRAYS / 100);
      expect(count.refused, name).toBeGreaterThan(ARRAYS / 100);
      // Generous: pauses of the garbage collector and of a busy machine count in.
      expect(slowestMs).toBeLessThan(1000);
      expect(process.memoryUsage().arrayBuffers - heapBytes).toBeLessThan(64 * 2 ** 20);
    },
    60_000,
  );

  test.each(decoders)('%s refuses every length bomb without allocating for it', (_, decode) => {
    const before = process.memoryUsage();
    for (const bomb of BOMBS) {
      for (let field = 1; field <= 20; field++) {
        const tag = field < 16 ? [(field << 3) | 2] : [((field << 3) & 127) | 130, field >> 4];
        for (const prefix of [[], [0x08, 0x01], [0x1a, 0x40]]) {
          const bytes = Uint8Array.from([...prefix, ...tag, ...bomb]);
          expect(() => decode(bytes)).toThrow(expect.objectContaining({ name: 'MarketDataError' }));
        }
      }
    }
    const after = process.memoryUsage();
    expect(
      after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers,
    ).toBeLessThan(256 * 2 ** 20);
  });

  test('take names like __proto__ as any other text', () => {
    const subscribe = encodeClientFrame({
      kind: 'subscribe',
      requestId: 1,
      topics: [{ symbol: '__proto__', channels: ['quote'], bars: [] }],
    });

    expect(decodeClientFrame(subscribe)).toMatchObject({ topics: [{ symbol: '__proto__' }] });
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
