/** Reads protobuf primitives from a buffer and refuses everything that is malformed or beyond 2^53. */
import { MarketDataError } from './errors.ts';

// ignoreBOM: a leading U+FEFF is part of the text; without it two different trade ids would become one.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Up to this many bytes a text is read here; TextDecoder costs a call into native code. */
const SHORT_TEXT_BYTES = 32;

/** Throws ERR_FRAME_MALFORMED. */
export function malformed(what: string, cause?: unknown): never {
  throw new MarketDataError(
    'ERR_FRAME_MALFORMED',
    what,
    cause === undefined ? undefined : { cause },
  );
}

/** Cursor over one protobuf message. Each method throws ERR_FRAME_MALFORMED on bad bytes. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at: number;
  #end: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#at = 0;
    this.#end = bytes.length;
  }

  /** Whether the current part has been read to its end. */
  atEnd(): boolean {
    return this.#at >= this.#end;
  }

  /** Offset of the next byte. */
  get position(): number {
    return this.#at;
  }

  /** Goes back to a `position` inside the current part. */
  seek(position: number): void {
    this.#at = position;
  }

  /** Reads an unsigned varint, 0..2^53 - 1. */
  varint(): number {
    const first = this.#next();
    return first < 128 ? first : this.#rest(first & 127, 128);
  }

  /** Reads a zigzag-coded signed integer of magnitude up to 2^53 - 1. */
  zigzag(): number {
    const first = this.#next();
    // The lowest bit is the sign. Halving before the other bytes are added keeps every sum exact.
    const half = first < 128 ? first >> 1 : this.#rest((first & 127) >> 1, 64);
    if ((first & 1) === 0) return half;
    if (half === Number.MAX_SAFE_INTEGER) malformed('signed number below -(2^53 - 1)');
    return -half - 1;
  }

  /** Reads a field's tag and returns `fieldNumber << 3 | wireType`. */
  tag(): number {
    const tag = this.varint();
    if (tag < 8 || tag > 0xffffffff) malformed(`field tag ${String(tag)} is out of range`);
    return tag;
  }

  /** Enters a length-delimited part and returns what to pass to `leave`. */
  enter(): number {
    const length = this.varint();
    const end = this.#at + length;
    if (end > this.#end) malformed(`part of ${String(length)} bytes reaches past the end`);
    const outer = this.#end;
    this.#end = end;
    return outer;
  }

  /** Leaves the part that `enter` entered, skipping what is left of it. */
  leave(outer: number): void {
    this.#at = this.#end;
    this.#end = outer;
  }

  /** Reads a length-prefixed UTF-8 string. */
  text(): string {
    const length = this.varint();
    const start = this.#at;
    const end = start + length;
    if (end > this.#end) malformed(`text of ${String(length)} bytes reaches past the end`);
    this.#at = end;
    if (length <= SHORT_TEXT_BYTES) {
      const text = shortAscii(this.#bytes, start, end);
      if (text !== undefined) return text;
    }
    try {
      return utf8.decode(this.#bytes.subarray(start, end));
    } catch (error) {
      malformed('text is not valid UTF-8', error);
    }
  }

  /** Skips a field of the given wire type, as an older reader does with newer fields. */
  skip(wireType: number): void {
    if (wireType === 0) this.#skipVarint();
    else if (wireType === 1) this.#advance(8);
    else if (wireType === 2) this.leave(this.enter());
    else if (wireType === 5) this.#advance(4);
    else malformed(`wire type ${String(wireType)} is not in use`);
  }

  #skipVarint(): void {
    for (let count = 0; count < 10; count++) {
      if (this.#at >= this.#end) malformed('number ends early: expected more bytes');
      if ((this.#bytes[this.#at++] ?? 0) < 128) return;
    }
    malformed('number longer than a varint may be');
  }

  #advance(count: number): void {
    if (this.#at + count > this.#end) malformed('fixed-width number reaches past the end');
    this.#at += count;
  }

  #next(): number {
    if (this.#at >= this.#end) malformed('number ends early: expected more bytes');
    return this.#bytes[this.#at++] ?? 0;
  }

  /** Adds the bytes of a varint after its first one, the lowest of them worth `scale`. */
  #rest(value: number, scale: number): number {
    const bytes = this.#bytes;
    const end = Math.min(this.#end, this.#at + 7);
    let sum = value;
    let worth = scale;
    for (let at = this.#at; at < end; at++) {
      const byte = bytes[at] ?? 0;
      sum += (byte & 127) * worth;
      if (byte < 128) {
        if (sum > Number.MAX_SAFE_INTEGER) malformed('number beyond 2^53 - 1');
        this.#at = at + 1;
        return sum;
      }
      worth *= 128;
    }
    if (end === this.#end) malformed('number ends early: expected more bytes');
    malformed('number beyond 2^53 - 1, or longer than a varint may be');
  }
}

/** Text of plain ASCII bytes, eight at a time; undefined when there is any other byte. */
function shortAscii(bytes: Uint8Array, start: number, end: number): string | undefined {
  let text = '';
  let at = start;
  for (; at + 8 <= end; at += 8) {
    const a = bytes[at] ?? 0;
    const b = bytes[at + 1] ?? 0;
    const c = bytes[at + 2] ?? 0;
    const d = bytes[at + 3] ?? 0;
    const e = bytes[at + 4] ?? 0;
    const f = bytes[at + 5] ?? 0;
    const g = bytes[at + 6] ?? 0;
    const h = bytes[at + 7] ?? 0;
    if ((a | b | c | d | e | f | g | h) > 127) return undefined;
    text += String.fromCharCode(a, b, c, d, e, f, g, h);
  }
  for (; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte > 127) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}
