/** Puts frames together: a head of its own, then bytes that are shared. */
import { ByteWriter } from '../../proto/byte-writer.ts';
import type { ControlParts, SymbolUpdate } from '../../proto/frames.ts';
import { encodeControlParts } from '../../proto/server-frame-codec.ts';
import { writeFrameHead, writeSymbolUpdate } from '../../proto/update-writer.ts';
import type { Fragment } from './topic.ts';

/**
 * Copies a frame out of the arena.
 *
 * @param arena     Holds the fragments, written against `nowMs`; the head is appended to it.
 * @param fragments At least one.
 */
export function assembleDataFrame(
  arena: ByteWriter,
  frame: number,
  nowMs: number,
  fragments: readonly Fragment[],
): Uint8Array {
  const headStart = arena.length;
  writeFrameHead(arena, frame, nowMs);
  const headEnd = arena.length;
  let size = headEnd - headStart;
  for (const { start, end } of fragments) size += end - start;
  const bytes = new Uint8Array(size);
  bytes.set(arena.view(headStart, headEnd));
  let at = headEnd - headStart;
  for (const { start, end } of fragments) {
    bytes.set(arena.view(start, end), at);
    at += end - start;
  }
  return bytes;
}

/**
 * Encodes a frame with control parts and snapshots.
 *
 * @param frame 0 when it carries no snapshots and wants no Ack.
 */
export function encodeControlFrame(
  frame: number,
  nowMs: number,
  parts: ControlParts,
  snapshots: readonly SymbolUpdate[],
): Uint8Array {
  const out = new ByteWriter(256);
  writeFrameHead(out, frame, nowMs);
  out.raw(encodeControlParts(parts));
  for (const snapshot of snapshots) writeSymbolUpdate(out, snapshot, nowMs);
  return out.copy();
}
