/** When the bytes of one direction of a link come out at its other end, and in what pieces. Pure. */

/** What a link does to what passes through it. */
export interface LinkConditions {
  /** Time from one end to the other, milliseconds. */
  readonly latencyMs: number;
  /** Each piece takes up to this much longer, milliseconds; the order is kept. */
  readonly jitterMs: number;
  /** Bytes a second; Infinity: no limit. */
  readonly bytesPerSecond: number;
  /**
   * Most bytes of a piece, down to 1; each piece is a write, and with it a packet, of its own. Infinity:
   * as it came. Only the first `MAX_SLICES` pieces of a chunk are cut, so that a slow machine keeps up.
   */
  readonly sliceBytes: number;
}

export const CLEAR_LINK: LinkConditions = {
  latencyMs: 0,
  jitterMs: 0,
  bytesPerSecond: Infinity,
  sliceBytes: Infinity,
};

/** Pieces that one chunk is cut into at most. */
export const MAX_SLICES = 64;

/** Some bytes and when they come out. */
export interface ShapedPiece {
  readonly bytes: Uint8Array;
  /** On the clock that `shape` was given. */
  readonly dueMs: number;
}

/** Paces one direction; what goes in first comes out first, whatever the conditions meanwhile become. */
export class LinkShaper {
  readonly #random: () => number;
  /** When the line is free again: bytes follow each other, they do not overlap. */
  #freeMs = 0;
  #lastDueMs = 0;

  /** @param random Uniform in [0, 1); the same numbers give the same pieces and delays. */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** Cuts a chunk that arrived at `nowMs` and says when each piece comes out. */
  shape(chunk: Uint8Array, conditions: LinkConditions, nowMs: number): ShapedPiece[] {
    const { latencyMs, jitterMs, bytesPerSecond } = conditions;
    const pieces: ShapedPiece[] = [];
    for (const bytes of this.#slices(chunk, conditions.sliceBytes)) {
      this.#freeMs = Math.max(this.#freeMs, nowMs) + (bytes.length / bytesPerSecond) * 1_000;
      const jitter = jitterMs > 0 ? jitterMs * this.#random() : 0;
      const dueMs = Math.max(this.#lastDueMs, this.#freeMs + latencyMs + jitter);
      this.#lastDueMs = dueMs;
      pieces.push({ bytes, dueMs });
    }
    return pieces;
  }

  #slices(chunk: Uint8Array, sliceBytes: number): Uint8Array[] {
    if (chunk.length <= sliceBytes) return [chunk];
    const slices: Uint8Array[] = [];
    let at = 0;
    while (at < chunk.length && slices.length < MAX_SLICES - 1) {
      const length = 1 + Math.floor(this.#random() * sliceBytes);
      slices.push(chunk.subarray(at, at + length));
      at += length;
    }
    if (at < chunk.length) slices.push(chunk.subarray(at));
    return slices;
  }
}
