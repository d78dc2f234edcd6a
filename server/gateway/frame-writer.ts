/** The send path: one WebSocket frame in one write. */
import type { Writable } from 'node:stream';
import { frameNumberSize, writeFrameNumber } from '../../proto/update-writer.ts';

/** First byte of an unfragmented binary frame: FIN, opcode 2. */
const FINAL_BINARY = 0x82;
const SLAB_BYTES = 8 << 10;
/** Frames up to this size are cut from a slab, larger ones get memory of their own, bytes. */
const SLAB_FRAME_BYTES = SLAB_BYTES >> 1;

/**
 * Writes frames past `ws.send`, which writes header and payload apart and so costs a second buffer, a
 * cork and a joint write for each client and flush; what is left is one copy and one TLS record. `ws`
 * keeps all the rest: handshake, reading, control frames, close. Both may write to the stream because
 * both write whole frames, and `ws` never defers one (no compression). On two cores of an EPYC a frame of
 * 150 to 2,000 bytes costs 10 to 20 us of CPU this way, 15 to 40 % more by `ws.send`, about as much with
 * a corked head and a shared body, and twice as much in two writes (test/bench/send-path-bench.ts).
 *
 * The memory is not Node's own pool: that one also holds a few bytes for each connection, which would
 * keep the slabs of all frames sent around them alive.
 */
export class FrameWriter {
  #slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
  #used = 0;

  /**
   * Writes the frame's number and `body` as one binary WebSocket frame, as servers send it (unmasked).
   *
   * @param stream The connection's stream, open.
   * @param number Of the frame; 0: it has none.
   * @see https://www.rfc-editor.org/rfc/rfc6455#section-5.2
   */
  write(stream: Writable, number: number, body: Uint8Array): void {
    const size = frameNumberSize(number) + body.length;
    const headerSize = size < 126 ? 2 : size < 65_536 ? 4 : 10;
    const frame = this.#allocate(headerSize + size);
    frame[0] = FINAL_BINARY;
    if (headerSize === 2) {
      frame[1] = size;
    } else if (headerSize === 4) {
      frame[1] = 126;
      frame.writeUInt16BE(size, 2);
    } else {
      frame[1] = 127;
      frame.writeUInt32BE(0, 2);
      frame.writeUInt32BE(size, 6);
    }
    frame.set(body, writeFrameNumber(frame, headerSize, number));
    stream.write(frame);
  }

  #allocate(size: number): Buffer {
    if (size > SLAB_FRAME_BYTES) return Buffer.allocUnsafeSlow(size);
    if (this.#used + size > SLAB_BYTES) {
      this.#slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
      this.#used = 0;
    }
    this.#used += size;
    return this.#slab.subarray(this.#used - size, this.#used);
  }
}
