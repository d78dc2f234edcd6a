/** The way out for all lanes: numbers what wants an Ack, and counts what goes out. */
import { ByteWriter } from '../../proto/byte-writer.ts';
import type { CloseCode } from '../../proto/close-codes.ts';
import type { ControlParts, SymbolUpdate } from '../../proto/frames.ts';
import { encodeControlParts } from '../../proto/server-frame-codec.ts';
import { frameNumberSize, writeFrameTime, writeSymbolUpdate } from '../../proto/update-writer.ts';
import type { FanoutClient } from './client.ts';
import { createCounters, type Execute, type WallTimeOf } from './decision.ts';

/** Sends bodies, which may be shared, as frames of one client. */
export class Outbox {
  readonly counters = createCounters();
  /** UNIX ms of a time of the engine: what is stamped on frames, and ages count back from. */
  readonly stampMs: WallTimeOf;
  readonly #execute: Execute;
  readonly #body = new ByteWriter(1 << 12);

  constructor(execute: Execute, wallTimeOf: WallTimeOf) {
    this.#execute = execute;
    this.stampMs = wallTimeOf;
  }

  /** Sends what wants no Ack, and is held back by none. */
  control(client: FanoutClient, body: Uint8Array, nowMs: number): void {
    this.#send(client, 0, body, nowMs);
  }

  /** Sends what counts against the window, which must be open. */
  data(client: FanoutClient, body: Uint8Array, nowMs: number): void {
    const frame = client.window.nextFrame;
    this.#send(client, frame, body, nowMs);
    client.sent(frameNumberSize(frame) + body.length, nowMs);
  }

  /** Sends control parts with snapshots, if there are any; then it counts against the window. */
  parts(
    client: FanoutClient,
    parts: ControlParts,
    snapshots: readonly SymbolUpdate[],
    nowMs: number,
  ): void {
    const body = this.#body;
    body.reset();
    const stampMs = this.stampMs(nowMs);
    writeFrameTime(body, stampMs);
    body.raw(encodeControlParts(parts));
    for (const snapshot of snapshots) writeSymbolUpdate(body, snapshot, stampMs);
    if (snapshots.length === 0) this.control(client, body.view(), nowMs);
    else this.data(client, body.view(), nowMs);
  }

  close(client: FanoutClient, code: CloseCode, reason: string): void {
    this.#execute({ kind: 'close', client: client.key, code, reason });
  }

  #send(client: FanoutClient, frame: number, body: Uint8Array, nowMs: number): void {
    if (client.isRemoved) return;
    client.lastSentMs = nowMs;
    this.counters.framesSent += 1;
    this.counters.bytesSent += frameNumberSize(frame) + body.length;
    this.#execute({ kind: 'send', client: client.key, frame, body });
  }
}
