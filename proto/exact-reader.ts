/** Reader for the generated decoders that refuses numbers which a plain number cannot hold exactly. */
import './protobuf-runtime.ts';
import protobuf from 'protobufjs/minimal.js';
import { ByteReader, malformed } from './byte-reader.ts';

/** The members of the stock reader that matter here; with Long away its 64-bit methods give numbers. */
type StockReader = new (bytes: Uint8Array) => {
  pos: number;
  readonly len: number;
  uint32(): number;
  uint64(): number;
  sint64(): number;
};

class ExactReader extends (protobuf.Reader as unknown as StockReader) {
  readonly #numbers: ByteReader;

  constructor(bytes: Uint8Array) {
    super(bytes);
    this.#numbers = new ByteReader(bytes);
  }

  override uint32(): number {
    const value = this.uint64();
    if (value > 0xffffffff) malformed(`number ${String(value)} in a field of 32 bits`);
    return value;
  }

  override uint64(): number {
    this.#numbers.seek(this.pos);
    return this.#took(this.#numbers.varint());
  }

  override sint64(): number {
    this.#numbers.seek(this.pos);
    return this.#took(this.#numbers.zigzag());
  }

  #took(value: number): number {
    this.pos = this.#numbers.position;
    // `len` is the end of the nested message, of which the number reader knows nothing.
    if (this.pos > this.len) malformed('number reaches past the end of its message');
    return value;
  }
}

/**
 * Returns a reader to be passed to a generated `decode` in place of the bytes.
 *
 * The stock reader rounds integers beyond 2^53 - 1 and cuts fields of 32 bits to their low bits, both
 * silently: one price would become another. This one throws ERR_FRAME_MALFORMED.
 */
export function exactReader(bytes: Uint8Array): protobuf.Reader {
  return new ExactReader(bytes) as unknown as protobuf.Reader;
}
