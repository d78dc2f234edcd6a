/** How much one client has been sent and not yet shown: the acknowledgements, not the socket, decide. */

export interface WindowLimits {
  /** Unacknowledged frames, >= 1. */
  readonly frames: number;
  /** Unacknowledged bytes; one frame is allowed however large it is. */
  readonly bytes: number;
}

interface SentFrame {
  readonly frame: number;
  readonly bytes: number;
  readonly sentMs: number;
}

/** Frames in flight to one client. Kernel buffers hide a slow reader; this does not. */
export class FlowWindow {
  readonly #limits: WindowLimits;
  readonly #inFlight: SentFrame[] = [];
  #bytesInFlight = 0;
  #lastFrame = 0;

  constructor(limits: WindowLimits) {
    this.#limits = limits;
  }

  /** Whether another frame may be sent. */
  get isOpen(): boolean {
    return (
      this.#inFlight.length === 0 ||
      (this.#inFlight.length < this.#limits.frames && this.#bytesInFlight < this.#limits.bytes)
    );
  }

  /** Number for the next frame: 1, 2, ... */
  get nextFrame(): number {
    return this.#lastFrame + 1;
  }

  /** When the oldest unacknowledged frame was sent; undefined when nothing is in flight. */
  get oldestSentMs(): number | undefined {
    return this.#inFlight[0]?.sentMs;
  }

  sent(bytes: number, nowMs: number): void {
    this.#lastFrame += 1;
    this.#inFlight.push({ frame: this.#lastFrame, bytes, sentMs: nowMs });
    this.#bytesInFlight += bytes;
  }

  /**
   * Takes an acknowledgement of everything up to `frame`.
   *
   * @returns False when that frame was never sent; an old one is fine and changes nothing.
   */
  acknowledge(frame: number): boolean {
    if (frame > this.#lastFrame) return false;
    const kept = this.#inFlight.findIndex((sent) => sent.frame > frame);
    const shown = this.#inFlight.splice(0, kept < 0 ? this.#inFlight.length : kept);
    for (const { bytes } of shown) this.#bytesInFlight -= bytes;
    return true;
  }
}
