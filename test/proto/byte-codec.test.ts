/** ByteWriter and ByteReader against protobufjs' own Writer. */
import fc from 'fast-check';
import protobuf from 'protobufjs/minimal.js';
import { describe, expect, test } from 'vitest';
import { ByteReader } from '../../proto/byte-reader.ts';
import { ByteWriter } from '../../proto/byte-writer.ts';
import { exactReader } from '../../proto/exact-reader.ts';
import { BOUNDARIES, signed, text, unsigned } from './arbitraries.ts';
import { expectCode } from './expect-code.ts';

const SIGNED_BOUNDARIES = BOUNDARIES.flatMap((value) => (value === 0 ? [0] : [value, -value]));

function bytesOf(write: (out: ByteWriter) => void): Uint8Array {
  const out = new ByteWriter(1);
  write(out);
  return out.copy();
}

/** Varint of a number of any width. */
function wideVarint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Uint8Array.from([...bytes, Number(rest)]);
}

function expectVarint(value: number): void {
  const bytes = bytesOf((out) => {
    out.varint(value);
  });
  expect(bytes).toEqual(Uint8Array.from(protobuf.Writer.create().uint64(value).finish()));
  expect(bytes).toEqual(wideVarint(BigInt(value)));
  const reader = new ByteReader(bytes);
  expect(reader.varint()).toBe(value);
  expect(reader.atEnd()).toBe(true);
  expect(exactReader(bytes).uint64()).toBe(value);
}

function expectZigzag(value: number): void {
  const bytes = bytesOf((out) => {
    out.zigzag(value);
  });
  expect(bytes).toEqual(Uint8Array.from(protobuf.Writer.create().sint64(value).finish()));
  const reader = new ByteReader(bytes);
  expect(reader.zigzag()).toBe(value);
  expect(reader.atEnd()).toBe(true);
  expect(exactReader(bytes).sint64()).toBe(value);
}

describe('byte writer and reader', () => {
  test.each(BOUNDARIES)('write %d as varint like protobufjs and read it back', expectVarint);
  test.each(SIGNED_BOUNDARIES)('write %d as zigzag like protobufjs and read it back', expectZigzag);

  test('write any unsigned integer like protobufjs and read it back', () => {
    fc.assert(fc.property(unsigned, expectVarint), { numRuns: 3000 });
  });

  test('write any signed integer like protobufjs and read it back', () => {
    fc.assert(fc.property(signed, expectZigzag), { numRuns: 3000 });
  });

  test('write any text like protobufjs and read it back, byte order mark included', () => {
    fc.assert(
      fc.property(
        fc.oneof(text, fc.string({ unit: 'binary', minLength: 100, maxLength: 9000 })),
        (value) => {
          const bytes = bytesOf((out) => {
            out.text(value);
          });

          expect(Buffer.compare(bytes, protobuf.Writer.create().string(value).finish())).toBe(0);
          expect(new ByteReader(bytes).text()).toBe(value);
        },
      ),
    );
  });

  test.each([127, 128, 16_383, 16_384, 2_097_151, 2_097_152])(
    'put the length of a part of %d bytes in front of it',
    (size) => {
      const part = new Uint8Array(size).fill(7);
      const bytes = bytesOf((out) => {
        const start = out.begin();
        out.raw(part);
        out.end(start);
      });

      expect(Buffer.compare(bytes, protobuf.Writer.create().bytes(part).finish())).toBe(0);
    },
  );

  test('keep what was written before a rewind, and nothing after it', () => {
    const out = new ByteWriter(4);
    out.text('kept');
    const length = out.length;
    out.text('dropped');

    out.rewind(length);
    out.rewind(length + 5);

    expect(out.copy()).toEqual(
      bytesOf((other) => {
        other.text('kept');
      }),
    );
  });
});

describe('byte writer', () => {
  const unwritable = [1.5, NaN, Infinity, 2 ** 53, -(2 ** 53)];

  test.each([...unwritable, -1, -128])('refuses to write %d as varint', (value) => {
    expectCode('ERR_TICK_INVALID', () =>
      bytesOf((out) => {
        out.varint(value);
      }),
    );
  });

  test.each(unwritable)('refuses to write %d as zigzag', (value) => {
    expectCode('ERR_TICK_INVALID', () =>
      bytesOf((out) => {
        out.zigzag(value);
      }),
    );
  });
});

describe('byte reader', () => {
  test.each([2n ** 53n, 2n ** 53n + 1n, 2n ** 56n, 2n ** 63n, 2n ** 64n - 1n])(
    'refuses the unsigned number %d',
    (value) => {
      expectCode('ERR_FRAME_MALFORMED', () => new ByteReader(wideVarint(value)).varint());
      expectCode('ERR_FRAME_MALFORMED', () => exactReader(wideVarint(value)).uint64());
    },
  );

  // The zigzag form of 2^53, -2^53, 2^54 and of the largest magnitudes.
  test.each([2n ** 54n, 2n ** 54n - 1n, 2n ** 55n, 2n ** 64n - 2n, 2n ** 64n - 1n])(
    'refuses the signed number of zigzag form %d',
    (value) => {
      expectCode('ERR_FRAME_MALFORMED', () => new ByteReader(wideVarint(value)).zigzag());
      expectCode('ERR_FRAME_MALFORMED', () => exactReader(wideVarint(value)).sint64());
    },
  );

  test('refuses a number wider than 32 bits where the schema has 32', () => {
    expect(exactReader(wideVarint(2n ** 32n - 1n)).uint32()).toBe(2 ** 32 - 1);
    expectCode('ERR_FRAME_MALFORMED', () => exactReader(wideVarint(2n ** 32n)).uint32());
  });

  test('refuses a number that ends early', () => {
    for (const bytes of [[], [0x80], [0xff, 0xff, 0xff]]) {
      expectCode('ERR_FRAME_MALFORMED', () => new ByteReader(Uint8Array.from(bytes)).varint());
      expectCode('ERR_FRAME_MALFORMED', () => new ByteReader(Uint8Array.from(bytes)).zigzag());
    }
  });

  test('refuses a number that reaches past the end of its part', () => {
    const reader = new ByteReader(Uint8Array.from([1, 0x80, 1]));
    reader.enter();

    expectCode('ERR_FRAME_MALFORMED', () => reader.varint());
  });

  test('refuses text that is not UTF-8, or longer than what is there', () => {
    for (const bytes of [
      [1, 0xff],
      [2, 0x61, 0xc3],
      [3, 0xed, 0xa0, 0x80],
      [5, 0x61],
      [0xff, 0xff, 0xff, 0x7f],
    ]) {
      expectCode('ERR_FRAME_MALFORMED', () => new ByteReader(Uint8Array.from(bytes)).text());
    }
  });
});
