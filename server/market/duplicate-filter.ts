/** Remembers recent trade ids, to drop what a venue or a restarted feed sends twice. */
import type { TradeIdsSnapshot } from '../../proto/snapshot.ts';

const START_SLOTS = 64;

/**
 * Bounded memory of ids in two generations: at least `size`, at most twice as many, are known.
 *
 * Kept as 64-bit hashes in flat memory, because thousands of small strings a second that live for
 * minutes are what a garbage collector is worst at. Two ids of one symbol would have to share their hash
 * for a trade to be dropped wrongly: among 4,096 ids once in 10^15 trades.
 */
export class DuplicateFilter {
  readonly #size: number;
  #newer = new HashTable();
  #older = new HashTable();

  /** @param size Ids remembered for certain, >= 1. */
  constructor(size: number) {
    this.#size = size;
  }

  /** Remembers `id` and says whether it was known. The empty id is never known. */
  isKnown(id: string): boolean {
    if (id === '') return false;
    const low = hash(id, 0x811c9dc5);
    // 0, 0 marks a free slot.
    const high = hash(id, 0x5bd1e995) || 1;
    if (this.#newer.has(low, high) || this.#older.has(low, high)) return true;
    if (this.#newer.count >= this.#size) {
      const { slots } = this.#newer;
      this.#older = this.#newer;
      this.#newer = new HashTable(slots);
    }
    this.#newer.add(low, high);
    return false;
  }

  toSnapshot(): TradeIdsSnapshot {
    return { newer: this.#newer.toBytes(), older: this.#older.toBytes() };
  }

  restore({ newer, older }: TradeIdsSnapshot): void {
    this.#newer = HashTable.of(newer);
    this.#older = HashTable.of(older);
  }
}

const BYTES_PER_ID = 8;

/** Open addressing, at most half full. */
class HashTable {
  count = 0;
  #pairs: Int32Array;

  constructor(slots = START_SLOTS) {
    this.#pairs = new Int32Array(2 * slots);
  }

  /** Table of what `toBytes` gave. Bytes that stand for no id are left out. */
  static of(bytes: Uint8Array): HashTable {
    const count = Math.floor(bytes.length / BYTES_PER_ID);
    let slots = START_SLOTS;
    while (slots < 2 * (count + 1)) slots *= 2;
    const table = new HashTable(slots);
    const view = new DataView(bytes.buffer, bytes.byteOffset, count * BYTES_PER_ID);
    for (let at = 0; at < view.byteLength; at += BYTES_PER_ID) {
      const low = view.getInt32(at, true);
      const high = view.getInt32(at + 4, true);
      if (high !== 0 && !table.has(low, high)) table.add(low, high);
    }
    return table;
  }

  /** All hashes, 8 bytes each, little-endian, in no order. */
  toBytes(): Uint8Array {
    const bytes = new Uint8Array(this.count * BYTES_PER_ID);
    const view = new DataView(bytes.buffer);
    let to = 0;
    for (let at = 0; at < this.#pairs.length; at += 2) {
      const high = this.#pairs[at + 1] ?? 0;
      if (high === 0) continue;
      view.setInt32(to, this.#pairs[at] ?? 0, true);
      view.setInt32(to + 4, high, true);
      to += BYTES_PER_ID;
    }
    return bytes;
  }

  get slots(): number {
    return this.#pairs.length / 2;
  }

  has(low: number, high: number): boolean {
    return this.#pairs[this.#find(low, high) + 1] !== 0;
  }

  add(low: number, high: number): void {
    if (2 * (this.count + 1) > this.slots) this.#grow();
    const at = this.#find(low, high);
    this.#pairs[at] = low;
    this.#pairs[at + 1] = high;
    this.count += 1;
  }

  /** Where the pair is, or the free place for it. */
  #find(low: number, high: number): number {
    const pairs = this.#pairs;
    const mask = pairs.length - 2;
    let at = (low << 1) & mask;
    while (pairs[at + 1] !== 0 && (pairs[at] !== low || pairs[at + 1] !== high)) {
      at = (at + 2) & mask;
    }
    return at;
  }

  #grow(): void {
    const before = this.#pairs;
    this.#pairs = new Int32Array(2 * before.length);
    for (let at = 0; at < before.length; at += 2) {
      const low = before[at] ?? 0;
      const high = before[at + 1] ?? 0;
      if (high === 0) continue;
      const free = this.#find(low, high);
      this.#pairs[free] = low;
      this.#pairs[free + 1] = high;
    }
  }
}

/**
 * FNV-1a over UTF-16 units with a finishing mix, so that ids which count up spread over all slots.
 *
 * @returns A signed 32-bit integer.
 * @see http://www.isthe.com/chongo/tech/comp/fnv/ and the finalizer of MurmurHash3
 */
function hash(id: string, seed: number): number {
  let value = seed | 0;
  for (let at = 0; at < id.length; at++) value = Math.imul(value ^ id.charCodeAt(at), 0x01000193);
  value ^= value >>> 16;
  value = Math.imul(value, 0x85ebca6b);
  value ^= value >>> 13;
  value = Math.imul(value, 0xc2b2ae35);
  return value ^ (value >>> 16);
}
