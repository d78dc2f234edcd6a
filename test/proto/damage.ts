/** Damages the bytes of valid messages, repeatably. */

/** Varints of lengths that nothing here is long enough for: 2^28 - 1, 2^31 - 1, 2^32 - 1, 2^53 - 1, 2^64 - 1. */
export const BOMBS = [
  'ffffff7f',
  'ffffffff07',
  'ffffffff0f',
  'ffffffffffffff0f',
  'ffffffffffffffffff01',
].map((hex) => Buffer.from(hex, 'hex'));

/** Numbers 0..below-1. */
export type Random = (below: number) => number;

/** Seeded numbers (xorshift32), 0..below-1. */
export function createRandom(seed: number): Random {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

function splice(bytes: Uint8Array, at: number, removed: number, inserted: Uint8Array): Uint8Array {
  return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + removed)]);
}

/** Bytes that are no message. */
export function randomBytes(random: Random, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => random(256));
}

/** One damage: bits, bytes or parts changed, lost, or put in. */
export function mutate(bytes: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  const at = random(bytes.length + 1);
  switch (random(7)) {
    case 0: {
      // Not slice(): of a Buffer that is a view, and the sample itself would change.
      const flipped = new Uint8Array(bytes);
      const bit = 1 << random(8);
      if (at < flipped.length) flipped[at] = (flipped[at] ?? 0) ^ bit;
      return flipped;
    }
    case 1:
      return bytes.subarray(0, at);
    case 2:
      return splice(bytes, at, 0, randomBytes(random, 1 + random(6)));
    case 3:
      return splice(bytes, at, 1 + random(6), new Uint8Array());
    case 4:
      return splice(bytes, at, random(3), BOMBS[random(BOMBS.length)] ?? bytes);
    case 5:
      // A part of another message, or of itself: fields where they do not belong.
      return splice(bytes, at, 0, other.subarray(random(other.length + 1)));
    default:
      return splice(bytes, at, 1, Uint8Array.of([0, 0x7f, 0x80, 0xff, 0x0b, 0x0c][random(6)] ?? 0));
  }
}
