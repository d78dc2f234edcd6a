/** Puts frames together, a head of its own and a body that may be shared, and counts what goes out. */
import { ByteWriter } from '../../proto/byte-writer.ts';
import type { CloseCode } from '../../proto/close-codes.ts';
import type { ControlParts, SymbolUpdate } from '../../proto/frames.ts';
import { encodeControlParts } from '../../proto/server-frame-codec.ts';
import { writeFrameHead, writeSymbolUpdate } from '../../proto/update-writer.ts';
import type { FanoutClient } from './client.ts';
import { createCounters, type Execute } from './decision.ts';

/** The way out for all lanes. */
export class Outbox {
  readonly counters = createCounters();
  readonly #execute: Execute;
  readonly #head = new ByteWriter(32);
  readonly #snapshots = new ByteWriter(1 << 12);

  constructor(execute: Execute) {
    this.#execute = execute;
  }

  /** Sends what wants no Ack, and is held back by none. */
  control(client: FanoutClient, body: Uint8Array, nowMs: number): void {
    this.#send(client, 0, body, nowMs);
  }

  /** Sends what counts against the window, which must be open. */
  data(client: FanoutClient, body: Uint8Array, nowMs: number): void {
    const frame = client.window.nextFrame;
    const bytes = this.#send(client, frame, body, nowMs);
    client.sent(bytes, nowMs);
  }

  /** Sends control parts with snapshots, if there are any; then it counts against the window. */
  parts(
    client: FanoutClient,
    parts: ControlParts,
    snapshots: readonly SymbolUpdate[],
    nowMs: number,
  ): void {
    if (snapshots.length === 0) {
      this.control(client, encodeControlParts(parts), nowMs);
      return;
    }
    this.#snapshots.reset();
    this.#snapshots.raw(encodeControlParts(parts));
    for (const snapshot of snapshots) writeSymbolUpdate(this.#snapshots, snapshot, nowMs);
    this.data(client, this.#snapshots.view(), nowMs);
  }

  close(client: FanoutClient, code: CloseCode, reason: string): void {
    this.#execute({ kind: 'close', client: client.key, code, reason });
  }

  /** @returns Bytes of the frame. */
  #send(client: FanoutClient, frame: number, body: Uint8Array, nowMs: number): number {
    this.#head.reset();
    writeFrameHead(this.#head, frame, nowMs);
    const head = this.#head.view();
    const bytes = head.length + body.length;
    client.lastSentMs = nowMs;
    this.counters.framesSent += 1;
    this.counters.bytesSent += bytes;
    this.#execute({ kind: 'send', client: client.key, head, body });
    return bytes;
  }
}
