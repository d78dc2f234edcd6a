/** Cuts a zstd stream behind each of its blocks, so that no piece unpacks to more than one of them; pure. */

/** What `zstd` itself takes without being told otherwise (`--long=27`). */
const MAX_WINDOW_BYTES = 128 * 1024 * 1024;
const MEBIBYTE = 1024 * 1024;
const FRAME_MAGIC = 0xfd2fb528;
/** Any last half-byte. */
const SKIPPABLE_MAGIC = 0x184d2a50;
const BLOCK_HEADER_BYTES = 3;
const CHECKSUM_BYTES = 4;
/** Bytes of the content's size and of the dictionary's number, by their flags. */
const SIZE_BYTES = [0, 2, 4, 8] as const;
const DICTIONARY_BYTES = [0, 1, 2, 4] as const;
/** A block that repeats one byte. */
const RLE = 1;

/**
 * Follows frames and blocks without unpacking them. A few bytes of a block that repeats one byte become 128 KiB, so a
 * chunk of a file that is read at once could become gigabytes.
 *
 * @see RFC 8878, 3.1 (frames) and 3.1.1.2 (blocks)
 */
export class ZstdPieces {
  #part: 'magic' | 'skippable' | 'frame' | 'block' = 'magic';
  #head: number[] = [];
  /** Bytes of the head that are needed to go on. */
  #wanted = 5;
  /** Bytes to pass over. */
  #left = 0;
  #hasChecksum = false;

  /** @throws {Error} Where unpacking a frame would take too much memory. */
  *cut(bytes: Uint8Array): Generator<Uint8Array> {
    let from = 0;
    let at = 0;
    while (at < bytes.length) {
      if (this.#left > 0) {
        const passed = Math.min(this.#left, bytes.length - at);
        this.#left -= passed;
        at += passed;
        if (this.#left > 0) break;
        yield bytes.subarray(from, at);
        from = at;
        continue;
      }
      this.#head.push(bytes[at++] ?? 0);
      if (this.#head.length === this.#wanted) this.#read();
    }
    if (from < bytes.length) yield bytes.subarray(from);
  }

  #read(): void {
    switch (this.#part) {
      case 'magic':
        this.#begin();
        return;
      case 'skippable':
        this.#expect('magic', 5, this.#number(4, 4));
        return;
      case 'frame':
        this.#checkWindow();
        this.#expect('block', BLOCK_HEADER_BYTES);
        return;
      case 'block': {
        const header = this.#number(0, BLOCK_HEADER_BYTES);
        const length = ((header >> 1) & 3) === RLE ? 1 : header >> 3;
        if ((header & 1) === 0) this.#expect('block', BLOCK_HEADER_BYTES, length);
        else this.#expect('magic', 5, length + (this.#hasChecksum ? CHECKSUM_BYTES : 0));
      }
    }
  }

  #begin(): void {
    const magic = this.#number(0, 4);
    if (magic === FRAME_MAGIC) {
      const flags = this.#head[4] ?? 0;
      this.#hasChecksum = (flags & 4) !== 0;
      this.#part = 'frame';
      this.#wanted += this.#windowBytes() + this.#dictionaryBytes() + this.#sizeBytes();
    } else if (magic - (magic % 16) === SKIPPABLE_MAGIC) {
      this.#part = 'skippable';
      this.#wanted = 8;
    } else {
      // The decompressor will say so.
      this.#left = Infinity;
    }
  }

  #checkWindow(): void {
    const at = 5 + this.#windowBytes();
    const isSingle = this.#windowBytes() === 0;
    const descriptor = this.#head[5] ?? 0;
    const base = 2 ** (10 + (descriptor >> 3));
    const window = isSingle
      ? this.#number(at + this.#dictionaryBytes(), this.#sizeBytes())
      : base + (base / 8) * (descriptor & 7);
    if (window <= MAX_WINDOW_BYTES) return;
    throw new Error(
      `unpacking it takes ${String(Math.round(window / MEBIBYTE))} MiB at once, expected at most ` +
        `${String(MAX_WINDOW_BYTES / MEBIBYTE)}: unpack it first (zstd -d --long=31)`,
    );
  }

  /** 0 where the frame is one segment: then its size is the window. */
  #windowBytes(): number {
    return ((this.#head[4] ?? 0) & 32) === 0 ? 1 : 0;
  }

  #dictionaryBytes(): number {
    return DICTIONARY_BYTES[(this.#head[4] ?? 0) & 3] ?? 0;
  }

  #sizeBytes(): number {
    const flag = (this.#head[4] ?? 0) >> 6;
    return flag === 0 && this.#windowBytes() === 0 ? 1 : (SIZE_BYTES[flag] ?? 0);
  }

  #expect(part: 'magic' | 'block', headBytes: number, left = 0): void {
    this.#part = part;
    this.#head = [];
    this.#wanted = headBytes;
    this.#left = left;
  }

  #number(at: number, count: number): number {
    let value = 0;
    for (let index = count - 1; index >= 0; index--) {
      value = value * 256 + (this.#head[at + index] ?? 0);
    }
    return value;
  }
}
