/** Decompresses zstd by streaming. */
import { Decompress } from 'fzstd';
import { ZstdPieces } from './zstd-pieces.ts';

/** Message of fzstd where a file was cut off. */
const UNEXPECTED_END = 'unexpected EOF';

/**
 * Unpacks frame after frame; skippable frames are left out, checksums of frames are not looked at.
 *
 * Not by Node itself, also where it can: its zstd stops behind the first of several frames without an error, and such
 * files are common (`cat`, pzstd, recorders that flush).
 *
 * @yields What is unpacked, in order; of a file that was cut off, what it still holds.
 * @throws An error of the decompressor where the data is damaged.
 * @see https://github.com/nodejs/node/issues/64741 (Node 26.5, open in November 2026)
 */
export async function* unpackZstd(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let unpacked: Uint8Array[] = [];
  const decompress = new Decompress((chunk) => {
    unpacked.push(chunk);
  });
  const pieces = new ZstdPieces();
  // One piece behind, because the last one has to be said to be the last.
  let waiting: Uint8Array | undefined;
  for await (const chunk of packed) {
    for (const piece of pieces.cut(chunk)) {
      if (waiting !== undefined) decompress.push(waiting);
      waiting = piece;
      yield* unpacked;
      unpacked = [];
    }
  }
  try {
    decompress.push(waiting ?? new Uint8Array(), true);
  } catch (error) {
    if (!(error instanceof Error && error.message.includes(UNEXPECTED_END))) throw error;
  }
  yield* unpacked;
}
