/** CRC-32 of a text out of the trailer of a gzip stream, for comparing with. */
import { gzipSync } from 'node:zlib';

/** The sum, 0..2^32 - 1. */
export function zlibCrc32(text: string): number {
  const packed = gzipSync(text, { level: 0 });
  // RFC 1952: the last eight bytes are CRC-32 and length, least significant byte first.
  return packed.readUInt32LE(packed.length - 8);
}
