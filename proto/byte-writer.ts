/** Growing buffer with the protobuf primitives, for the encoders on the hot path. */
import { MarketDataError } from './errors.ts';

const utf8 = new TextEncoder();

/** Bytes from which on making a view and copying it as a whole is faster than a loop. */
const LONG_COPY = 64;

/**
 * Writes protobuf wire format straight into one reused buffer.
 *
 * The generated encoders build a list of closures for each field; at hundreds of thousands of
 * updates a second that is most of their cost. The generated code stays the oracle in the tests.
 *
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export class ByteWriter {
  #bytes: Uint8Array;
  #length = 0;

  /** @param capacity Bytes to start with; grows by doubling. */
  constructor(capacity = 1024) {
    this.#bytes = new Uint8Array(capacity);
  }

  /** Bytes written so far. */
  get length(): number {
    return this.#length;
  }

  /** Forgets what was written; the buffer is kept, so views handed out by `view` become invalid. */
  reset(): void {
    this.#length = 0;
  }

  /** Forgets what was written from `length` on. */
  rewind(length: number): void {
    if (length < this.#length) this.#length = length;
  }

  /** View of `[start, end)`, valid until the next write or `reset`. */
  view(start = 0, end = this.#length): Uint8Array {
    return this.#bytes.subarray(start, end);
  }

  /** Copy of `[start, end)` that stays valid. */
  copy(start = 0, end = this.#length): Uint8Array {
    return this.#bytes.slice(start, end);
  }

  /** Writes one byte, 0..255: a tag of a field number below 16, or part of something larger. */
  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  /**
   * Writes an unsigned integer, 0..2^53 - 1, as varint.
   *
   * @throws {MarketDataError} ERR_TICK_INVALID for any other number: written, it would read as another one.
   */
  varint(value: number): void {
    this.#reserve(10);
    const bytes = this.#bytes;
    let at = this.#length;
    let rest = value;
    if (value >>> 0 !== value) {
      rest = this.#lowBytes(value);
      at = this.#length;
    }
    while (rest > 127) {
      bytes[at++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    bytes[at++] = rest;
    this.#length = at;
  }

  /**
   * Writes a signed integer of magnitude up to 2^53 - 1 in zigzag form.
   *
   * @throws {MarketDataError} ERR_TICK_INVALID for any other number: written, it would read as another one.
   */
  zigzag(value: number): void {
    if ((value | 0) === value) {
      this.varint(((value << 1) ^ (value >> 31)) >>> 0);
      return;
    }
    if (!Number.isSafeInteger(value)) notWritable(value, '-(2^53 - 1)..2^53 - 1');
    // Twice the value may be beyond 2^53: the lowest byte takes the sign, the rest goes undoubled.
    const magnitude = value < 0 ? -value - 1 : value;
    const low = magnitude % 64;
    this.byte((low << 1) | (value < 0 ? 1 : 0) | 128);
    this.varint((magnitude - low) / 64);
  }

  /** Writes a length-prefixed UTF-8 string. */
  text(value: string): void {
    const start = this.begin();
    this.#reserve(value.length * 3);
    const { written } = utf8.encodeInto(value, this.#bytes.subarray(this.#length));
    this.#length += written;
    this.end(start);
  }

  /** Writes bytes as they are, without a length. */
  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Writes `[start, end)` of another writer. */
  append(from: ByteWriter, start: number, end: number): void {
    this.#reserve(end - start);
    const source = from.#bytes;
    let at = this.#length;
    if (end - start > LONG_COPY) this.#bytes.set(source.subarray(start, end), at);
    else for (let index = start; index < end; index++) this.#bytes[at++] = source[index] ?? 0;
    this.#length += end - start;
  }

  /** Opens a length-delimited part; pass the result to `end`. */
  begin(): number {
    this.#reserve(1);
    this.#length += 1;
    return this.#length;
  }

  /** Closes the part that `begin` opened: writes its length in front of it. */
  end(start: number): void {
    const size = this.#length - start;
    if (size < 128) {
      this.#bytes[start - 1] = size;
      return;
    }
    // Most parts are short: only a longer one pays for moving up to make room for its length.
    const extra = size < 16_384 ? 1 : size < 2_097_152 ? 2 : 3;
    this.#reserve(extra);
    this.#bytes.copyWithin(start + extra, start, this.#length);
    const end = this.#length + extra;
    this.#length = start - 1;
    this.varint(size);
    this.#length = end;
  }

  /** Writes the lowest 28 bits of a number that bitwise operators cannot hold; returns the bits above. */
  #lowBytes(value: number): number {
    if (!Number.isSafeInteger(value) || value < 0) notWritable(value, '0..2^53 - 1');
    let low = value % 0x10000000;
    const above = (value - low) / 0x10000000;
    for (let count = 0; count < 4; count++) {
      this.#bytes[this.#length++] = (low & 127) | 128;
      low >>>= 7;
    }
    return above;
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

function notWritable(value: number, range: string): never {
  throw new MarketDataError(
    'ERR_TICK_INVALID',
    `${String(value)} cannot be written: expected an integer ${range}`,
  );
}
