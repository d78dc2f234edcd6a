/** Says the same to all clients, a bounded number of them in each turn. */
import { ByteWriter } from '../../proto/byte-writer.ts';
import type { ControlParts } from '../../proto/frames.ts';
import { encodeControlParts } from '../../proto/server-frame-codec.ts';
import { writeFrameTime } from '../../proto/update-writer.ts';
import type { FanoutClient } from './client.ts';
import type { Outbox } from './outbox.ts';

interface Broadcast {
  readonly parts: ControlParts;
  /** Encoded when its sending begins, with the time of then. */
  body: Uint8Array | undefined;
  readonly rest: Iterator<FanoutClient, undefined>;
}

/** What all are to be told, oldest first. */
export class Broadcasts {
  readonly #clients: ReadonlyMap<number, FanoutClient>;
  readonly #outbox: Outbox;
  readonly #waiting: Broadcast[] = [];

  constructor(clients: ReadonlyMap<number, FanoutClient>, outbox: Outbox) {
    this.#clients = clients;
    this.#outbox = outbox;
  }

  get isDue(): boolean {
    return this.#waiting.length > 0;
  }

  add(parts: ControlParts): void {
    if (this.#clients.size === 0) return;
    this.#waiting.push({ parts, body: undefined, rest: this.#clients.values() });
  }

  /**
   * @param frames Frames that may be sent.
   * @returns How many of them are left.
   */
  send(frames: number, nowMs: number): number {
    let left = frames;
    for (let next = this.#waiting[0]; next && left > 0; next = this.#waiting[0]) {
      const { value: client, done } = next.rest.next();
      if (done) {
        this.#waiting.shift();
        continue;
      }
      next.body ??= encode(next.parts, this.#outbox.stampMs(nowMs));
      this.#outbox.control(client, next.body, nowMs);
      left -= 1;
    }
    return left;
  }
}

function encode(parts: ControlParts, stampMs: number): Uint8Array {
  const out = new ByteWriter(256);
  writeFrameTime(out, stampMs);
  out.raw(encodeControlParts(parts));
  return out.view();
}
